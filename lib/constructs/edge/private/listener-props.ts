import {
  ApplicationProtocol, BaseApplicationListenerProps, BaseNetworkListenerProps, CfnLoadBalancer,
  IApplicationLoadBalancer, Protocol, SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LOAD_BALANCER_TLS } from './tls-policies';

/** Ports of the web: HTTPS, and what only sends to it. */
export const WEB_PORTS: readonly number[] = [443, 80];
/** What CDK takes for HTTPS where no protocol is named. */
const HTTPS_PORTS: readonly number[] = [443, 8443];

const CURRENT_POLICY = LOAD_BALANCER_TLS.current[0] as SslPolicy;

/** Whether a listener of an Application Load Balancer will speak HTTPS. */
export function isHttps({ protocol, port, certificates = [] }: BaseApplicationListenerProps): boolean {
  return protocol === undefined ? certificates.length > 0 || HTTPS_PORTS.includes(port ?? 0) : protocol === ApplicationProtocol.HTTPS;
}

/** The port a listener will have. */
export const portOf = (props: BaseApplicationListenerProps): number => props.port ?? (isHttps(props) ? 443 : 80);

/** Whether a load balancer faces the internet and has a security group that CDK made for it: somebody else's group is his. */
export function isOpenByChoice(loadBalancer: IApplicationLoadBalancer): boolean {
  const resource = loadBalancer.node.defaultChild as CfnLoadBalancer | undefined;
  return resource?.scheme === 'internet-facing' && loadBalancer.node.tryFindChild('SecurityGroup') !== undefined;
}

/** A listener of an Application Load Balancer of ours with what its props leave open. */
export function securedListenerProps<Props extends BaseApplicationListenerProps>(
  props: Props, loadBalancer: IApplicationLoadBalancer,
): Props {
  return { ...withCurrentTls(props), open: props.open ?? (isOpenByChoice(loadBalancer) && WEB_PORTS.includes(portOf(props))) };
}

/** A listener of an Application Load Balancer, of ours or not; who comes in stays as it was: somebody may be deployed who counts on it. */
export const withCurrentTls = <Props extends BaseApplicationListenerProps>(props: Props): Props => isHttps(props)
  ? { ...props, protocol: ApplicationProtocol.HTTPS, sslPolicy: props.sslPolicy ?? CURRENT_POLICY } : props;

/** A listener of a Network Load Balancer with what its props leave open. */
export function securedNetworkListenerProps<Props extends BaseNetworkListenerProps>(props: Props): Props {
  const isTls = props.protocol === Protocol.TLS || (props.protocol === undefined && (props.certificates ?? []).length > 0);
  return isTls ? { ...props, protocol: Protocol.TLS, sslPolicy: props.sslPolicy ?? CURRENT_POLICY } : props;
}
