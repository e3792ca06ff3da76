import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BackupVaultProps } from 'aws-cdk-lib/aws-backup';
import { Construct } from 'constructs';
import { DataClassification } from '../data-classification';
import { classOf, keyOfClass } from './key-of-class';
import { Weaker } from './refusals';

/** For so long nothing in a vault goes away, whoever asks: long enough to notice that somebody wanted it to. */
export const SHORTEST_BACKUP = Duration.days(7);

/** Props of a vault with what was left out filled in: lock, key by the class of its data, and nobody deletes what is in it. */
export function securedBackupVaultProps(
  scope: Construct, id: string, props: BackupVaultProps, classification: DataClassification = classOf(scope),
): BackupVaultProps {
  return {
    ...props,
    encryptionKey: props.encryptionKey ?? keyOfClass(scope, id, classification),
    lockConfiguration: props.lockConfiguration ?? { minRetention: SHORTEST_BACKUP },
    blockRecoveryPointDeletion: props.blockRecoveryPointDeletion ?? true,
    removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  };
}

/** What is weaker than the default. */
export const weakerBackupVaultProps = (
  { blockRecoveryPointDeletion, removalPolicy, lockConfiguration: lock }: BackupVaultProps,
): readonly Weaker[] => [
  { prop: 'blockRecoveryPointDeletion', rule: 'not be false', got: blockRecoveryPointDeletion, isWeaker: blockRecoveryPointDeletion === false },
  { prop: 'removalPolicy', rule: 'not be DESTROY', got: removalPolicy, isWeaker: removalPolicy === RemovalPolicy.DESTROY },
  {
    prop: 'lockConfiguration.minRetention', rule: `be ${SHORTEST_BACKUP.toDays()} days or longer`, got: lock?.minRetention.toHumanString(),
    isWeaker: lock !== undefined && lock.minRetention.toMilliseconds() < SHORTEST_BACKUP.toMilliseconds(),
  },
];
