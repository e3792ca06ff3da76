import {
  DescribeSecurityGroupRulesCommand, EC2Client, RevokeSecurityGroupEgressCommand, RevokeSecurityGroupIngressCommand, SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { retry, serve } from '../../../core/custom-resource.handler';
import { everyPage } from './handlers/every-page.handler';

const ec2 = new EC2Client({});

/** Takes every rule out of a group; one that has none is left as it is. */
export const handler = serve(async ({ ResourceProperties }) => {
  const GroupId = String(ResourceProperties.GroupId);
  const rules = await rulesOf(GroupId);
  const [egress, ingress] = [true, false].map(isEgress =>
    rules.filter(rule => rule.IsEgress === isEgress).map(rule => String(rule.SecurityGroupRuleId)));
  if (ingress.length > 0) {
    console.log(`closing ${GroupId} to what comes in: ${ingress.join(', ')}`);
    await retry(() => ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: ingress })));
  }
  if (egress.length > 0) {
    console.log(`closing ${GroupId} to what goes out: ${egress.join(', ')}`);
    await retry(() => ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, SecurityGroupRuleIds: egress })));
  }
  return { physicalResourceId: GroupId };
});

const rulesOf = (groupId: string): Promise<SecurityGroupRule[]> => everyPage(
  NextToken => ec2.send(new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [groupId] }], NextToken })),
  ({ SecurityGroupRules }) => SecurityGroupRules,
);
