import { IPropertyInjector } from 'aws-cdk-lib';
import { BackupVault, BackupVaultProps } from 'aws-cdk-lib/aws-backup';
import { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { injectorOf } from '../../core/property-injection';
import { DataClassification } from './data-classification';
import { refuseWeaker, statedClass } from './private/refusals';
import { securedBackupVaultProps, weakerBackupVaultProps } from './private/secured-backup-vault';

/** Properties of a vault for backups: those of the CDK, and the class of what is in it. */
export interface SecureBackupVaultProps extends BackupVaultProps {
  /**
   * The strictest class of what is backed up into it.
   *
   * @default - the class that was said of the scope by `DataClassification.applyTo`
   */
  readonly classification?: DataClassification;
}

/**
 * A vault for backups, out of which nobody takes anything before its time.
 *
 * - under the customer managed key that the class of its data asks for; one of AWS's own would let nothing be copied into another account
 * - locked: a backup is kept for 7 days at least. The lock is in governance mode, so whoever has
 *   `backup:DeleteBackupVaultLockConfiguration` can take it off; `changeableFor` in `lockConfiguration`, of at least 72 hours, makes it
 *   compliance mode: after those hours nobody can, neither AWS nor the root user, and the vault stays until its last backup has expired
 * - its policy denies to delete backups and to shorten their life; AWS Backup itself lets them expire all the same
 * - it outlives its stack
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
 */
export class SecureBackupVault extends BackupVault {
  /** The same defaults for every `BackupVault` below a scope: for its `propertyInjectors`. */
  public static defaults(): IPropertyInjector {
    return injectorOf<BackupVaultProps>(BackupVault.PROPERTY_INJECTION_ID,
      (props, { scope, id }) => securedBackupVaultProps(scope, id, props));
  }

  /** The key of what is in it; undefined where AWS's own is enough. */
  public readonly encryptionKey?: IKeyRef;

  public constructor(scope: Construct, id: string, props: SecureBackupVaultProps = {}) {
    const { classification, ...own } = props;
    refuseWeaker(scope, id, 'backup.BackupVault', weakerBackupVaultProps(own));
    const secured = securedBackupVaultProps(scope, id, own, statedClass(scope, classification));
    super(scope, id, secured);
    this.encryptionKey = secured.encryptionKey;
    classification?.applyTo(this);
  }
}
