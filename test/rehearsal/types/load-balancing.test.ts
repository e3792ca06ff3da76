import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ApplicationListenerRule, ApplicationLoadBalancer, ApplicationProtocol, ApplicationTargetGroup, ListenerAction, ListenerCondition, NetworkLoadBalancer, NetworkTargetGroup, SslPolicy, TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { HOME, WORKLOAD } from '../../constructs/deployed';
import { deployedTwice, named, network, publicNetwork, refusedBy } from './edge-workbench';
import { MANAGEMENT, typeOf } from './workbench';

/** A website behind HTTPS, as the L2s make it. */
function website(stack: Stack): void {
  const vpc = network(stack);
  const { zone, certificate } = named(stack, 'www.example.com', 'api.example.com');
  const logs = new Bucket(stack, 'Logs', { encryption: BucketEncryption.S3_MANAGED, removalPolicy: RemovalPolicy.DESTROY });
  const loadBalancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc, internetFacing: true, dropInvalidHeaderFields: true, deletionProtection: true });
  loadBalancer.logAccessLogs(logs, 'web');
  loadBalancer.addRedirect();
  const other = Certificate.fromCertificateArn(stack, 'Other', `arn:aws:acm:${HOME}:${WORKLOAD}:certificate/other`);
  const targets = new ApplicationTargetGroup(stack, 'Targets', { vpc, port: 8080, protocol: ApplicationProtocol.HTTP, targetType: TargetType.IP });
  const listener = loadBalancer.addListener('Https', { port: 443, certificates: [certificate, other], sslPolicy: SslPolicy.TLS13_RES, defaultTargetGroups: [targets] });
  new ApplicationListenerRule(stack, 'Rule', { listener, priority: 5, conditions: [ListenerCondition.pathPatterns(['/admin/*'])], action: ListenerAction.fixedResponse(404) });
  new ARecord(stack, 'Alias', { zone, recordName: 'www', target: RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)) });
}

describe('load balancers', () => {
  test('are deployed with listeners, rules, certificates and a name, and a second time without a write', async () => {
    const { world, writes } = await deployedTwice(website);
    const { elb, route53, acm, iam } = world.state;
    expect([elb.loadBalancers, elb.listeners, elb.rules, elb.certificates, elb.targetGroups].map(({ size }) => size)).toEqual([1, 2, 1, 1, 1]);
    expect([...acm.certificates.values()].map(({ names }) => names)).toEqual([['www.example.com', 'api.example.com']]);
    expect([...route53.records.values()].map(({ name }) => name)).toEqual(['www.example.com.']);
    expect([...iam.roles.values()].map(({ name }) => name)).toContain('AWSServiceRoleForElasticLoadBalancing');
    expect(writes).toEqual([]);
  });

  test('of a network pass TCP on', async () => {
    const { world, writes } = await deployedTwice(stack => {
      const vpc = network(stack);
      const loadBalancer = new NetworkLoadBalancer(stack, 'LoadBalancer', { vpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } });
      loadBalancer.addListener('Tcp', { port: 443, defaultTargetGroups: [new NetworkTargetGroup(stack, 'Targets', { vpc, port: 443, targetType: TargetType.IP })] });
    });
    expect([...world.state.elb.loadBalancers.values()].map(({ kind, internetFacing }) => [kind, internetFacing])).toEqual([['network', false]]);
    expect(writes).toEqual([]);
  });
});
