import { Operation, Origin, ResourceType } from '../aws/contract';
import { networkId, ofVpc, SecurityGroup } from '../aws/services/networks';
import { NETWORKS, SECURITY_GROUPS } from '../rules/networks';
import { partNamed, partType, refuseWhileUsed, requireQuota } from './ec2';
import { addRule, ALL_EGRESS, requireDescription, ruleOf, RuleValues } from './ec2-security-group-rules';
import { physicalName, records, text } from './values';

const MAX_GROUPS = 2_500;
const MAX_NAME = 255;

/** A security group with the rules in its own properties; those that are resources of their own are beside. */
export const SECURITY_GROUP: ResourceType = partType<SecurityGroup>({
  typeName: 'AWS::EC2::SecurityGroup',
  source: 'aws-ec2-securitygroup',
  prefix: 'sg',
  arnType: 'security-group',
  properties: {
    GroupName: 'interpreted', GroupDescription: 'interpreted', VpcId: 'interpreted', SecurityGroupIngress: 'interpreted', SecurityGroupEgress: 'interpreted',
    Tags: 'interpreted',
  },
  nested: {
    SecurityGroupIngress: ['IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'CidrIpv6', 'SourceSecurityGroupId', 'SourceSecurityGroupOwnerId', 'SourcePrefixListId', 'Description'],
    SecurityGroupEgress: ['IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'CidrIpv6', 'DestinationSecurityGroupId', 'DestinationPrefixListId', 'Description'],
  },
  // without a VPC it would be in the default one, which a landing zone removes
  required: ['GroupDescription', 'VpcId'],
  createOnly: ['GroupName', 'GroupDescription', 'VpcId'],
  actions: {
    describe: 'ec2:DescribeSecurityGroups',
    create: [
      'ec2:CreateSecurityGroup', ['ec2:AuthorizeSecurityGroupIngress', 'SecurityGroupIngress'],
      ['ec2:AuthorizeSecurityGroupEgress', 'SecurityGroupEgress'], ['ec2:RevokeSecurityGroupEgress', 'SecurityGroupEgress'],
    ],
    update: [
      ['ec2:AuthorizeSecurityGroupIngress', 'SecurityGroupIngress'], ['ec2:RevokeSecurityGroupIngress', 'SecurityGroupIngress'],
      ['ec2:AuthorizeSecurityGroupEgress', 'SecurityGroupEgress'], ['ec2:RevokeSecurityGroupEgress', 'SecurityGroupEgress'],
    ],
    delete: ['ec2:DeleteSecurityGroup'],
  },
  parts: ({ world }) => world.state.networks.securityGroups,
  make: (operation, base) => {
    const { vpcs, securityGroups } = operation.world.state.networks;
    const vpc = partNamed(operation, vpcs, operation.properties.VpcId);
    const { accountId, region } = operation;
    const here = [...securityGroups.values()].filter(group => group.accountId === accountId && group.region === region);
    requireQuota(operation, NETWORKS.QUOTA, here.length, MAX_GROUPS, 'security groups in the region');
    requireDescription(operation, text(operation.properties, 'GroupDescription'));
    const group: SecurityGroup = { ...base, vpcId: vpc.id, name: nameOf(operation, vpc.id), isDefault: false, rules: new Map() };
    return withInlineRules(operation, group);
  },
  change: (operation, group) => {
    inlineRules(group, operation.origin).forEach(({ id }) => group.rules.delete(id));
    withInlineRules(operation, group);
  },
  remove: (operation, { id }) => {
    const { securityGroups, endpoints } = operation.world.state.networks;
    refuseWhileUsed(operation, id, [
      ...[...securityGroups.values()].filter(other => other.id !== id && [...other.rules.values()].some(({ peer }) => peer.groupId === id)),
      ...[...endpoints.values()].filter(({ securityGroupIds }) => securityGroupIds.includes(id)),
    ]);
  },
  attributes: ({ id, vpcId }) => ({ GroupId: id, Id: id, VpcId: vpcId }),
});

/** Rules that the group's own properties give. */
const inlineRules = ({ rules }: SecurityGroup, origin: Origin) =>
  [...rules.values()].filter(rule => rule.origin?.logicalId === origin.logicalId && rule.origin.stackId === origin.stackId);

function nameOf(operation: Operation, vpcId: string): string {
  const name = physicalName(operation, 'GroupName', MAX_NAME);
  const shaped = name.length <= MAX_NAME && name !== 'default' && !name.startsWith('sg-');
  const twin = ofVpc(operation.world.state.networks.securityGroups, vpcId).find(group => group.name === name);
  operation.require(SECURITY_GROUPS.NAME, shaped && twin === undefined, twin ? `${vpcId} has a group ${name} already` : `the name is ${name}`, 'leave the name to CloudFormation');
  return name;
}

/** A group without egress in its properties gets AWS's rule that lets everything out. */
function withInlineRules(operation: Operation, group: SecurityGroup): SecurityGroup {
  const { properties, world, accountId, region, stackName, logicalId } = operation;
  const egress = records(properties, 'SecurityGroupEgress');
  const listed: readonly (readonly [boolean, RuleValues])[] = [
    ...records(properties, 'SecurityGroupIngress').map(values => [false, values] as const),
    ...(properties.SecurityGroupEgress === undefined ? [ALL_EGRESS] : egress).map(values => [true, values] as const),
  ];
  for (const [isEgress, values] of listed) {
    const id = networkId(world, 'sgr', `${accountId}:${region}:${stackName}:${logicalId}:rules`);
    addRule(operation, group, ruleOf(operation, group, isEgress, values, id));
  }
  return group;
}
