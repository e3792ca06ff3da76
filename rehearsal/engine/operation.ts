import { isDeepStrictEqual } from 'node:util';
import { Authorization, AwsError, Caller, MemberStacks, Operation, Origin, RehearsalFailure, Rule } from '../aws/contract';
import type { World } from '../aws/world';
import { EngineContext } from './context';
import { DeclaredPaths } from './declared-path';
import { ResourceState, StackState } from './stack-state';

/** What one operation is about. */
export interface OperationProps {
  readonly kind: Operation['kind'];
  readonly stack: StackState;
  readonly logicalId: string;
  readonly caller: Caller;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The resource before an update, or what a delete takes away. */
  readonly before?: Pick<ResourceState, 'physicalId' | 'attributes' | 'properties'>;
  /** Treat every property as changed: what an update may one day touch. @default false */
  readonly everything?: boolean;
}

/** One create, update, delete or import of one resource, as its type sees it. */
export class ResourceOperation implements Operation {
  public readonly world: World;
  public readonly kind: Operation['kind'];
  public readonly accountId: string;
  public readonly region: string;
  public readonly partition: string;
  public readonly stackId: string;
  public readonly stackName: string;
  public readonly logicalId: string;
  public readonly origin: Origin;
  public readonly caller: Caller;
  public readonly properties: Readonly<Record<string, unknown>>;
  public readonly previous?: Readonly<Record<string, unknown>>;
  public readonly physicalId?: string;
  public readonly attributes?: Readonly<Record<string, unknown>>;
  public readonly memberStacks: MemberStacks;
  private readonly everything: boolean;

  public constructor(private readonly context: EngineContext, props: OperationProps) {
    const { kind, stack, logicalId, caller, properties, before } = props;
    this.world = context.world;
    this.partition = context.world.partition;
    this.memberStacks = context.memberStacks;
    this.kind = kind;
    this.accountId = stack.accountId;
    this.region = stack.region;
    this.stackId = stack.stackId;
    this.stackName = stack.name;
    this.logicalId = logicalId;
    this.origin = { stackId: stack.stackId, logicalId };
    this.caller = caller;
    this.properties = properties;
    this.previous = kind === 'update' ? before?.properties : undefined;
    this.physicalId = before?.physicalId;
    this.attributes = before?.attributes;
    this.everything = props.everything ?? false;
  }

  public changes(property: string): boolean {
    if (this.everything) return property in this.properties;
    if (this.kind !== 'update') return this.kind === 'create';
    return !isDeepStrictEqual(this.previous?.[property], this.properties[property]);
  }

  public require(rule: Rule, holds: boolean, detail: string, remedy?: string): void {
    this.context.listener.ruleChecked?.(rule);
    if (!holds) throw new RehearsalFailure({ kind: 'rule', rule, message: detail, ...remedy && { remedy } });
  }

  public requirePath(rule: Rule, origin: Origin | undefined, detail: string): void {
    this.context.listener.ruleChecked?.(rule);
    new DeclaredPaths(this.context).require(rule, this.origin, origin, detail);
  }

  public fail(code: string, message: string, remedy?: string): never {
    if (remedy === undefined) throw new AwsError(code, message);
    throw new RehearsalFailure({ kind: 'aws-error', message: `${code}: ${message}`, remedy });
  }

  public authorize(authorization: Authorization): void {
    this.world.authorize(this.caller, authorization, !isRead(authorization.action));
  }
}

/** Whether an IAM action only reads, as far as its name tells. */
export function isRead(action: string): boolean {
  return /^[a-z0-9-]+:(Get|List|Describe|Head|Lookup|BatchGet|Select|Simulate|Validate)/.test(action);
}
