import { Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { ManagedKey } from './managed-key';

const ID = 'ApplicationKey';

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
   * The key of the stack that a construct is in, one for all that the stack stores, since each key costs about USD 1 a month; the first call
   * makes it.
   *
   * @param scope any construct of the stack
   */
  public static of(scope: IConstruct): ManagedKey {
    const stack = Stack.of(scope);
    return stack.node.tryFindChild(ID) as ManagedKey | undefined
      ?? applicationKey(stack, ID, `alias/application/${stack.stackName}`, `Encrypts what the stack ${stack.node.path} stores`);
  }

  /**
   * A key of its own for one resource, such as what holds restricted data, with the same purposes: whoever may use it can be chosen apart
   * from the users of the rest of the stack.
   *
   * @param scope where the resource is made
   * @param id id of the key in that scope, such as that of the resource with "Key" at its end
   */
  public static forResource(scope: Construct, id: string): ManagedKey {
    const stack = Stack.of(scope);
    const name = Names.uniqueResourceName(scope, { maxLength: 60, separator: '-' });
    return applicationKey(scope, id, `alias/application/${stack.stackName}/${name}-${id.replace(/[^\w-]/g, '-')}`, `Encrypts ${scope.node.path}/${id}`);
  }

  private constructor() {}
}

function applicationKey(scope: Construct, id: string, alias: string, description: string): ManagedKey {
  return new ManagedKey(scope, id, {
    alias, description, purposes: [], removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, aliasRemovalPolicy: RemovalPolicy.DESTROY,
  });
}
