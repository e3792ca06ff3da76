import { SecureDistribution } from '../../edge';
import { demand, isGiven, isUnknown, propertyAt } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const { current: [DEFAULT], accepted, source } = SecureDistribution._tls;
const VERSION = 'DistributionConfig.ViewerCertificate.MinimumProtocolVersion';

const hasCertificate = (properties: unknown): boolean =>
  ['AcmCertificateArn', 'IamCertificateId'].some(name => isGiven(propertyAt(properties, `DistributionConfig.ViewerCertificate.${name}`)));

const isCurrent = (version: unknown): boolean => isUnknown(version) || accepted.test(String(version));

export const DISTRIBUTION_TLS_VERSION: RuleDefinition = {
  id: 'distribution-tls-version',
  theme: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  title: 'Distributions take TLS 1.2 or later, by a certificate of their own',
  remedy: 'give the distribution its domain name and a certificate of us-east-1; the default certificate takes TLS 1.0',
  source,
  cfnTypes: ['AWS::CloudFront::Distribution'],
  problems: ({ properties }) => hasCertificate(properties) ? demand(properties, VERSION, `be ${DEFAULT} or later`, isCurrent)
    : demand(properties, 'DistributionConfig.ViewerCertificate', 'name a certificate', () => false),
  fillings: ({ properties }): Fillings => hasCertificate(properties) ? { [VERSION]: DEFAULT } : {},
};
