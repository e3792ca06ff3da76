import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, AnyPrincipal, Effect, IPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { Problems, Range, shapeProblems, wholeRangeProblems } from '../../core/validation';
import { KeyPurpose } from './key-purpose';
import { narrowsPrincipal } from './private/narrowing';

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
const PENDING_WINDOW_DAYS = { min: 7, max: 30 };
/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
const ROTATION_DAYS = { min: 90, max: 2560 };

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

/** Properties of a customer managed key. */
export interface ManagedKeyProps {
  /** Name to find the key by, such as "alias/lz/trail". Another account knows no more of a key than this name. */
  readonly alias: string;

  /** What the key protects, for whoever meets it in the console. */
  readonly description: string;

  /** Who uses the key, for what, and under which conditions. */
  readonly purposes: KeyPurpose[];

  /**
   * Who administers the key: its policy, its rotation, its deletion, never its use.
   *
   * AWS KMS refuses a policy that would lock out whoever creates the key, so name the role that deploys the stack too.
   *
   * @default - the account, so that its IAM policies decide who administers the key
   */
  readonly administrators?: IPrincipal[];

  /**
   * How long a deletion waits before it is final, 7 to 30 days.
   *
   * @default Duration.days(30)
   */
  readonly pendingWindow?: Duration;

  /**
   * How often the key material is renewed, 90 to 2560 days. What is encrypted stays readable.
   *
   * @default Duration.days(365)
   */
  readonly rotationPeriod?: Duration;

  /**
   * What happens to the key and its alias when they leave the stack.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - without its key no log can be read; only a first deployment that fails takes it
   * away
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * What happens to the alias when it leaves the stack. An alias that is kept blocks the next deployment of the same stack.
   *
   * @default - as the key: another account that knows no more of the key than its name finds it for as long as it is there
   */
  readonly aliasRemovalPolicy?: RemovalPolicy;
}

/**
 * A customer managed key with rotation, an alias, and a policy in which administrators and users are different people.
 *
 * The CDK's `Key` lets every IAM policy of the account use the key; here only its purposes do, and `grant…` methods write both the key
 * policy and the policy of the grantee. Grants, which a policy does not show, are for AWS services only.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export class ManagedKey extends Key {
  /** The ARN of the alias. */
  public readonly aliasArn: string;

  /** Not trusted: this makes grants write into the key policy, which holds no `kms:*` for the account. */
  protected override readonly trustAccountIdentities: boolean = false;

  public constructor(scope: Construct, id: string, props: ManagedKeyProps) {
    throwProblems(scope, keyProblems(props));
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    super(scope, id, {
      description: props.description,
      enableKeyRotation: true,
      rotationPeriod: props.rotationPeriod ?? Duration.days(365),
      pendingWindow: props.pendingWindow ?? Duration.days(PENDING_WINDOW_DAYS.max),
      policy: new PolicyDocument({
        statements: [
          administration(props.administrators),
          ...props.purposes.flatMap(purpose => purpose.statements()),
          grantsForServicesOnly(),
        ],
      }),
      removalPolicy,
    });

    const alias = this.addAlias(props.alias);
    alias.applyRemovalPolicy(props.aliasRemovalPolicy ?? removalPolicy);
    this.aliasArn = Stack.of(this).formatArn({ partition: Aws.PARTITION, service: 'kms', resource: props.alias });

    this.node.addValidation({ validate: () => [...worldProblems(Stack.of(this).resolve(this.policy))] });
  }
}

function administration(administrators?: IPrincipal[]): PolicyStatement {
  return new PolicyStatement({
    sid: 'AdministratorsManage',
    principals: administrators ?? [new AccountRootPrincipal()],
    actions: ADMINISTRATION,
    resources: ['*'],
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

function keyProblems(props: ManagedKeyProps): Problems {
  return [
    ...shapeProblems('alias', props.alias, /^alias\/(?!aws\/)[\w/-]{1,250}$/,
      'start with "alias/", not with "alias/aws/", and have 7 to 256 letters, digits, "/", "_" or "-"', 'rename it'),
    ...(props.administrators?.length === 0 ? ["'administrators' must name somebody, got []: leave it out, or nobody can ever change the key"] : []),
    ...props.purposes.flatMap(purpose => purpose._problems),
    ...dayProblems('pendingWindow', props.pendingWindow, PENDING_WINDOW_DAYS),
    ...dayProblems('rotationPeriod', props.rotationPeriod, ROTATION_DAYS),
  ];
}

function dayProblems(prop: string, duration: Duration | undefined, range: Range): Problems {
  return duration === undefined || duration.isUnresolved() ? []
    : wholeRangeProblems(prop, 'days', duration.toDays({ integral: false }), range, 'choose a number in that range');
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
function worldProblems(policy: { readonly Statement?: readonly RenderedStatement[] }): Problems {
  return (policy.Statement ?? [])
    .filter(statement => statement.Effect === Effect.ALLOW && isWorld(statement.Principal))
    .filter(statement => !narrowsPrincipal(statement.Condition) || [statement.Action].flat().some(action => action === 'kms:*' || action === '*'))
    .map(statement => `the key policy must not let everybody use the key, got "Principal": "*" in ${JSON.stringify(statement)}: name who uses it, or demand aws:PrincipalOrgID, aws:PrincipalArn, aws:PrincipalAccount or kms:CallerAccount`);
}

function isWorld(principal: unknown): boolean {
  const names = typeof principal === 'object' && principal !== null ? (principal as { readonly AWS?: unknown }).AWS : principal;
  return [names].flat().includes('*');
}
