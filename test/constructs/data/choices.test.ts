import { App, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { ArnPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  AuroraPostgresEngineVersion, ClusterInstance, DatabaseClusterEngine, DatabaseInstanceEngine, ParameterGroup, PostgresEngineVersion,
} from 'aws-cdk-lib/aws-rds';
import { BlockPublicAccess, Bucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { DataClassification, SecureBucket, SecureDatabaseCluster, SecureDatabaseInstance, SecureFileSystem } from '../../../lib/constructs/data';
import { inFull } from '../in-full';
import { existingVpc } from './examples';

function stackOfClass(): Stack {
  const stack = new Stack(new App(), 'Shop');
  DataClassification.CONFIDENTIAL.applyTo(stack);
  return stack;
}

test('a bucket of the CDK keeps by the injector what was written, and gets what was not', () => {
  const stack = stackOfClass();
  PropertyInjectors.of(stack).add(SecureBucket.defaults());
  new Bucket(stack, 'Own', {
    enforceSSL: false, blockPublicAccess: BlockPublicAccess.BLOCK_ACLS_ONLY, objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
  });
  expect(inFull(stack, 'AWS::S3::Bucket')).toMatchObject({ Own: {
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] }, VersioningConfiguration: { Status: 'Enabled' },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true },
  } });
  expect(inFull(stack, 'AWS::S3::Bucket')).not.toMatchObject({ Own: { PublicAccessBlockConfiguration: { BlockPublicPolicy: true } } });
  expect(JSON.stringify(inFull(stack, 'AWS::S3::BucketPolicy').OwnPolicy ?? '')).not.toContain('aws:SecureTransport');
});

describe('what somebody chose stays, and is made safe', () => {
  test('parameters of a cluster force TLS besides what they say', () => {
    const stack = stackOfClass();
    const engine = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_6 });
    const parameterGroup = new ParameterGroup(stack, 'Parameters', { engine, parameters: { log_connections: '1' } });
    new SecureDatabaseCluster(stack, 'Orders', { vpc: existingVpc(stack), engine, writer: ClusterInstance.serverlessV2('Writer'), parameterGroup });
    expect(Object.values(inFull(stack, 'AWS::RDS::DBClusterParameterGroup'))).toEqual([
      expect.objectContaining({ Parameters: { 'log_connections': '1', 'rds.force_ssl': '1' } }),
    ]);
  });

  test('a database in a zone that is named has no standby in another', () => {
    const stack = stackOfClass();
    const engine = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 });
    new SecureDatabaseInstance(stack, 'Orders', { vpc: existingVpc(stack), engine, availabilityZone: 'eu-central-1a' });
    const [instance] = Object.values(inFull(stack, 'AWS::RDS::DBInstance')) as { AvailabilityZone: string; MultiAZ?: boolean }[];
    expect([instance.AvailabilityZone, instance.MultiAZ ?? false]).toEqual(['eu-central-1a', false]);
  });

  test('a file system keeps its group and its policy, which demands TLS besides', () => {
    const stack = stackOfClass();
    const vpc = existingVpc(stack);
    const statement = new PolicyStatement({
      principals: [new ArnPrincipal('arn:aws:iam::111111111111:role/app')], actions: ['elasticfilesystem:ClientMount'], resources: ['*'],
    });
    new SecureFileSystem(stack, 'Files', {
      vpc, securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1'), fileSystemPolicy: new PolicyDocument({ statements: [statement] }),
    });
    expect(inFull(stack, 'AWS::EFS::FileSystem')).toMatchObject({ Files: { FileSystemPolicy: { Statement: [
      { Effect: 'Allow', Action: 'elasticfilesystem:ClientMount' }, { Sid: 'DenyWithoutTls', Effect: 'Deny' },
    ] } } });
    expect(Object.values(inFull(stack, 'AWS::EFS::MountTarget'))).toMatchObject([{ SecurityGroups: ['sg-1'] }, { SecurityGroups: ['sg-1'] }]);
    expect(inFull(stack, 'AWS::EC2::SecurityGroup')).toEqual({});
  });
});
