import {
  DescribeIpamPoolsCommand, DescribeSubnetsCommand, DescribeTransitGatewaysCommand, DescribeVpcsCommand, EC2Client, Subnet, Tag,
} from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { retry, serve, sleep, strings } from '../../../core/custom-resource.handler';
import { everyPage } from './handlers/every-page.handler';

const sts = new STSClient({});

/** What was made a moment ago is not everywhere to be seen at once. */
const POLL_SECONDS = 10;
const POLLS = 18;

/** What is looked for, by the properties of the resource. */
interface Wanted {
  readonly RoleArn: string;
  readonly HomeRegion: string;
  readonly Kind: string;
  readonly Name?: string;
  readonly Tiers?: string[];
}

export const handler = serve(async ({ ResourceProperties }) => {
  const wanted = ResourceProperties as unknown as Wanted;
  const credentials = await credentialsOf(wanted.RoleArn);
  const values: string[] = [];
  for (const region of strings(ResourceProperties.Regions)) {
    values.push(await untilFound(wanted, region, credentials));
  }
  return { physicalResourceId: `${wanted.Kind}-lookup`, data: { Values: values.join(',') } };
});

type Credentials = Awaited<ReturnType<typeof credentialsOf>>;

async function credentialsOf(roleArn: string) {
  const request = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'network-lookup', DurationSeconds: 900 });
  const { Credentials: given } = await retry(() => sts.send(request));
  return {
    accessKeyId: String(given?.AccessKeyId), secretAccessKey: String(given?.SecretAccessKey), sessionToken: String(given?.SessionToken),
  };
}

async function untilFound(wanted: Wanted, region: string, credentials: Credentials): Promise<string> {
  for (let poll = 1; ; poll++) {
    const found = await find(wanted, region, credentials);
    if (found.length === 1) {
      return found[0];
    }
    if (found.length > 1) {
      throw new Error(`there must be one ${wanted.Kind} for ${region}, got ${found.join(', ')}: rename those that the landing zone did not make`);
    }
    if (poll === POLLS) {
      throw new Error(`there is no ${wanted.Kind} for ${region} after ${(POLLS * POLL_SECONDS) / 60} minutes: look at the StackSets of the network account, then deploy again`);
    }
    await sleep(POLL_SECONDS * 1000);
  }
}

function find(wanted: Wanted, region: string, credentials: Credentials): Promise<string[]> {
  const client = new EC2Client({ region: wanted.Kind === 'AddressPool' ? wanted.HomeRegion : region, credentials });
  switch (wanted.Kind) {
    case 'AddressPool': return pools(client, region);
    case 'TransitGateway': return transitGateways(client, String(wanted.Name));
    default: return sharedNetworks(client, String(wanted.Name), strings(wanted.Tiers));
  }
}

const READY = ['create-complete', 'modify-complete'];

async function pools(client: EC2Client, region: string): Promise<string[]> {
  const all = await everyPage(NextToken => client.send(new DescribeIpamPoolsCommand({ NextToken })), page => page.IpamPools);
  return all.filter(({ State, Tags }) => READY.includes(String(State)) && isNamed(Tags, `lz-addresses-${region}`))
    .map(({ IpamPoolId }) => String(IpamPoolId));
}

async function transitGateways(client: EC2Client, name: string): Promise<string[]> {
  const all = await everyPage(NextToken => client.send(new DescribeTransitGatewaysCommand({ NextToken })), page => page.TransitGateways);
  return all.filter(({ State, Tags }) => State === 'available' && isNamed(Tags, name)).map(({ TransitGatewayId }) => String(TransitGatewayId));
}

/**
 * The VPC with its subnets in one value: id, range, ids of zones, then the subnets of each tier in the order of the zones. Names of zones
 * would mean other places in other accounts.
 */
async function sharedNetworks(client: EC2Client, name: string, tiers: string[]): Promise<string[]> {
  const vpcs = await everyPage(NextToken => client.send(new DescribeVpcsCommand({ NextToken })), page => page.Vpcs);
  const subnets = await everyPage(NextToken => client.send(new DescribeSubnetsCommand({ NextToken })), page => page.Subnets);
  return vpcs.filter(({ Tags }) => isNamed(Tags, name)).flatMap(({ VpcId, CidrBlock }) => {
    const own = subnets.filter(subnet => subnet.VpcId === VpcId);
    const byTier = tiers.map(tier => inOrder(own.filter(({ Tags }) => valueOf(Tags, 'aws-cdk:subnet-name') === tier)));
    const zones = byTier[0].map(({ AvailabilityZoneId }) => AvailabilityZoneId);
    const isComplete = zones.length > 0 && byTier.every(ofTier => ofTier.length === zones.length);
    const subnetIds = byTier.map(ofTier => ofTier.map(({ SubnetId }) => SubnetId).join(';'));
    return isComplete ? [[VpcId, CidrBlock, zones.join(';'), ...subnetIds].join('|')] : [];
  });
}

const inOrder = (subnets: Subnet[]) =>
  subnets.sort((one, other) => String(one.AvailabilityZone).localeCompare(String(other.AvailabilityZone)));

const valueOf = (tags: Tag[] | undefined, key: string) => tags?.find(({ Key }) => Key === key)?.Value;
const isNamed = (tags: Tag[] | undefined, name: string) => valueOf(tags, 'Name') === name;
