import { PolicyDocument } from '../../../lib/policy';
import { Origin } from '../contract';

/** Vaults, plans and selections, each by ARN. */
export interface BackupState {
  readonly vaults: Map<string, BackupVault>;
  readonly plans: Map<string, BackupPlan>;
  readonly selections: Map<string, BackupSelection>;
}

interface BackupPart {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
}

/** A vault. */
export interface BackupVault extends BackupPart {
  readonly name: string;
  /** ARN of the customer managed key. @default - the key of AWS */
  readonly keyArn?: string;
  policy?: { readonly document: PolicyDocument; readonly origin?: Origin };
  /** Days that its lock asks for. @default - it is not locked */
  lock?: { readonly minDays: number; readonly maxDays?: number; readonly permanent: boolean };
}

/** A plan. */
export interface BackupPlan extends BackupPart {
  readonly id: string;
  /** Vaults of the account that it stores backups in. */
  vaultNames: readonly string[];
}

/** What a plan backs up, by which role. */
export interface BackupSelection extends BackupPart {
  readonly id: string;
  readonly planId: string;
  readonly roleArn: string;
}

export const initialBackup = (): BackupState => ({ vaults: new Map(), plans: new Map(), selections: new Map() });
