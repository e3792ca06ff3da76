import { AwsError, Origin } from '../contract';
import type { World } from '../world';

/** What EventBridge needs to call HTTPS endpoints. */
export interface ApiDestinationsState {
  /** Connections by ARN. */
  readonly connections: Map<string, Connection>;
  /** API destinations by ARN. */
  readonly destinations: Map<string, ApiDestination>;
}

interface Named {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
}

/** How an endpoint is authorised. What it is authorised with is kept out of the world. */
export type Connection = Named;

/** An HTTPS endpoint. */
export interface ApiDestination extends Named {
  connectionArn: string;
  endpoint: string;
}

export const initialApiDestinations = (): ApiDestinationsState => ({ connections: new Map(), destinations: new Map() });

/** The beginning of an ARN; EventBridge puts an id of its own behind it. */
export const namedArn = (world: World, accountId: string, region: string, kind: 'connection' | 'api-destination', name: string): string =>
  `arn:${world.partition}:events:${region}:${accountId}:${kind}/${name}`;

/** Keeps a connection or a destination; names are unique in an account and region. */
export function keepNamed<T extends Named>(
  world: World, things: Map<string, T>, kind: 'connection' | 'api-destination', props: Omit<T, 'arn'> & Omit<Named, 'arn'>,
): T {
  const { accountId, region, name } = props;
  const prefix = namedArn(world, accountId, region, kind, name);
  if ([...things.keys()].some(arn => arn.startsWith(`${prefix}/`))) {
    throw new AwsError('ResourceAlreadyExistsException', `${kind} ${name} already exists`);
  }
  const thing = { arn: `${prefix}/${world.identifiers.uuid(`${kind}:${accountId}:${region}:${name}`)}`, ...props } as unknown as T;
  things.set(thing.arn, thing);
  return thing;
}

/** The connection or destination of this name. */
export const findNamed = <T extends Named>(
  things: Map<string, T>, at: { readonly accountId: string; readonly region: string }, name: string,
): T | undefined =>
  [...things.values()].find(thing => thing.name === name && thing.accountId === at.accountId && thing.region === at.region);
