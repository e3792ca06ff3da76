import { Stack } from 'aws-cdk-lib';
import { Distribution, Function, FunctionCode, FunctionEventType, ResponseHeadersPolicy, SecurityPolicyProtocol, ViewerProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource, CfnResourcePolicy, LogGroup } from 'aws-cdk-lib/aws-logs';
import { ServicePrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { AaaaRecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnIPSet, CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { lostLogs } from '../../../rehearsal/aws/log-delivery';
import { deployedTwice, named } from './edge-workbench';

const visibility = { cloudWatchMetricsEnabled: true, metricName: 'acl', sampledRequestsEnabled: true };

function webAcl(stack: Stack): CfnWebACL {
  const offices = new CfnIPSet(stack, 'Offices', { scope: 'CLOUDFRONT', ipAddressVersion: 'IPV4', addresses: ['192.0.2.0/24'] });
  const acl = new CfnWebACL(stack, 'WebAcl', {
    scope: 'CLOUDFRONT', defaultAction: { allow: {} }, visibilityConfig: visibility,
    rules: [
      { name: 'common', priority: 0, overrideAction: { none: {} }, visibilityConfig: visibility, statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesCommonRuleSet' } } },
      { name: 'offices', priority: 1, action: { block: {} }, visibilityConfig: visibility, statement: { notStatement: { statement: { ipSetReferenceStatement: { arn: offices.attrArn } } } } },
    ],
  });
  new CfnLoggingConfiguration(stack, 'WafLogs', { resourceArn: acl.attrArn, logDestinationConfigs: [new LogGroup(stack, 'WafLogGroup', { logGroupName: 'aws-waf-logs-site' }).logGroupArn] });
  return acl;
}

function deliver(stack: Stack, distribution: Distribution): void {
  const logs = new Bucket(stack, 'Logs');
  logs.addToResourcePolicy(new PolicyStatement({
    principals: [new ServicePrincipal('delivery.logs.amazonaws.com')], actions: ['s3:PutObject'], resources: [logs.arnForObjects(`AWSLogs/${stack.account}/*`)],
    conditions: { ArnLike: { 'aws:SourceArn': `arn:aws:logs:us-east-1:${stack.account}:delivery-source:*` } },
  }));
  const source = new CfnDeliverySource(stack, 'Source', { name: 'site', logType: 'ACCESS_LOGS', resourceArn: distribution.distributionArn });
  const destination = new CfnDeliveryDestination(stack, 'Destination', { name: 'site', destinationResourceArn: logs.bucketArn, outputFormat: 'json' });
  const delivery = new CfnDelivery(stack, 'Delivery', { deliverySourceName: source.ref, deliveryDestinationArn: destination.attrArn });
  delivery.node.addDependency(logs.policy!);
  new CfnResourcePolicy(stack, 'LogPolicy', { policyName: 'route53', policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'route53.amazonaws.com' }, Action: 'logs:*', Resource: '*' }] }) });
}

function site(stack: Stack): void {
  const { zone, certificate } = named(stack, 'example.com', '*.example.com');
  const code = new Function(stack, 'Code', { code: FunctionCode.fromInline('function handler(event) { return event.request; }') });
  const distribution = new Distribution(stack, 'Distribution', {
    domainNames: ['www.example.com'], certificate, webAclId: webAcl(stack).attrArn, minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(new Bucket(stack, 'Content')), viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: new ResponseHeadersPolicy(stack, 'Headers', { securityHeadersBehavior: { contentTypeOptions: { override: true } } }),
      functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: code }],
    },
  });
  new AaaaRecord(stack, 'Alias', { zone, recordName: 'www', target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)) });
  deliver(stack, distribution);
}

describe('a static site', () => {
  test('is deployed with its web ACL, its logs and its name, and a second time without a write', async () => {
    const { world, writes } = await deployedTwice(site, 'us-east-1');
    const { cloudFront, wafv2, logDeliveryPairs } = world.state;
    expect([...cloudFront.distributions.values()].map(({ aliases, uses }) => [aliases, uses.length])).toEqual([[['www.example.com'], 3]]);
    expect([wafv2.webAcls, wafv2.ipSets, wafv2.loggings, logDeliveryPairs.deliveries, logDeliveryPairs.policies].map(({ size }) =>
      size)).toEqual([1, 1, 1, 1, 1]);
    expect(lostLogs(world)).toEqual([]);
    expect(writes).toEqual([]);
  });
});
