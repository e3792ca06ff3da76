import { Caller, FailureDetails, Operation, Outcome } from '../aws/contract';
import { EngineContext } from './context';
import { refusalOf } from './failures';
import { OperationProps, ResourceOperation } from './operation';
import { authorizeAll } from './permissions';
import { ResourceState, StackState } from './stack-state';
import { EngineType } from './type-registry';

type Properties = ResourceState['properties'];

/** Runs operations on the resources of one stack: who may do it first, then what the type does. */
export class ResourceRunner {
  public constructor(
    private readonly context: EngineContext, private readonly stack: StackState, private readonly caller: Caller,
    private readonly constructPaths: ReadonlyMap<string, string>,
  ) {}

  /** Creates a resource. */
  public create(logicalId: string, type: EngineType, properties: Properties): Promise<Outcome> {
    return this.run(type, { kind: 'create', logicalId, properties }, operation => type.create(operation));
  }

  /**
   * Updates a resource in place.
   *
   * @param begun called when it is allowed, before anything is touched
   */
  public update(
    logicalId: string, type: EngineType, before: ResourceState, properties: Properties, begun: () => void = () => undefined,
  ): Promise<Outcome> {
    return this.run(type, { kind: 'update', logicalId, properties, before }, operation => {
      begun();
      return type.update(operation);
    });
  }

  /** Deletes what a resource is. */
  public delete(logicalId: string, type: EngineType, before: ResourceState): Promise<void> {
    return this.run(type, { kind: 'delete', logicalId, properties: before.properties, before }, operation => type.delete(operation));
  }

  /** Takes over what a resource of the template finds. */
  public import(logicalId: string, type: EngineType, before: ResourceState, properties: Properties): Promise<Outcome> {
    return this.run(type, { kind: 'import', logicalId, properties, before }, operation => {
      if (!type.import) return operation.fail('ValidationError', `CloudFormation cannot import ${type.typeName}`, 'delete it by hand, then deploy again');
      return type.import(operation);
    });
  }

  /** Authorises all that an update of the resource may ever need, without doing it. */
  public authorizeUpdate(logicalId: string, type: EngineType, resource: ResourceState): Promise<void> {
    const props = { kind: 'update', logicalId, properties: resource.properties, before: resource, everything: true } as const;
    return this.run(type, props, () => undefined);
  }

  /** Where a resource is, for messages. */
  public place(logicalId: string, resourceType?: string): Partial<FailureDetails> {
    const { name: stackName, accountId, region } = this.stack;
    const constructPath = this.constructPaths.get(logicalId) ?? logicalId;
    return { stackName, logicalId, constructPath, ...resourceType && { resourceType }, accountId, region };
  }

  private async run<T>(type: EngineType, props: Omit<OperationProps, 'stack' | 'caller'>, act: (operation: Operation) => T | Promise<T>): Promise<T> {
    const operation = new ResourceOperation(this.context, { stack: this.stack, caller: this.caller, ...props });
    const place = this.place(props.logicalId, type.typeName);
    try {
      authorizeAll(type, operation);
      return await act(operation);
    } catch (error) {
      throw refusalOf(error, place);
    }
  }
}
