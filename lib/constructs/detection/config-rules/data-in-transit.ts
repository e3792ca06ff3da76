import { ConformanceRule } from '../conformance-rule';
import { ConformanceRuleRegions } from '../conformance-rule-regions';
import { catalogueRule } from '../private/catalogue-rule';

const US_EAST_1 = ConformanceRuleRegions.US_EAST_1;

/** Data that travels is encrypted, by a protocol and a certificate that are good. */
export const DATA_IN_TRANSIT_RULES: ConformanceRule[] = [
  catalogueRule({ identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY', description: 'The policies of buckets refuse requests without TLS', cis: ['3.1.1'], fsbp: ['S3.5'] }),
  catalogueRule({ identifier: 'ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK', description: 'Application load balancers send HTTP to HTTPS', fsbp: ['ELB.1'] }),
  catalogueRule({ identifier: 'ELB_TLS_HTTPS_LISTENERS_ONLY', description: 'Classic load balancers listen for HTTPS or TLS only', fsbp: ['ELB.3'] }),
  catalogueRule({ identifier: 'ELBV2_ACM_CERTIFICATE_REQUIRED', description: 'Load balancers have certificates of ACM' }),
  catalogueRule({
    identifier: 'CLOUDFRONT_VIEWER_POLICY_HTTPS', description: 'CloudFront answers by HTTPS only', fsbp: ['CloudFront.3'], regions: US_EAST_1,
  }),
  catalogueRule({
    identifier: 'CLOUDFRONT_NO_DEPRECATED_SSL_PROTOCOLS', description: 'CloudFront speaks no outdated protocol with origins', fsbp: ['CloudFront.10'], regions: US_EAST_1,
  }),
  catalogueRule({ identifier: 'API_GW_SSL_ENABLED', description: 'API Gateway shows back ends a certificate' }),
  catalogueRule({
    identifier: 'ACM_CERTIFICATE_EXPIRATION_CHECK',
    description: 'Certificates are renewed in time',
    fsbp: ['ACM.1'],
    parameters: ({ certificateExpirationDays = 30 }) => ({ daysToExpiration: String(certificateExpirationDays) }),
  }),
];
