import { Arn, ArnFormat, Aws, Duration, Lazy, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { CfnReplicaKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { Problems } from '../../core/validation';
import { KeyWithPolicy } from './key-with-policy';
import { ManagedKeyOptions } from './managed-key-options';
import { keyProblems, PENDING_WINDOW_DAYS } from './private/key-problems';

/** Properties of a replica. */
export interface ManagedReplicaKeyProps extends ManagedKeyOptions {
  /** The ARN of a `ManagedKey` with `multiRegion` in another region of the account; it cannot be changed later. */
  readonly primaryKeyArn: string;
}

/**
 * The replica of a multi-region key in a further region: the same key id and the same material, so that what either of them encrypted can
 * be decrypted by the other; a policy and aliases of its own, since AWS copies neither. It is rotated with its primary.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kms-replicakey.html
 */
export class ManagedReplicaKey extends KeyWithPolicy {
  /** The ARN of the key in this region. */
  public readonly keyArn: string;

  /** The id of the key, the same as that of its primary: "mrk-" and 32 digits. */
  public readonly keyId: string;

  /** The ARN of the alias. */
  public readonly aliasArn: string;

  public constructor(scope: Construct, id: string, props: ManagedReplicaKeyProps) {
    throwProblems(scope, [...keyProblems(props), ...primaryProblems(props.primaryKeyArn, Stack.of(scope).region)]);
    super(scope, id, props);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

    const key = new CfnReplicaKey(this, 'Resource', {
      primaryKeyArn: props.primaryKeyArn,
      description: props.description,
      keyPolicy: Lazy.any({ produce: () => this.policy }),
      pendingWindowInDays: (props.pendingWindow ?? Duration.days(PENDING_WINDOW_DAYS.max)).toDays(),
    });
    key.applyRemovalPolicy(removalPolicy);
    this.keyArn = key.attrArn;
    this.keyId = key.ref;
    this.aliasArn = Stack.of(this).formatArn({ partition: Aws.PARTITION, service: 'kms', resource: props.alias });
    this.addAlias(props.alias).applyRemovalPolicy(props.aliasRemovalPolicy ?? removalPolicy);
  }
}

function primaryProblems(primaryKeyArn: string, region: string): Problems {
  if (Token.isUnresolved(primaryKeyArn)) {
    return [];
  }
  if (!/^arn:[^:]+:kms:[^:]+:\d{12}:key\/mrk-[0-9a-f]{32}$/.test(primaryKeyArn)) {
    return [`'primaryKeyArn' must be the ARN of a multi-region key, got ${JSON.stringify(primaryKeyArn)}: take that of a ManagedKey with 'multiRegion'`];
  }
  return Arn.split(primaryKeyArn, ArnFormat.SLASH_RESOURCE_NAME).region === region
    ? [`'primaryKeyArn' must be of another region than "${region}", got ${JSON.stringify(primaryKeyArn)}: use the primary itself there`] : [];
}
