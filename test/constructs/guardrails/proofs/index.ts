import { Proof } from '../proof';
import { ACCOUNT_IDENTITY_PROTECTED_PROOF } from './account-identity-protected';
import { ARCHIVE_IMMUTABLE_PROOF } from './archive-immutable';
import { CONFUSED_DEPUTY_PROOF } from './confused-deputy';
import { FEDERATION_PROTECTED_PROOF } from './federation-protected';
import { GOVERNED_REGIONS_PROOF } from './governed-regions';
import { IDENTITY_PERIMETER_PROOF } from './identity-perimeter';
import { LOG_ARCHIVE_PROTECTED_PROOF } from './log-archive-protected';
import { LOG_RETENTION_PROTECTED_PROOF } from './log-retention-protected';
import { NO_ADMINISTRATOR_POLICIES_PROOF } from './no-administrator-policies';
import { NO_BEDROCK_API_KEYS_PROOF } from './no-bedrock-api-keys';
import { NO_CLI_LOGIN_PROOF } from './no-cli-login';
import { NO_LEAVING_PROOF } from './no-leaving';
import { NO_LONG_LIVED_CREDENTIALS_PROOF } from './no-long-lived-credentials';
import { NO_OUTBOUND_TOKENS_PROOF } from './no-outbound-tokens';
import { OIDC_TRUST_PROOF } from './oidc-trust';
import { ORGANIZATION_PROTECTED_PROOF } from './organization-protected';
import { PASSWORD_POLICY_PROTECTED_PROOF } from './password-policy-protected';
import { PLATFORM_POLICIES_PROTECTED_PROOF } from './platform-policies-protected';
import { PLATFORM_ROLES_PROTECTED_PROOF } from './platform-roles-protected';
import { QUARANTINE_PROOF } from './quarantine';
import { REGION_OPT_IN_PROOF } from './region-opt-in';
import { ROLES_WITHIN_BOUNDARY_PROOF } from './roles-within-boundary';
import { ROOT_LOCKDOWN_PROOF } from './root-lockdown';
import { S3_ACLS_OFF_PROOF } from './s3-acls-off';
import { S3_HYGIENE_PROOF } from './s3-hygiene';
import { S3_TLS_VERSION_PROOF } from './s3-tls-version';
import { SESSION_TAGS_PROOF } from './session-tags';
import { TLS_ONLY_PROOF } from './tls-only';
import { TRAIL_PROTECTED_PROOF } from './trail-protected';

/** The proof of every guardrail that denies. */
export const PROOFS: readonly Proof[] = [
  ROOT_LOCKDOWN_PROOF, NO_LEAVING_PROOF, TRAIL_PROTECTED_PROOF, PLATFORM_ROLES_PROTECTED_PROOF, GOVERNED_REGIONS_PROOF,
  LOG_ARCHIVE_PROTECTED_PROOF, LOG_RETENTION_PROTECTED_PROOF, TLS_ONLY_PROOF, IDENTITY_PERIMETER_PROOF,
  ACCOUNT_IDENTITY_PROTECTED_PROOF, REGION_OPT_IN_PROOF, QUARANTINE_PROOF, ORGANIZATION_PROTECTED_PROOF,
  PLATFORM_POLICIES_PROTECTED_PROOF, NO_LONG_LIVED_CREDENTIALS_PROOF, PASSWORD_POLICY_PROTECTED_PROOF, FEDERATION_PROTECTED_PROOF,
  ROLES_WITHIN_BOUNDARY_PROOF, NO_ADMINISTRATOR_POLICIES_PROOF, NO_CLI_LOGIN_PROOF, NO_OUTBOUND_TOKENS_PROOF, NO_BEDROCK_API_KEYS_PROOF,
  CONFUSED_DEPUTY_PROOF, S3_TLS_VERSION_PROOF, OIDC_TRUST_PROOF, SESSION_TAGS_PROOF, ARCHIVE_IMMUTABLE_PROOF, S3_HYGIENE_PROOF,
  S3_ACLS_OFF_PROOF,
];
