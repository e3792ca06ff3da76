import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnTransitGateway } from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { FlowLogs } from '../../../lib/constructs/network';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const ARCHIVE = { logArchiveAccountId: '222222222222', homeRegion: 'eu-central-1' };

function templateOf(logs: FlowLogs): Template {
  const stack = new Stack(new App(), 'Stack');
  logs.addToVpc(stack, 'vpc-0a1b2c3d');
  return Template.fromStack(stack);
}

const flowLog = (logs: FlowLogs) => Object.values(templateOf(logs).findResources('AWS::EC2::FlowLog'))[0].Properties;

describe('defaults', () => {
  test('logs every connection of a VPC each minute to the log archive, as Parquet by hour', () => {
    expect(flowLog(FlowLogs.logArchive(ARCHIVE))).toMatchObject({
      ResourceId: 'vpc-0a1b2c3d', ResourceType: 'VPC', TrafficType: 'ALL', MaxAggregationInterval: 60, LogDestinationType: 's3',
      LogDestination: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::lz-delivery-222222222222-eu-central-1']] },
      DestinationOptions: { FileFormat: 'parquet', HiveCompatiblePartitions: true, PerHourPartition: true },
    });
  });

  test('makes nothing else for the log archive, no role either', () => {
    expect(Object.values(templateOf(FlowLogs.logArchive(ARCHIVE)).toJSON().Resources)).toHaveLength(1);
  });

  test('tells all that AWS knows of a connection which an incident asks for', () => {
    expect(flowLog(FlowLogs.logArchive(ARCHIVE)).LogFormat.match(/[a-z-]+/g)).toEqual([
      'version', 'account-id', 'interface-id', 'srcaddr', 'dstaddr', 'srcport', 'dstport', 'protocol', 'packets', 'bytes', 'start', 'end', 'action',
      'log-status', 'vpc-id', 'subnet-id', 'instance-id', 'tcp-flags', 'type', 'pkt-srcaddr', 'pkt-dstaddr', 'region', 'az-id',
      'pkt-src-aws-service', 'pkt-dst-aws-service', 'flow-direction', 'traffic-path',
    ]);
  });

  test('encrypts a log group with a key of its own, and keeps it for a year', () => {
    const template = templateOf(FlowLogs.logGroup());
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^FlowLogGroupKey'), 'Arn'] } },
      DeletionPolicy: 'RetainExceptOnCreate',
    });
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true, KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({
      Effect: 'Allow', Principal: { Service: Match.anyValue() }, Condition: Match.objectLike({
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':log-group:/vpc/flow-logs/')])] } },
      }),
    })]) } });
    expect(flowLog(FlowLogs.logGroup())).toMatchObject({ LogDestinationType: 'cloud-watch-logs', DeliverLogsPermissionArn: { 'Fn::GetAtt': [expect.stringMatching(/^FlowLogGroupRole/), 'Arn'] },
      LogDestination: { 'Fn::GetAtt': [expect.stringMatching(/^FlowLogGroup(?!Role|Key)/), 'Arn'] } });
  });

  test('lets nobody but the flow logs of its account and region use the role, and the role write to nothing but its group', () => {
    const template = templateOf(FlowLogs.logGroup());
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{
          Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('vpc-flow-log')])] } },
          },
        }],
      },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [{
        PolicyName: 'WriteFlowLogs',
        PolicyDocument: {
          Statement: [{
            Sid: 'WriteFlowLogs', Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^FlowLogGroup'), 'Arn'] },
          }],
          Version: '2012-10-17',
        },
      }],
    });
  });

  test('passes cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      FlowLogs.logGroup().addToVpc(stack, 'vpc-0a1b2c3d');
    });
  });
});

describe('options', () => {
  test('keeps a log group as long as is asked for, under a key that is given', () => {
    const template = templateOf(FlowLogs.logGroup({ retention: RetentionDays.FIVE_YEARS, keyArn: 'arn:aws:kms:eu-central-1:111111111111:key/k' }));
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 1827, KmsKeyId: 'arn:aws:kms:eu-central-1:111111111111:key/k' });
    template.resourceCountIs('AWS::KMS::Key', 0);
  });

  test('logs to a bucket of one\'s own', () => {
    expect(flowLog(FlowLogs.bucket('arn:aws:s3:::our-logs'))).toMatchObject({ LogDestination: 'arn:aws:s3:::our-logs', LogDestinationType: 's3' });
  });

  test('logs a transit gateway, which knows no accepted and rejected', () => {
    const stack = new Stack();
    FlowLogs.logArchive(ARCHIVE).addToTransitGateway(stack, new CfnTransitGateway(stack, 'Gateway').attrId);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceType: 'TransitGateway', TrafficType: Match.absent(), LogFormat: Match.absent(), MaxAggregationInterval: 60, LogDestinationType: 's3',
    });
  });
});

describe('validation', () => {
  test('fails when the log archive is no account or its region is none, and says both at once', () => {
    ['eusc-de-east-1', 'us-gov-east-1', 'ap-southeast-7'].forEach(homeRegion =>
      expect(() => FlowLogs.logArchive({ logArchiveAccountId: '222222222222', homeRegion })).not.toThrow());
    expect(() => FlowLogs.logArchive({ logArchiveAccountId: '2222', homeRegion: 'Frankfurt' })).toThrow(/2 problems[^]*'logArchiveAccountId' must be[^]*'homeRegion' must be a region/);
  });
});
