import { ServicePart } from './service-parts';

/** A distribution. */
export interface Distribution extends ServicePart {
  readonly domainName: string;
  aliases: readonly string[];
  webAclArn?: string;
  /** Names of buckets that an origin access control reads from. */
  buckets: readonly string[];
  /** Ids of policies, functions and origin access controls. */
  uses: readonly string[];
}

/** What distributions use: an origin access control, a policy, a function. */
export interface DistributionPart extends ServicePart {
  readonly name: string;
  published?: boolean;
  /** Of an origin access control: the kind of origins that it signs for. */
  originType?: string;
}

/** Distributions and what they use. */
export interface CloudFrontState {
  readonly distributions: Map<string, Distribution>;
  readonly originAccessControls: Map<string, DistributionPart>;
  readonly responseHeadersPolicies: Map<string, DistributionPart>;
  readonly cachePolicies: Map<string, DistributionPart>;
  readonly functions: Map<string, DistributionPart>;
}

export const initialCloudFront = (): CloudFrontState => ({
  distributions: new Map(), originAccessControls: new Map(), responseHeadersPolicies: new Map(), cachePolicies: new Map(),
  functions: new Map(),
});
