import { Operation, Outcome, Permission, PropertyUse, ResourceType, Rule } from '../aws/contract';
import { parseArn } from '../aws/arn';
import { isSharedWith } from '../aws/services/network-sharing';
import { networkId, NetworkPart, Tags } from '../aws/services/networks';
import { NETWORKS } from '../rules/networks';
import { given, permissions, schema } from './permission';
import { records } from './values';

/** How a type of Amazon EC2 differs from the others: its parts are kept by id, and what all share is done here. */
export interface PartProps<T extends NetworkPart> {
  readonly typeName: string;
  /** Name of the registry schema, or where else it is documented. */
  readonly source: string;
  /** What ids begin with: `subnet`. */
  readonly prefix: string;
  /** Resource type in ARNs: `subnet`. */
  readonly arnType: string;
  readonly properties: Readonly<Record<string, PropertyUse>>;
  readonly nested?: ResourceType['nested'];
  readonly required: readonly string[];
  readonly createOnly: readonly string[];
  readonly actions: Actions;
  /** Where they are kept. */
  parts(operation: Operation): Map<string, T>;
  /** Checks, and makes one. */
  make(operation: Operation, base: NetworkPart): T;
  /** Checks an update, and brings it about; tags are taken care of. @default nothing can be updated */
  change?(operation: Operation, part: T): void;
  /** Checks a deletion, and takes away what the part left elsewhere. */
  remove?(operation: Operation, part: T): void;
  /** What Ref answers. @default the id */
  physicalId?(part: T): string;
  attributes(part: T, operation: Operation): Readonly<Record<string, unknown>>;
  readonly live?: ResourceType['live'];
}

/** IAM actions of a type; describing is asked of each. */
export interface Actions {
  readonly describe: string | ActionList;
  readonly create: ActionList;
  readonly update?: ActionList;
  readonly delete: ActionList;
}

/** Actions, and those that are asked for only with certain properties. */
type ActionList = readonly (string | readonly [action: string, ...properties: string[]])[];

/** Most schemas are read; the names of the others are ARNs of pages. */
const sourceOf = (source: string) => source.startsWith('https:') ? source : schema(source);

const tagsOf = ({ properties }: Operation): Tags =>
  Object.fromEntries(records(properties, 'Tags').map(({ Key, Value }) => [String(Key), String(Value)]));

/** ARN of something of EC2 in the account and region of an operation. */
export const ec2Arn = ({ partition, accountId, region }: Operation, type: string, id: string) => `arn:${partition}:ec2:${region}:${accountId}:${type}/${id}`;

/** A type of EC2 whose resources are parts of a network. */
export function partType<T extends NetworkPart>(props: PartProps<T>): ResourceType {
  const { typeName, prefix, properties, nested, required, createOnly, live } = props;
  const physicalId = props.physicalId ?? ((part: T) => part.id);
  const outcome = (operation: Operation, part: T): Outcome =>
    ({ physicalId: physicalId(part), attributes: props.attributes(part, operation) });
  const found = (operation: Operation): T =>
    [...props.parts(operation).values()].find(part => physicalId(part) === operation.physicalId)
      ?? operation.fail(`Invalid${prefix}ID.NotFound`, `${typeName} ${operation.physicalId} does not exist`);
  return {
    typeName, source: sourceOf(props.source), properties, nested, required, createOnly, live,
    permissions: permissionsOf(props),
    create: operation => {
      const { world, accountId, region, stackName, logicalId, origin } = operation;
      const id = networkId(world, prefix, `${accountId}:${region}:${stackName}:${logicalId}`);
      const part = props.make(operation, { id, accountId, region, origin, tags: tagsOf(operation) });
      props.parts(operation).set(id, part);
      return outcome(operation, part);
    },
    update: operation => {
      const part = found(operation);
      props.change?.(operation, part);
      part.tags = tagsOf(operation);
      return outcome(operation, part);
    },
    delete: operation => {
      const part = found(operation);
      props.remove?.(operation, part);
      props.parts(operation).delete(part.id);
    },
  };
}

function permissionsOf<T extends NetworkPart>({ actions, arnType, properties }: PartProps<T>): ResourceType['permissions'] {
  const on = (operation: Operation) => ec2Arn(operation, arnType, parseArn(operation.physicalId ?? '')?.resource ?? operation.physicalId ?? '*');
  const each = (listed: ActionList): readonly Permission[] => listed.flatMap(entry =>
    typeof entry === 'string' ? permissions([entry], on) : permissions([entry[0]], on, { when: given(...entry.slice(1)) }));
  const describe = typeof actions.describe === 'string' ? permissions([actions.describe]) : actions.describe.flatMap(entry =>
    typeof entry === 'string' ? permissions([entry]) : permissions([entry[0]], undefined, { when: given(...entry.slice(1)) }));
  const tagged = 'Tags' in properties;
  return {
    create: [...each(actions.create), ...tagged ? permissions(['ec2:CreateTags'], on, { when: given('Tags') }) : [], ...describe],
    update: [...describe, ...each(actions.update ?? []), ...tagged ? permissions(['ec2:CreateTags', 'ec2:DeleteTags'], on, { when: given('Tags') }) : []],
    delete: [...each(actions.delete), ...describe],
  };
}

/**
 * The part that a property names: it exists in the region, belongs to the account or is shared with it, and the template waits for it.
 */
export function partNamed<T extends NetworkPart>(operation: Operation, parts: ReadonlyMap<string, T>, id: unknown,
  rule: Rule = NETWORKS.EXISTS): T {
  const part = parts.get(String(id));
  const { accountId, region } = operation;
  const usable = part !== undefined && part.region === region
    && (part.accountId === accountId || isSharedWith(operation.world, part, accountId));
  const where = part ? `belongs to ${part.accountId} in ${part.region}` : 'does not exist';
  operation.require(rule, usable, `${String(id)} ${where}`, `name one of account ${accountId} in ${region}`);
  operation.requirePath(rule, part!.origin, `${String(id)} may not exist yet`);
  return part!;
}

/** Refuses to delete what others still use, as EC2 does. */
export function refuseWhileUsed(operation: Operation, id: string, users: readonly { readonly id: string }[]): void {
  if (users.length > 0) {
    operation.fail('DependencyViolation', `${id} has dependencies and cannot be deleted: ${users.map(user => user.id).join(', ')}`);
  }
}

/** Fails by the quota when there are already so many. */
export function requireQuota(operation: Operation, rule: Rule, count: number, limit: number, what: string): void {
  operation.require(rule, count < limit, `there are ${count} ${what} already`, 'delete one, or have the quota raised');
}
