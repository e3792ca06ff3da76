import { faultIf, listOf, show, StatementRule } from './rule';

/**
 * What resource control policies may not have although other policies may.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export const RESOURCE_CONTROL_RULES: readonly StatementRule[] = [
  {
    id: 'rcp-effect',
    kinds: ['rcp'],
    check: ({ statement: { Effect } }) => faultIf(Effect === 'Allow', () => '\'Effect\' of a resource control policy must be "Deny", got "Allow"',
      'remove the statement: RCPFullAWSAccess allows already'),
  },
  {
    id: 'rcp-principal',
    kinds: ['rcp'],
    check: ({ statement: { Principal } }) => faultIf(Principal !== '*', () => `'Principal' of a resource control policy must be "*", got ${show(Principal)}`,
      'write "Principal": "*" and name principals in conditions'),
  },
  {
    id: 'rcp-not-principal',
    kinds: ['rcp'],
    check: ({ statement: { NotPrincipal } }) => faultIf(NotPrincipal !== undefined,
      () => `'NotPrincipal' must not be in a resource control policy, got ${show(NotPrincipal)}`, 'use a condition on aws:PrincipalArn'),
  },
  {
    id: 'rcp-not-action',
    kinds: ['rcp'],
    check: ({ statement: { NotAction } }) => faultIf(NotAction !== undefined,
      () => `'NotAction' must not be in a resource control policy, got ${show(NotAction)}`, 'list the actions in \'Action\''),
  },
  {
    id: 'rcp-action-all',
    kinds: ['rcp'],
    check: ({ statement: { Action } }) => faultIf(listOf(Action).includes('*'),
      () => `'Action' of a resource control policy must name services, got ${show(Action)}`, 'list the services, as in "s3:*"'),
  },
];
