import { Duration } from 'aws-cdk-lib';
import { JobFunctionProps } from '../job-function-props';
import { PermissionsBoundary } from '../permissions-boundary';

/** The boundary is what makes it less than the policy says. */
export const ADMINISTRATOR: JobFunctionProps = {
  jobFunctionName: 'administrator',
  description: 'Administers an account within its guardrails; touches neither the platform nor IAM users',
  awsManagedPolicies: ['AdministratorAccess'],
  boundary: PermissionsBoundary.ADMINISTRATOR,
  maxSessionDuration: Duration.hours(1),
};
