import { Origin } from '../contract';
import type { World } from '../world';

/** Trails by ARN. */
export interface CloudTrailState {
  readonly trails: Map<string, Trail>;
}

/** A trail of CloudTrail. */
export interface Trail {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  bucketName: string;
  keyPrefix?: string;
  keyArn?: string;
  organization: boolean;
  logging: boolean;
  /** Whether it records every region, or its own alone. */
  multiRegion: boolean;
  /** Whether it records IAM, STS, CloudFront and sign-ins. */
  globalServices: boolean;
  /** Which events it records: those of any selector; undefined for every management event. */
  selectors?: readonly EventSelector[];
  logGroupArn?: string;
  logRoleArn?: string;
}

/** An event selector: what an event must be like in every one of its fields. */
export type EventSelector = readonly FieldSelector[];

/** What a field of an event must be like: as any of the values, and as none that begin with "Not". */
export interface FieldSelector {
  /** As CloudTrail names it: `eventCategory`, `readOnly`, `eventSource`, `resources.type`. */
  readonly field: string;
  /** Values by operator. */
  readonly operators: Readonly<Partial<Record<FieldOperator, readonly string[]>>>;
}

/** Ways to compare a field: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
export type FieldOperator = 'Equals' | 'StartsWith' | 'EndsWith' | 'NotEquals' | 'NotStartsWith' | 'NotEndsWith';

export const initialCloudTrail = (): CloudTrailState => ({ trails: new Map() });

/** Trails that an account and region may have: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
export const MAX_TRAILS = 5;

export const trailArn = (world: World, accountId: string, region: string, name: string): string =>
  `arn:${world.partition}:cloudtrail:${region}:${accountId}:trail/${name}`;
