import { Operation, Outcome, Permission, ResourceType, Rule } from '../aws/contract';
import { createServiceLinkedRole, findServiceLinkedRole, serviceLinkedRoleArn } from '../aws/services/iam';
import { GLOBAL, partKey, partOfArn, ServicePart } from '../aws/services/service-parts';
import type { WorldState } from '../aws/state';
import { permissions, schema } from './permission';

/** What a part has beyond its identity. */
export type Settings<T extends ServicePart> = Omit<T, keyof ServicePart>;

/** How a type of a service differs from the others: what all share is done here. */
export interface ServiceTypeProps<T extends ServicePart> extends Omit<ResourceType, 'create' | 'update' | 'delete' | 'import'> {
  /** Whether the service has no regions. @default false */
  readonly global?: boolean;
  /** Where they are kept. */
  parts(state: WorldState): Map<string, T>;
  /** Id and ARN of a new one. */
  identify(operation: Operation): Pick<ServicePart, 'id' | 'arn'>;
  /** Checks what the template asks for, and says what becomes of it; `before` is there on update. */
  settings(operation: Operation, self: ServicePart, before?: T): Settings<T>;
  /** Checks a deletion, and takes away what the part left elsewhere. */
  remove?(operation: Operation, part: T): void;
  /** Whether CloudFormation imports it. @default false */
  readonly imports?: boolean;
  /** Whether an update changes its id in place. @default false */
  readonly moves?: boolean;
  /** What Ref answers. @default the id */
  ref?(part: T): string;
  attributes?(part: T, operation: Operation): Readonly<Record<string, unknown>>;
}

/** Most schemas are read; the names of the others are ARNs of pages. */
const sourceOf = (source: string) => source.startsWith('https:') ? source : schema(source);

/** A type of a service whose resources are kept by account, region and id. */
export function serviceType<T extends ServicePart>(props: ServiceTypeProps<T>): ResourceType {
  const { typeName, properties, nested, required, createOnly, immutable, defaultDeletionPolicy, live } = props;
  const ref = props.ref ?? (({ id }: T) => id);
  const regionOf = ({ region }: Operation) => props.global ? GLOBAL : region;
  const outcome = (operation: Operation, part: T): Outcome =>
    ({ physicalId: ref(part), attributes: props.attributes?.(part, operation) ?? {} });
  const found = (operation: Operation): T => {
    const { accountId, physicalId, world } = operation;
    const parts = props.parts(world.state);
    const named = parts.get(partKey(accountId, regionOf(operation), String(physicalId)));
    return named ?? [...parts.values()].find(part => ref(part) === physicalId && isSame(part, operation))
      ?? operation.fail('NotFoundException', `${typeName} ${physicalId} does not exist`);
  };
  return {
    typeName, source: sourceOf(props.source), properties, nested, required, createOnly, immutable, defaultDeletionPolicy, live,
    permissions: props.permissions,
    create: operation => {
      const { accountId, origin, world } = operation;
      const region = regionOf(operation);
      const identity = props.identify(operation);
      const parts = props.parts(world.state);
      const key = partKey(accountId, region, identity.id);
      if (parts.has(key)) {
        operation.fail('AlreadyExists', `${typeName} ${identity.id} exists already`, 'choose another name');
      }
      const self: ServicePart = { ...identity, accountId, region, origin };
      const part = { ...self, ...props.settings(operation, self) } as unknown as T;
      parts.set(key, part);
      return outcome(operation, part);
    },
    update: operation => {
      const part = found(operation);
      if (props.moves) {
        move(operation, props.parts(operation.world.state), part, props.identify(operation));
      }
      return outcome(operation, Object.assign(part, props.settings(operation, part, part)));
    },
    delete: operation => {
      const part = found(operation);
      props.remove?.(operation, part);
      props.parts(operation.world.state).delete(partKey(part.accountId, part.region, part.id));
    },
    ...props.imports
      ? { import: (operation: Operation) => outcome(operation, Object.assign(found(operation), { origin: operation.origin })) }
      : {},
  };
}

/** Keeps a part under another id. */
function move<T extends ServicePart>(operation: Operation, parts: Map<string, T>, part: T, identity: Pick<ServicePart, 'id' | 'arn'>): void {
  if (identity.id === part.id) return;
  const key = partKey(part.accountId, part.region, identity.id);
  if (parts.has(key)) {
    operation.fail('AlreadyExists', `${identity.id} exists already`, 'leave one out');
  }
  parts.delete(partKey(part.accountId, part.region, part.id));
  parts.set(key, Object.assign(part, identity));
}

const isSame = ({ origin }: ServicePart, operation: Operation) =>
  origin?.stackId === operation.origin.stackId && origin.logicalId === operation.origin.logicalId;

/** What something names: it is there, in the account and the region, and the template waits for it. */
export function needed<T extends ServicePart>(
  operation: Operation, parts: ReadonlyMap<string, T>, id: unknown, rule: Rule, region?: string,
): T {
  const { accountId } = operation;
  const part = parts.get(partKey(accountId, region ?? operation.region, String(id)));
  return present(operation, part, String(id), rule);
}

/** What something names by its ARN. */
export const neededByArn = <T extends ServicePart>(operation: Operation, parts: ReadonlyMap<string, T>, arn: unknown, rule: Rule): T =>
  present(operation, partOfArn(parts, arn), String(arn), rule);

function present<T extends ServicePart>(operation: Operation, part: T | undefined, name: string, rule: Rule): T {
  operation.require(rule, part !== undefined, `${name} does not exist in ${operation.accountId} ${operation.region}`, 'create it first, in the account and region of what names it');
  operation.requirePath(rule, part!.origin, `${name} may not exist yet`);
  return part!;
}

/** Refuses to delete what others still use. */
export function refuseWhileInUse(operation: Operation, code: string, { id }: ServicePart, users: readonly { readonly id: string }[]): void {
  if (users.length > 0) {
    operation.fail(code, `${id} is in use by ${users.map(user => user.id).join(', ')}`);
  }
}

/** The role that a service makes for itself when it is used first: who may make it. */
export const linkedRole = (service: string, when: (operation: Operation) => boolean = () => true): readonly Permission[] =>
  permissions(['iam:CreateServiceLinkedRole'], ({ world, accountId }) => serviceLinkedRoleArn(world, accountId, service), {
    when: operation => !findServiceLinkedRole(operation.world, operation.accountId, service) && when(operation),
    context: () => ({ 'iam:AWSServiceName': service }),
  });

/** Makes the role of a service, unless the account has it. */
export function ensureLinkedRole({ world, accountId, origin }: Operation, service: string): void {
  if (!findServiceLinkedRole(world, accountId, service)) {
    createServiceLinkedRole(world, accountId, service, origin);
  }
}

/** Permission to hand a role to a service. */
export const passedRole = (roleOf: (operation: Operation) => string | undefined, service: string): readonly Permission[] =>
  permissions(['iam:PassRole'], operation => roleOf(operation)!, {
    when: operation => roleOf(operation) !== undefined, context: () => ({ 'iam:PassedToService': service }),
  });
