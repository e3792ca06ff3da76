import { NetworkPart } from './networks';

/** Volumes, launch templates and instances, by id. */
export interface ComputeState {
  readonly volumes: Map<string, Volume>;
  readonly launchTemplates: Map<string, LaunchTemplate>;
  readonly instances: Map<string, Instance>;
}

/** A volume of EBS. */
export interface Volume extends NetworkPart {
  readonly encrypted: boolean;
  /** ARN of the customer managed key. @default - the default key of the account */
  readonly keyArn?: string;
  readonly zone: string;
}

/** What instances are launched from. */
export interface LaunchTemplate extends NetworkPart {
  readonly name: string;
  version: number;
  data: Readonly<Record<string, unknown>>;
}

/** An instance. */
export interface Instance extends NetworkPart {
  readonly subnetId: string;
  readonly instanceType: string;
  /** Tokens of its metadata: `required` is IMDSv2. */
  readonly httpTokens: string;
  securityGroupIds: readonly string[];
}

export const initialCompute = (): ComputeState => ({ volumes: new Map(), launchTemplates: new Map(), instances: new Map() });
