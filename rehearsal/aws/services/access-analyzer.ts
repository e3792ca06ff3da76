import { Origin } from '../contract';
import type { World } from '../world';

/** Analyzers by ARN. */
export interface AccessAnalyzerState {
  readonly analyzers: Map<string, Analyzer>;
}

/** An analyzer of IAM Access Analyzer. */
export interface Analyzer {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
}

export const initialAccessAnalyzer = (): AccessAnalyzerState => ({ analyzers: new Map() });

/** The ARN of an analyzer. */
export const analyzerArn = (world: World, { accountId, region }: { readonly accountId: string; readonly region: string }, name: string) =>
  `arn:${world.partition}:access-analyzer:${region}:${accountId}:analyzer/${name}`;
