import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ConfigurationRecorder, ConfigurationRecorderProps, ConfigurationRecorderRole, RecordingMode } from '../../../lib/constructs/detection';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const PROPS: ConfigurationRecorderProps = {
  bucketName: 'lz-delivery-222222222222-eu-central-1',
  keyArn: 'arn:x:kms:eu-central-1:222222222222:key/1234',
  keyPrefix: 'o-a1b2c3d4e5',
  homeRegion: 'eu-central-1',
};

function templateOf(more: Partial<ConfigurationRecorderProps> = {}): Template {
  const stack = new Stack(new App(), 'Stack');
  new ConfigurationRecorder(stack, 'Recorder', { ...PROPS, ...more });
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('records everything continuously, with the role of AWS Config, and delivers under the id of the organization', () => {
    templateOf().hasResourceProperties('Custom::ConfigurationRecorder', {
      BucketName: PROPS.bucketName, KeyArn: PROPS.keyArn, KeyPrefix: 'o-a1b2c3d4e5', HomeRegion: 'eu-central-1', RecordingFrequency: 'CONTINUOUS',
      ExcludedResourceTypes: [],
      RoleArn: { 'Fn::Join': ['', [
        'arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
      ]] },
    });
  });

  test('holds no IAM resource, so that its template can go to many regions', () => {
    templateOf().resourceCountIs('AWS::IAM::Role', 0);
  });

  test('has a role that may read, record and deliver, and pass the role of AWS Config, in every region', () => {
    const stack = new Stack(new App(), 'Stack');
    new ConfigurationRecorderRole(stack, 'Role');
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-config-recorder',
      Path: '/lz/',
      Policies: [{ PolicyDocument: { Statement: [
        Match.objectLike({ Sid: 'ReadRecording', Resource: '*' }),
        Match.objectLike({ Sid: 'Record', Action: ['config:PutConfigurationRecorder', 'config:StartConfigurationRecorder'] }),
        Match.objectLike({ Sid: 'Deliver', Action: 'config:PutDeliveryChannel', Resource: '*' }),
        Match.objectLike({ Sid: 'PassRoleToConfig', Action: 'iam:PassRole' }),
        Match.objectLike({ Sid: 'WriteOwnLogs' }),
      ] } }],
    });
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      new ConfigurationRecorderRole(stack, 'Role');
      new ConfigurationRecorder(stack, 'Recorder', PROPS);
    });
  });
});

describe('options', () => {
  test('can record once a day, and leave types out', () => {
    templateOf({ recordingMode: RecordingMode.DAILY, excludedResourceTypes: ['AWS::EC2::Volume', 'AWS::EC2::NetworkInterface'] })
      .hasResourceProperties('Custom::ConfigurationRecorder', {
        RecordingFrequency: 'DAILY', ExcludedResourceTypes: ['AWS::EC2::NetworkInterface', 'AWS::EC2::Volume'],
      });
  });
});

describe('import', () => {
  test('needs no import: it takes over the recorder that is there', () => {
    expect(templateOf().findResources('AWS::Config::ConfigurationRecorder')).toEqual({});
  });
});

describe('validation', () => {
  test('fails with a home region that records no IAM, and with shapes that AWS refuses, and says each', () => {
    expect(() => templateOf({ homeRegion: 'eu-south-2', keyArn: 'alias/lz/log-delivery', keyPrefix: '/o-1', excludedResourceTypes: ['EC2', 'EC2'] })).toThrow(
      /6 problems\n.*'keyArn' must be the ARN of a key, not of an alias, got "alias\/lz\/log-delivery".*\n.*'keyPrefix' must.*\n.*'homeRegion' must be a region in which AWS Config records IAM, got "eu-south-2".*\n.*'excludedResourceTypes' must be types/);
  });
});
