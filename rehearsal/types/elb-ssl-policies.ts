/** Security policies without the prefix that all have: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const NAMES = [
  '2016-08', 'FS-1-1-2019-08', 'FS-1-2-2019-08', 'FS-1-2-Res-2019-08', 'FS-1-2-Res-2020-10', 'FS-2018-06', 'TLS-1-0-2015-04',
  'TLS-1-1-2017-01', 'TLS-1-2-2017-01', 'TLS-1-2-Ext-2018-06', 'TLS13-1-0-2021-06', 'TLS13-1-0-FIPS-2023-04',
  'TLS13-1-0-FIPS-PQ-2025-09', 'TLS13-1-0-PQ-2025-09', 'TLS13-1-1-2021-06', 'TLS13-1-1-FIPS-2023-04', 'TLS13-1-2-2021-06',
  'TLS13-1-2-Ext0-FIPS-2023-04', 'TLS13-1-2-Ext0-FIPS-PQ-2025-09', 'TLS13-1-2-Ext1-2021-06', 'TLS13-1-2-Ext1-FIPS-2023-04',
  'TLS13-1-2-Ext1-FIPS-PQ-2025-09', 'TLS13-1-2-Ext1-PQ-2025-09', 'TLS13-1-2-Ext2-2021-06', 'TLS13-1-2-Ext2-FIPS-2023-04',
  'TLS13-1-2-Ext2-FIPS-PQ-2025-09', 'TLS13-1-2-Ext2-PQ-2025-09', 'TLS13-1-2-FIPS-2023-04', 'TLS13-1-2-FIPS-PQ-2025-09',
  'TLS13-1-2-PQ-2025-09', 'TLS13-1-2-Res-2021-06', 'TLS13-1-2-Res-FIPS-2023-04', 'TLS13-1-2-Res-FIPS-PQ-2025-09',
  'TLS13-1-2-Res-PQ-2025-09', 'TLS13-1-3-2021-06', 'TLS13-1-3-FIPS-2023-04', 'TLS13-1-3-FIPS-PQ-2025-09', 'TLS13-1-3-PQ-2025-09',
];

/** The policy of a listener that names none, by whoever calls the API: old clients are let in. */
export const DEFAULT_SSL_POLICY = 'ELBSecurityPolicy-2016-08';

/** Whether Elastic Load Balancing has a security policy of the name. */
export const isSslPolicy = (name: string): boolean => NAMES.includes(name.replace(/^ELBSecurityPolicy-/, '')) && name.startsWith('ELBSecurityPolicy-');
