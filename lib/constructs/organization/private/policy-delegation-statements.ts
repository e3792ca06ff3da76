import { OrganizationPolicy } from '../organization-policy';
import { PolicyDelegation } from '../policy-delegation';
import { PolicyType } from '../policy-type';

type Statement = Record<string, unknown>;

/** What the ARNs of an organization are made of. */
export interface OrganizationArns {
  readonly partition: string;
  readonly managementAccountId: string;
  readonly organizationId: string;
}

const NAVIGATION = [
  'DescribeAccount', 'DescribeOrganization', 'DescribeOrganizationalUnit', 'DescribeResourcePolicy', 'ListAccounts', 'ListAccountsForParent',
  'ListChildren', 'ListOrganizationalUnitsForParent', 'ListParents', 'ListRoots', 'ListTagsForResource',
];
const READING = ['DescribeEffectivePolicy', 'DescribePolicy', 'ListPolicies', 'ListPoliciesForTarget', 'ListTargetsForPolicy'];
const WRITING = ['CreatePolicy', 'DeletePolicy', 'UpdatePolicy'];
const ATTACHING = ['AttachPolicy', 'DetachPolicy'];
/** All that could weaken a policy of somebody else. */
const TAMPERING = [...ATTACHING, 'DeletePolicy', 'TagResource', 'UntagResource', 'UpdatePolicy'];

/**
 * What delegates may do. AWS asks for the statements that navigate the organization; the shapes of the others are its examples'.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/security_iam_resource-based-policy-examples.html
 */
export function delegationStatements(
  arns: OrganizationArns, delegations: readonly PolicyDelegation[], protectedPolicies: readonly OrganizationPolicy[],
): Statement[] {
  const delegates = [...new Set(delegations.map(({ accountId }) => accountId))];
  const navigate = { Sid: 'Navigate', Effect: 'Allow', Principal: principals(arns, delegates), Action: actions(NAVIGATION), Resource: '*' };
  return [
    navigate,
    ...delegations.flatMap((delegation, index) => statementsOf(arns, delegation, String(index + 1))),
    ...protectedPolicies.length > 0 ? [protect(arns, delegates, protectedPolicies)] : [],
  ];
}

function statementsOf(arns: OrganizationArns, { accountId, policyTypes, targets }: PolicyDelegation, number: string): Statement[] {
  const policies = policyTypes.map(type => policyArn(arns, type, '*'));
  const ofTypes = { 'organizations:PolicyType': policyTypes.map(({ policyTypeName }) => policyTypeName) };
  const base = { Effect: 'Allow', Principal: principals(arns, [accountId]) };
  // not every request that looks at policies says a type
  const read = { Sid: `Read${number}`, ...base, Action: actions(READING), Resource: '*', Condition: { StringEqualsIfExists: ofTypes } };
  const write = { Sid: `Write${number}`, ...base, Action: actions(WRITING), Resource: policies, Condition: { StringEqualsIfExists: ofTypes } };
  const places = targets.map(({ targetId, targetType }) => `${prefix(arns)}:${targetType}/${arns.organizationId}/${targetId}`);
  const attach = {
    Sid: `Attach${number}`, ...base, Action: actions(ATTACHING), Resource: [...places, ...policies], Condition: { StringEqualsIfExists: ofTypes },
  };
  return [read, write, ...targets.length > 0 ? [attach] : []];
}

/** Policies have random ids and no other name in IAM: so the platform's are named one by one. */
const protect = (arns: OrganizationArns, delegates: readonly string[], policies: readonly OrganizationPolicy[]): Statement => ({
  Sid: 'PlatformPoliciesStay',
  Effect: 'Deny',
  Principal: principals(arns, delegates),
  Action: actions(TAMPERING),
  Resource: policies.map(({ policyId, policyType }) => policyArn(arns, policyType, policyId)),
});

const actions = (names: readonly string[]) => names.map(name => `organizations:${name}`);
const prefix = ({ managementAccountId, partition }: OrganizationArns) => `arn:${partition}:organizations::${managementAccountId}`;
const policyArn = (arns: OrganizationArns, { policyTypeName }: PolicyType, id: string) =>
  `${prefix(arns)}:policy/${arns.organizationId}/${policyTypeName.toLowerCase()}/${id}`;
const principals = ({ partition }: OrganizationArns, accountIds: readonly string[]) =>
  ({ AWS: accountIds.map(id => `arn:${partition}:iam::${id}:root`) });
