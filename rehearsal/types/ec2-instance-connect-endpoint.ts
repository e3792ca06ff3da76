import { Operation, ResourceType } from '../aws/contract';
import { createServiceLinkedRole, findServiceLinkedRole, serviceLinkedRoleArn } from '../aws/services/iam';
import { NetworkPart } from '../aws/services/networks';
import { VPN } from '../rules/vpn';
import { ec2Arn, partNamed, partType, requireQuota } from './ec2';
import { inert, permissions } from './permission';
import { texts } from './values';

const SERVICE = 'ec2-instance-connect.amazonaws.com';
const MAX_ENDPOINTS = 5;

type Endpoint = NetworkPart & { readonly vpcId: string };

const BASE = partType<Endpoint>({
  typeName: 'AWS::EC2::InstanceConnectEndpoint',
  source: 'aws-ec2-instanceconnectendpoint',
  prefix: 'eice',
  arnType: 'instance-connect-endpoint',
  properties: {
    SubnetId: 'interpreted', SecurityGroupIds: 'interpreted', Tags: 'interpreted',
    PreserveClientIp: inert('nobody connects in the rehearsal'), ClientToken: inert('no call is made twice'),
  },
  required: ['SubnetId'],
  createOnly: ['SubnetId', 'ClientToken', 'PreserveClientIp', 'SecurityGroupIds'],
  actions: {
    describe: 'ec2:DescribeInstanceConnectEndpoints', create: ['ec2:CreateInstanceConnectEndpoint', 'ec2:CreateNetworkInterface'], delete: ['ec2:DeleteInstanceConnectEndpoint'],
  },
  parts: ({ world }) => world.state.vpn.instanceConnectEndpoints,
  make: makeEndpoint,
  attributes: ({ id }) => ({ Id: id }),
});

/** A way to SSH and RDP without a public address. The first one of an account makes the service-linked role. */
export const INSTANCE_CONNECT_ENDPOINT: ResourceType = {
  ...BASE,
  permissions: {
    ...BASE.permissions,
    create: [
      ...permissions(['ec2:CreateInstanceConnectEndpoint'], operation => ec2Arn(operation, 'instance-connect-endpoint', '*')),
      ...permissions(['ec2:CreateNetworkInterface'], operation => ec2Arn(operation, 'network-interface', '*')),
      ...BASE.permissions.create.filter(({ action }) => !['ec2:CreateInstanceConnectEndpoint', 'ec2:CreateNetworkInterface'].includes(action)),
      ...permissions(['iam:CreateServiceLinkedRole'], ({ world, accountId }) => serviceLinkedRoleArn(world, accountId, SERVICE), {
        when: ({ world, accountId }) => !findServiceLinkedRole(world, accountId, SERVICE), context: () => ({ 'iam:AWSServiceName': SERVICE }),
      }),
    ],
  },
};

function makeEndpoint(operation: Operation, base: NetworkPart): Endpoint {
  const { world, properties, accountId, region, origin } = operation;
  const { networks, vpn: { instanceConnectEndpoints } } = world.state;
  const subnet = partNamed(operation, networks.subnets, properties.SubnetId);
  const groups = texts(properties, 'SecurityGroupIds').map(id => partNamed(operation, networks.securityGroups, id));
  const present = [...instanceConnectEndpoints.values()].filter(part => part.accountId === accountId && part.region === region);
  requireQuota(operation, VPN.INSTANCE_CONNECT, present.length, MAX_ENDPOINTS, 'EC2 Instance Connect Endpoints in the region');
  const here = ({ vpcId }: { readonly vpcId: string }) => vpcId === subnet.vpcId;
  operation.require(VPN.INSTANCE_CONNECT, !present.some(here) && groups.every(here),
    `${subnet.vpcId} has an endpoint already, or its groups belong to another VPC`, 'make one a VPC, with groups of it');
  if (!findServiceLinkedRole(world, accountId, SERVICE)) {
    createServiceLinkedRole(world, accountId, SERVICE, origin);
  }
  return { ...base, vpcId: subnet.vpcId };
}
