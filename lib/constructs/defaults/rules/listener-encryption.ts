import { demand, itemsOf, propertyAt } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const redirects = ({ DefaultActions: actions }: Readonly<Record<string, unknown>>): boolean =>
  itemsOf(actions).some(action => propertyAt(action, 'RedirectConfig.Protocol') === 'HTTPS');

export const LISTENER_ENCRYPTION: RuleDefinition = {
  id: 'listener-encryption',
  theme: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  title: 'Listeners take HTTPS or TLS, and HTTP only to redirect',
  remedy: 'listen by HTTPS with a certificate, and redirect HTTP',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1',
  cfnTypes: ['AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancing::LoadBalancer'],
  problems: ({ properties, cfnType }) => cfnType.endsWith('::Listener')
    ? redirects(properties) ? [] : demand(properties, 'Protocol', 'be HTTPS, or redirect to it', protocol => protocol !== 'HTTP')
    : itemsOf(properties.Listeners).flatMap(listener =>
      demand(listener, 'Protocol', 'be HTTPS or SSL', protocol => !/^(http|tcp)$/i.test(String(protocol)))),
};
