import { CfnApi, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { Stack } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnSecurityGroup, CfnVolume } from 'aws-cdk-lib/aws-ec2';
import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { CfnFileSystem } from 'aws-cdk-lib/aws-efs';
import { CfnListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AccessKey, AnyPrincipal, ManagedPolicy, PolicyStatement, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnUrl, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { BlockPublicAccess, Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';

/** A stack as somebody writes it who knows CloudFormation, and no mistake that is not made every day. */
export function makeMistakes(stack: Stack): void {
  const listener = { loadBalancerArn: 'arn:aws:x', defaultActions: [{ type: 'forward', targetGroupArn: 'arn:aws:y' }] };
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });

  // What nobody wrote.
  new CfnBucket(stack, 'Files');
  new CfnQueue(stack, 'Jobs');
  new CfnTopic(stack, 'Notices');
  new CfnVolume(stack, 'Disk', { availabilityZone: 'eu-central-1a', size: 8 });
  new CfnLogGroup(stack, 'Log');
  new CfnKey(stack, 'Key', { keyPolicy: { Version: '2012-10-17', Statement: [] } });
  new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });

  // What somebody wrote.
  new Bucket(stack, 'Site', { blockPublicAccess: new BlockPublicAccess({ blockPublicPolicy: false }) });
  new CfnSecurityGroup(stack, 'Ssh', {
    groupDescription: 'from home', vpcId: 'vpc-1', securityGroupIngress: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0' }],
  });
  new CfnQueue(stack, 'Plain', { sqsManagedSseEnabled: false });
  new Queue(stack, 'Everybody').addToResourcePolicy(new PolicyStatement({
    principals: [new AnyPrincipal()], actions: ['sqs:SendMessage'], resources: ['*'],
  }));
  new CfnListener(stack, 'Http', { ...listener, port: 80, protocol: 'HTTP' });
  new CfnListener(stack, 'OldTls', {
    ...listener, port: 443, protocol: 'HTTPS', certificates: [{ certificateArn: 'arn:aws:acm:x' }], sslPolicy: 'ELBSecurityPolicy-2016-08',
  });
  new CfnDBInstance(stack, 'Database', {
    dbInstanceClass: 'db.t4g.micro', engine: 'postgres', engineVersion: '17', masterUsername: 'shop', masterUserPassword: 'hunter2hunter2',
    publiclyAccessible: true, deletionProtection: false, backupRetentionPeriod: 0, storageEncrypted: false,
  });
  new CfnFileSystem(stack, 'Share', { encrypted: false });
  new CfnSecret(stack, 'Token', { generateSecretString: {} });
  new AccessKey(stack, 'AccessKey', { user: new User(stack, 'Deployer') });
  role.addToPolicy(new PolicyStatement({ actions: ['*'], resources: ['*'] }));
  role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess'));
  const worker = new Function(stack, 'Worker', {
    runtime: Runtime.NODEJS_22_X, handler: 'index.handler', role, code: Code.fromInline('exports.handler = async () => {};'),
    environment: { API_TOKEN: 'a1b2c3d4e5f6a7b8c9d0' },
  });
  new CfnUrl(stack, 'Url', { authType: 'NONE', targetFunctionArn: worker.functionArn });
  const api = new CfnApi(stack, 'Api', { name: 'shop', protocolType: 'HTTP' });
  new CfnRoute(stack, 'Route', { apiId: api.ref, routeKey: 'GET /orders' });
  new CfnDistribution(stack, 'Distribution', {
    distributionConfig: {
      enabled: true, origins: [{ id: 'site', domainName: 'site.example.com', customOriginConfig: { originProtocolPolicy: 'http-only' } }],
      defaultCacheBehavior: { targetOriginId: 'site', viewerProtocolPolicy: 'allow-all' },
      viewerCertificate: { acmCertificateArn: 'arn:aws:acm:x', sslSupportMethod: 'sni-only', minimumProtocolVersion: 'TLSv1' },
    },
  });
  new CfnTaskDefinition(stack, 'Task', { containerDefinitions: [{ name: 'web', image: 'nginx', privileged: true, user: '1000' }] });
}
