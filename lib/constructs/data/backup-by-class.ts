import { Aws, Duration } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanCopyActionProps, BackupPlanRule, BackupResource, BackupSelection, IBackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ArnPrincipal, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { throwProblems } from '../../core/errors';
import { DATA_CLASSIFICATION_TAG } from '../../core/naming';
import { duplicateProblems, Problems } from '../../core/validation';
import { DataClassification } from './data-classification';
import { SHORTEST_BACKUP } from './private/secured-backup-vault';
import { SecureBackupVault } from './secure-backup-vault';

/** Properties of backups by the class of data. */
export interface BackupByClassProps {
  /**
   * The classes whose data is backed up; those without a `backupRetention` are left out.
   *
   * @default DataClassification.standard()
   */
  readonly classes?: DataClassification[];

  /**
   * Where the backups go.
   *
   * @default - a new `SecureBackupVault`, for the strictest class of the scope
   */
  readonly backupVault?: IBackupVault;

  /**
   * When backups are made, in UTC.
   *
   * @default - daily at 03:00
   */
  readonly schedule?: Schedule;

  /**
   * Vaults of other Regions or accounts of the organization that get a copy of each backup, to be kept as long:
   * `BackupVault.fromBackupVaultArn`. Their key must not be one of AWS's own, nor that of what is copied; the destination's vault policy
   * must allow `backup:CopyIntoBackupVault` to this account.
   *
   * @default - none: what destroys the account destroys the backups with it
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
   */
  readonly copyTo?: IBackupVault[];

  /**
   * Whether backups that are kept for half a year or longer go to cold storage after 30 days, where the type has one: file systems of EFS,
   * tables of DynamoDB and others. What goes there stays there for 90 days and is paid for so long.
   *
   * @default true
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html
   */
  readonly coldStorage?: boolean;

  /**
   * Customer managed keys of what is backed up, beside that of the vault, such as those of volumes and databases: AWS Backup may then read
   * them. A key of another stack that is imported by its ARN does not change by this: give its policy the role yourself.
   *
   * @default - that of the vault, which is the key of the stack unless a class asks for a key of its own
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * Backups of everything in the account and Region that is tagged `DataClassification`: daily, for as long as its class says.
 *
 * AWS Backup runs every rule of a plan for all that the plan selects, so each class has a plan of its own. A resource is found by its tag
 * the next time the plan runs, whichever stack made it; so one of these in an account is enough.
 *
 * By tag AWS Backup finds buckets of S3 that are versioned, tables of DynamoDB, instances and clusters of RDS, Aurora, DocumentDB and
 * Neptune, file systems of EFS and FSx, volumes and instances of EC2, clusters of Redshift, databases of Timestream, and others; each type
 * has to be switched on in the settings of AWS Backup in the Region, since a selection by tags follows them. It does not back up queues,
 * topics, secrets, parameters and keys.
 *
 * Restoring needs a role of its own, which this one is not.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/working-with-supported-services.html
 */
export class BackupByClass extends Construct {
  /** Where the backups go. */
  public readonly backupVault: IBackupVault;

  /** A plan for each class, in the order of `classes`. */
  public readonly backupPlans: BackupPlan[];

  /** With what AWS Backup makes the backups. */
  public readonly role: Role;

  public constructor(scope: Construct, id: string, props: BackupByClassProps = {}) {
    super(scope, id);
    const { classes = DataClassification.standard() } = props;
    const backedUp = classes.filter(({ backupRetention }) => backupRetention !== undefined);
    throwProblems(this, planProblems(props, classes, backedUp));

    const own = props.backupVault ? undefined : newVault(this, backedUp);
    this.backupVault = props.backupVault ?? own!;
    this.role = newRole(this);
    this.backupPlans = backedUp.map(one => this.newPlan(one, props));

    [...own?.encryptionKey ? [own.encryptionKey as IKey] : [], ...props.encryptionKeys ?? []].forEach(key => letUse(key, this.role));
  }

  private newPlan({ className, backupRetention }: DataClassification, props: BackupByClassProps): BackupPlan {
    const { schedule, copyTo = [], coldStorage = true } = props;
    const life = lifeOf(backupRetention!, coldStorage);
    const plan = new BackupPlan(this, className, {
      backupVault: this.backupVault,
      backupPlanRules: [new BackupPlanRule({
        ruleName: className,
        scheduleExpression: schedule ?? Schedule.cron({ hour: '3', minute: '0' }),
        startWindow: Duration.hours(1),
        ...life,
        copyActions: copyTo.map(destinationBackupVault => ({ destinationBackupVault, ...life })),
        recoveryPointTags: { [DATA_CLASSIFICATION_TAG]: className },
      })],
    });
    new BackupSelection(plan, 'Selection', {
      backupPlan: plan,
      backupSelectionName: `${DATA_CLASSIFICATION_TAG}-${className}`.slice(0, MAX_SELECTION_NAME),
      resources: [BackupResource.fromTag(DATA_CLASSIFICATION_TAG, className)],
      role: this.role,
      disableDefaultBackupPolicy: true,
    });
    return plan;
  }
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html */
const MAX_SELECTION_NAME = 50;

/** What is moved must stay for 90 days; below twice that, moving costs more than it saves. */
const COLD_AFTER = Duration.days(30);
const WORTH_MOVING_DAYS = 180;

function lifeOf(deleteAfter: Duration, coldStorage: boolean): Pick<BackupPlanCopyActionProps, 'deleteAfter' | 'moveToColdStorageAfter'> {
  const isWorthIt = coldStorage && deleteAfter.toDays() >= WORTH_MOVING_DAYS;
  return { deleteAfter, moveToColdStorageAfter: isWorthIt ? COLD_AFTER : undefined };
}

/** The strictest class decides about the key: all of them lie in one vault. */
function newVault(scope: Construct, backedUp: readonly DataClassification[]): SecureBackupVault {
  const order = DataClassification.standard().map(({ keyChoice }) => keyChoice);
  const [strictest] = [...backedUp].sort((one, other) => order.lastIndexOf(other.keyChoice) - order.lastIndexOf(one.keyChoice));
  return new SecureBackupVault(scope, 'Vault', { classification: strictest });
}

const POLICIES = ['service-role/AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForS3Backup'];

function newRole(scope: Construct): Role {
  const role = new Role(scope, 'Role', {
    description: 'AWS Backup makes backups with it',
    assumedBy: new ServicePrincipal('backup.amazonaws.com'),
    managedPolicies: POLICIES.map(name => ManagedPolicy.fromAwsManagedPolicyName(name)),
  });
  for (const name of POLICIES) {
    acknowledge(role.node.defaultChild!, {
      id: `AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`,
      reason: 'Resources are found by their tag, so none can be named. AWS keeps these policies for the types it learns to back up; they make backups and restore none.',
    });
  }
  return role;
}

/**
 * In the key policy alone: it names the role, so the role needs no policy of its own.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
 */
function letUse(key: IKey, role: Role): void {
  const principals = [new ArnPrincipal(role.roleArn)];
  key.addToResourcePolicy(new PolicyStatement({
    sid: 'BackupsRead',
    principals,
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    resources: ['*'],
    conditions: { StringEquals: { 'kms:CallerAccount': Aws.ACCOUNT_ID } },
  }));
  key.addToResourcePolicy(new PolicyStatement({
    sid: 'BackupsGrant',
    principals,
    actions: ['kms:CreateGrant'],
    resources: ['*'],
    conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  }));
}

function planProblems(
  { backupVault }: BackupByClassProps, classes: readonly DataClassification[], backedUp: readonly DataClassification[],
): Problems {
  const tooShort = backupVault ? [] : backedUp.filter(({ backupRetention }) => backupRetention!.toDays() < SHORTEST_BACKUP.toDays());
  return [
    ...duplicateProblems('classes', classes.map(({ className }) => className), 'name each class once'),
    ...backedUp.length > 0 ? []
      : [`'classes' must have a class with a 'backupRetention', got ${JSON.stringify(classes.map(({ className }) => className))}: add one, or leave the backups out`],
    ...tooShort.map(({ className, backupRetention }) =>
      `'backupRetention' of class "${className}" must be ${SHORTEST_BACKUP.toDays()} days or longer, got ${backupRetention!.toDays()}: `
      + 'the lock of the vault refuses it; keep backups longer, or give a \'backupVault\' with another lock'),
  ];
}
