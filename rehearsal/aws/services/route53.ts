import { ServicePart } from './service-parts';

/** A hosted zone; its name ends with a dot. */
export interface HostedZone extends ServicePart {
  readonly name: string;
  vpcIds: readonly string[];
  queryLogGroup?: string;
}

/** A record, by its zone, name, type and set. */
export interface RecordSet extends ServicePart {
  readonly zoneId: string;
  readonly name: string;
  readonly recordType: string;
  /** Name that an alias stands for. */
  alias?: string;
}

/** Zones and records. */
export interface Route53State {
  readonly zones: Map<string, HostedZone>;
  readonly records: Map<string, RecordSet>;
}

export const initialRoute53 = (): Route53State => ({ zones: new Map(), records: new Map() });

/** Names are complete: with a dot at the end, in lower case. */
export const fullName = (name: unknown): string => `${String(name).toLowerCase().replace(/\.$/, '')}.`;

/** Whether a name lies in a zone. */
export const isInZone = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);
