import { Aws, CustomResource, Duration, Lazy, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { IPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ApplicationHandler } from '../../core/application-handler';
import { throwProblems } from '../../core/errors';
import { Problems } from '../../core/validation';
import { KeyStore } from './key-store';
import { KeyWithPolicy } from './key-with-policy';
import { ManagedKeyOptions } from './managed-key-options';
import { keyProblems, PENDING_WINDOW_DAYS } from './private/key-problems';
import { CODE } from './private/key-store-key.bundle';

/** Properties of a key in a custom key store. */
export interface KeyStoreKeyProps extends ManagedKeyOptions {
  /** Where its material is; it cannot be changed later. */
  readonly keyStore: KeyStore;

  /**
   * Tags of the key, by their names.
   *
   * @default - none
   */
  readonly tags?: Record<string, string>;
}

/**
 * A customer managed key whose material is in AWS CloudHSM or outside of AWS, with the policy and the grants of a `ManagedKey`.
 *
 * CloudFormation has no such keys, so a function makes it, once it has seen that the key store is there, of the right type and connected. A
 * key that leaves the stack is kept with its alias, and the next deployment takes it back; `RemovalPolicy.DESTROY` schedules its deletion.
 *
 * Such a key is symmetric, of one region, and AWS KMS does not rotate it: rotate it where its material is, or replace it. Whatever it
 * encrypts is lost for as long as the key store cannot be reached, and for ever when its material is.
 *
 * CloudFormation makes up the names of the function and its role, so application teams may deploy it too; other stacks take the key by
 * `KeyStoreKey.fromKeyArn`. The function goes with the last such key of the stack: where `administrators` are named and a key was kept, one
 * of them has to let the next function into its policy before it can take the key back.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/create-cmk-keystore.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/create-xks-keys.html
 */
export class KeyStoreKey extends KeyWithPolicy {
  /**
   * A key that exists in a custom key store. Its policy stays as it is: grants are written for the grantee alone.
   *
   * @param scope where it is used
   * @param id of the reference
   * @param keyArn the ARN of the key; keys in custom key stores are of one region
   */
  public static fromKeyArn(scope: Construct, id: string, keyArn: string): IKey {
    throwProblems(scope, arnProblems(keyArn));
    return Key.fromKeyArn(scope, id, keyArn);
  }

  /** The ARN of the key. */
  public readonly keyArn: string;

  /** The id of the key. */
  public readonly keyId: string;

  /** The ARN of the alias. */
  public readonly aliasArn: string;

  public constructor(scope: Construct, id: string, props: KeyStoreKeyProps) {
    throwProblems(scope, [...keyProblems(props), ...props.keyStore._problems, ...aliasProblems(props)]);
    const handler = handlerOf(scope);
    super(scope, id, { ...props, administrators: props.administrators && [...props.administrators, handler.role as IPrincipal] });

    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::KeyStoreKey',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: {
        Alias: props.alias,
        KeyStoreId: props.keyStore.keyStoreId,
        Origin: props.keyStore._origin,
        XksKeyId: props.keyStore.externalKeyId,
        Description: props.description,
        Policy: Lazy.any({ produce: () => this.policy }),
        Tags: tagsOf(props.tags),
        PendingWindowInDays: (props.pendingWindow ?? Duration.days(PENDING_WINDOW_DAYS.max)).toDays(),
        ScheduleDeletion: props.removalPolicy === RemovalPolicy.DESTROY ? true : undefined,
      },
    });

    this.keyArn = resource.getAttString('KeyArn');
    this.keyId = resource.getAttString('KeyId');
    this.aliasArn = Stack.of(this).formatArn({ partition: Aws.PARTITION, service: 'kms', resource: props.alias });
  }
}

const tagsOf = (tags: Record<string, string> = {}) =>
  Object.keys(tags).length === 0 ? undefined : Object.entries(tags).map(([name, value]) => ({ Key: name, Value: value }));

/**
 * What the function does to keys, whose ARNs nobody knows before: to those in key stores alone. Policies of keys leave it to IAM, unless
 * somebody says otherwise, and so this keeps the function from every other key of the account. An alias needs the permission for its key
 * too, so that it names no other key and takes no name from one.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-key-origin
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
function handlerOf(scope: Construct): ApplicationHandler {
  const here = `arn:${Aws.PARTITION}:kms:${Aws.REGION}:${Aws.ACCOUNT_ID}`;
  const [keys, aliases] = [`${here}:key/*`, `${here}:alias/*`];
  const random = 'The id of a key is random, and known only once the function has made it: what it changes must be in a key store.';
  return ApplicationHandler.of(scope, 'KeyStoreKeyFunction', {
    description: 'Makes keys in custom key stores',
    code: CODE,
    statements: [...makeStatements(), ...manageStatements(keys, aliases)],
    acknowledgedWildcards: [
      { resource: '*', reason: 'A key has no ARN before it is made; it must be one in a key store.' },
      { resource: keys, reason: random },
      { resource: aliases, reason: 'A stack that leaves an alias has it no more when the function takes it away; the key must be in a key store.' },
    ],
  });
}

const ORIGINS = { 'kms:KeyOrigin': ['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] };
const IN_KEY_STORES = { StringEquals: ORIGINS };

const makeStatements = () => [
  new PolicyStatement({ sid: 'MakeKey', actions: ['kms:CreateKey'], resources: ['*'], conditions: IN_KEY_STORES }),
  new PolicyStatement({ sid: 'FindKeyStore', actions: ['kms:DescribeCustomKeyStores'], resources: ['*'] }),
  // As a key is made it has no origin yet that a tag could be held to.
  new PolicyStatement({ sid: 'TagKey', actions: ['kms:TagResource'], resources: ['*'], conditions: { StringEqualsIfExists: ORIGINS } }),
];

const manageStatements = (keys: string, aliases: string) => [
  new PolicyStatement({ sid: 'FindKey', actions: ['kms:DescribeKey'], resources: [keys] }),
  new PolicyStatement({
    sid: 'ManageKey',
    actions: [
      'kms:CreateAlias', 'kms:DeleteAlias', 'kms:GetKeyPolicy', 'kms:ListResourceTags', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion',
      'kms:UntagResource', 'kms:UpdateKeyDescription',
    ],
    resources: [keys],
    conditions: IN_KEY_STORES,
  }),
  new PolicyStatement({ sid: 'NameKey', actions: ['kms:CreateAlias', 'kms:DeleteAlias'], resources: [aliases] }),
];

/** By its alias the next deployment finds a key that was kept. */
function aliasProblems({ aliasRemovalPolicy }: KeyStoreKeyProps): Problems {
  return aliasRemovalPolicy === undefined ? []
    : [`'aliasRemovalPolicy' must be left out, got "${aliasRemovalPolicy}": the alias goes with the key, or stays with it`];
}

function arnProblems(keyArn: string): Problems {
  return Token.isUnresolved(keyArn) || /^arn:[^:]+:kms:[^:]+:[^:]+:key\/(?!mrk-).+$/.test(keyArn) ? []
    : [`'keyArn' must be the ARN of a key of one region, got ${JSON.stringify(keyArn)}: keys in custom key stores never have replicas; take the ARN from `
      + '`aws kms describe-key`'];
}
