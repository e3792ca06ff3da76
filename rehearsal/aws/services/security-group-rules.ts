import { ApiCall, ApiInput, ApiOperation, AwsError, RehearsalFailure } from '../contract';
import { GroupRule, SecurityGroup } from './networks';

const source = (operation: string) => `https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_${operation}.html`;

interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

/** Groups of the account and region that the filters name; another filter than that of the group is not modelled. */
function groups(input: ApiInput, { world, accountId, region }: ApiCall): readonly SecurityGroup[] {
  const filters = (input.Filters ?? []) as readonly Filter[];
  const strange = filters.find(({ Name }) => Name !== 'group-id');
  if (strange) {
    throw new RehearsalFailure({
      kind: 'unknown', message: `the rehearsal does not know the filter '${strange.Name}' of EC2`,
      remedy: 'model it in rehearsal/aws/services/security-group-rules.ts',
    });
  }
  return [...world.state.networks.securityGroups.values()]
    .filter(group => group.accountId === accountId && group.region === region && filters.every(({ Values }) => Values.includes(group.id)));
}

const describe = (group: SecurityGroup) => ({ id, egress, protocol, fromPort, toPort, peer }: GroupRule) => ({
  SecurityGroupRuleId: id, GroupId: group.id, GroupOwnerId: group.accountId, IsEgress: egress, IpProtocol: protocol,
  FromPort: fromPort ?? -1, ToPort: toPort ?? -1,
  ...peer.cidr === undefined ? {} : peer.cidr.includes(':') ? { CidrIpv6: peer.cidr } : { CidrIpv4: peer.cidr },
  ...peer.groupId === undefined ? {} : { ReferencedGroupInfo: { GroupId: peer.groupId } },
  ...peer.prefixListId === undefined ? {} : { PrefixListId: peer.prefixListId },
});

/** Rules are taken away by their ids; those of the other direction are not found. */
const revocation = (operation: string, egress: boolean): ApiOperation => ({
  service: 'ec2', operation, write: true, input: ['GroupId', 'SecurityGroupRuleIds'], source: source(operation),
  authorizations: ({ GroupId }, { world, accountId, region }) => [{
    action: `ec2:${operation}`, resource: `arn:${world.partition}:ec2:${region}:${accountId}:security-group/${String(GroupId)}`, region,
  }],
  run: ({ GroupId, SecurityGroupRuleIds }, call) => {
    const [group] = groups({ Filters: [{ Name: 'group-id', Values: [String(GroupId)] }] }, call);
    if (!group) {
      throw new AwsError('InvalidGroup.NotFound', `The security group '${String(GroupId)}' does not exist`);
    }
    for (const id of (SecurityGroupRuleIds ?? []) as readonly string[]) {
      if (group.rules.get(id)?.egress !== egress) {
        throw new AwsError('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${id}' does not exist`);
      }
      group.rules.delete(id);
    }
    return { Return: true };
  },
});

/** Operations of Amazon EC2 on the rules of security groups, by the ids of rules. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'ec2', operation: 'DescribeSecurityGroupRules', write: false, input: ['Filters', 'NextToken', 'MaxResults'],
    nested: { Filters: ['Name', 'Values'] },
    source: source('DescribeSecurityGroupRules'),
    authorizations: (_, { region }) => [{ action: 'ec2:DescribeSecurityGroupRules', resource: '*', region }],
    run: (input, call) => ({ SecurityGroupRules: groups(input, call).flatMap(group => [...group.rules.values()].map(describe(group))) }),
  },
  revocation('RevokeSecurityGroupIngress', false),
  revocation('RevokeSecurityGroupEgress', true),
];
