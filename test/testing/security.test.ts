import { App, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { defaults } from 'cdk-secure-landing-zone';
import { Security } from 'cdk-secure-landing-zone/testing';

/** A stack with something in it. */
function stackWith(build: (stack: Stack) => void, scope: Construct = new App()): Stack {
  const stack = new Stack(scope, 'Shop');
  build(stack);
  return stack;
}

const OPEN_BUCKET: s3.BucketProps = {
  blockPublicAccess: new s3.BlockPublicAccess({
    blockPublicPolicy: false, blockPublicAcls: true, ignorePublicAcls: true, restrictPublicBuckets: true,
  }),
};

const publicBucket = () => stackWith(stack => new s3.Bucket(stack, 'Website', OPEN_BUCKET));
const plainQueue = () => stackWith(stack => new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue', properties: { SqsManagedSseEnabled: false } }));
const queueWithoutTls = () => stackWith(stack => new sqs.Queue(stack, 'Queue'));
const administrator = () => stackWith(stack => new iam.Role(stack, 'Role', {
  assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
}));
const empty = () => stackWith(() => undefined);

/** What an expectation says when it fails. */
function messageOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the expectation holds');
}

describe('Security.of(stack)', () => {
  test.each<[string, () => Stack, (security: Security) => void, RegExp]>([
    ['toHaveNoPublicExposure', publicBucket, security => security.toHaveNoPublicExposure(), /Shop\/Website\/Resource \(Website\w+, AWS::S3::Bucket\): 'PublicAccessBlockConfiguration.BlockPublicPolicy' must be true, got false/],
    ['toEncryptAtRest', plainQueue, security => security.toEncryptAtRest(), /Shop\/Queue \(Queue, AWS::SQS::Queue\): .*SqsManagedSseEnabled/],
    ['toEncryptInTransit', queueWithoutTls, security => security.toEncryptInTransit(), /Shop\/Queue\/Resource \(Queue\w+, AWS::SQS::Queue\)/],
    ['toGrantLeastPrivilege', administrator, security => security.toGrantLeastPrivilege(), /Shop\/Role\/Resource \(Role\w+, AWS::IAM::Role\).*AdministratorAccess/],
  ])('%s names the resource, the problem, the remedy and the rule', (name, make, expectation, message) => {
    const said = messageOf(() => expectation(Security.of(make())));
    expect(said).toMatch(new RegExp(`^expect\\(Shop\\)\\.${name}: \\d+ problems?\n`));
    expect(said).toMatch(message);
    expect(said).toMatch(/\n {4}remedy: .+ \[[a-z-]+\]/);
    expect(() => expectation(Security.of(empty()))).not.toThrow();
  });

  test('holds for what is not of the theme', () => {
    Security.of(publicBucket()).toOpenNoPorts();
    Security.of(administrator()).toHaveNoPublicExposure();
    expect(messageOf(() => Security.of(administrator()).toHaveNoFindings())).toContain('AdministratorAccess');
    Security.of(empty()).toHaveNoFindings();
  });

  test('takes an app, a stage and any construct, and looks at what is in it', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    const stack = stackWith(made => new s3.Bucket(made, 'Website', OPEN_BUCKET), stage);
    const other = new Stack(app, 'Other');
    for (const scope of [app, stage, stack, stack.node.findChild('Website')]) {
      expect(messageOf(() => Security.of(scope).toHaveNoPublicExposure())).toContain('Prod/Shop/Website/Resource');
    }
    Security.of(other).toHaveNoPublicExposure();
  });

  test('sees what SecureDefaults corrects, and says what it cannot, although it refuses the synthesis', () => {
    const corrected = queueWithoutTls();
    defaults.SecureDefaults.applyTo(corrected.node.root, { asOf: '2026-11-22' });
    Security.of(corrected).toEncryptInTransit();
    const refused = publicBucket();
    defaults.SecureDefaults.applyTo(refused.node.root, { asOf: '2026-11-22' });
    expect(messageOf(() => Security.of(refused).toHaveNoPublicExposure())).toContain('BlockPublicPolicy');
  });

  test('lets pass what is waived', () => {
    const stack = publicBucket();
    const rule = defaults.SecurityRule.BUCKET_PUBLIC_ACCESS;
    defaults.SecureDefaults.applyTo(stack.node.root, {
      asOf: '2026-11-22', waivers: [{ rule, path: 'Shop/Website', reason: 'the website is public until it moves behind CloudFront', owner: 'web@example.com', expires: '2026-12-31' }],
    });
    Security.of(stack).toHaveNoPublicExposure();
  });

  test('throws what else is wrong with the app', () => {
    const stack = stackWith(made => made.node.addValidation({ validate: () => ['it is broken'] }));
    expect(() => Security.of(stack).toEncryptAtRest()).toThrow(/it is broken/);
  });

  test('takes nothing but constructs', () => {
    expect(() => Security.of({} as Stack)).toThrow(/'scope' must be a construct/);
  });
});

describe('toOpenNoPorts', () => {
  const group = (build: (group: ec2.SecurityGroup) => void) => stackWith(stack => {
    build(new ec2.SecurityGroup(stack, 'Group', { vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }) }));
  });
  const web = () => group(made => {
    made.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS);
    made.addIngressRule(ec2.Peer.anyIpv6(), ec2.Port.tcpRange(8080, 8081));
    made.addIngressRule(ec2.Peer.ipv4('10.0.0.0/8'), ec2.Port.SSH);
    made.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.icmpPing());
  });

  test('lists what is open to the internet, and to nobody else', () => {
    expect(Security.of(web()).openPorts()).toEqual([
      { constructPath: 'Shop/Group/Resource', logicalId: expect.any(String), cfnType: 'AWS::EC2::SecurityGroup', cidr: '0.0.0.0/0', protocol: 'tcp', firstPort: 443, lastPort: 443 },
      expect.objectContaining({ cidr: '::/0', firstPort: 8080, lastPort: 8081 }),
    ]);
  });

  test('names each port that is not expected, and holds for those that are', () => {
    expect(messageOf(() => Security.of(web()).toOpenNoPorts({ except: [443] }))).toBe([
      'expect(Shop).toOpenNoPorts: 1 problem',
      `  ✗ Shop/Group/Resource (${Security.of(web()).openPorts()[0].logicalId}, AWS::EC2::SecurityGroup): it opens tcp 8080-8081 to ::/0`,
      '    remedy: let a security group or a network of yours in, or expect the port: except: [443, 8080] [open-ports]',
    ].join('\n'));
    expect(() => Security.of(web()).toOpenNoPorts()).toThrow(/2 problems[^]*it opens tcp 443 to 0.0.0.0\/0/);
    Security.of(web()).toOpenNoPorts({ except: [443, 8080, 8081] });
  });

  test('takes what only the deployment knows for every port, and finds rules of their own', () => {
    const open = stackWith(stack => {
      new CfnResource(stack, 'Rule', { type: 'AWS::EC2::SecurityGroupIngress', properties: { GroupId: 'sg-1', IpProtocol: '-1', CidrIp: '0.0.0.0/0' } });
      new CfnResource(stack, 'Late', {
        type: 'AWS::EC2::SecurityGroupIngress',
        properties: { GroupId: 'sg-1', IpProtocol: 'tcp', FromPort: { 'Fn::ImportValue': 'port' }, ToPort: 443, CidrIp: { 'Fn::If': ['Public', '0.0.0.0/0', '10.0.0.0/8'] } },
      });
    });
    expect(messageOf(() => Security.of(open).toOpenNoPorts({ except: [443] }))).toMatch(/it opens every protocol to 0.0.0.0\/0[^]*it opens tcp 0-443 to/);
  });

  test.each<[string, Record<string, unknown>]>([
    ['half of the internet', { CidrIp: '0.0.0.0/1' }],
    ['all of it by another address', { CidrIp: '1.2.3.4/0' }],
    ['all of it by IPv6, spelled out', { CidrIpv6: '0:0:0:0:0:0:0:0/0' }],
    ['all of it behind a condition', { 'Fn::If': ['Public', { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' }, { Ref: 'AWS::NoValue' }] }],
    ['all of it behind two', { CidrIp: { 'Fn::If': ['Public', { 'Fn::If': ['Wide', '0.0.0.0/0', '192.0.2.0/24'] }, '10.0.0.0/8'] } }],
  ])('does not take SSH to %s for the port that is expected beside it', (_, ssh) => {
    const rule = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, ...ssh };
    const open = stackWith(stack => new CfnResource(stack, 'Group', {
      type: 'AWS::EC2::SecurityGroup', properties: {
        GroupDescription: 'web', SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }, 'Fn::If' in ssh ? ssh : rule],
      },
    }));
    expect(() => Security.of(open).toOpenNoPorts({ except: [443] })).toThrow(/1 problem\n.*it opens tcp 22 to/);
    expect(() => Security.of(open).toOpenNoPorts({ except: [22] })).toThrow(/1 problem\n.*it opens tcp 443 to/);
    Security.of(open).toOpenNoPorts({ except: [22, 443] });
  });

  test('is told by the rules what it does not read: a list of networks', () => {
    const open = stackWith(stack => {
      const list = new ec2.CfnPrefixList(stack, 'List', { prefixListName: 'all', addressFamily: 'IPv4', maxEntries: 1, entries: [{ cidr: '0.0.0.0/0' }] });
      new ec2.CfnSecurityGroup(stack, 'Group', { groupDescription: 'web', securityGroupIngress: [
        { ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '0.0.0.0/0' },
        { ipProtocol: 'tcp', fromPort: 22, toPort: 22, sourcePrefixListId: list.attrPrefixListId },
      ] });
    });
    expect(() => Security.of(open).toOpenNoPorts({ except: [443] })).toThrow(/port 22.*the prefix list/);
    Security.of(open).toOpenNoPorts({ except: [22, 443] });
  });

  test.each<[unknown, RegExp | undefined]>([
    [{ Ref: 'Protocol' }, /it opens every protocol to/],
    ['132', /it opens protocol 132 every port to/],
    [50, /it opens protocol 50 every port to/],
    ['TCP', /it opens tcp 8443 to/],
    ['17', /it opens udp 8443 to/],
    ['icmp', undefined], ['1', undefined], ['icmpv6', undefined], [58, undefined],
  ])('takes protocol %j for what it is', (IpProtocol, message) => {
    const open = stackWith(stack => new CfnResource(stack, 'Rule', {
      type: 'AWS::EC2::SecurityGroupIngress', properties: { GroupId: 'sg-1', IpProtocol, FromPort: 8443, ToPort: 8443, CidrIp: '0.0.0.0/0' },
    }));
    const attempt = expect(() => Security.of(open).toOpenNoPorts({ except: [443] }));
    if (message) attempt.toThrow(message); else attempt.not.toThrow();
  });

  test('is not content with a rule about ports that is expected and another that is not', () => {
    const ssh = group(made => made.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.SSH));
    expect(() => Security.of(ssh).toOpenNoPorts({ except: [443] })).toThrow(/it opens tcp 22 to 0.0.0.0\/0/);
    expect(Security.of(ssh).findings(defaults.SecurityTheme.REACHABLE_PORTS)).not.toEqual([]);
    Security.of(ssh).toOpenNoPorts({ except: [22] });
  });
});

describe('in jest', () => {
  test('the same expectations are matchers, with the same messages', () => {
    const stack = publicBucket();
    expect(stack).not.toHaveNoPublicExposure();
    expect(empty()).toHaveNoPublicExposure();
    expect(empty()).toOpenNoPorts();
    expect(empty()).toHaveNoFindings();
    expect(messageOf(() => expect(stack).toHaveNoPublicExposure())).toBe(messageOf(() => Security.of(stack).toHaveNoPublicExposure()));
    expect(() => expect(empty()).not.toEncryptAtRest()).toThrow('expect(Shop).not.toEncryptAtRest: a problem was expected, there is none');
  });

  test('they take nothing but constructs, under not too', () => {
    expect(() => expect({}).not.toEncryptAtRest()).toThrow(/'scope' must be a construct/);
  });
});
