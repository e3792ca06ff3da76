import { Origin } from '../contract';

/** What everything that an application makes of a service has. */
export interface ServicePart {
  /** What it is found by in its account and region: a name, an id, an ARN. */
  readonly id: string;
  readonly arn: string;
  readonly accountId: string;
  /** `global` for services without regions. */
  readonly region: string;
  origin?: Origin;
}

/** Region of what has none. */
export const GLOBAL = 'global';

/** Parts are kept by account, region and id: the same name is free elsewhere. */
export const partKey = (accountId: string, region: string, id: string): string => `${accountId}/${region}/${id}`;

/** The part behind an ARN. */
export const partOfArn = <T extends ServicePart>(parts: ReadonlyMap<string, T>, arn: unknown): T | undefined =>
  [...parts.values()].find(part => part.arn === arn);
