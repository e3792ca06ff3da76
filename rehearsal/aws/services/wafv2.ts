import { ServicePart } from './service-parts';

/** A web ACL or an IP set. */
export interface WafPart extends ServicePart {
  readonly name: string;
  readonly scope: string;
}

/** A web ACL with the IP sets that its rules name. */
export interface WebAcl extends WafPart {
  ipSetArns: readonly string[];
}

/** A web ACL in front of something. */
export interface WebAclAssociation extends ServicePart {
  readonly webAclArn: string;
  readonly resourceArn: string;
}

/** Where a web ACL logs to. */
export interface WebAclLogging extends ServicePart {
  destinationArn: string;
}

/** Web ACLs and what belongs to them. */
export interface Wafv2State {
  readonly webAcls: Map<string, WebAcl>;
  readonly ipSets: Map<string, WafPart>;
  readonly associations: Map<string, WebAclAssociation>;
  readonly loggings: Map<string, WebAclLogging>;
}

export const initialWafv2 = (): Wafv2State => ({ webAcls: new Map(), ipSets: new Map(), associations: new Map(), loggings: new Map() });
