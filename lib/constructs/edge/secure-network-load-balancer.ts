import { IPropertyInjector, Stack } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  BaseNetworkListenerProps, CfnLoadBalancer, NetworkListener, NetworkListenerProps, NetworkLoadBalancer, NetworkLoadBalancerProps, Protocol,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { injectorOf } from '../../core/property-injection';
import { lengthProblems } from '../../core/validation';
import { securedNetworkListenerProps } from './private/listener-props';
import { completeLoadBalancer } from './private/load-balancer-attributes';
import { acknowledgeOpenGroup } from './private/load-balancer-exceptions';
import { networkListenerProblems, networkLoadBalancerProblems } from './private/load-balancer-problems';

/** A listener that passes TLS on to targets that end it. */
export interface PassthroughProps extends BaseNetworkListenerProps {
  /** Why the load balancer does not end TLS itself, for whoever reviews it. */
  readonly reason: string;
}

/** What is left open, closed; what is said, as it is. A security group can be given when it is made only, so no injector does it. */
function securedProps(props: NetworkLoadBalancerProps): NetworkLoadBalancerProps {
  return { ...props, deletionProtection: props.deletionProtection ?? true, crossZoneEnabled: props.crossZoneEnabled ?? true };
}

/**
 * The CDK's `NetworkLoadBalancer` with TLS alone and a security group.
 *
 *     const loadBalancer = new SecureNetworkLoadBalancer(this, 'Front', { vpc });
 *     loadBalancer.addListener('Tls', { port: 443, certificates: [certificate], defaultTargetGroups: [broker] });
 *     loadBalancer.connections.allowFrom(clients, Port.HTTPS);
 *     loadBalancer.connections.allowTo(broker, Port.tcp(8443));
 *
 * Internal unless `internetFacing` is asked for; then port 443 of its group is open to everybody. What it may reach has to be named too.
 * Access logs, which a Network Load Balancer writes for TLS listeners only, go to `AccessLogBucket.of(this)`.
 *
 * Costs about USD 16 a month and the traffic, that between availability zones too.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
 */
export class SecureNetworkLoadBalancer extends NetworkLoadBalancer {
  /** For load balancers of the CDK in a scope: the same defaults, where their props leave them open. */
  public static defaults(): IPropertyInjector {
    return injectorOf<NetworkLoadBalancerProps>(NetworkLoadBalancer.PROPERTY_INJECTION_ID, securedProps);
  }

  /** For TLS listeners of the CDK in a scope: a current security policy. */
  public static listenerDefaults(): IPropertyInjector {
    return injectorOf<NetworkListenerProps>(NetworkListener.PROPERTY_INJECTION_ID, securedNetworkListenerProps);
  }

  /** @internal What the template of a load balancer leaves out, logs among it; whichever construct it comes from. */
  public static _complete(resource: CfnLoadBalancer): void {
    completeLoadBalancer(resource);
  }

  private readonly isOpen: boolean;

  public constructor(scope: Construct, id: string, props: NetworkLoadBalancerProps) {
    throwProblems(scope, networkLoadBalancerProblems(props));
    const ownGroup = props.securityGroups === undefined ? newGroup(scope, id, props) : undefined;
    super(scope, id, securedProps({ ...props, securityGroups: props.securityGroups ?? [ownGroup!] }));
    this.isOpen = props.internetFacing === true && ownGroup !== undefined;

    completeLoadBalancer(this.node.defaultChild as CfnLoadBalancer);
    if (this.isOpen) {
      acknowledgeOpenGroup(ownGroup!);
    }
  }

  public override addListener(id: string, props: BaseNetworkListenerProps): NetworkListener {
    throwProblems(this, networkListenerProblems(props));
    return this.listen(id, securedNetworkListenerProps(props));
  }

  /**
   * A listener that passes TLS on as it comes, where the target ends it: for mutual TLS, or in front of an Application Load Balancer. The
   * access log has nothing of it.
   *
   * @param id of the listener
   * @param props as with `addListener`, and why
   */
  public addPassthrough(id: string, props: PassthroughProps): NetworkListener {
    const { reason, ...listener } = props;
    throwProblems(this, lengthProblems('reason', reason.trim(), 1_000, 10));
    return this.listen(id, { ...listener, protocol: Protocol.TCP });
  }

  private listen(id: string, props: BaseNetworkListenerProps): NetworkListener {
    if (this.isOpen && props.port === 443) {
      this.connections.allowFrom(Peer.anyIpv4(), Port.HTTPS, 'Everybody, since it faces the internet');
    }
    return super.addListener(id, props);
  }
}

/** Nothing may leave it before somebody says where to. */
function newGroup(scope: Construct, id: string, { vpc }: NetworkLoadBalancerProps): SecurityGroup {
  return new SecurityGroup(scope, `${id}SecurityGroup`, {
    vpc, allowAllOutbound: false, description: `Network Load Balancer ${Stack.of(scope).stackName}/${id}`,
  });
}
