import { RenderedResource } from '../../../core/rendered-resources';
import { demand, itemsOf, propertyAt } from '../private/problems';
import { isNamedBy, RenderedWorld } from '../private/rendered-world';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

/** Whether all that is done with a request is to send it to HTTPS: actions stand one after the other. */
function redirects(actions: unknown): boolean {
  const items = itemsOf(actions);
  return items.length > 0 && items.every(action => propertyAt(action, 'RedirectConfig.Protocol') === 'HTTPS');
}

/** Where browsers knock, and where servers of the web listen that nobody moved. */
const WEB_PORTS = ['80', '443', '8000', '8080', '8443', '8888'];
const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const LISTENER_RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

/** A network load balancer that passes on what comes to it: whether that is TLS, nobody knows. QUIC, which is UDP, is. */
function facesInternet({ properties, construct }: RenderedResource, world: RenderedWorld): boolean {
  return WEB_PORTS.includes(String(properties.Port)) && world.withTypes([LOAD_BALANCER]).some(loadBalancer =>
    loadBalancer.construct.stack === construct.stack && isNamedBy(loadBalancer, properties.LoadBalancerArn)
    // AWS takes this scheme where none is named
    && (loadBalancer.properties.Scheme ?? 'internet-facing') === 'internet-facing');
}

function listenerProblems(listener: RenderedResource, world: RenderedWorld): string[] {
  const { properties } = listener;
  return redirects(properties.DefaultActions) ? [] : [
    ...demand(properties, 'Protocol', 'be HTTPS, or redirect to it', protocol => protocol !== 'HTTP'),
    ...facesInternet(listener, world)
      ? demand(properties, 'Protocol', 'be TLS on a port of the web', protocol => !['TCP', 'TCP_UDP'].includes(String(protocol))) : [],
  ];
}

/** A listener of HTTP that redirects by default serves whatever its rules serve. */
function ruleProblems({ properties, construct }: RenderedResource, world: RenderedWorld): string[] {
  const isOfHttp = world.withTypes([LISTENER]).some(listener => listener.construct.stack === construct.stack
    && isNamedBy(listener, properties.ListenerArn) && listener.properties.Protocol === 'HTTP');
  return isOfHttp ? demand(properties, 'Actions', 'redirect to HTTPS, as its listener speaks HTTP', redirects) : [];
}

const PROBLEMS: Readonly<Record<string, RuleDefinition['problems']>> = {
  [LISTENER]: listenerProblems,
  [LISTENER_RULE]: ruleProblems,
  'AWS::ElasticLoadBalancing::LoadBalancer': ({ properties }) => itemsOf(properties.Listeners).flatMap(listener =>
    demand(listener, 'Protocol', 'be HTTPS or SSL', protocol => !/^(http|tcp)$/i.test(String(protocol)))),
};

export const LISTENER_ENCRYPTION: RuleDefinition = {
  id: 'listener-encryption',
  theme: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  title: 'Listeners and their rules take HTTPS or TLS, and HTTP only to redirect',
  remedy: 'listen by HTTPS with a certificate, and redirect HTTP',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1',
  cfnTypes: Object.keys(PROBLEMS),
  problems: (resource, world) => PROBLEMS[resource.cfnType](resource, world),
};
