import { Origin } from '../contract';

/** Something of AWS Network Firewall, by its ARN. */
interface Part {
  readonly arn: string;
  readonly name: string;
  origin?: Origin;
}

/** Rules with the room they have. */
export interface RuleGroup extends Part {
  readonly capacity: number;
  strict: boolean;
}

/** Which rules apply, in which order. */
export interface FirewallPolicy extends Part {
  ruleGroups: readonly string[];
}

/** A firewall: its endpoints are among those of its VPC. */
export interface Firewall extends Part {
  policyArn: string;
  readonly endpointIds: readonly string[];
  readonly zones: readonly string[];
  logTypes: readonly string[];
}

/** Firewalls, policies and rule groups by ARN. */
export interface NetworkFirewallState {
  readonly ruleGroups: Map<string, RuleGroup>;
  readonly policies: Map<string, FirewallPolicy>;
  readonly firewalls: Map<string, Firewall>;
}

export const initialNetworkFirewall = (): NetworkFirewallState => ({ ruleGroups: new Map(), policies: new Map(), firewalls: new Map() });
