import { Duration } from 'aws-cdk-lib';
import { JobFunctionProps } from '../job-function-props';
import { PermissionsBoundary } from '../permissions-boundary';

/** The boundary of developers withholds payments, so it is that of administrators; the policy has neither IAM nor a workload. */
export const BILLING: JobFunctionProps = {
  jobFunctionName: 'billing',
  description: 'Bills, payments, budgets, taxes and cost reports; sees no workload',
  awsManagedPolicies: ['job-function/Billing'],
  boundary: PermissionsBoundary.ADMINISTRATOR,
  maxSessionDuration: Duration.hours(4),
};
