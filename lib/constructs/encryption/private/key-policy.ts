import { AccountRootPrincipal, AnyPrincipal, Effect, IPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Problems } from '../../../core/validation';
import { KeyPurpose } from '../key-purpose';
import { narrowsPrincipal } from './narrowing';

/**
 * Administration without use. kms:CreateGrant is left out on purpose: whoever may grant may grant to himself what the policy keeps from
 * him.
 */
const ADMINISTRATION = [
  'kms:Describe*', 'kms:Get*', 'kms:List*',
  'kms:CreateAlias', 'kms:UpdateAlias', 'kms:DeleteAlias', 'kms:UpdateKeyDescription',
  'kms:EnableKey', 'kms:DisableKey', 'kms:EnableKeyRotation', 'kms:DisableKeyRotation', 'kms:RotateKeyOnDemand',
  'kms:PutKeyPolicy', 'kms:RevokeGrant', 'kms:TagResource', 'kms:UntagResource',
  'kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion',
];

/**
 * What administrators of a multi-region key do besides: they say in which regions it can be used.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-auth.html
 */
const ADMINISTRATION_OF_REGIONS = ['kms:ReplicateKey', 'kms:UpdatePrimaryRegion'];

/** What a key is for, and who administers it. */
export interface KeyPolicyProps {
  readonly purposes: readonly KeyPurpose[];
  readonly administrators?: readonly IPrincipal[];
  readonly multiRegion?: boolean;
}

/** The policy of a key: its administrators, its purposes, and no grants but those of services. */
export function keyPolicyOf({ purposes, administrators, multiRegion }: KeyPolicyProps): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'AdministratorsManage',
        principals: administrators ? [...administrators] : [new AccountRootPrincipal()],
        actions: [...ADMINISTRATION, ...multiRegion ? ADMINISTRATION_OF_REGIONS : []],
        resources: ['*'],
      }),
      ...purposes.flatMap(purpose => purpose.statements()),
      grantsForServicesOnly(),
    ],
  });
}

/**
 * A grant outlives the policy that allowed it, and no policy shows it: services that take one give it back (CT.KMS.PR.3).
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
function grantsForServicesOnly(): PolicyStatement {
  return new PolicyStatement({
    sid: 'GrantsForServicesOnly',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['kms:CreateGrant'],
    resources: ['*'],
    conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
  });
}

/** A rendered statement of a key policy. */
interface RenderedStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Condition?: unknown;
}

/** Statements may be added later, so the finished policy is what counts. Conditions that do not say who asks keep nobody out. */
export function worldProblems(policy: { readonly Statement?: readonly RenderedStatement[] }): Problems {
  return (policy.Statement ?? [])
    .filter(statement => statement.Effect === Effect.ALLOW && isWorld(statement.Principal))
    .filter(statement => !narrowsPrincipal(statement.Condition) || [statement.Action].flat().some(action => action === 'kms:*' || action === '*'))
    .map(statement => `the key policy must not let everybody use the key, got "Principal": "*" in ${JSON.stringify(statement)}: name who uses it, or demand aws:PrincipalOrgID, aws:PrincipalArn, aws:PrincipalAccount or kms:CallerAccount`);
}

function isWorld(principal: unknown): boolean {
  const names = typeof principal === 'object' && principal !== null ? (principal as { readonly AWS?: unknown }).AWS : principal;
  return [names].flat().includes('*');
}
