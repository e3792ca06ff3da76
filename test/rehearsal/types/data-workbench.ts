import { HOME, MANAGEMENT, ORGANIZATION, refusalOf, trusts, Workbench } from './workbench';

type Properties = Readonly<Record<string, unknown>>;

/** An ARN in the account and region of the tests. */
export const arn = (service: string, resource: string, account = MANAGEMENT, region = HOME) => `arn:aws:${service}:${region}:${account}:${resource}`;

/** A policy of statements. */
export const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

/** What a key policy of an account says that leaves the rest to IAM. */
export const ROOT = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: 'kms:*', Resource: '*' };

/** Key policies, by whether a service can be made to use the key. */
export const KEY_POLICIES = {
  open: policy(ROOT),
  /** Its administrator may put the policy, and nobody may use the key. */
  closed: policy({ ...ROOT, Action: ['kms:PutKeyPolicy', 'kms:Get*', 'kms:DescribeKey', 'kms:ScheduleKeyDeletion'] }),
  /** Used through one service alone. */
  through: (service: string) => policy(
    { ...ROOT, Action: ['kms:PutKeyPolicy', 'kms:Get*'] },
    { ...ROOT, Condition: { StringEquals: { 'kms:ViaService': `${service}.${HOME}.amazonaws.com` } } },
  ),
} as const;

/** A bench, with short words for what the tests of data do. */
export function dataBench(enabledPolicyTypes: string[] = []) {
  const bench = new Workbench({ organization: { ...ORGANIZATION, enabledPolicyTypes } });
  const make = (type: string, id: string, properties: object, more: object = {}) => bench.create(`AWS::${type}`, id, { ...properties } as Properties, more);
  const change = (type: string, id: string, properties: object) => bench.update(`AWS::${type}`, id, { ...properties } as Properties);
  const remove = (type: string, id: string) => bench.delete(`AWS::${type}`, id);
  /** Id of the rule by which something is refused, else its code; none when it passes. */
  const refused = async (attempt: Promise<unknown>) => {
    const { rule, code } = await refusalOf(attempt);
    return rule ?? code;
  };
  const key = async (KeyPolicy: object = KEY_POLICIES.open, id = 'Key') => String((await make('KMS::Key', id, { KeyPolicy })).attributes.Arn);
  const role = async (service: string, Policies: object[] = [], id = 'Role') =>
    String((await make('IAM::Role', id, { AssumeRolePolicyDocument: trusts(service), Policies })).attributes.Arn);
  return { bench, make, change, remove, refused, key, role };
}

/** An inline policy that allows actions on everything. */
export const allows = (...Action: string[]) => ({ PolicyName: 'p', PolicyDocument: policy({ Effect: 'Allow', Action, Resource: '*' }) });

/** A VPC with a subnet in each of two zones and a security group. */
export async function network({ make }: Pick<ReturnType<typeof dataBench>, 'make'>, prefix = '', block = '10.0') {
  const vpc = (await make('EC2::VPC', `${prefix}Vpc`, { CidrBlock: `${block}.0.0/16` })).physicalId;
  const subnet = async (zone: string, third: number) =>
    (await make('EC2::Subnet', `${prefix}Subnet${third}`, { VpcId: vpc, CidrBlock: `${block}.${third}.0/24`, AvailabilityZone: `${HOME}${zone}` })).physicalId;
  const subnets = [await subnet('a', 0), await subnet('b', 1)];
  const group = (await make('EC2::SecurityGroup', `${prefix}Group`, { VpcId: vpc, GroupDescription: 'group' })).physicalId;
  return { vpc, subnets, group, subnet };
}
