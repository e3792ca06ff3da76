import { Origin } from '../contract';

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
