import {
  ApplicationLoadBalancerProps, ApplicationLoadBalancerRedirectConfig, ApplicationProtocol, BaseApplicationListenerProps,
  BaseNetworkListenerProps, DesyncMitigationMode, NetworkLoadBalancerProps, Protocol, SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Problems } from '../../../core/validation';
import { isHttps, portOf, WEB_PORTS } from './listener-props';
import { refusedIf } from './refusals';
import { LOAD_BALANCER_TLS } from './tls-policies';

const ALB = 'elbv2.ApplicationLoadBalancer';
const NLB = 'elbv2.NetworkLoadBalancer';
const PROTECTED = { prop: 'deletionProtection', rule: 'be true', got: false, remedy: 'leave it out' };

/** Props of an Application Load Balancer that say less than what it does by itself. */
export function applicationLoadBalancerProblems(props: ApplicationLoadBalancerProps): Problems {
  const plain = ALB;
  return [
    ...refusedIf(props.deletionProtection === false, { ...PROTECTED, plain }),
    ...refusedIf(props.dropInvalidHeaderFields === false, { prop: 'dropInvalidHeaderFields', rule: 'be true', got: false, remedy: 'leave it out', plain }),
    ...refusedIf(props.desyncMitigationMode === DesyncMitigationMode.MONITOR, {
      prop: 'desyncMitigationMode', rule: 'be "defensive" or "strictest"', got: props.desyncMitigationMode, remedy: 'leave it out', plain,
    }),
    ...refusedIf(props.wafFailOpen === true, {
      prop: 'wafFailOpen', rule: 'be false', got: true, remedy: 'leave it out, so that nothing passes while the firewall cannot be asked', plain,
    }),
  ];
}

/** Props of a listener that speaks no HTTPS, or an old one, or to more people than the load balancer is for. */
export function listenerProblems(props: BaseApplicationListenerProps, isOpenByChoice: boolean): Problems {
  const plain = ALB;
  return [
    ...refusedIf(!isHttps(props) && !isRedirect(props), {
      prop: 'protocol', rule: 'be HTTPS', got: props.protocol ?? `port ${props.port}`, remedy: 'give certificates and port 443; port 80 redirects by itself', plain,
    }),
    ...policyProblems(props.sslPolicy, plain),
    ...refusedIf(props.open === true && !(isOpenByChoice && WEB_PORTS.includes(portOf(props))), {
      prop: 'open', rule: 'be true on ports 443 and 80 of a load balancer that faces the internet alone', got: true,
      remedy: 'leave it out and name who connects by `loadBalancer.connections.allowFrom`', plain,
    }),
  ];
}

/** Props of a Network Load Balancer that say less than what it does by itself. */
export function networkLoadBalancerProblems(props: NetworkLoadBalancerProps): Problems {
  const plain = NLB;
  return [
    ...refusedIf(props.deletionProtection === false, { ...PROTECTED, plain }),
    ...refusedIf(props.disableSecurityGroups === true || props.securityGroups?.length === 0, {
      prop: 'securityGroups', rule: 'have a group', got: props.securityGroups ?? 'disableSecurityGroups: true', remedy: 'leave it out', plain,
    }),
    ...refusedIf(props.crossZoneEnabled === false, { prop: 'crossZoneEnabled', rule: 'be true', got: false, remedy: 'leave it out', plain }),
    ...refusedIf(props.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic === false, {
      prop: 'enforceSecurityGroupInboundRulesOnPrivateLinkTraffic', rule: 'be true', got: false, remedy: 'leave it out', plain,
    }),
  ];
}

/** Props of a listener that ends no TLS, or an old one. */
export function networkListenerProblems(props: BaseNetworkListenerProps): Problems {
  const isTls = props.protocol === Protocol.TLS || (props.protocol === undefined && (props.certificates ?? []).length > 0);
  return [
    ...refusedIf(!isTls, {
      prop: 'protocol', rule: 'be TLS', got: props.protocol ?? 'none', remedy: 'give certificates, or say `addPassthrough` where the target ends TLS', plain: NLB,
    }),
    ...policyProblems(props.sslPolicy, NLB),
  ];
}

function policyProblems(sslPolicy: SslPolicy | undefined, plain: string): Problems {
  return refusedIf(sslPolicy !== undefined && !LOAD_BALANCER_TLS.current.includes(sslPolicy), {
    prop: 'sslPolicy', rule: `be one of ${LOAD_BALANCER_TLS.current.join(', ')}`, got: sslPolicy, remedy: 'leave it out', plain,
  });
}

interface RenderedAction {
  readonly type?: string;
  readonly redirectConfig?: { readonly protocol?: string };
}

/** What CDK's `addRedirect` makes: HTTP that only sends to HTTPS. */
function isRedirect({ protocol, defaultAction }: BaseApplicationListenerProps): boolean {
  const rendered = defaultAction?.renderActions()[0] as RenderedAction | undefined;
  return protocol !== ApplicationProtocol.HTTPS && rendered?.type === 'redirect' && rendered.redirectConfig?.protocol === 'HTTPS';
}

/** Redirects are from HTTP to HTTPS. */
export function redirectProblems({ targetProtocol, sourceProtocol }: ApplicationLoadBalancerRedirectConfig): Problems {
  return refusedIf(targetProtocol === ApplicationProtocol.HTTP || sourceProtocol === ApplicationProtocol.HTTPS, {
    prop: 'targetProtocol', rule: 'be HTTPS', got: targetProtocol, remedy: 'leave it out', plain: ALB,
  });
}
