import { DomainName as RestDomainName, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { DomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Instance, LaunchTemplate, Volume, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { FileSystem } from 'aws-cdk-lib/aws-efs';
import { ApplicationListener, NetworkListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DatabaseCluster, DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';

type Props = Readonly<Record<string, unknown>>;

/** As if somebody had written something, so that nothing is chosen and nothing is made for it. */
const SAID = 'waived';

const KEY = { encryptionKey: SAID };
const ENCRYPTION = { ...KEY, encryption: SAID };
const RECOVERY = { pointInTimeRecoverySpecification: SAID };
const TABLE = {
  'table-encryption': ENCRYPTION, 'data-class-key': ENCRYPTION, 'table-recovery': RECOVERY, 'table-deletion-protection': { deletionProtection: false },
};
const DATABASE = {
  'database-encryption': { storageEncrypted: false, storageEncryptionKey: SAID },
  'data-class-key': { storageEncryptionKey: SAID },
  'database-deletion-protection': { deletionProtection: false },
  'database-logs': { cloudwatchLogsExports: [] },
  'database-tls': { parameters: {} },
};
const LISTENER = { 'listener-tls-version': { sslPolicy: SAID } };
const DOMAIN = { 'api-domain-tls-version': { securityPolicy: SAID } };
const METADATA = { 'instance-metadata': { requireImdsv2: false } };

/** By the classes of the CDK, which props rules are about: what an injector is told in place of those that a waiver leaves as they are. */
export const WAIVED_PROPS: Readonly<Record<string, Readonly<Record<string, Props>>>> = {
  [Bucket.PROPERTY_INJECTION_ID]: {
    'bucket-public-access': { blockPublicAccess: SAID },
    'bucket-encryption': { ...ENCRYPTION, bucketKeyEnabled: false },
    'data-class-key': { ...ENCRYPTION, bucketKeyEnabled: false },
    'bucket-tls-only': { enforceSSL: false, minimumTLSVersion: undefined },
    'bucket-ownership': { objectOwnership: SAID },
    'bucket-access-logs': { serverAccessLogsBucket: undefined, serverAccessLogsPrefix: SAID },
    'bucket-versioning': { versioned: false },
  },
  [Queue.PROPERTY_INJECTION_ID]: {
    'queue-encryption': { encryption: SAID, encryptionMasterKey: SAID },
    'data-class-key': { encryption: SAID, encryptionMasterKey: SAID },
    'queue-tls-only': { enforceSSL: false },
  },
  [Topic.PROPERTY_INJECTION_ID]: { 'topic-encryption': { masterKey: SAID }, 'data-class-key': { masterKey: SAID } },
  [Table.PROPERTY_INJECTION_ID]: TABLE,
  [TableV2.PROPERTY_INJECTION_ID]: TABLE,
  [DatabaseInstance.PROPERTY_INJECTION_ID]: { ...DATABASE, 'database-backups': { backupRetention: SAID } },
  [DatabaseCluster.PROPERTY_INJECTION_ID]: { ...DATABASE, 'database-backups': { backup: SAID } },
  [FileSystem.PROPERTY_INJECTION_ID]: {
    'file-system-encryption': { encrypted: false, kmsKey: SAID }, 'data-class-key': { kmsKey: SAID }, 'file-system-backups': { enableAutomaticBackups: false },
  },
  [Volume.PROPERTY_INJECTION_ID]: { 'volume-encryption': { encrypted: false, ...KEY }, 'data-class-key': KEY },
  [Secret.PROPERTY_INJECTION_ID]: { 'data-class-key': KEY },
  [BackupVault.PROPERTY_INJECTION_ID]: { 'data-class-key': KEY },
  [LogGroup.PROPERTY_INJECTION_ID]: { 'log-group-encryption': KEY, 'log-group-retention': { retention: SAID } },
  [Key.PROPERTY_INJECTION_ID]: { 'key-rotation': { enableKeyRotation: false } },
  [Vpc.PROPERTY_INJECTION_ID]: { 'subnet-public-addresses': { subnetConfiguration: [] } },
  [Instance.PROPERTY_INJECTION_ID]: METADATA,
  [LaunchTemplate.PROPERTY_INJECTION_ID]: METADATA,
  [Cluster.PROPERTY_INJECTION_ID]: { 'cluster-insights': { containerInsightsV2: SAID } },
  [Repository.PROPERTY_INJECTION_ID]: { 'image-scanning': { imageScanOnPush: false }, 'image-tags': { imageTagMutability: SAID } },
  [UserPool.PROPERTY_INJECTION_ID]: {
    'user-pool-password': { passwordPolicy: {} },
    'user-pool-second-factor': { mfa: Mfa.OFF, mfaSecondFactor: undefined },
    'user-pool-deletion-protection': { deletionProtection: false },
  },
  [ApplicationListener.PROPERTY_INJECTION_ID]: LISTENER,
  [NetworkListener.PROPERTY_INJECTION_ID]: LISTENER,
  [Distribution.PROPERTY_INJECTION_ID]: {
    'distribution-tls-version': { minimumProtocolVersion: SAID },
    'distribution-viewer-protocol': { defaultBehavior: undefined, additionalBehaviors: undefined },
  },
  [RestApi.PROPERTY_INJECTION_ID]: { 'api-domain-tls-version': { domainName: undefined } },
  [RestDomainName.PROPERTY_INJECTION_ID]: DOMAIN,
  [DomainName.PROPERTY_INJECTION_ID]: DOMAIN,
};

/** Secured props, but for those that waived rules are about: these stay as they were written, or unwritten. */
export function securedButFor(
  constructUniqueId: string, isWaived: (ruleId: string) => boolean, written: Props, secure: (props: Props) => Props,
): Props {
  const waived = Object.entries(WAIVED_PROPS[constructUniqueId] ?? {}).filter(([ruleId]) => isWaived(ruleId)).map(([, props]) => props);
  const placeholders = Object.assign({}, ...waived) as Props;
  const given = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
  const left = Object.fromEntries(Object.keys(placeholders).map(name => [name, written[name]]));
  return { ...secure({ ...placeholders, ...given }), ...left };
}
