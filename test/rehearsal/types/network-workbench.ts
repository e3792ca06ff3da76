import { HOME, refusalOf, Workbench } from './workbench';

/** A VPC with a subnet, a route table and a security group, made one by one. */
export async function deployed(properties: object = { CidrBlock: '10.0.0.0/16' }) {
  const bench = new Workbench();
  const make = async (kind: string, id: string, more: object) => (await bench.create(`AWS::EC2::${kind}`, id, { ...more })).physicalId;
  const vpc = await make('VPC', 'Vpc', properties);
  const subnet = await make('Subnet', 'Subnet', { VpcId: vpc, CidrBlock: '10.0.0.0/24', AvailabilityZone: `${HOME}a` });
  const table = await make('RouteTable', 'Table', { VpcId: vpc });
  const group = await make('SecurityGroup', 'Group', { VpcId: vpc, GroupDescription: 'group' });
  /** Id of the rule by which something is refused; none when it passes. */
  const rule = async (kind: string, id: string, more: object) => (await refusalOf(bench.create(`AWS::EC2::${kind}`, id, { ...more }))).rule;
  return { bench, vpc, subnet, table, group, make, rule };
}
