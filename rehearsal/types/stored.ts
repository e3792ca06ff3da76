import { Operation, Origin, Outcome, ResourceType } from '../aws/contract';
import type { World } from '../aws/world';

/** What a service keeps under an ARN. */
export interface Stored {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
}

/** How a type whose resources are kept by ARN differs from the others; what all share is done here. */
export interface StoredProps<T extends Stored> extends
  Pick<ResourceType, 'typeName' | 'source' | 'properties' | 'nested' | 'required' | 'createOnly' | 'immutable' | 'permissions' | 'live'> {
  /** Where they are kept. */
  parts(world: World): Map<string, T>;
  /** How the service calls it when there is one already, and when there is none. */
  readonly codes: { readonly exists: string; readonly missing: string };
  /** Checks, and makes one. */
  make(operation: Operation): T;
  /** Checks an update, and brings it about. @default nothing that changes is read */
  change?(operation: Operation, part: T): void;
  /** Checks a deletion, and takes away what it left elsewhere. */
  remove?(operation: Operation, part: T): void;
  /** What Ref answers. */
  physicalId(part: T): string;
  /** What Fn::GetAtt answers. */
  attributes(part: T): Readonly<Record<string, unknown>>;
}

/** Where a resource is, and who made it. */
export const placeOf = ({ accountId, region, origin }: Operation): Omit<Stored, 'arn'> => ({ accountId, region, origin });

/** An ARN in the account and region of an operation. */
export const arnHere = ({ partition, accountId, region }: Operation, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${accountId}:${resource}`;

/** Those of an account in a region. */
export const inPlace = <T extends Stored>({ accountId, region }: Operation, parts: ReadonlyMap<string, T>): readonly T[] =>
  [...parts.values()].filter(part => part.accountId === accountId && part.region === region);

/** A type whose resources are kept by ARN. */
export function storedType<T extends Stored>(props: StoredProps<T>): ResourceType {
  const { typeName, source, properties, nested, required, createOnly, immutable, permissions, live, codes } = props;
  const outcome = (part: T): Outcome => ({ physicalId: props.physicalId(part), attributes: props.attributes(part) });
  const found = (operation: Operation): T =>
    inPlace(operation, props.parts(operation.world)).find(part => props.physicalId(part) === operation.physicalId)
    ?? operation.fail(codes.missing, `${operation.physicalId} (${typeName}) does not exist`);
  return {
    typeName, source, properties, nested, required, createOnly, immutable, permissions, live,
    create: operation => {
      const part = props.make(operation);
      if (props.parts(operation.world).has(part.arn)) {
        operation.fail(codes.exists, `${part.arn} already exists`);
      }
      props.parts(operation.world).set(part.arn, part);
      return outcome(part);
    },
    update: operation => {
      const part = found(operation);
      props.change?.(operation, part);
      return outcome(part);
    },
    delete: operation => {
      const part = found(operation);
      props.remove?.(operation, part);
      props.parts(operation.world).delete(part.arn);
    },
    import: operation => {
      const part = found(operation);
      part.origin = operation.origin;
      return outcome(part);
    },
  };
}
