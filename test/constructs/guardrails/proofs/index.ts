import { Proof } from '../proof';
import { GOVERNED_REGIONS_PROOF } from './governed-regions';
import { IDENTITY_PERIMETER_PROOF } from './identity-perimeter';
import { LOG_ARCHIVE_PROTECTED_PROOF } from './log-archive-protected';
import { LOG_RETENTION_PROTECTED_PROOF } from './log-retention-protected';
import { NO_LEAVING_PROOF } from './no-leaving';
import { PLATFORM_ROLES_PROTECTED_PROOF } from './platform-roles-protected';
import { ROOT_LOCKDOWN_PROOF } from './root-lockdown';
import { TLS_ONLY_PROOF } from './tls-only';
import { TRAIL_PROTECTED_PROOF } from './trail-protected';

/** The proof of every guardrail that denies. */
export const PROOFS: readonly Proof[] = [
  ROOT_LOCKDOWN_PROOF, NO_LEAVING_PROOF, TRAIL_PROTECTED_PROOF, PLATFORM_ROLES_PROTECTED_PROOF, GOVERNED_REGIONS_PROOF,
  LOG_ARCHIVE_PROTECTED_PROOF, LOG_RETENTION_PROTECTED_PROOF, TLS_ONLY_PROOF, IDENTITY_PERIMETER_PROOF,
];
