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
    expect([elb.loadBalancers, elb.listeners, elb.rules, elb.certificates, elb.targetGroups].map(({ size }) => size)).toEqual([1, 2, 1,
      1, 1]);
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

describe('pre-conditions of load balancers', () => {
  const LB = 'ElasticLoadBalancingV2';
  const certificate = `arn:aws:acm:${HOME}:${MANAGEMENT}:certificate/c`;

  async function prepared() {
    const made = await publicNetwork();
    const arn = await made.make(`${LB}::LoadBalancer`, 'LoadBalancer', { Name: 'web', Subnets: made.subnets, SecurityGroups: [made.group] });
    const targets = await made.make(`${LB}::TargetGroup`, 'Targets', { VpcId: made.vpc, Port: 80, Protocol: 'HTTP', TargetType: 'ip' });
    return { ...made, arn, targets, forward: [{ Type: 'forward', TargetGroupArn: targets }] };
  }

  test('refuse subnets, gateways, groups, attributes and logs that AWS refuses', async () => {
    const { refused, subnets, subnetIn, vpc } = await publicNetwork();
    const lonely = await subnetIn('c', '10.0.2.0/24', false);
    const small = await subnetIn('c', '10.0.3.0/28', true);
    const attribute = (Key: string, Value: string) => ({ Subnets: subnets, LoadBalancerAttributes: [{ Key, Value }] });
    const cases: readonly (readonly [object, string | undefined])[] = [
      [{ Subnets: subnets.slice(1) }, 'load-balancing/subnets'],
      [{ Subnets: [subnets[0], small] }, 'load-balancing/subnets'],
      [{ Subnets: [subnets[0], lonely] }, 'load-balancing/internet-gateway'],
      [{ Subnets: subnets, SecurityGroups: ['sg-none'] }, 'load-balancing/security-groups'],
      [attribute('routing.http.nonsense', 'true'), 'load-balancing/attributes'],
      [{ Subnets: subnets, LoadBalancerAttributes: [{ Key: 'access_logs.s3.enabled', Value: 'true' }, { Key: 'access_logs.s3.bucket', Value: 'none' }] }, 'load-balancing/access-logs'],
      [{ Subnets: subnets, Scheme: 'public' }, 'ValidationError'],
      [{ Subnets: [subnets[0], lonely], Scheme: 'internal' }, undefined],
    ];
    for (const [properties, expected] of cases) expect([properties, await refused(`${LB}::LoadBalancer`, properties)]).toEqual([properties, expected]);
    expect(await refused(`${LB}::TargetGroup`, { VpcId: vpc, Protocol: 'HTTP' })).toBe('load-balancing/target-group');
    expect(await refused(`${LB}::LoadBalancer`, { Subnets: subnets }, { undeclared: true })).toBe('load-balancing/subnets');
  });

  test('refuse listeners, actions and rules that AWS refuses', async () => {
    const { refused, make, arn, forward } = await prepared();
    const redirect = (RedirectConfig: object) => [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301', ...RedirectConfig } }];
    const https = { Protocol: 'HTTPS', Port: 443, Certificates: [{ CertificateArn: certificate }], DefaultActions: forward };
    const cases: readonly (readonly [object, string | undefined])[] = [
      [{ LoadBalancerArn: `${arn}x` }, 'load-balancing/parts-exist'],
      [{ Protocol: 'TCP' }, 'load-balancing/listener'],
      [{ Certificates: [] }, 'load-balancing/listener'],
      [{ Certificates: [{ CertificateArn: certificate.replace(HOME, 'us-east-1') }] }, 'acm/certificate-in-region'],
      [{ SslPolicy: 'ELBSecurityPolicy-None' }, 'load-balancing/ssl-policy'],
      [{ MutualAuthentication: { Mode: 'verify' } }, 'NotModelled'],
      [{ MutualAuthentication: { Mode: 'sometimes' } }, 'load-balancing/listener'],
      [{ DefaultActions: redirect({ Protocol: 'HTTP' }) }, 'load-balancing/actions'],
      [{ DefaultActions: [{ Type: 'forward', TargetGroupArn: 'none' }] }, 'load-balancing/target-groups-of-action'],
      [{}, undefined],
    ];
    for (const [more, expected] of cases) expect([more, await refused(`${LB}::Listener`, { LoadBalancerArn: arn, ...https, ...more })]).toEqual([more, expected]);
    const listener = await make(`${LB}::Listener`, 'Plain', { LoadBalancerArn: arn, Protocol: 'HTTP', Port: 80, DefaultActions: redirect({ Protocol: 'HTTPS', Port: '443' }) });
    const rule = { ListenerArn: listener, Priority: 1, Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/x'] } }], Actions: forward };
    await make(`${LB}::ListenerRule`, 'Rule', rule);
    expect(await refused(`${LB}::ListenerRule`, rule)).toBe('load-balancing/rules');
  });

  test('keep what is in use or protected', async () => {
    const { bench, arn, make, forward } = await prepared();
    await make(`${LB}::Listener`, 'Listener', { LoadBalancerArn: arn, Protocol: 'HTTP', Port: 80, DefaultActions: forward });
    expect(await refusedBy(bench.delete(`AWS::${LB}::TargetGroup`, 'Targets'))).toBe('ResourceInUse');
    expect(await refusedBy(bench.delete(`AWS::${LB}::LoadBalancer`, 'LoadBalancer'))).toBe('ResourceInUse');
    await bench.delete(`AWS::${LB}::Listener`, 'Listener');
    await bench.delete(`AWS::${LB}::LoadBalancer`, 'LoadBalancer');
    expect(bench.world.state.elb.loadBalancers.size).toBe(0);
    expect(typeOf(`AWS::${LB}::Listener`).createOnly).toEqual(['LoadBalancerArn']);
  });

  test('say to guardrails which protocol and policy a listener is given', () => {
    const [create] = typeOf(`AWS::${LB}::Listener`).permissions.create;
    const context = (properties: object) => create.context?.({ properties } as never);
    expect(context({ Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-2016-08' }))
      .toEqual({ 'elasticloadbalancing:ListenerProtocol': ['HTTPS'], 'elasticloadbalancing:SecurityPolicy': ['ELBSecurityPolicy-2016-08'] });
    expect(context({ Protocol: 'HTTPS' })).toEqual({ 'elasticloadbalancing:ListenerProtocol': ['HTTPS'] });
  });
});
