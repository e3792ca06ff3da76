import { Duration } from 'aws-cdk-lib';
import { JobFunctionProps } from '../job-function-props';
import { PermissionsBoundary } from '../permissions-boundary';
import { noData } from '../private/data-reads';

/** The lists that AWS keeps for audits, and no data whatever they say. */
export const AUDITOR: JobFunctionProps = {
  jobFunctionName: 'auditor',
  description: 'Looks at the configuration of every service for an audit; reads no data',
  awsManagedPolicies: ['SecurityAudit', 'job-function/ViewOnlyAccess'],
  boundary: PermissionsBoundary.DEVELOPER,
  maxSessionDuration: Duration.hours(4),
  statements: [noData()],
};
