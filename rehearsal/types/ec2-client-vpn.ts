import { Operation, ResourceType } from '../aws/contract';
import { overlaps, rangeOf } from '../aws/addresses';
import { parseArn } from '../aws/arn';
import { logGroupArn } from '../aws/services/logs';
import { NetworkPart } from '../aws/services/networks';
import { ClientVpnEndpoint, VpnLink } from '../aws/services/vpn';
import { NETWORKS } from '../rules/networks';
import { VPN } from '../rules/vpn';
import { partNamed, partType, refuseWhileUsed } from './ec2';
import { requireLogGroup } from './ec2-vpn';
import { DESCRIPTION, inert } from './permission';
import { flag, record, records, text, texts } from './values';

const PEOPLE = inert('nobody connects in the rehearsal');
const PREFIX = { min: 12, max: 22 };
const vpn = ({ world }: Operation) => world.state.vpn;

/** A VPN for people. Active Directory, functions that decide, and transit gateways are refused by name. */
export const CLIENT_VPN_ENDPOINT: ResourceType = partType<ClientVpnEndpoint>({
  typeName: 'AWS::EC2::ClientVpnEndpoint',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateClientVpnEndpoint.html (permissions of the handler not compared with the schema)',
  prefix: 'cvpn-endpoint',
  arnType: 'client-vpn-endpoint',
  properties: {
    AuthenticationOptions: 'interpreted', ClientCidrBlock: 'interpreted', ConnectionLogOptions: 'interpreted', SecurityGroupIds: 'interpreted', VpcId: 'interpreted',
    ServerCertificateArn: 'interpreted', Description: DESCRIPTION, SplitTunnel: PEOPLE, TransportProtocol: PEOPLE, VpnPort: PEOPLE,
    SessionTimeoutHours: PEOPLE, DisconnectOnSessionTimeout: PEOPLE, SelfServicePortal: PEOPLE, DnsServers: PEOPLE,
    ClientLoginBannerOptions: PEOPLE,
    TagSpecifications: inert('tags of an endpoint decide nothing here'),
  },
  nested: {
    AuthenticationOptions: ['Type', 'FederatedAuthentication', 'MutualAuthentication'],
    'AuthenticationOptions.FederatedAuthentication': ['SAMLProviderArn', 'SelfServiceSAMLProviderArn'],
    'AuthenticationOptions.MutualAuthentication': ['ClientRootCertificateChainArn'],
    ConnectionLogOptions: ['Enabled', 'CloudwatchLogGroup', 'CloudwatchLogStream'],
  },
  required: ['AuthenticationOptions', 'ConnectionLogOptions', 'ServerCertificateArn'],
  createOnly: ['AuthenticationOptions', 'ClientCidrBlock', 'TransportProtocol'],
  actions: {
    describe: 'ec2:DescribeClientVpnEndpoints',
    create: ['ec2:CreateClientVpnEndpoint'],
    update: [['ec2:ModifyClientVpnEndpoint', 'ConnectionLogOptions', 'SecurityGroupIds', 'VpcId', 'ServerCertificateArn', 'Description', 'SplitTunnel', 'VpnPort', 'SessionTimeoutHours', 'DisconnectOnSessionTimeout', 'SelfServicePortal', 'DnsServers', 'ClientLoginBannerOptions']],
    delete: ['ec2:DeleteClientVpnEndpoint'],
  },
  parts: operation => vpn(operation).clientEndpoints,
  make: makeEndpoint,
  change: (operation, endpoint) => {
    requireCertificate(operation, String(operation.properties.ServerCertificateArn));
    requireLogs(operation);
    endpoint.securityGroupIds = groupsOf(operation, endpoint.vpcId);
  },
  remove: (operation, { id }) =>
    refuseWhileUsed(operation, id, [...vpn(operation).clientAssociations.values()].filter(({ ofId }) => ofId === id)),
  attributes: ({ id }) => ({ Id: id }),
});

function makeEndpoint(operation: Operation, base: NetworkPart): ClientVpnEndpoint {
  const { properties, world } = operation;
  const vpc = properties.VpcId === undefined ? undefined : partNamed(operation, world.state.networks.vpcs, properties.VpcId);
  const securityGroupIds = groupsOf(operation, vpc?.id);
  const addresses = text(properties, 'ClientCidrBlock') ?? '';
  const length = Number(addresses.split('/')[1]);
  const range = rangeOf(addresses);
  const overlap = range && vpc?.cidrs.find(({ cidr }) => overlaps(rangeOf(cidr)!, range));
  operation.require(VPN.CLIENT_ADDRESSES, length >= PREFIX.min && length <= PREFIX.max && overlap === undefined,
    `${addresses || 'no block'} ${overlap ? `overlaps ${overlap.cidr} of ${vpc!.id}` : 'is out of range'}`, 'choose a block of its own');
  requireCertificate(operation, String(properties.ServerCertificateArn));
  records(properties, 'AuthenticationOptions').forEach(options => checkAuthentication(operation, options));
  requireLogs(operation);
  return { ...base, vpcId: vpc?.id, addresses, securityGroupIds, knowsGroups: records(properties, 'AuthenticationOptions').every(({ Type: kind }) => kind === 'federated-authentication') };
}

/** Its groups belong to its VPC; without any, the interfaces have the default one. */
function groupsOf(operation: Operation, vpcId: string | undefined): readonly string[] {
  const { vpcs, securityGroups } = operation.world.state.networks;
  const groups = texts(operation.properties, 'SecurityGroupIds').map(id => partNamed(operation, securityGroups, id));
  operation.require(NETWORKS.SAME_VPC, groups.every(group => group.vpcId === vpcId), `its groups belong to ${groups.map(group => group.vpcId).join(', ')}`, 'name groups of its VPC');
  const { defaultSecurityGroupId } = vpcs.get(vpcId ?? '') ?? {};
  return groups.length === 0 && defaultSecurityGroupId !== undefined ? [defaultSecurityGroupId] : groups.map(({ id }) => id);
}

/** Certificates are not modelled: one of AWS Certificate Manager is believed where it is of the account and region. */
function requireCertificate(operation: Operation, arn: string): void {
  const { service, accountId, region, resource } = parseArn(arn) ?? {};
  const here = service === 'acm' && accountId === operation.accountId && region === operation.region && resource?.startsWith('certificate/') === true;
  operation.require(VPN.CLIENT_IDENTITY, here, `${arn} is no certificate of ${operation.accountId} in ${operation.region}`, 'import it there');
}

/** By which people are known: a SAML provider of the account, which people may have made by hand, or a certificate. */
function checkAuthentication(operation: Operation, options: Readonly<Record<string, unknown>>): void {
  const federated = record(options, 'FederatedAuthentication');
  for (const name of ['SAMLProviderArn', 'SelfServiceSAMLProviderArn']) {
    const arn = text(federated, name) ?? '';
    const { service, accountId, resource } = parseArn(arn) ?? {};
    const own = service === 'iam' && accountId === operation.accountId && resource?.startsWith('saml-provider/') === true;
    operation.require(VPN.CLIENT_IDENTITY, arn === '' || own, `'${name}' ${arn} is no SAML provider of ${operation.accountId}`, 'create one in the account');
    operation.requirePath(VPN.CLIENT_IDENTITY, operation.world.state.iam.providers.get(arn)?.origin, `'${name}' ${arn} may not exist yet`);
  }
  const chain = text(record(options, 'MutualAuthentication'), 'ClientRootCertificateChainArn');
  if (chain !== undefined) {
    requireCertificate(operation, chain);
  }
}

function requireLogs(operation: Operation): void {
  const { world, accountId, region } = operation;
  const logs = record(operation.properties, 'ConnectionLogOptions');
  if (flag(logs, 'Enabled')) {
    requireLogGroup(operation, logGroupArn(world, accountId, region, text(logs, 'CloudwatchLogGroup') ?? ''));
  }
}

/** Lets people in at a subnet. By a zone of a transit gateway it is refused by name. */
export const CLIENT_VPN_ASSOCIATION: ResourceType = partType<VpnLink>({
  typeName: 'AWS::EC2::ClientVpnTargetNetworkAssociation',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateClientVpnTargetNetwork.html (permissions of the handler not compared with the schema)',
  prefix: 'cvpn-assoc',
  arnType: 'client-vpn-endpoint',
  properties: { ClientVpnEndpointId: 'interpreted', SubnetId: 'interpreted' },
  required: ['ClientVpnEndpointId', 'SubnetId'],
  createOnly: ['ClientVpnEndpointId', 'SubnetId'],
  actions: {
    describe: 'ec2:DescribeClientVpnTargetNetworks', create: ['ec2:AssociateClientVpnTargetNetwork'], delete: ['ec2:DisassociateClientVpnTargetNetwork'],
  },
  parts: operation => vpn(operation).clientAssociations,
  make: (operation, base) => {
    const { properties, world } = operation;
    const { subnets } = world.state.networks;
    const endpoint = partNamed(operation, vpn(operation).clientEndpoints, properties.ClientVpnEndpointId, VPN.EXISTS);
    const subnet = partNamed(operation, subnets, properties.SubnetId);
    const sameZone = [...vpn(operation).clientAssociations.values()]
      .some(({ ofId, to }) => ofId === endpoint.id && subnets.get(to)?.zone === subnet.zone);
    operation.require(VPN.CLIENT_SUBNET, subnet.vpcId === endpoint.vpcId && !sameZone,
      `${subnet.id} belongs to ${subnet.vpcId}${sameZone ? `, and ${endpoint.id} has a subnet in ${subnet.zone} already` : ''}`, 'name one subnet a zone of its VPC');
    return { ...base, ofId: endpoint.id, to: subnet.id };
  },
  attributes: ({ id }) => ({ Id: id }),
});

/** Whom a Client VPN lets reach what. */
export const CLIENT_VPN_RULE: ResourceType = partType<VpnLink>({
  typeName: 'AWS::EC2::ClientVpnAuthorizationRule',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeClientVpnIngress.html (permissions of the handler not compared with the schema)',
  prefix: 'cvpn-rule',
  arnType: 'client-vpn-endpoint',
  properties: { ClientVpnEndpointId: 'interpreted', TargetNetworkCidr: 'interpreted', AccessGroupId: 'interpreted', AuthorizeAllGroups: 'interpreted', Description: DESCRIPTION },
  required: ['ClientVpnEndpointId', 'TargetNetworkCidr'],
  createOnly: ['ClientVpnEndpointId', 'TargetNetworkCidr', 'AccessGroupId', 'AuthorizeAllGroups', 'Description'],
  actions: {
    describe: 'ec2:DescribeClientVpnAuthorizationRules', create: ['ec2:AuthorizeClientVpnIngress'], delete: ['ec2:RevokeClientVpnIngress'],
  },
  parts: operation => vpn(operation).clientRules,
  make: (operation, base) => {
    const { properties } = operation;
    const endpoint = partNamed(operation, vpn(operation).clientEndpoints, properties.ClientVpnEndpointId, VPN.EXISTS);
    const group = text(properties, 'AccessGroupId');
    const everybody = flag(properties, 'AuthorizeAllGroups') ?? false;
    operation.require(VPN.CLIENT_GROUPS, (group === undefined) === everybody && (group === undefined || endpoint.knowsGroups),
      `it authorizes ${group ?? 'no group'} and ${everybody ? 'everybody' : 'not everybody'}`, 'name a group where people are known by SAML, or everybody');
    return { ...base, ofId: endpoint.id, to: `${String(properties.TargetNetworkCidr)} ${group ?? '*'}` };
  },
  attributes: () => ({}),
});
