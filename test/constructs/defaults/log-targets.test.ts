import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { DataClassification } from '../../../lib/constructs/data';
import { SecureDefaults, SecurityFindings } from '../../../lib/constructs/defaults';
import { TODAY } from './secured';

const BY_POLICY = '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy';
const BY_S3 = { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] } };
const BY_KEY = { BucketEncryption: { ServerSideEncryptionConfiguration: [Match.objectLike({ ServerSideEncryptionByDefault: {
  SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': [Match.stringLikeRegexp('ApplicationKey'), 'Arn'] },
} })] } };

function confidential(build: (stack: Stack) => void, context: Record<string, unknown> = {}) {
  const app = new App({ context });
  const stack = new Stack(app, 'Shop', { env: { account: '111111111111', region: 'eu-central-1' } });
  SecureDefaults.applyTo(app, { asOf: TODAY });
  DataClassification.CONFIDENTIAL.applyTo(app);
  build(stack);
  app.synth();
  const findings = SecurityFindings.of(app).map(({ ruleId, constructPath }) => `${ruleId} ${constructPath}`);
  return { findings, template: Template.fromStack(stack) };
}

const bucketNamed = (template: Template, id: string) =>
  Template.fromJSON({ Resources: Object.fromEntries(Object.entries(template.findResources('AWS::S3::Bucket')).filter(([name]) => name.startsWith(id))) });

test.each([[true, { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }], [false, { AccessControl: 'LogDeliveryWrite' }]])(
  'a log bucket of an app takes the logs of its other buckets, with the flag of the CDK (%s) or without', (flag, properties) => {
    const { template, findings } = confidential(stack => {
      const logs = new Bucket(stack, 'Logs');
      new Bucket(stack, 'Orders', { serverAccessLogsBucket: logs });
      logs.grantRead(new Role(stack, 'Auditor', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }));
    }, { [BY_POLICY]: flag });
    expect(findings).toEqual([]);
    bucketNamed(template, 'Logs').hasResourceProperties('AWS::S3::Bucket', { ...BY_S3, ...properties });
    bucketNamed(template, 'Orders').hasResourceProperties('AWS::S3::Bucket', BY_KEY);
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).not.toContain('kms:');
  });

test('an L1 bucket that another names as target of its logs is encrypted by S3 too', () => {
  const { template, findings } = confidential(stack => {
    new CfnBucket(stack, 'Orders', { loggingConfiguration: { destinationBucketName: new CfnBucket(stack, 'Logs').ref } });
  });
  expect(findings).toEqual([]);
  bucketNamed(template, 'Logs').hasResourceProperties('AWS::S3::Bucket', BY_S3);
  bucketNamed(template, 'Orders').hasResourceProperties('AWS::S3::Bucket', BY_KEY);
});

test('a bucket that load balancers log to says so by its encryption', () => {
  const { template, findings } = confidential(stack => {
    const logs = new Bucket(stack, 'Logs', { encryption: BucketEncryption.S3_MANAGED });
    new ApplicationLoadBalancer(stack, 'Balancer', { vpc: new Vpc(stack, 'Vpc', { maxAzs: 2 }) }).logAccessLogs(logs);
  });
  expect(findings).toEqual([]);
  bucketNamed(template, 'Logs').hasResourceProperties('AWS::S3::Bucket', BY_S3);
});
