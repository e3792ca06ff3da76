import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ManagedRuleGroup, SecureApplicationLoadBalancer, SecureWebAcl, SecureWebAclProps, WebAclScope, WebApplicationFirewall,
} from '../../../lib/constructs/edge';

const ACL = 'AWS::WAFv2::WebACL';

function webAcl(props?: SecureWebAclProps, region = 'eu-central-1'): Template {
  const stack = new Stack(new App(), 'Shop', { env: { account: '111111111111', region } });
  new SecureWebAcl(stack, 'Acl', props);
  return Template.fromStack(stack);
}

interface WithRules {
  readonly Properties: { readonly Rules: readonly { readonly Name: string; readonly Priority: number }[] };
}

const rulesIn = (template: Template) => (Object.values(template.findResources(ACL))[0] as WithRules).Properties.Rules;

describe('a web ACL, by default', () => {
  const template = webAcl();

  test('asks managed rules of AWS, in an order, and limits each address', () => {
    expect(rulesIn(template).map(({ Name, Priority }) => `${Priority} ${Name}`)).toEqual([
      '0 AWSManagedRulesAmazonIpReputationList', '1 AWSManagedRulesCommonRuleSet', '2 AWSManagedRulesKnownBadInputsRuleSet', '3 AWSManagedRulesSQLiRuleSet',
      '4 RequestRate',
    ]);
    template.hasResourceProperties(ACL, {
      Scope: 'REGIONAL', DefaultAction: { Allow: {} },
      Rules: Match.arrayWith([Match.objectLike({
        Name: 'RequestRate', Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
        Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 2_000, EvaluationWindowSec: 300 } },
      })]),
    });
  });

  test('blocks by its rules, and shows no samples, which have secrets in them', () => {
    const { Properties } = Object.values(template.findResources(ACL))[0] as { Properties: unknown };
    expect(JSON.stringify(Properties)).not.toContain('"OverrideAction":{"Count"');
    expect(JSON.stringify(Properties)).not.toContain('"SampledRequestsEnabled":true');
  });

  test('logs to an encrypted group of its own, without secrets', () => {
    template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      RedactedFields: ['authorization', 'cookie', 'x-api-key'].map(Name => ({ SingleHeader: { Name } })),
      ResourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Acl'), 'Arn'] },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: { 'Fn::Join': ['', [Match.stringLikeRegexp('^aws-waf-logs-Shop-Acl-'), Match.anyValue()]] },
      RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SecureApplicationKey'), 'Arn'] },
    });
  });
});

test('options: groups, rules that count, a limit, how long the log is kept', () => {
  const template = webAcl({
    ruleGroups: [ManagedRuleGroup.COMMON.counting('SizeRestrictions_BODY'), ManagedRuleGroup.named('AWSManagedRulesPHPRuleSet')], requestsPerFiveMinutes: 100,
    logRetention: RetentionDays.TWO_YEARS,
  });
  expect(rulesIn(template).map(({ Name }) => Name)).toEqual(['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesPHPRuleSet', 'RequestRate']);
  expect(rulesIn(template)[0]).toMatchObject({
    Statement: { ManagedRuleGroupStatement: { RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }] } },
  });
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 731 });
});

test('a web ACL of its own stands below what it protects', () => {
  const stack = new Stack(new App(), 'Shop', { env: { account: '111111111111', region: 'eu-central-1' } });
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['subnet-1', 'subnet-2'] });
  const webApplicationFirewall = WebApplicationFirewall.custom({ requestsPerFiveMinutes: 50 });
  const front = new SecureApplicationLoadBalancer(stack, 'Front', { vpc, internetFacing: true, webApplicationFirewall });
  expect(front.node.tryFindChild('WebAcl')).toBeInstanceOf(SecureWebAcl);
  Template.fromStack(stack).resourceCountIs(ACL, 1);
});

describe('the validation of a web ACL', () => {
  test.each<[string, SecureWebAclProps, RegExp]>([
    ['a web ACL for CloudFront outside of us-east-1', { aclScope: WebAclScope.CLOUDFRONT }, /'aclScope' must lie in us-east-1 for CloudFront, got the region "eu-central-1": put it into a stack/],
    ['no groups', { ruleGroups: [] }, /'ruleGroups' must name a group/],
    ['a group twice', { ruleGroups: [ManagedRuleGroup.COMMON, ManagedRuleGroup.COMMON.counting('X')] }, /'ruleGroups' must not repeat/],
    ['a limit that AWS does not take', { requestsPerFiveMinutes: 9 }, /'requestsPerFiveMinutes' must be 10 to/],
  ])('refuses %s', (_, props, message) => {
    expect(() => webAcl(props)).toThrow(message);
  });

  test('takes one for CloudFront in us-east-1', () => {
    webAcl({ aclScope: WebAclScope.CLOUDFRONT }, 'us-east-1').hasResourceProperties(ACL, { Scope: 'CLOUDFRONT' });
  });
});
