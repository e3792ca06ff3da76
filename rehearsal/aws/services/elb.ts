import { ServicePart } from './service-parts';

/** A load balancer. */
export interface LoadBalancer extends ServicePart {
  readonly name: string;
  readonly fullName: string;
  readonly kind: LoadBalancerKind;
  readonly internetFacing: boolean;
  readonly dnsName: string;
  readonly zoneId: string;
  readonly vpcId: string;
  subnetIds: readonly string[];
  securityGroupIds: readonly string[];
  attributes: ReadonlyMap<string, string>;
}

/** Kinds of load balancers; those of gateways are refused. */
export type LoadBalancerKind = 'application' | 'network';

/** A listener. */
export interface Listener extends ServicePart {
  readonly loadBalancerArn: string;
  protocol: string;
  port: number;
  sslPolicy?: string;
  certificateArns: readonly string[];
  targetGroupArns: readonly string[];
}

/** A rule of a listener, or certificates beside its first. */
export interface ListenerRule extends ServicePart {
  readonly listenerArn: string;
  priority: number;
  targetGroupArns: readonly string[];
}

/** Further certificates of a listener. */
export interface ListenerCertificate extends ServicePart {
  readonly listenerArn: string;
  certificateArns: readonly string[];
}

/** A target group. */
export interface TargetGroup extends ServicePart {
  readonly name: string;
  readonly fullName: string;
  readonly targetType: string;
  readonly protocol?: string;
  readonly vpcId?: string;
  targets: readonly string[];
}

/** Load balancers and what belongs to them. */
export interface ElbState {
  readonly loadBalancers: Map<string, LoadBalancer>;
  readonly listeners: Map<string, Listener>;
  readonly rules: Map<string, ListenerRule>;
  readonly certificates: Map<string, ListenerCertificate>;
  readonly targetGroups: Map<string, TargetGroup>;
}

export const initialElb = (): ElbState => ({
  loadBalancers: new Map(), listeners: new Map(), rules: new Map(), certificates: new Map(), targetGroups: new Map(),
});
