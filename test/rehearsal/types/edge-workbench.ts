import { Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { IpAddresses, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { deploy, HOME, WORKLOAD, worldWith, writesOf } from '../../constructs/deployed';
import { refusalOf, Workbench } from './workbench';

/** A VPC with public and isolated subnets in two zones. */
export const network = (stack: Stack): Vpc => new Vpc(stack, 'Vpc', {
  ipAddresses: IpAddresses.cidr('10.20.0.0/16'), availabilityZones: [`${stack.region}a`, `${stack.region}b`], natGateways: 0, restrictDefaultSecurityGroup: false,
  subnetConfiguration: [{ name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24 }, { name: 'app', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
});

/** A public zone, and a certificate of names in it. */
export function named(stack: Stack, ...names: readonly string[]) {
  const zone = new PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' });
  const certificate = new Certificate(stack, 'Certificate', {
    domainName: names[0], subjectAlternativeNames: names.slice(1), validation: CertificateValidation.fromDns(zone),
  });
  return { zone, certificate };
}

/** Deploys what a stack of the workload account holds, twice: the second time, nothing is written. */
export async function deployedTwice(build: (stack: Stack) => void, region = HOME) {
  const world = worldWith({}, { regions: [HOME, 'us-east-1'] });
  const deployment = await deploy(world, { account: WORKLOAD, region, build });
  const calls = world.calls.length;
  await deployment.deploy();
  return { world, writes: writesOf(world.calls.slice(calls)) };
}

/** Id of the rule, or code of the error, by which a resource is refused; none when it passes. */
export async function refusedBy(attempt: Promise<unknown>): Promise<string | undefined> {
  const { rule, code } = await refusalOf(attempt);
  return rule ?? code;
}

/** A VPC with two public subnets and a security group, made one by one. */
export async function publicNetwork(region = HOME) {
  const bench = new Workbench({ regions: [HOME, 'us-east-1'] });
  const place = { region };
  const create = (type: string, id: string, properties: object, more: object = {}) =>
    bench.create(`AWS::${type}`, id, { ...properties }, { ...place, ...more });
  const make = async (type: string, id: string, properties: object, more: object = {}) =>
    (await create(type, id, properties, more)).physicalId;
  const arnOf = async (type: string, id: string, properties: object, more: object = {}) =>
    String((await create(type, id, properties, more)).attributes.Arn);
  const vpc = await make('EC2::VPC', 'Vpc', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true, EnableDnsSupport: true });
  const gateway = await make('EC2::InternetGateway', 'Gateway', {});
  await make('EC2::VPCGatewayAttachment', 'Attachment', { VpcId: vpc, InternetGatewayId: gateway });
  const table = await make('EC2::RouteTable', 'Table', { VpcId: vpc });
  await make('EC2::Route', 'Route', { RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway });
  const subnetIn = async (zone: string, block: string, isPublic: boolean) => {
    const id = await make('EC2::Subnet', `Subnet${block}`, { VpcId: vpc, CidrBlock: block, AvailabilityZone: `${region}${zone}` });
    if (isPublic) await make('EC2::SubnetRouteTableAssociation', `Association${block}`, { SubnetId: id, RouteTableId: table });
    return id;
  };
  const subnets = [await subnetIn('a', '10.0.0.0/24', true), await subnetIn('b', '10.0.1.0/24', true)];
  const group = await make('EC2::SecurityGroup', 'Group', { VpcId: vpc, GroupDescription: 'group' });
  const refused = (type: string, properties: object, more: object = {}) =>
    refusedBy(bench.create(`AWS::${type}`, `Refused${Math.floor(bench.world.calls.length)}`, { ...properties }, { ...place, ...more }));
  return { bench, vpc, subnets, subnetIn, group, make, arnOf, refused };
}

/** Something that AWS refuses: by which rule, why, what it is, and its properties. A rule that is undefined lets it through. */
export type Refusal<T> = readonly [rule: string | undefined, why: string, type: string, properties: (made: T) => object, place?: object];

/** One test for each refusal, of what is prepared once. */
export function refusals<T extends Pick<Awaited<ReturnType<typeof publicNetwork>>, 'refused'>>(prepare: () => Promise<T>, rows: readonly Refusal<T>[]): void {
  let made: T;
  beforeAll(async () => {
    made = await prepare();
  });
  test.each(rows.map(row => [row[0] ?? 'nothing', row[1], row] as const))('%s refuses %s', async (_, __, [rule, , type, properties, place]) => {
    expect(await made.refused(type, properties(made), place)).toBe(rule);
  });
}
