import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, NetworkLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AccountPrincipal, ArnPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AccessLogBucket } from '../../../lib/constructs/logging';
import { HOME, MANAGEMENT } from '../deployed';

const ACCOUNT = { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } };
const VENDED = 'delivery.logs.amazonaws.com';
const BALANCERS = 'logdelivery.elasticloadbalancing.amazonaws.com';

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string;
  readonly Resource: unknown;
  readonly Condition: unknown;
}

const newStack = () => new Stack(new App(), 'Stack', { env: { account: MANAGEMENT, region: HOME } });

/** What the policy of the bucket allows, with intrinsics in words. */
function allowedIn(stack: Stack): Statement[] {
  const policies = Template.fromStack(stack).findResources('AWS::S3::BucketPolicy');
  const policy = Object.entries(policies).find(([id]) => id.startsWith('SecureAccessLogs'))![1].Properties.PolicyDocument;
  const statements: Statement[] = JSON.parse(JSON.stringify(policy.Statement, (_, value) => {
    const parts = value?.['Fn::Join']?.[1] as readonly unknown[] | undefined;
    return parts?.map(part => typeof part === 'string' ? part : `<${(part as { Ref?: string }).Ref ?? 'bucket'}>`).join('') ?? value;
  }));
  return statements.filter(({ Effect }) => Effect === 'Allow');
}

const vpcOf = (stack: Stack) => new Vpc(stack, 'Vpc');

describe('defaults', () => {
  test('is one for a stack, private, versioned, encrypted by S3, and kept', () => {
    const stack = newStack();
    expect(AccessLogBucket.of(new Construct(stack, 'Within'))).toBe(AccessLogBucket.of(stack));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: { Rules: [{ ExpirationInDays: 400, NoncurrentVersionExpiration: { NoncurrentDays: 30 } }] },
      },
    });
    expect(allowedIn(stack)).toEqual([]);
  });
});

describe('options', () => {
  test('takes the access logs of a bucket by a policy, in apps without the flag for it too', () => {
    const stack = newStack();
    new Bucket(stack, 'Orders', { serverAccessLogsBucket: AccessLogBucket.of(stack), serverAccessLogsPrefix: 'orders/' });
    expect(allowedIn(stack)).toEqual([expect.objectContaining({
      Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: '<bucket>/orders/*',
      Condition: { StringEquals: { 'aws:SourceAccount': MANAGEMENT }, ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching('Orders'), 'Arn'] } } },
    })]);
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('AccessControl');
  });

  test('names this account where the CDK names no source, since the logged bucket is in another stack', () => {
    const app = new App();
    const env = { account: MANAGEMENT, region: HOME };
    const stack = new Stack(app, 'Logs', { env });
    new Bucket(new Stack(app, 'Other', { env }), 'Orders', { serverAccessLogsBucket: AccessLogBucket.of(stack) });
    expect(allowedIn(stack)).toEqual([expect.objectContaining({
      Condition: { StringEquals: ACCOUNT, ArnLike: { 'aws:SourceArn': 'arn:<AWS::Partition>:s3:::*' } },
    })]);
  });

  const balancers = { StringEquals: ACCOUNT, ArnLike: { 'aws:SourceArn': 'arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:*' } };
  const applications = { ArnLike: { 'aws:SourceArn': 'arn:<AWS::Partition>:elasticloadbalancing:<AWS::Region>:<AWS::AccountId>:loadbalancer/*' } };

  test('takes what logAccessLogs of the CDK asks for, from the account alone', () => {
    const stack = newStack();
    new ApplicationLoadBalancer(stack, 'Alb', { vpc: vpcOf(stack) }).logAccessLogs(AccessLogBucket.of(stack), 'alb');
    const allowed = allowedIn(stack);
    expect(allowed).toEqual(expect.arrayContaining([
      expect.objectContaining({ Principal: { Service: BALANCERS }, Resource: `<bucket>/alb/AWSLogs/${MANAGEMENT}/*`, Condition: applications }),
    ]));
    expect(allowed.filter(({ Condition }) => Condition === undefined)).toEqual([]);
    expect(JSON.stringify(allowed)).not.toContain('054676820928');
  });

  test('says the same for a balancer by its own methods', () => {
    const stack = newStack();
    AccessLogBucket.of(stack).allowLoadBalancerLogs('alb');
    AccessLogBucket.of(stack).allowLoadBalancerLogs('alb');
    AccessLogBucket.of(stack).allowNetworkLoadBalancerLogs();
    expect(allowedIn(stack)).toEqual([
      expect.objectContaining({ Principal: { Service: BALANCERS }, Resource: '<bucket>/alb/AWSLogs/<AWS::AccountId>/*', Condition: applications }),
      expect.objectContaining({ Principal: { Service: VENDED }, Action: 's3:PutObject', Resource: '<bucket>/AWSLogs/<AWS::AccountId>/*', Condition: balancers }),
      expect.objectContaining({ Principal: { Service: VENDED }, Action: 's3:GetBucketAcl', Condition: balancers }),
    ]);
  });

  test('takes the logs of network load balancers', () => {
    const stack = newStack();
    new NetworkLoadBalancer(stack, 'Nlb', { vpc: vpcOf(stack) }).logAccessLogs(AccessLogBucket.of(stack));
    const vended = allowedIn(stack).filter(({ Principal }) => JSON.stringify(Principal).includes(VENDED));
    expect(vended.map(({ Action, Condition }) => [Action, Condition])).toEqual([['s3:PutObject', balancers], ['s3:GetBucketAcl', balancers]]);
  });

  test('takes vended logs of one delivery source, of another region too', () => {
    const stack = newStack();
    AccessLogBucket.of(stack).allowVendedLogs('site', 'us-east-1', 'cdn');
    AccessLogBucket.of(stack).allowServerAccessLogs(Bucket.fromBucketName(stack, 'Orders', 'orders'));
    expect(allowedIn(stack)).toEqual([
      expect.objectContaining({
        Principal: { Service: VENDED }, Resource: '<bucket>/cdn/AWSLogs/<AWS::AccountId>/*',
        Condition: { StringEquals: ACCOUNT, ArnLike: { 'aws:SourceArn': 'arn:<AWS::Partition>:logs:us-east-1:<AWS::AccountId>:delivery-source:site' } },
      }),
      expect.objectContaining({ Condition: { StringEquals: ACCOUNT, ArnLike: { 'aws:SourceArn': 'arn:<AWS::Partition>:s3:::orders' } } }),
    ]);
  });

  test('leaves what others write as it is', () => {
    const stack = newStack();
    const bucket = AccessLogBucket.of(stack);
    const reading = { actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] };
    const narrowed = { StringEquals: { 'aws:SourceAccount': '222233334444' } };
    bucket.addToResourcePolicy(new PolicyStatement({ ...reading, principals: [new ArnPrincipal('arn:x:iam::111122223333:role/r')] }));
    bucket.addToResourcePolicy(new PolicyStatement({ ...reading, principals: [new AccountPrincipal('222233334444')] }));
    bucket.addToResourcePolicy(new PolicyStatement({ ...reading, principals: [new ServicePrincipal(VENDED)], conditions: narrowed }));
    expect(allowedIn(stack).map(({ Condition }) => Condition)).toEqual([undefined, undefined, narrowed]);
  });

  test('gives each construct a place of its own', () => {
    const stack = newStack();
    const orders = new Construct(new Construct(stack, 'Shop #1'), 'Orders');
    expect(AccessLogBucket.prefixOf(orders)).toBe('Shop--1/Orders');
    expect(AccessLogBucket.prefixOf(stack)).toBe('');
  });
});

describe('import', () => {
  test('can be imported by name, as any bucket', () => {
    expect(AccessLogBucket.fromBucketName(new Stack(), 'Imported', 'logs').bucketName).toBe('logs');
  });
});

describe('validation', () => {
  test('is made by `of` alone, so that a stack has one', () => {
    const constructor = AccessLogBucket as unknown as { new(scope: Construct, id: string): Bucket };
    const stack = newStack();
    expect(() => {
      AccessLogBucket.of(stack);
      new constructor(stack, 'SecureAccessLogs');
    }).toThrow(/already/);
  });
});
