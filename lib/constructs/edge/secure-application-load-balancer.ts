import { IPropertyInjector } from 'aws-cdk-lib';
import {
  ApplicationListener, ApplicationListenerProps, ApplicationLoadBalancer, ApplicationLoadBalancerProps,
  ApplicationLoadBalancerRedirectConfig, ApplicationProtocol, BaseApplicationListenerProps, CfnLoadBalancer, DesyncMitigationMode,
  ListenerAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { injectorOf } from '../../core/property-injection';
import { isHttps, isOpenByChoice, portOf, securedListenerProps, withCurrentTls } from './private/listener-props';
import { completeLoadBalancer } from './private/load-balancer-attributes';
import { acknowledgeOpenGroup, acknowledgeRedirect, ownGroupOf } from './private/load-balancer-exceptions';
import { applicationLoadBalancerProblems, listenerProblems, redirectProblems } from './private/load-balancer-problems';
import { LOAD_BALANCER_TLS } from './private/tls-policies';
import { WebApplicationFirewall } from './web-application-firewall';

/** Properties of a load balancer for HTTPS. */
export interface SecureApplicationLoadBalancerProps extends ApplicationLoadBalancerProps {
  /**
   * Which web application firewall looks at the requests.
   *
   * @default - `WebApplicationFirewall.managedRules()`, one for all of the stack, where it faces the internet; none for an internal one
   */
  readonly webApplicationFirewall?: WebApplicationFirewall;

  /**
   * Whether the first HTTPS listener on port 443 brings a listener on port 80 that sends browsers to it, and does nothing else.
   *
   * @default true
   */
  readonly redirectsHttp?: boolean;
}

/** What is left open, closed; what is said, as it is. */
function securedProps(props: ApplicationLoadBalancerProps): ApplicationLoadBalancerProps {
  return {
    ...props,
    deletionProtection: props.deletionProtection ?? true,
    dropInvalidHeaderFields: props.dropInvalidHeaderFields ?? true,
    desyncMitigationMode: props.desyncMitigationMode ?? DesyncMitigationMode.DEFENSIVE,
  };
}

/**
 * The CDK's `ApplicationLoadBalancer` with HTTPS alone.
 *
 *     const loadBalancer = new SecureApplicationLoadBalancer(this, 'Front', { vpc, internetFacing: true });
 *     loadBalancer.addListener('Https', { certificates: [certificate], defaultTargetGroups: [shop] });
 *
 * Internal unless `internetFacing` is asked for; then ports 443 and 80 of the security group that CDK makes are open to everybody, and
 * nothing else is: an internal one lets in whom `connections.allowFrom` names. Listeners speak TLS 1.2 and 1.3, with post-quantum key
 * exchange for clients that know it, and port 80 only redirects. Headers that are none are dropped, requests that two servers could read in
 * two ways are stopped, and access and connection logs go to `AccessLogBucket.of(this)`.
 *
 * Desync mitigation is "defensive" and not "strictest", which also refuses old clients that are merely odd; both may be said.
 *
 * Costs about USD 16 a month and the traffic, and the web ACL of the stack about USD 10.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
 */
export class SecureApplicationLoadBalancer extends ApplicationLoadBalancer {
  /** @internal The security policies of listeners, for rules about those of others. */
  public static readonly _tls = LOAD_BALANCER_TLS;

  /** For load balancers of the CDK in a scope: the same defaults, where their props leave them open. */
  public static defaults(): IPropertyInjector {
    return injectorOf<ApplicationLoadBalancerProps>(ApplicationLoadBalancer.PROPERTY_INJECTION_ID, securedProps);
  }

  /** For listeners of the CDK in a scope: a current security policy. Who comes in stays as it is. */
  public static listenerDefaults(): IPropertyInjector {
    return injectorOf<ApplicationListenerProps>(ApplicationListener.PROPERTY_INJECTION_ID, withCurrentTls);
  }

  /** @internal What the template of a load balancer leaves out, logs among it; whichever construct it comes from. */
  public static _complete(resource: CfnLoadBalancer): void {
    completeLoadBalancer(resource);
  }

  private readonly redirectsHttp: boolean;

  public constructor(scope: Construct, id: string, props: SecureApplicationLoadBalancerProps) {
    throwProblems(scope, applicationLoadBalancerProblems(props));
    super(scope, id, securedProps(props));
    this.redirectsHttp = props.redirectsHttp ?? true;

    completeLoadBalancer(this.node.defaultChild as CfnLoadBalancer);
    this.protect(props.webApplicationFirewall ?? (props.internetFacing === true
      ? WebApplicationFirewall.managedRules() : WebApplicationFirewall.none('An internal load balancer hears its own network alone')));
    if (isOpenByChoice(this)) {
      acknowledgeOpenGroup(ownGroupOf(this)!);
    }
  }

  public override addListener(id: string, props: BaseApplicationListenerProps): ApplicationListener {
    throwProblems(this, listenerProblems(props, isOpenByChoice(this)));
    const listener = super.addListener(id, securedListenerProps(props, this));
    if (this.redirectsHttp && isHttps(props) && portOf(props) === 443 && !this.hasListenerOn(80)) {
      this.redirect();
    }
    return listener;
  }

  public override addRedirect(props: ApplicationLoadBalancerRedirectConfig = {}): ApplicationListener {
    throwProblems(this, redirectProblems(props));
    const listener = super.addRedirect({ ...props, open: props.open ?? isOpenByChoice(this) });
    acknowledgeRedirect(listener);
    return listener;
  }

  /** Not by `addListener`, which takes HTTPS alone. */
  private redirect(): void {
    const listener = super.addListener('HttpToHttps', {
      port: 80,
      protocol: ApplicationProtocol.HTTP,
      open: isOpenByChoice(this),
      defaultAction: ListenerAction.redirect({ protocol: ApplicationProtocol.HTTPS, port: '443', permanent: true }),
    });
    acknowledgeRedirect(listener);
  }

  private protect(firewall: WebApplicationFirewall): void {
    const webAclArn = firewall._regionalAcl(this);
    if (webAclArn !== undefined) {
      new CfnWebACLAssociation(this, 'WebAclAssociation', { webAclArn, resourceArn: this.loadBalancerArn });
    } else {
      firewall._acknowledgeNone(this.node.defaultChild as CfnLoadBalancer, ['NIST.800.53.R5-ALBWAFEnabled']);
    }
  }

  private hasListenerOn(port: number): boolean {
    return this.listeners.some(({ node }) => (node.defaultChild as unknown as { readonly port?: number }).port === port);
  }
}
