import { Operation, ResourceType } from '../aws/contract';
import { LoadBalancer, LoadBalancerKind } from '../aws/services/elb';
import { internetGatewayOf, routeTableOf, Subnet } from '../aws/services/networks';
import { ServicePart } from '../aws/services/service-parts';
import { LOAD_BALANCING } from '../rules/load-balancing';
import { partNamed } from './ec2';
import { checkAccessLogs } from './elb-access-logs';
import { attributesOf, LOAD_BALANCER_ATTRIBUTES } from './elb-attributes';
import { changed, given, inert, permissions, TAGS } from './permission';
import { ensureLinkedRole, linkedRole, refuseWhileInUse, serviceType, Settings } from './service-part';
import { valueChecks } from './value-checks';
import { physicalName, plannedName, records, text, texts } from './values';

const SERVICE = 'elasticloadbalancing.amazonaws.com';
const MAX_NAME = 32;
const MAX_PREFIX = 27;
const INTERNET = ['0.0.0.0/0', '::/0'];

const kindOf = ({ properties }: Operation) => (text(properties, 'Type') ?? 'application') as LoadBalancerKind;
const isInternetFacing = ({ properties }: Operation) => text(properties, 'Scheme') !== 'internal';
const shortKind = (operation: Operation) => kindOf(operation) === 'network' ? 'net' : 'app';
const elbArn = ({ partition, accountId, region }: Operation, rest: string) => `arn:${partition}:elasticloadbalancing:${region}:${accountId}:${rest}`;
const arnOf = (operation: Operation) => operation.physicalId ?? elbArn(operation, `loadbalancer/${shortKind(operation)}/${plannedName(operation, 'Name')}/*`);
const subnetIdsOf = ({ properties }: Operation) => [...texts(properties, 'Subnets'), ...records(properties, 'SubnetMappings').map(({ SubnetId }) => String(SubnetId))];

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/security_iam_service-with-iam.html */
const requested = (operation: Operation) => ({
  'elasticloadbalancing:Scheme': isInternetFacing(operation) ? 'internet-facing' : 'internal',
  'elasticloadbalancing:Subnet': subnetIdsOf(operation),
  'elasticloadbalancing:SecurityGroup': texts(operation.properties, 'SecurityGroups'),
});

/** An application or a network load balancer. Those of gateways, addresses of IPAM and reserved capacity are refused. */
export const LOAD_BALANCER: ResourceType = serviceType<LoadBalancer>({
  typeName: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  source: 'aws-elasticloadbalancingv2-loadbalancer',
  properties: {
    Name: 'interpreted', Type: 'interpreted', Scheme: 'interpreted', Subnets: 'interpreted', SubnetMappings: 'interpreted', SecurityGroups: 'interpreted',
    LoadBalancerAttributes: 'interpreted', IpAddressType: 'interpreted', Tags: TAGS,
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: inert('nobody comes by PrivateLink in the rehearsal'),
  },
  nested: {
    LoadBalancerAttributes: ['Key', 'Value'],
    SubnetMappings: {
      SubnetId: 'interpreted', AllocationId: 'interpreted', PrivateIPv4Address: inert('addresses of nodes are not given out'),
      IPv6Address: inert('addresses of nodes are not given out'),
    },
  },
  required: [],
  createOnly: ['Name', 'Type', 'Scheme'],
  permissions: {
    create: [
      ...permissions(['elasticloadbalancing:CreateLoadBalancer'], arnOf, { context: requested }),
      ...permissions(['elasticloadbalancing:AddTags'], arnOf, { when: given('Tags') }),
      ...permissions(['elasticloadbalancing:ModifyLoadBalancerAttributes'], arnOf, { when: given('LoadBalancerAttributes') }),
      ...permissions(['elasticloadbalancing:DescribeLoadBalancers']),
      ...linkedRole(SERVICE),
    ],
    update: [
      ...permissions(['elasticloadbalancing:SetSubnets'], arnOf, { when: changed('Subnets', 'SubnetMappings'), context: requested }),
      ...permissions(['elasticloadbalancing:SetSecurityGroups'], arnOf, { when: changed('SecurityGroups'), context: requested }),
      ...permissions(['elasticloadbalancing:SetIpAddressType'], arnOf, { when: changed('IpAddressType') }),
      ...permissions(['elasticloadbalancing:ModifyLoadBalancerAttributes'], arnOf, { when: changed('LoadBalancerAttributes') }),
      ...permissions(['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags'], arnOf, { when: changed('Tags') }),
    ],
    delete: [...permissions(['elasticloadbalancing:DescribeLoadBalancers']), ...permissions(['elasticloadbalancing:DeleteLoadBalancer'], arnOf)],
  },
  parts: ({ elb }) => elb.loadBalancers,
  identify: operation => {
    const { world, accountId, region } = operation;
    checkValues(operation);
    const name = physicalName(operation, 'Name', MAX_NAME);
    const near = (other: ServicePart) => other.accountId === accountId && other.region === region;
    if ([...world.state.elb.loadBalancers.values()].some(other => other.name === name && near(other))) {
      operation.fail('DuplicateLoadBalancerName', `A load balancer with the name ${name} already exists`, 'choose another name');
    }
    const id = world.identifiers.uuid(`load-balancer:${accountId}:${region}:${name}`).replaceAll('-', '').slice(0, 16);
    const arn = elbArn(operation, `loadbalancer/${shortKind(operation)}/${name}/${id}`);
    return { id: arn, arn };
  },
  settings: loadBalancerOf,
  remove: (operation, part) => {
    if (part.attributes.get('deletion_protection.enabled') === 'true') {
      operation.fail('OperationNotPermitted', `Load balancer ${part.arn} cannot be deleted because deletion protection is enabled`, 'turn deletion protection off first');
    }
    const { elb, wafv2 } = operation.world.state;
    refuseWhileInUse(operation, 'ResourceInUse', part, [...elb.listeners.values()].filter(({ loadBalancerArn }) => loadBalancerArn === part.arn));
    [...wafv2.associations].filter(([, { resourceArn }]) => resourceArn === part.arn).forEach(([key]) => wafv2.associations.delete(key));
  },
  attributes: ({ arn, dnsName, fullName, name, securityGroupIds, zoneId }) => ({
    LoadBalancerArn: arn, DNSName: dnsName, LoadBalancerFullName: fullName, LoadBalancerName: name, SecurityGroups: securityGroupIds,
    CanonicalHostedZoneID: zoneId,
  }),
});

function checkValues(operation: Operation): void {
  const checks = valueChecks(operation, 'ValidationError');
  const { properties } = operation;
  checks.like('Name', properties.Name, /^(?!internal-)(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/, 'up to 32 letters, digits and "-", not at its ends, nor "internal-" at its begin');
  checks.oneOf('Scheme', properties.Scheme, ['internet-facing', 'internal']);
  checks.oneOf('Type', properties.Type, ['application', 'network']);
  checks.oneOf('IpAddressType', properties.IpAddressType, ['ipv4', 'dualstack', 'dualstack-without-public-ipv4']);
}

function loadBalancerOf(operation: Operation, self: ServicePart, before?: LoadBalancer): Settings<LoadBalancer> {
  const { region } = operation;
  const kind = kindOf(operation);
  const subnets = checkSubnets(operation, kind, before);
  if (isInternetFacing(operation)) subnets.forEach(subnet => checkInternet(operation, subnet));
  const [{ vpcId }] = subnets;
  const securityGroupIds = groupsOf(operation, vpcId, kind, before);
  const attributes = attributesOf(operation, 'LoadBalancerAttributes', LOAD_BALANCER_ATTRIBUTES[kind]);
  checkAccessLogs(operation, kind, self.arn, attributes);
  ensureLinkedRole(operation, SERVICE);
  const [, , name, id] = self.arn.split(':').at(-1)!.split('/');
  const dnsName = `${isInternetFacing(operation) ? '' : 'internal-'}${name}-${id.slice(0, 10)}.${region}.elb.amazonaws.com`;
  return {
    name, kind, vpcId, attributes, securityGroupIds, dnsName, fullName: `${shortKind(operation)}/${name}/${id}`, internetFacing: isInternetFacing(operation),
    // one for each kind and region, whose real ids do not matter here
    zoneId: before?.zoneId ?? `ZELB${kind.slice(0, 3)}${region.replaceAll('-', '')}`.toUpperCase(),
    subnetIds: subnets.map(subnet => subnet.id),
  };
}

function checkSubnets(operation: Operation, kind: LoadBalancerKind, before?: LoadBalancer): readonly Subnet[] {
  const { networks } = operation.world.state;
  const subnets = subnetIdsOf(operation).map(id => partNamed(operation, networks.subnets, id, LOAD_BALANCING.SUBNETS));
  const zones = new Set(subnets.map(({ zone }) => zone));
  const least = kind === 'application' ? 2 : 1;
  const vpcs = new Set([...subnets.map(({ vpcId }) => vpcId), ...before ? [before.vpcId] : []]);
  const holds = zones.size >= least && zones.size === subnets.length && vpcs.size === 1;
  operation.require(LOAD_BALANCING.SUBNETS, holds, `${subnets.length} subnets in the zones ${[...zones].join(', ')} of ${vpcs.size} VPCs`, `name subnets of one VPC in ${least} zones at least, one a zone`);
  const small = kind === 'application' ? subnets.filter(({ cidr }) => Number(cidr?.split('/')[1] ?? 0) > MAX_PREFIX) : [];
  operation.require(LOAD_BALANCING.SUBNETS, small.length === 0, `${small.map(({ id, cidr }) => `${id} is ${cidr}`).join(', ')}`, 'make subnets of /27 at least');
  for (const { AllocationId } of records(operation.properties, 'SubnetMappings')) {
    if (AllocationId !== undefined) partNamed(operation, networks.addresses, AllocationId, LOAD_BALANCING.SUBNETS);
  }
  return subnets;
}

/** Without a gateway the API refuses; without a route, nobody on the internet ever gets an answer. */
function checkInternet(operation: Operation, subnet: Subnet): void {
  const gateway = internetGatewayOf(operation.world, subnet.vpcId);
  const remedy = 'stand in public subnets, and depend on their internet connectivity';
  operation.require(LOAD_BALANCING.INTERNET, gateway !== undefined, `VPC ${subnet.vpcId} has no internet gateway`, remedy);
  const routes = [...routeTableOf(operation.world, subnet).routes.values()];
  const route = routes.find(({ destination, targetId }) => INTERNET.includes(destination) && targetId === gateway?.id);
  operation.require(LOAD_BALANCING.INTERNET, route !== undefined, `${subnet.id} has no route to the internet gateway ${gateway?.id}`, remedy);
  operation.requirePath(LOAD_BALANCING.INTERNET, route!.origin, `the route of ${subnet.id} to the internet may not exist yet`);
}

function groupsOf(operation: Operation, vpcId: string, kind: LoadBalancerKind, before?: LoadBalancer): readonly string[] {
  const { networks } = operation.world.state;
  const groups = texts(operation.properties, 'SecurityGroups').map(id => partNamed(operation, networks.securityGroups, id, LOAD_BALANCING.GROUPS));
  operation.require(LOAD_BALANCING.GROUPS, groups.every(group => group.vpcId === vpcId), `the security groups are not of ${vpcId}`, 'name groups of the VPC of the subnets');
  const isNetwork = kind === 'network';
  const later = isNetwork && before !== undefined && (before.securityGroupIds.length > 0) !== (groups.length > 0);
  operation.require(LOAD_BALANCING.GROUPS, !later, 'a network load balancer keeps having security groups, or none', 'make a new one with another construct id');
  return groups.length > 0 || isNetwork ? groups.map(({ id }) => id) : [networks.vpcs.get(vpcId)!.defaultSecurityGroupId];
}
