import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BOUNDARY_PATH, DEVELOPER_BOUNDARY } from '../../../core/naming';
import { JobFunctionProps } from '../job-function-props';
import { PermissionsBoundary } from '../permissions-boundary';
import { deny, IDENTITY_OF_WORKLOADS, inIam, OUT_OF_REACH, ROLE_WRITES } from '../private/boundary-statements';

/** Power users, and what that policy lacks: the roles of what they build, which have their own boundary. */
export const DEVELOPER: JobFunctionProps = {
  jobFunctionName: 'developer',
  description: 'Builds and runs workloads, and makes roles for them that can do no more than a developer',
  awsManagedPolicies: ['PowerUserAccess'],
  boundary: PermissionsBoundary.DEVELOPER,
  maxSessionDuration: Duration.hours(8),
  statements: [
    new PolicyStatement({
      sid: 'Roles', actions: ROLE_WRITES, resources: inIam('role/*'),
      conditions: { ArnLike: { 'iam:PermissionsBoundary': `arn:${Aws.PARTITION}:iam::*:policy${BOUNDARY_PATH}${DEVELOPER_BOUNDARY}` } },
    }),
    new PolicyStatement({ sid: 'Identity', actions: IDENTITY_OF_WORKLOADS, resources: inIam('instance-profile/*', 'policy/*', 'role/*') }),
    deny('OutOfReach', ['iam:PassRole', 'iam:Tag*', 'iam:Untag*', 'sts:AssumeRole'], OUT_OF_REACH),
    new PolicyStatement({ sid: 'Look', actions: ['iam:Generate*', 'iam:Get*', 'iam:List*', 'iam:Simulate*'], resources: ['*'] }),
  ],
};
