import { demand, itemsOf, propertyAt } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const DISTRIBUTION_VIEWER_PROTOCOL: RuleDefinition = {
  id: 'distribution-viewer-protocol',
  theme: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  title: 'Distributions answer by HTTPS and redirect HTTP',
  remedy: 'take redirect-to-https or https-only',
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html',
  cfnTypes: ['AWS::CloudFront::Distribution'],
  problems: ({ properties: { DistributionConfig: distribution } }) =>
    [...itemsOf(propertyAt(distribution, 'DefaultCacheBehavior')), ...itemsOf(propertyAt(distribution, 'CacheBehaviors'))]
      .flatMap(behavior => demand(behavior, 'ViewerProtocolPolicy', 'not be allow-all', policy => policy !== 'allow-all')),
};
