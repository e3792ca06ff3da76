import { ResourceType } from '../aws/contract';
import { NetworkPart, ofVpc } from '../aws/services/networks';
import { NETWORKS } from '../rules/networks';
import { partNamed, partType } from './ec2';
import { inert } from './permission';
import { text } from './values';

const NO_PACKETS = inert('no packet flows in the rehearsal: what is not encrypted is not known');

const EXCLUSIONS = ['InternetGateway', 'EgressOnlyInternetGateway', 'NatGateway', 'VirtualPrivateGateway', 'VpcPeering', 'Lambda', 'VpcLattice', 'ElasticFileSystem']
  .map(name => `${name}ExclusionInput`);

/** Whether traffic in a VPC must be encrypted. What stands in the way of `enforce` (instances of old types) is not modelled. */
export const VPC_ENCRYPTION_CONTROL: ResourceType = partType<NetworkPart & { readonly vpcId: string; mode: string }>({
  typeName: 'AWS::EC2::VPCEncryptionControl',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcencryptioncontrol.html (permissions of the handler are taken from the names of the API)',
  prefix: 'vpcec',
  arnType: 'vpc-encryption-control',
  properties: { VpcId: 'interpreted', Mode: 'interpreted', ...Object.fromEntries(EXCLUSIONS.map(name => [name, NO_PACKETS])), Tags: 'interpreted' },
  required: [],
  createOnly: ['VpcId'],
  actions: {
    describe: 'ec2:DescribeVpcEncryptionControls',
    create: ['ec2:CreateVpcEncryptionControl'],
    update: [['ec2:ModifyVpcEncryptionControl', 'Mode', ...EXCLUSIONS]],
    delete: ['ec2:DeleteVpcEncryptionControl'],
  },
  parts: ({ world }) => world.state.networks.encryptionControls,
  make: (operation, base) => {
    const { vpcs, encryptionControls } = operation.world.state.networks;
    const vpc = partNamed(operation, vpcs, operation.properties.VpcId);
    operation.require(NETWORKS.ONE_ENCRYPTION_CONTROL, ofVpc(encryptionControls, vpc.id).length === 0, `${vpc.id} has one already`, 'keep one of the two');
    return { ...base, vpcId: vpc.id, mode: text(operation.properties, 'Mode') ?? 'monitor' };
  },
  change: (operation, control) => {
    control.mode = text(operation.properties, 'Mode') ?? 'monitor';
  },
  attributes: ({ id }) => ({ VpcEncryptionControlId: id, State: 'available' }),
});
