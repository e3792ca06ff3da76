import { Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ManagedKey } from './managed-key';

const ID = 'ApplicationKey';

/**
 * The customer managed key of an application stack: one for all that the stack stores, since each key costs about USD 1 a month.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#customer-cmk
 */
export class ApplicationKey {
  /**
   * The key of the stack that a construct is in; the first call makes it.
   *
   * @param scope any construct of the stack
   */
  public static of(scope: IConstruct): ManagedKey {
    const stack = Stack.of(scope);
    return stack.node.tryFindChild(ID) as ManagedKey | undefined ?? new ManagedKey(stack, ID, {
      alias: `alias/application/${Names.uniqueResourceName(stack, { maxLength: 200, separator: '-' })}`,
      description: `Encrypts what the stack ${stack.node.path} stores`,
      purposes: [],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  private constructor() {}
}
