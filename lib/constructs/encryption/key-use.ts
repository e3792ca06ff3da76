import { Problems, shapeProblems } from '../../core/validation';

/** What a service does with a key in the name of whoever calls it, for `KeyUse.of`. */
export interface KeyUseProps {
  /** The service as kms:ViaService names it, without region and domain, such as "kinesis". */
  readonly service: string;

  /** What it calls, such as "kms:GenerateDataKey". */
  readonly actions: string[];

  /**
   * Whether it takes a grant, to use the key after the call: when a volume is attached, or a table is read.
   *
   * @default false
   */
  readonly takesGrants?: boolean;
}

/**
 * What a service does with a key in the name of whoever calls it: what AWS documents for that service, and no more.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html
 */
export class KeyUse {
  /**
   * Objects of Amazon S3.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms
   */
  public static readonly S3 = new KeyUse({ service: 's3', actions: ['kms:Decrypt', 'kms:GenerateDataKey'] });

  /**
   * Messages of Amazon SQS: producers do both, consumers decrypt.
   *
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html#sqs-what-permissions-for-sse
   */
  public static readonly SQS = new KeyUse({ service: 'sqs', actions: ['kms:Decrypt', 'kms:GenerateDataKey'] });

  /**
   * Messages of Amazon SNS. The page says it of services that publish; that people who do need the same is UNSOURCED there.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#sns-what-permissions-for-sse
   */
  public static readonly SNS = new KeyUse({ service: 'sns', actions: ['kms:Decrypt', 'kms:GenerateDataKey*'] });

  /**
   * Tables of Amazon DynamoDB, their streams and backups: the least that DynamoDB needs, as its page has it.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
   */
  public static readonly DYNAMODB = new KeyUse({
    service: 'dynamodb',
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    takesGrants: true,
  });

  /**
   * Databases of Amazon RDS and Aurora, their snapshots, and what Performance Insights shows of them. Both pages have "GenerateDataKey" and
   * "Decrypt"; that RDS describes the key and takes a grant is UNSOURCED there.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html#Overview.Encryption.Keys.Authorizing
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.access-control.cmk-policy.html
   */
  public static readonly RDS = new KeyUse({ service: 'rds', actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], takesGrants: true });

  /**
   * File systems of Amazon EFS: what its page calls required; "Encrypt" and "ReEncrypt" are optional there.
   *
   * @see https://docs.aws.amazon.com/efs/latest/ug/EFSKMS.html#EFSKMSPolicy
   */
  public static readonly EFS = new KeyUse({
    service: 'elasticfilesystem', actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'], takesGrants: true,
  });

  /**
   * Volumes and snapshots of Amazon EBS.
   *
   * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
   */
  public static readonly EBS = new KeyUse({
    service: 'ec2', actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncrypt*'], takesGrants: true,
  });

  /**
   * Secrets of AWS Secrets Manager; a grant is taken for those that another service manages, such as the master password of a database.
   * That it describes the key, and takes that grant, is UNSOURCED. A secret that comes here from another key keeps its old versions under
   * that one, since nobody may "Encrypt".
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
   */
  public static readonly SECRETS_MANAGER = new KeyUse({
    service: 'secretsmanager', actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], takesGrants: true,
  });

  /**
   * Vaults of AWS Backup, and the backups in them: what the second page lists.
   *
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
   * @see https://repost.aws/knowledge-center/backup-vault-access-denied
   */
  public static readonly BACKUP = new KeyUse({
    service: 'backup', actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:RetireGrant'], takesGrants: true,
  });

  /**
   * Any other service that uses the key in the name of its caller.
   *
   * @param props the service and its calls
   */
  public static of(props: KeyUseProps): KeyUse {
    return new KeyUse(props);
  }

  /** The service as kms:ViaService names it. */
  public readonly service: string;
  /** What it calls. */
  public readonly actions: string[];
  /** Whether it takes a grant. */
  public readonly takesGrants: boolean;
  /** @internal Mistakes in it, for the key to report with its own. */
  public readonly _problems: Problems;

  private constructor(props: KeyUseProps) {
    this.service = props.service;
    this.actions = props.actions;
    this.takesGrants = props.takesGrants ?? false;
    this._problems = [
      ...shapeProblems('service', props.service, /^[a-z0-9-]+$/, 'be the service as kms:ViaService names it, without region and domain',
        'write "kinesis" for "kinesis.eu-central-1.amazonaws.com"'),
      ...props.actions.flatMap(action => shapeProblems(`actions' of key use '${props.service}`, action, /^kms:(?!\*$|CreateGrant$|Put|Schedule|Disable)\w+\*?$/,
        'be uses of a key', "say 'takesGrants' for grants; administration is for administrators")),
    ];
  }
}
