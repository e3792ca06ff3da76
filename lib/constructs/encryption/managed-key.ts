import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { ManagedKeyOptions } from './managed-key-options';
import { ENCRYPTING, grantExactly } from './private/exact-grants';
import { keyPolicyOf, worldProblems } from './private/key-policy';
import { dayProblems, keyProblems, PENDING_WINDOW_DAYS } from './private/key-problems';

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
const ROTATION_DAYS = { min: 90, max: 2560 };

/** Properties of a customer managed key. */
export interface ManagedKeyProps extends ManagedKeyOptions {
  /**
   * How often the key material is renewed, 90 to 2560 days. What is encrypted stays readable.
   *
   * @default Duration.days(365)
   */
  readonly rotationPeriod?: Duration;

  /**
   * Whether other regions may have replicas of the key: see `ManagedReplicaKey`. AWS does not let it be changed later.
   *
   * @default false - what is encrypted by a key of one region can be read in that region only, whoever copies it; in several, its material
   * and its policy have to be guarded in each
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
   */
  readonly multiRegion?: boolean;
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
    throwProblems(scope, [...keyProblems(props), ...dayProblems('rotationPeriod', props.rotationPeriod, ROTATION_DAYS)]);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    super(scope, id, {
      description: props.description,
      enableKeyRotation: true,
      rotationPeriod: props.rotationPeriod ?? Duration.days(365),
      multiRegion: props.multiRegion,
      pendingWindow: props.pendingWindow ?? Duration.days(PENDING_WINDOW_DAYS.max),
      policy: keyPolicyOf(props),
      removalPolicy,
    });

    const alias = this.addAlias(props.alias);
    alias.applyRemovalPolicy(props.aliasRemovalPolicy ?? removalPolicy);
    this.aliasArn = Stack.of(this).formatArn({ partition: Aws.PARTITION, service: 'kms', resource: props.alias });

    this.node.addValidation({ validate: () => [...worldProblems(Stack.of(this).resolve(this.policy))] });
  }

  /**
   * Lets a principal do something with the key, by the policy of the key and by its own, action by action: the CDK's families of actions,
   * such as "kms:ReEncrypt*", become what they are made of.
   *
   * To the role of another stack the key is given by that role's policy, and the policy of the key leaves it to the account: it cannot name
   * a role that is made after it.
   *
   * @param grantee who may
   * @param actions what, such as "kms:Decrypt"
   */
  public override grant(grantee: IGrantable, ...actions: string[]): Grant {
    return grantExactly(this, grantee, actions);
  }

  /**
   * Lets a principal decrypt.
   *
   * @param grantee who may
   */
  public override grantDecrypt(grantee: IGrantable): Grant {
    return this.grant(grantee, 'kms:Decrypt');
  }

  /**
   * Lets a principal encrypt.
   *
   * @param grantee who may
   */
  public override grantEncrypt(grantee: IGrantable): Grant {
    return this.grant(grantee, ...ENCRYPTING);
  }

  /**
   * Lets a principal encrypt and decrypt.
   *
   * @param grantee who may
   */
  public override grantEncryptDecrypt(grantee: IGrantable): Grant {
    return this.grant(grantee, 'kms:Decrypt', ...ENCRYPTING);
  }
}
