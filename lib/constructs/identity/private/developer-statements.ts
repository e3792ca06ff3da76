import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ACCESS_PATH, AUDIT_ROLE, jobFunctionName, SUPPORT_ROLE } from '../../../core/naming';
import { BoundaryPolicyProps } from '../boundary-policy-props';
import { PermissionsBoundary } from '../permissions-boundary';
import { ABOVE_DEVELOPERS, ACCESS_ROLES, ceiling, inIam, keepIsolation, PAYMENT, withBoundary } from './boundary-statements';

/** Roles for people that are no more than a developer. */
const EQUALS = [AUDIT_ROLE, SUPPORT_ROLE, ...['auditor', 'developer', 'read-only'].map(jobFunctionName)];

/** What `DeveloperBoundary` says. */
export function developerStatements(props: BoundaryPolicyProps): PolicyStatement[] {
  return [
    ...ceiling({
      ...props,
      ...ABOVE_DEVELOPERS,
      withheld: PAYMENT,
      accessRoles: ACCESS_ROLES,
      assumableAccessRoles: inIam(...EQUALS.map(name => `role${ACCESS_PATH}${name}`)),
    }),
    withBoundary('Roles', inIam('role/*'), PermissionsBoundary.DEVELOPER.policyArn),
    keepIsolation(),
  ];
}
