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
  logGroupArn?: string;
  logRoleArn?: string;
}

export const initialCloudTrail = (): CloudTrailState => ({ trails: new Map() });

/** Trails that an account and region may have: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
export const MAX_TRAILS = 5;

export const trailArn = (world: World, accountId: string, region: string, name: string): string =>
  `arn:${world.partition}:cloudtrail:${region}:${accountId}:trail/${name}`;
