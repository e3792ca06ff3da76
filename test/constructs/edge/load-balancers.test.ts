import { App, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Peer, Port, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer, ApplicationProtocol, BaseApplicationListenerProps, BaseNetworkListenerProps, CfnLoadBalancer,
  DesyncMitigationMode, ListenerAction, ListenerCertificate, NetworkListenerAction, NetworkLoadBalancer, NetworkTargetGroup, SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  SecureApplicationLoadBalancer, SecureApplicationLoadBalancerProps, SecureNetworkLoadBalancer, WebApplicationFirewall,
} from '../../../lib/constructs/edge';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const CERTIFICATES = [ListenerCertificate.fromArn('arn:aws:acm:eu-central-1:111111111111:certificate/c')];
const HTTPS = { certificates: CERTIFICATES, defaultAction: ListenerAction.fixedResponse(200) };
const CURRENT = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

const newStack = (app = new App()) => new Stack(app, 'Shop', { env: { account: '111111111111', region: 'eu-central-1' } });
const vpcIn = (stack: Stack) => Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetIds: ['subnet-3', 'subnet-4'],
});
const SOMEWHERE = NetworkListenerAction.forward([NetworkTargetGroup.fromTargetGroupAttributes(new Stack(), 'Target', {
  targetGroupArn: 'arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/target/0123456789abcdef',
})]);

function application(props: Partial<SecureApplicationLoadBalancerProps> = {}, stack = newStack()) {
  const loadBalancer = new SecureApplicationLoadBalancer(stack, 'Front', { vpc: vpcIn(stack), ...props });
  return { stack, loadBalancer };
}

interface WithAttributes {
  readonly Properties: { readonly LoadBalancerAttributes: { readonly Key: string; readonly Value: unknown }[] };
}

function attributesIn(template: Template): Readonly<Record<string, unknown>> {
  const [{ Properties }] = Object.values(template.findResources(LOAD_BALANCER)) as [WithAttributes];
  return Object.fromEntries(Properties.LoadBalancerAttributes.map(({ Key, Value }) => [Key, Value]));
}

const ingressIn = (template: Template): unknown[] => Object.values(template.findResources('AWS::EC2::SecurityGroup'))
  .flatMap(({ Properties }) => (Properties as { SecurityGroupIngress?: { CidrIp: string; FromPort: number }[] }).SecurityGroupIngress ?? [])
  .map(({ CidrIp, FromPort }) => `${CidrIp}:${FromPort}`);

describe('a load balancer for HTTPS, by default', () => {
  const { stack, loadBalancer } = application();
  loadBalancer.addListener('Https', HTTPS);
  const template = Template.fromStack(stack);

  test('is internal, and open to nobody', () => {
    template.hasResourceProperties(LOAD_BALANCER, { Scheme: 'internal' });
    expect(ingressIn(template)).toEqual([]);
  });

  test('cannot be deleted, drops what is no header, stops ambiguous requests, and logs requests and handshakes', () => {
    const bucket = { Ref: expect.stringMatching(/^SecureAccessLogs/) };
    expect(attributesIn(template)).toEqual({
      'deletion_protection.enabled': 'true',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'defensive',
      'access_logs.s3.enabled': 'true', 'access_logs.s3.bucket': bucket, 'access_logs.s3.prefix': 'Front',
      'connection_logs.s3.enabled': 'true', 'connection_logs.s3.bucket': bucket, 'connection_logs.s3.prefix': 'Front',
    });
  });

  test('comes after the policy that lets it write its logs', () => {
    template.hasResource(LOAD_BALANCER, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('AccessLogs.*Policy')]) });
  });

  test('speaks TLS by a current policy, and HTTP only to redirect', () => {
    template.hasResourceProperties(LISTENER, { Port: 443, Protocol: 'HTTPS', SslPolicy: CURRENT });
    template.hasResourceProperties(LISTENER, {
      Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
    });
    template.resourceCountIs(LISTENER, 2);
  });

  test('has no web ACL while it is internal', () => {
    template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });
});

describe('a load balancer for HTTPS that faces the internet', () => {
  test('is open on ports 443 and 80 of its own group, and has the web ACL of the stack', () => {
    const { stack, loadBalancer } = application({ internetFacing: true });
    loadBalancer.addListener('Https', HTTPS);
    const template = Template.fromStack(stack);
    expect(ingressIn(template)).toEqual(['0.0.0.0/0:443', '0.0.0.0/0:80']);
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      ResourceArn: { Ref: Match.stringLikeRegexp('^Front') }, WebACLArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SecureRegionalWebAcl'), 'Arn'] },
    });
  });

  test('opens no group that somebody else made', () => {
    const stack = newStack();
    const securityGroup = new SecurityGroup(stack, 'Group', { vpc: vpcIn(new Stack(new App())), allowAllOutbound: false });
    application({ internetFacing: true, securityGroup }, stack).loadBalancer.addListener('Https', HTTPS);
    expect(ingressIn(Template.fromStack(stack))).toEqual([]);
  });

  test('does not open another port', () => {
    const { stack, loadBalancer } = application({ internetFacing: true });
    loadBalancer.addListener('Admin', { ...HTTPS, port: 8443 });
    expect(ingressIn(Template.fromStack(stack))).toEqual([]);
  });

  test('shares one web ACL with others of the stack, and takes another one that is named', () => {
    const stack = newStack();
    application({ internetFacing: true }, stack);
    const vpc = stack.node.findChild('Vpc') as never;
    new SecureApplicationLoadBalancer(stack, 'Second', { vpc, internetFacing: true });
    const webAclArn = 'arn:aws:wafv2:eu-central-1:111111111111:regional/webacl/shared/1234';
    const webApplicationFirewall = WebApplicationFirewall.existing(webAclArn);
    new SecureApplicationLoadBalancer(stack, 'Third', { vpc, internetFacing: true, webApplicationFirewall });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::WAFv2::WebACL', 1);
    template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 3);
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: webAclArn });
  });
});

describe('options of a load balancer for HTTPS', () => {
  test('what is said stays: "strictest", another current policy, no redirect', () => {
    const { stack, loadBalancer } = application({ desyncMitigationMode: DesyncMitigationMode.STRICTEST, redirectsHttp: false });
    loadBalancer.addListener('Https', { ...HTTPS, sslPolicy: SslPolicy.TLS13_13 });
    const template = Template.fromStack(stack);
    expect(attributesIn(template)).toMatchObject({ 'routing.http.desync_mitigation_mode': 'strictest' });
    template.resourceCountIs(LISTENER, 1);
    template.hasResourceProperties(LISTENER, { SslPolicy: SslPolicy.TLS13_13 });
  });

  test('CDK\'s own redirect is closed too while it is internal, and does not come twice', () => {
    const { stack, loadBalancer } = application();
    loadBalancer.addRedirect();
    loadBalancer.addListener('Https', HTTPS);
    const template = Template.fromStack(stack);
    expect(ingressIn(template)).toEqual([]);
    template.resourceCountIs(LISTENER, 2);
  });
});

describe('the validation of a load balancer for HTTPS', () => {
  test('tells everything that would weaken it at once', () => {
    const props = {
      deletionProtection: false, dropInvalidHeaderFields: false, desyncMitigationMode: DesyncMitigationMode.MONITOR, wafFailOpen: true,
    };
    expect(() => application(props)).toThrow(/4 problems\n.*'deletionProtection' must be true, got false: leave it out, or use elbv2\.ApplicationLoadBalancer with a waiver of SecureDefaults\n.*'dropInvalidHeaderFields'.*\n.*'desyncMitigationMode'.*\n.*'wafFailOpen'/);
  });

  test.each<[string, BaseApplicationListenerProps, RegExp]>([
    ['HTTP', { port: 80, defaultAction: ListenerAction.fixedResponse(200) }, /'protocol' must be HTTPS, got "port 80"/],
    ['HTTP that redirects to HTTP', { port: 80, defaultAction: ListenerAction.redirect({ protocol: 'HTTP' }) }, /'protocol' must be HTTPS/],
    ['an old policy', { ...HTTPS, sslPolicy: SslPolicy.RECOMMENDED }, /'sslPolicy' must be one of .*got "ELBSecurityPolicy-2016-08"/],
    ['a door for everybody', { ...HTTPS, open: true }, /'open' must be true on ports 443 and 80 .* alone/],
  ])('refuses %s', (_, props, message) => {
    expect(() => application().loadBalancer.addListener('Listener', props)).toThrow(message);
  });

  test('refuses a redirect to HTTP', () => {
    expect(() => application().loadBalancer.addRedirect({ targetProtocol: ApplicationProtocol.HTTP })).toThrow(/'targetProtocol' must be HTTPS/);
  });

  test('refuses a port other than 443 and 80 for everybody', () => {
    const { loadBalancer } = application({ internetFacing: true });
    expect(() => loadBalancer.addListener('Admin', { ...HTTPS, port: 8443, open: true })).toThrow(/'open' must be true on ports 443 and 80/);
  });

  test('refuses an absent firewall without a reason, and a web ACL that is none', () => {
    expect(() => WebApplicationFirewall.none('')).toThrow(/'reason'/);
    expect(() => WebApplicationFirewall.existing('arn:aws:waf::1:webacl/x')).toThrow(/'webAclArn' must be the ARN of a web ACL/);
  });
});

describe('a load balancer for TLS', () => {
  const network = (props = {}, stack = newStack()) => ({
    stack, loadBalancer: new SecureNetworkLoadBalancer(stack, 'Flows', { vpc: vpcIn(stack), ...props }),
  });

  test('is internal, has a group that is open to nobody, cannot be deleted, balances over zones, and logs', () => {
    const { stack, loadBalancer } = network();
    loadBalancer.addListener('Tls', { port: 443, certificates: CERTIFICATES, defaultAction: SOMEWHERE });
    const template = Template.fromStack(stack);
    template.hasResourceProperties(LOAD_BALANCER, { Scheme: 'internal', SecurityGroups: [Match.anyValue()] });
    template.hasResourceProperties(LISTENER, { Protocol: 'TLS', SslPolicy: CURRENT });
    expect(ingressIn(template)).toEqual([]);
    expect(attributesIn(template)).toEqual({
      'deletion_protection.enabled': 'true', 'load_balancing.cross_zone.enabled': 'true',
      'access_logs.s3.enabled': 'true', 'access_logs.s3.bucket': expect.anything(), 'access_logs.s3.prefix': 'Flows',
    });
  });

  test('that faces the internet is open on port 443 alone', () => {
    const { stack, loadBalancer } = network({ internetFacing: true });
    loadBalancer.addListener('Tls', { port: 443, certificates: CERTIFICATES, defaultAction: SOMEWHERE });
    loadBalancer.addListener('Mqtt', { port: 8883, certificates: CERTIFICATES, defaultAction: SOMEWHERE });
    expect(ingressIn(Template.fromStack(stack))).toEqual(['0.0.0.0/0:443']);
  });

  test('can pass TLS on to its target, with a reason', () => {
    const { stack, loadBalancer } = network();
    const listener = { port: 443, defaultAction: SOMEWHERE };
    loadBalancer.addPassthrough('Mutual', { ...listener, reason: 'the broker checks certificates of devices' });
    Template.fromStack(stack).hasResourceProperties(LISTENER, { Protocol: 'TCP', Port: 443 });
    expect(() => loadBalancer.addPassthrough('More', { ...listener, reason: '' })).toThrow(/'reason'/);
  });

  test.each<[string, BaseNetworkListenerProps, RegExp]>([
    ['TCP', { port: 443 }, /'protocol' must be TLS, got "none": .*`addPassthrough`/],
    ['an old policy', { port: 443, certificates: CERTIFICATES, sslPolicy: SslPolicy.TLS12 }, /'sslPolicy' must be one of/],
  ])('refuses %s', (_, props, message) => {
    expect(() => network().loadBalancer.addListener('Listener', props)).toThrow(message);
  });

  test('tells everything that would weaken it at once', () => {
    const props = {
      deletionProtection: false, disableSecurityGroups: true, crossZoneEnabled: false,
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: false,
    };
    expect(() => network(props)).toThrow(/4 problems\n.*'deletionProtection'.*\n.*'securityGroups' must have a group.*\n.*'crossZoneEnabled'.*\n.*'enforceSecurityGroup/);
  });
});

describe('load balancers of the CDK, in a scope with the defaults', () => {
  const app = () => {
    const made = new App();
    PropertyInjectors.of(made).add(
      SecureApplicationLoadBalancer.defaults(), SecureApplicationLoadBalancer.listenerDefaults(),
      SecureNetworkLoadBalancer.defaults(), SecureNetworkLoadBalancer.listenerDefaults(),
    );
    return made;
  };

  test('get what their props leave open, and logs by completion', () => {
    const stack = newStack(app());
    const plain = new ApplicationLoadBalancer(stack, 'Plain', { vpc: vpcIn(stack) });
    plain.addListener('Https', HTTPS);
    SecureApplicationLoadBalancer._complete(plain.node.defaultChild as CfnLoadBalancer);
    const template = Template.fromStack(stack);
    template.hasResourceProperties(LISTENER, { SslPolicy: CURRENT });
    expect(attributesIn(template)).toMatchObject({
      'deletion_protection.enabled': 'true', 'routing.http.drop_invalid_header_fields.enabled': 'true', 'access_logs.s3.prefix': 'Plain',
    });
  });

  test.each([[false, 443], [true, 8443]])('keep who comes in, who may be deployed: facing the internet %s, port %i', (internetFacing, port) => {
    const ingress = [app(), new App()].map(scope => {
      const stack = newStack(scope);
      new ApplicationLoadBalancer(stack, 'Plain', { vpc: vpcIn(stack), internetFacing }).addListener('Https', { ...HTTPS, port });
      return ingressIn(Template.fromStack(stack));
    });
    expect(ingress).toEqual([[`0.0.0.0/0:${port}`], [`0.0.0.0/0:${port}`]]);
  });

  test('keep what is said', () => {
    const stack = newStack(app());
    const plain = new ApplicationLoadBalancer(stack, 'Plain', { vpc: vpcIn(stack), deletionProtection: false, internetFacing: true });
    plain.addListener('Old', { ...HTTPS, sslPolicy: SslPolicy.TLS12, open: false });
    plain.connections.allowFrom(Peer.ipv4('203.0.113.0/24'), Port.HTTPS);
    SecureApplicationLoadBalancer._complete(plain.node.defaultChild as CfnLoadBalancer);
    const template = Template.fromStack(stack);
    template.hasResourceProperties(LISTENER, { SslPolicy: SslPolicy.TLS12 });
    expect(ingressIn(template)).toEqual(['203.0.113.0/24:443']);
    expect(attributesIn(template)).toMatchObject({ 'deletion_protection.enabled': 'false' });
  });

  test('of the network kind too', () => {
    const stack = newStack(app());
    const plain = new NetworkLoadBalancer(stack, 'Plain', { vpc: vpcIn(stack) });
    plain.addListener('Tls', { port: 443, certificates: CERTIFICATES, defaultAction: SOMEWHERE });
    plain.addListener('Tcp', { port: 80, defaultAction: SOMEWHERE });
    SecureNetworkLoadBalancer._complete(plain.node.defaultChild as CfnLoadBalancer);
    const template = Template.fromStack(stack);
    template.hasResourceProperties(LISTENER, { Protocol: 'TLS', SslPolicy: CURRENT });
    template.hasResourceProperties(LISTENER, { Protocol: 'TCP', SslPolicy: Match.absent() });
    expect(attributesIn(template)).toMatchObject({ 'load_balancing.cross_zone.enabled': 'true', 'access_logs.s3.enabled': 'true' });
  });

  test('of the lowest level get attributes and logs by completion', () => {
    const stack = newStack();
    const raw = new CfnLoadBalancer(stack, 'Raw', { loadBalancerAttributes: [{ key: 'deletion_protection.enabled', value: 'false' }] });
    SecureApplicationLoadBalancer._complete(raw);
    SecureApplicationLoadBalancer._complete(raw);
    expect(attributesIn(Template.fromStack(stack))).toMatchObject({
      'deletion_protection.enabled': 'false', 'routing.http.desync_mitigation_mode': 'defensive', 'access_logs.s3.prefix': 'Raw',
    });
  });
});
