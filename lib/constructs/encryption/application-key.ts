import { Aws, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { oneOfItsKind } from '../../core/one-of-its-kind';
import { KeyPurpose } from './key-purpose';
import { KeyUse } from './key-use';
import { ManagedKey } from './managed-key';

const ID = 'SecureApplicationKey';

/**
 * Customer managed keys of an application stack, with the purposes of what it may store: buckets, queues, topics, tables, databases, file
 * systems, volumes, secrets, backups and log groups.
 *
 * The key outlives the stack, for what it has encrypted; its alias does not, so that the stack can be deployed again.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#customer-cmk
 */
export class ApplicationKey {
  /**
   * The key of the stack that a construct is in, one for all that the stack stores, since each key costs about USD 1 a month; the first
   * call makes it.
   *
   * @param scope any construct of the stack
   */
  public static of(scope: IConstruct): ManagedKey {
    return oneOfItsKind(Stack.of(scope), ID, (stack, id) =>
      applicationKey(stack, id, `alias/application/${stack.stackName}`, `Encrypts what the stack ${stack.node.path} stores`));
  }

  /**
   * A key of its own for one resource, such as what holds restricted data, with the same purposes: whoever may use it can be chosen apart
   * from the users of the rest of the stack. The first call makes it.
   *
   * @param scope where the resource is made
   * @param id of the resource; that of its key has "Key" at its end
   */
  public static forResource(scope: Construct, id: string): ManagedKey {
    const keyId = id.endsWith('Key') ? id : `${id}Key`;
    const stack = Stack.of(scope);
    const name = Names.uniqueResourceName(scope, { maxLength: 70, separator: '-' });
    const alias = `alias/application/${stack.stackName}/${name}-${id.replace(/[^\w-]/g, '-').slice(0, 30)}`;
    return oneOfItsKind(scope, keyId, () => applicationKey(scope, keyId, alias, `Encrypts ${scope.node.path}/${id}`));
  }

  private constructor() {}
}

function applicationKey(scope: Construct, id: string, alias: string, description: string): ManagedKey {
  return new ManagedKey(scope, id, {
    alias,
    description,
    purposes: [
      KeyPurpose.usedThrough(
        KeyUse.S3, KeyUse.SQS, KeyUse.SNS, KeyUse.DYNAMODB, KeyUse.RDS, KeyUse.EFS, KeyUse.EBS, KeyUse.SECRETS_MANAGER, KeyUse.BACKUP),
      KeyPurpose.autoScaling(),
      KeyPurpose.logGroups(),
      KeyPurpose.bucketEvents(Aws.ACCOUNT_ID),
      KeyPurpose.topicDeliveries(Aws.ACCOUNT_ID),
      KeyPurpose.eventBridge(Aws.ACCOUNT_ID),
      KeyPurpose.cloudWatchAlarms(Aws.ACCOUNT_ID),
    ],
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    aliasRemovalPolicy: RemovalPolicy.DESTROY,
  });
}
