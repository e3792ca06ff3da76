import { PolicyType } from '../../organization';

/** What each type is called in names of policies; part of the names that people see in the console. */
const SHORT_NAMES: Record<string, string> = {
  SERVICE_CONTROL_POLICY: 'scp',
  RESOURCE_CONTROL_POLICY: 'rcp',
  DECLARATIVE_POLICY_EC2: 'ec2',
  S3_POLICY: 's3',
  AISERVICES_OPT_OUT_POLICY: 'aiservices',
  NETWORK_SECURITY_DIRECTOR_POLICY: 'network-security',
  UPGRADE_ROLLOUT_POLICY: 'upgrade',
};

/** The short name of a policy type, such as `scp`. */
export function shortName({ policyTypeName }: PolicyType): string {
  return SHORT_NAMES[policyTypeName] ?? policyTypeName.toLowerCase().replace(/_policy$/, '').replaceAll('_', '-');
}

/** The name of the n-th policy of a type in a set, such as `lz-foundation-scp-1`. */
export function policyName(prefix: string, setId: string, type: PolicyType, ordinal: number): string {
  return [prefix, setId, shortName(type), ordinal].join('-');
}
