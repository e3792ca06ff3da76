import { PolicyDocument } from '../../lib/policy';
import { Operation, ResourceType } from '../aws/contract';
import { allows, endpointService, LAYERS, shutOutBy } from '../aws/endpoint-policy';
import { EndpointKind, Network, NetworkPart, VpcEndpoint } from '../aws/services/networks';
import { NETWORKS, SECURITY_GROUPS } from '../rules/networks';
import { VPC_ENDPOINTS } from '../rules/network-endpoints';
import { partNamed, partType, requireQuota } from './ec2';
import { inert } from './permission';
import { document, flag, text, texts } from './values';

const MAX_POLICY = 20_480;
const MAX_INTERFACES = 50;
const MAX_GATEWAYS = 20;
const GATEWAY_SERVICES = ['s3', 'dynamodb'];
const DNS = inert('names are not resolved in the rehearsal');

/** An endpoint of a VPC: interface, gateway, or of a gateway load balancer. Of resources and service networks it is refused by name. */
export const VPC_ENDPOINT: ResourceType = partType<VpcEndpoint>({
  typeName: 'AWS::EC2::VPCEndpoint',
  source: 'aws-ec2-vpcendpoint',
  prefix: 'vpce',
  arnType: 'vpc-endpoint',
  properties: {
    VpcId: 'interpreted', ServiceName: 'interpreted', VpcEndpointType: 'interpreted', PolicyDocument: 'interpreted', PrivateDnsEnabled: 'interpreted',
    RouteTableIds: 'interpreted', SubnetIds: 'interpreted', SecurityGroupIds: 'interpreted', Tags: 'interpreted', IpAddressType: 'interpreted', DnsOptions: DNS,
  },
  required: ['VpcId', 'ServiceName'],
  createOnly: ['VpcId', 'ServiceName', 'VpcEndpointType'],
  actions: {
    describe: 'ec2:DescribeVpcEndpoints',
    create: ['ec2:CreateVpcEndpoint'],
    update: [['ec2:ModifyVpcEndpoint', 'PolicyDocument', 'PrivateDnsEnabled', 'RouteTableIds', 'SubnetIds', 'SecurityGroupIds', 'IpAddressType', 'DnsOptions']],
    delete: ['ec2:DeleteVpcEndpoints'],
  },
  parts: ({ world }) => world.state.networks.endpoints,
  make: (operation, base) => {
    const { world, properties } = operation;
    const vpc = partNamed(operation, world.state.networks.vpcs, properties.VpcId);
    const endpoint = { ...base, vpcId: vpc.id, serviceName: text(properties, 'ServiceName')!, kind: (text(properties, 'VpcEndpointType') ?? 'Gateway') as EndpointKind };
    return { ...endpoint, ...settled(operation, endpoint, vpc) };
  },
  change: (operation, endpoint) => void Object.assign(endpoint,
    settled(operation, endpoint, operation.world.state.networks.vpcs.get(endpoint.vpcId)!)),
  attributes: ({ id, serviceName, subnetIds }) => ({
    Id: id, CreationTimestamp: '2026-01-01T00:00:00.000Z', DnsEntries: [`Z000000:${id}.${serviceName}`],
    NetworkInterfaceIds: subnetIds.map(subnet => `eni-${id.slice(5, 11)}${subnet.slice(-11)}`),
  }),
});

type Made = NetworkPart & Pick<VpcEndpoint, 'vpcId' | 'serviceName' | 'kind'>;
type Settings = Pick<VpcEndpoint, 'routeTableIds' | 'subnetIds' | 'securityGroupIds' | 'families' | 'privateDns' | 'policy'>;

/** What properties say that may change, checked. */
function settled(operation: Operation, endpoint: Made, vpc: Network): Settings {
  const { properties } = operation;
  const securityGroupIds = texts(properties, 'SecurityGroupIds');
  const settings: Settings = {
    routeTableIds: texts(properties, 'RouteTableIds'), subnetIds: texts(properties, 'SubnetIds'), families: familiesOf(operation),
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html: without groups, the default one
    securityGroupIds: securityGroupIds.length === 0 && endpoint.kind === 'Interface' ? [vpc.defaultSecurityGroupId] : securityGroupIds,
    privateDns: flag(properties, 'PrivateDnsEnabled') ?? false,
    policy: properties.PolicyDocument === undefined ? undefined : document(properties, 'PolicyDocument'),
  };
  checkKind(operation, endpoint, settings);
  (endpoint.kind === 'Gateway' ? checkGateway : checkInterfaces)(operation, endpoint, settings, vpc);
  if (settings.policy) {
    checkPolicy(operation, endpoint, settings.policy);
  }
  checkLayers(operation, { ...endpoint, ...settings });
  return settings;
}

const FAMILIES: Readonly<Record<string, readonly (4 | 6)[]>> = { ipv4: [4], ipv6: [6], dualstack: [4, 6] };

function familiesOf(operation: Operation): readonly (4 | 6)[] {
  const kind = text(operation.properties, 'IpAddressType') ?? 'ipv4';
  operation.require(VPC_ENDPOINTS.KIND, kind in FAMILIES, `'IpAddressType' is ${kind}`, `give one of ${Object.keys(FAMILIES).join(', ')}`);
  return FAMILIES[kind];
}

function checkKind(operation: Operation, { serviceName, kind }: Made, { subnetIds, routeTableIds, privateDns }: Settings): void {
  const service = serviceName.split('.').at(-1)!;
  operation.require(VPC_ENDPOINTS.KIND, serviceName.split('.').includes(operation.region), `${serviceName} is no service of ${operation.region}`, 'name the service with the region of the VPC');
  operation.require(VPC_ENDPOINTS.KIND, kind !== 'Gateway' || GATEWAY_SERVICES.includes(service), `${serviceName} has no gateway endpoint`, 'make it an interface endpoint');
  const placed = kind === 'Gateway' ? subnetIds.length === 0 && !privateDns : routeTableIds.length === 0 && subnetIds.length > 0;
  operation.require(VPC_ENDPOINTS.KIND, placed, `a ${kind} endpoint with ${subnetIds.length} subnets and ${routeTableIds.length} route tables`, 'give subnets to interfaces, route tables to gateways');
}

function othersOf(operation: Operation, { id, serviceName }: Made): readonly VpcEndpoint[] {
  return [...operation.world.state.networks.endpoints.values()].filter(other => other.id !== id && other.serviceName === serviceName);
}

function checkGateway(operation: Operation, endpoint: Made, { routeTableIds }: Settings, vpc: Network): void {
  const { routeTables, endpoints } = operation.world.state.networks;
  const here = [...endpoints.values()].filter(({ id, kind, accountId, region }) => id !== endpoint.id && kind === 'Gateway' && accountId === endpoint.accountId && region === endpoint.region);
  requireQuota(operation, VPC_ENDPOINTS.QUOTA, here.length, MAX_GATEWAYS, 'gateway endpoints in the region');
  for (const id of routeTableIds) {
    requireOf(operation, vpc, partNamed(operation, routeTables, id));
    const twin = othersOf(operation, endpoint).find(other => other.routeTableIds.includes(id));
    operation.require(VPC_ENDPOINTS.ONE_GATEWAY, twin === undefined, `${id} has the gateway endpoint ${twin?.id} of this service`, 'keep one of the two');
  }
}

function checkInterfaces(operation: Operation, endpoint: Made, settings: Settings, vpc: Network): void {
  const { subnetIds, securityGroupIds, families, privateDns } = settings;
  const { subnets, securityGroups, endpoints } = operation.world.state.networks;
  const here = [...endpoints.values()].filter(({ id, kind, vpcId }) => id !== endpoint.id && kind === 'Interface' && vpcId === vpc.id);
  requireQuota(operation, VPC_ENDPOINTS.QUOTA, here.length, MAX_INTERFACES, `interface endpoints in ${vpc.id}`);
  const zones = subnetIds.map(id => partNamed(operation, subnets, id)).map(subnet => {
    requireOf(operation, vpc, subnet);
    const has = families.every(family => (family === 4 ? subnet.cidr : subnet.ipv6Cidr) !== undefined);
    operation.require(VPC_ENDPOINTS.KIND, has, `${subnet.id} has no block for each of IPv${families.join(' and IPv')}`, 'give the subnet one, or the endpoint another IpAddressType');
    return subnet.zone;
  });
  operation.require(VPC_ENDPOINTS.KIND, new Set(zones).size === zones.length, `the zones are ${zones.join(', ')}`, 'give one subnet of each zone');
  securityGroupIds.forEach(id => requireOf(operation, vpc, partNamed(operation, securityGroups, id, SECURITY_GROUPS.REFERENCES)));
  if (privateDns) {
    operation.require(VPC_ENDPOINTS.PRIVATE_DNS, vpc.dnsSupport && vpc.dnsHostnames, `${vpc.id} has DNS support ${vpc.dnsSupport}, DNS hostnames ${vpc.dnsHostnames}`, 'switch both on');
    const twin = othersOf(operation, endpoint).find(other => other.privateDns && other.vpcId === vpc.id);
    operation.require(VPC_ENDPOINTS.PRIVATE_DNS, twin === undefined, `${twin?.id} has the private names of the service`, 'leave one of the two');
  }
}

const requireOf = (operation: Operation, vpc: Network, part: { readonly id: string; readonly vpcId: string }) =>
  operation.require(NETWORKS.SAME_VPC, part.vpcId === vpc.id, `${part.id} is in ${part.vpcId}, the endpoint in ${vpc.id}`, 'put together what belongs to one VPC');

/** Who pulls images through an endpoint of ECR gets their layers from S3: where both have endpoints, that of S3 lets them be read. */
function checkLayers(operation: Operation, endpoint: VpcEndpoint): void {
  const { world, accountId, region } = operation;
  const others = [...world.state.networks.endpoints.values()].filter(({ id, vpcId }) => vpcId === endpoint.vpcId && id !== endpoint.id);
  const together = [endpoint, ...others].map(each => ({ ...each, service: endpointService({ serviceName: each.serviceName, region }) }));
  const storage = together.find(({ service, policy }) => service === 's3' && policy !== undefined);
  if (storage?.policy && together.some(({ service }) => service === 'ecr.dkr')) {
    const holds = allows(world, { accountId, region, serviceName: storage.serviceName, policy: storage.policy }, LAYERS);
    operation.require(VPC_ENDPOINTS.POLICY, holds, `the policy of ${storage.id} keeps layers of images from those who pull them through ECR`, `allow s3:GetObject on ${LAYERS[1]}`);
  }
}

function checkPolicy(operation: Operation, { serviceName }: Made, policy: PolicyDocument): void {
  const size = JSON.stringify(policy).length;
  operation.require(VPC_ENDPOINTS.POLICY, size <= MAX_POLICY, `the policy has ${size} characters`, 'shorten it');
  const { world, accountId, region } = operation;
  const shutOut = shutOutBy(world, { accountId, region, serviceName, policy });
  operation.require(VPC_ENDPOINTS.POLICY, shutOut === undefined, `the policy keeps roles of ${operation.accountId} from ${shutOut}`,
    'allow what belongs to the account, or to its organization');
}
