import { SecureDistribution } from '../../edge';
import { demand, isGiven, isUnknown, itemsOf, propertyAt } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const VERSIONS = SecureDistribution._originTls.join(' and ');

export const DISTRIBUTION_ORIGIN_PROTOCOL: RuleDefinition = {
  id: 'distribution-origin-protocol',
  theme: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  title: 'Distributions ask their origins by HTTPS',
  remedy: `take https-only, and ${VERSIONS} alone`,
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
  cfnTypes: ['AWS::CloudFront::Distribution'],
  problems: ({ properties }) => itemsOf(propertyAt(properties, 'DistributionConfig.Origins')).filter(origin => isGiven(origin.CustomOriginConfig)).flatMap(origin => [
    ...demand(origin, 'CustomOriginConfig.OriginProtocolPolicy', 'be https-only', policy => policy === 'https-only' || isUnknown(policy)),
    ...demand(origin, 'CustomOriginConfig.OriginSSLProtocols', `be ${VERSIONS} alone`,
      protocols => [protocols ?? []].flat().every(protocol => SecureDistribution._originTls.includes(String(protocol)))),
  ]),
};
