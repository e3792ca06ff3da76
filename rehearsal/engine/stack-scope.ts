import { Caller, RehearsalFailure } from '../aws/contract';
import { invalid, ParameterValue, Scope, StackOutputRequest } from '../template';
import { EngineContext } from './context';
import { findStack, isRolledBack, StackState, stacksOf } from './stack-state';
import { isCustom } from './type-registry';

/** What one stack knows while its values are resolved: itself, what it has made so far, and the outputs of others. */
export class StackScope implements Scope {
  public readonly pseudoParameters: Readonly<Record<string, string | readonly string[]>>;
  /** Names of exports that were imported. */
  public readonly imports = new Set<string>();

  public constructor(
    private readonly context: EngineContext, private readonly stack: StackState, private readonly caller: Caller,
    public readonly parameters: ReadonlyMap<string, ParameterValue>,
  ) {
    const { partition } = context.world;
    this.pseudoParameters = {
      'AWS::AccountId': stack.accountId,
      'AWS::Region': stack.region,
      'AWS::Partition': partition,
      'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
      'AWS::StackId': stack.stackId,
      'AWS::StackName': stack.name,
      'AWS::NotificationARNs': [],
    };
  }

  public reference(logicalId: string): string {
    return this.resource(logicalId).physicalId;
  }

  public attribute(logicalId: string, attribute: string): unknown {
    const { type, physicalId, attributes: made } = this.resource(logicalId);
    const attributes = { ...made, ...this.context.types.get(type).live?.(this.context.world, physicalId) };
    const value = attribute in attributes ? attributes[attribute] : nestedAttribute(attributes, attribute);
    if (value !== undefined) return value;
    throw isCustom(type)
      ? invalid(`the answer of the custom resource "${logicalId}" has no attribute "${attribute}" in Data`)
      : new RehearsalFailure({ kind: 'unknown', message: `the rehearsal does not know the attribute "${attribute}" of ${type} (${logicalId})` });
  }

  public importValue(exportName: string): string {
    const owner = stacksOf(this.context.world).find(({ accountId, region, exports }) =>
      accountId === this.stack.accountId && region === this.stack.region && exportName in exports);
    if (!owner) throw new RehearsalFailure({ kind: 'order', message: `no export named "${exportName}" is found`, remedy: 'deploy the stack that exports it before' });
    this.imports.add(exportName);
    return owner.exports[exportName];
  }

  public stackOutput({ stackName, outputName, region = this.stack.region }: StackOutputRequest): string {
    const { world } = this.context;
    const { accountId } = this.stack;
    world.authorize(this.caller, { action: 'cloudformation:DescribeStacks', resource: `arn:${world.partition}:cloudformation:${region}:${accountId}:stack/${stackName}/*`, region }, false);
    const stack = findStack(world, { accountId, region, name: stackName });
    if (!stack || isRolledBack(stack)) {
      const remedy = 'deploy it before: stack.addDependency';
      throw new RehearsalFailure({ kind: 'order', message: `Fn::GetStackOutput asks for stack "${stackName}" in ${region}, which does not exist`, remedy });
    }
    const output = stack.outputs[outputName];
    if (output === undefined) throw invalid(`stack "${stackName}" has no output "${outputName}"`, 'deploy that stack again, from the same assembly');
    return output;
  }

  public availabilityZones(region: string): readonly string[] {
    return ['a', 'b', 'c'].map(letter => `${region}${letter}`);
  }

  private resource(logicalId: string) {
    const resource = this.stack.resources[logicalId];
    if (!resource) throw invalid(`"${logicalId}" is referred to, but its condition does not hold`, 'give both the same condition');
    return resource;
  }
}

/** Attributes of attributes, as in `Endpoint.Address`. */
function nestedAttribute(attributes: Readonly<Record<string, unknown>>, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined, attributes);
}
