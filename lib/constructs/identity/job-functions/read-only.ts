import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { JobFunctionProps } from '../job-function-props';
import { PermissionsBoundary } from '../permissions-boundary';
import { noData } from '../private/data-reads';

const OPERATIONS = ['autoscaling', 'cloudformation', 'cloudwatch', 'config', 'ec2', 'ecs', 'elasticloadbalancing', 'events', 'health', 'lambda', 'rds', 'tag', 'xray'];

/** What exists and how it runs: AWS's list, and the metrics, events and stacks that it leaves out. */
export const READ_ONLY: JobFunctionProps = {
  jobFunctionName: 'read-only',
  description: 'Sees how everything is configured, environment variables among it, and how it runs; reads no data',
  awsManagedPolicies: ['job-function/ViewOnlyAccess'],
  boundary: PermissionsBoundary.DEVELOPER,
  maxSessionDuration: Duration.hours(8),
  statements: [
    new PolicyStatement({
      sid: 'Operations', resources: ['*'],
      actions: [...OPERATIONS.flatMap(service => [`${service}:Describe*`, `${service}:Get*`, `${service}:List*`]), 'cloudtrail:LookupEvents'],
    }),
    noData(),
  ],
};
