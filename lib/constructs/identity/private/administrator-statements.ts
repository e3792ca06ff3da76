import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BoundaryPolicyProps } from '../boundary-policy-props';
import { PermissionsBoundary } from '../permissions-boundary';
import { ADMINISTRATION_ROLES, ceiling, inIam, withBoundary } from './boundary-statements';
import { ISOLATION_POLICIES } from './isolation';

/** What `AdministratorBoundary` says. */
export function administratorStatements(props: BoundaryPolicyProps): PolicyStatement[] {
  return [
    ...ceiling({ ...props, withheld: [], aboveRoles: [], abovePolicies: [], accessRoles: [], assumableAccessRoles: [] }),
    withBoundary('Roles', inIam('role/*'), PermissionsBoundary.DEVELOPER.policyArn),
    withBoundary('Administration', ADMINISTRATION_ROLES, PermissionsBoundary.ADMINISTRATOR.policyArn),
    new PolicyStatement({
      sid: 'Isolate', actions: ['AttachRolePolicy', 'AttachUserPolicy', 'DetachRolePolicy', 'DetachUserPolicy'].map(action => `iam:${action}`), resources: ['*'],
      conditions: { ArnLike: { 'iam:PolicyARN': ISOLATION_POLICIES } },
    }),
    new PolicyStatement({ sid: 'TakeKeys', actions: ['iam:DeleteAccessKey', 'iam:DeleteLoginProfile', 'iam:UpdateAccessKey'], resources: inIam('user/*') }),
    new PolicyStatement({ sid: 'ServiceLinked', actions: ['iam:DeleteServiceLinkedRole'], resources: ['*'] }),
  ];
}
