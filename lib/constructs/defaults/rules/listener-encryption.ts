import { RenderedResource } from '../../../core/rendered-resources';
import { demand, itemsOf, propertyAt } from '../private/problems';
import { isNamedBy, RenderedWorld } from '../private/rendered-world';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const redirects = ({ DefaultActions: actions }: Readonly<Record<string, unknown>>): boolean =>
  itemsOf(actions).some(action => propertyAt(action, 'RedirectConfig.Protocol') === 'HTTPS');

/** Where browsers knock. */
const WEB_PORTS = ['80', '443'];
const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/** A network load balancer that passes on what comes to it: whether that is TLS, nobody knows. */
function facesInternet({ properties, construct }: RenderedResource, world: RenderedWorld): boolean {
  return WEB_PORTS.includes(String(properties.Port)) && world.withTypes([LOAD_BALANCER]).some(loadBalancer =>
    loadBalancer.construct.stack === construct.stack && isNamedBy(loadBalancer, properties.LoadBalancerArn)
    // AWS takes this scheme where none is named
    && (loadBalancer.properties.Scheme ?? 'internet-facing') === 'internet-facing');
}

function listenerProblems(listener: RenderedResource, world: RenderedWorld): string[] {
  const { properties } = listener;
  return redirects(properties) ? [] : [
    ...demand(properties, 'Protocol', 'be HTTPS, or redirect to it', protocol => protocol !== 'HTTP'),
    ...facesInternet(listener, world) ? demand(properties, 'Protocol', 'be TLS on a port of the web', protocol => protocol !== 'TCP') : [],
  ];
}

export const LISTENER_ENCRYPTION: RuleDefinition = {
  id: 'listener-encryption',
  theme: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  title: 'Listeners take HTTPS or TLS, and HTTP only to redirect',
  remedy: 'listen by HTTPS with a certificate, and redirect HTTP',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1',
  cfnTypes: ['AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancing::LoadBalancer'],
  problems: (resource, world) => resource.cfnType.endsWith('::Listener') ? listenerProblems(resource, world)
    : itemsOf(resource.properties.Listeners).flatMap(listener =>
      demand(listener, 'Protocol', 'be HTTPS or SSL', protocol => !/^(http|tcp)$/i.test(String(protocol)))),
};
