import { Origin } from '../contract';

/** Streams of Amazon Kinesis by ARN. */
export interface KinesisState {
  readonly streams: Map<string, KinesisStream>;
}

/** A data stream. */
export interface KinesisStream {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  /** ARN of the customer managed key. @default - the key of AWS, or none */
  keyArn?: string;
}

export const initialKinesis = (): KinesisState => ({ streams: new Map() });
