/** The security policies of a service that offers TLS: what clients and the service may agree on. */
export interface TlsPolicies {
  /** Those without TLS 1.1 and older, and with TLS 1.3 where the service has it; the default first. */
  readonly current: readonly string[];

  /** Besides them, what somebody may have written who took TLS 1.2 or newer without a second thought; newer ones that AWS adds too. */
  readonly accepted: RegExp;

  /** Where AWS says what they hold. */
  readonly source: string;

  /** When that was read, as YYYY-MM-DD. */
  readonly readOn: string;
}

/**
 * Elastic Load Balancing, both kinds. The default is the console's own and what AWS recommends for the move to post-quantum cryptography:
 * TLS 1.2 without CBC, TLS 1.3, and ML-KEM for clients that know it. CloudFormation without a policy takes ELBSecurityPolicy-2016-08, which
 * has TLS 1.0. Not here: the "Ext" policies, whose ciphers lack forward secrecy, and those from before TLS 1.3.
 */
export const LOAD_BALANCER_TLS: TlsPolicies = {
  current: [
    'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', 'ELBSecurityPolicy-TLS13-1-2-PQ-2025-09', 'ELBSecurityPolicy-TLS13-1-3-PQ-2025-09',
    'ELBSecurityPolicy-TLS13-1-2-Res-2021-06', 'ELBSecurityPolicy-TLS13-1-2-2021-06', 'ELBSecurityPolicy-TLS13-1-3-2021-06',
    'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09', 'ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09', 'ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09',
    'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04', 'ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04', 'ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04',
  ],
  accepted: /^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-/,
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
  readOn: '2026-11-22',
};

/**
 * CloudFront. The default is the oldest without CBC and without ciphers that lack forward secrecy; those of 2025 shut more clients out.
 * Every policy has TLS 1.3.
 */
export const DISTRIBUTION_TLS: TlsPolicies = {
  current: ['TLSv1.2_2021', 'TLSv1.2_2025', 'TLSv1.3_2025'],
  accepted: /^TLSv1\.(2_202[1-9]|3)/,
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html',
  readOn: '2026-11-22',
};

/**
 * Domain names of API Gateway. TLS_1_2 has TLS 1.3 too at a regional domain. It is the default since mutual TLS and HTTP APIs go with no
 * other; those of 2025 are for REST APIs, and need an endpoint access mode.
 */
export const API_DOMAIN_TLS: TlsPolicies = {
  current: [
    'TLS_1_2', 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', 'SecurityPolicy_TLS13_1_2_PQ_2025_09', 'SecurityPolicy_TLS13_1_3_2025_09',
    'SecurityPolicy_TLS13_1_3_FIPS_2025_09', 'SecurityPolicy_TLS13_2025_EDGE', 'SecurityPolicy_TLS12_PFS_2025_EDGE',
  ],
  accepted: /^(TLS_1_2$|SecurityPolicy_TLS1[23])/,
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html',
  readOn: '2026-11-22',
};

/** The endpoint of a REST API itself, which has TLS 1.0 where nobody says otherwise. @see API_DOMAIN_TLS for its source */
export const API_ENDPOINT_TLS = { regional: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', edge: 'SecurityPolicy_TLS12_PFS_2025_EDGE' };

/** What connections to an origin may speak; CloudFront knows no newer one there. */
export const ORIGIN_TLS: readonly string[] = ['TLSv1.2'];
