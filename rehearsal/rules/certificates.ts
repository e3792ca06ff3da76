import { Rule } from '../aws/contract';

const ACM_GUIDE = 'https://docs.aws.amazon.com/acm/latest/userguide';
const ROUTE53_GUIDE = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide';

/** What ACM asks of certificates. */
export const ACM = {
  VALIDATION: {
    id: 'acm/validated-by-dns',
    statement: 'Each name of a certificate is validated by a record that CloudFormation can write: in a public hosted zone of the account that contains the name. Otherwise the stack waits for a person, and fails after 72 hours.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-certificatemanager-certificate.html',
  },
  NAMES: {
    id: 'acm/names',
    statement: 'A certificate has domain names, a wildcard only as their leftmost label, and the first of them has at most 64 characters.',
    source: `${ACM_GUIDE}/acm-certificate-characteristics.html`,
  },
  USABLE: {
    id: 'acm/certificate-in-region',
    statement: 'A certificate is used in the account and region in which it was issued, in us-east-1 for CloudFront and for what stands on it; the template waits until it is issued.',
    source: `${ACM_GUIDE}/acm-regions.html`,
  },
} as const satisfies Record<string, Rule>;

/** What Route 53 asks of zones and records. */
export const ROUTE53 = {
  ZONE: {
    id: 'route53/zone-exists',
    statement: 'The hosted zone of a record exists, contains its name, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html',
  },
  RECORD: {
    id: 'route53/record-shape',
    statement: 'A record is an alias, or has values and a TTL; there is one of its name, type and set in the zone, and none beside a CNAME, which the name of the zone itself cannot be.',
    source: `${ROUTE53_GUIDE}/resource-record-sets-values-basic.html, ${ROUTE53_GUIDE}/ResourceRecordTypes.html`,
  },
  ALIAS: {
    id: 'route53/alias-target',
    statement: 'An alias names a load balancer, a distribution or a domain of API Gateway with the hosted zone of its service, and the template says that it is there first.',
    source: `${ROUTE53_GUIDE}/resource-record-sets-values-alias.html`,
  },
  PRIVATE: {
    id: 'route53/private-zone',
    statement: 'The VPC of a private hosted zone exists, and DNS support and DNS hostnames are on in it.',
    source: `${ROUTE53_GUIDE}/hosted-zone-private-considerations.html`,
  },
  QUERY_LOG: {
    id: 'route53/query-log',
    statement: 'Queries of a public zone are logged to a log group in us-east-1 whose resource policy lets route53.amazonaws.com write.',
    source: `${ROUTE53_GUIDE}/query-logs.html`,
  },
} as const satisfies Record<string, Rule>;
