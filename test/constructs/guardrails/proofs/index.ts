import { Proof } from '../proof';
import { ACCESS_ANALYZER_PROTECTED_PROOF } from './access-analyzer-protected';
import { ACCOUNT_IDENTITY_PROTECTED_PROOF } from './account-identity-protected';
import { ACCOUNT_PUBLIC_ACCESS_BLOCK_PROOF } from './account-public-access-block';
import { ARCHIVE_IMMUTABLE_PROOF } from './archive-immutable';
import { BACKUP_VAULTS_PROTECTED_PROOF } from './backup-vaults-protected';
import { BACKUPS_PROTECTED_PROOF } from './backups-protected';
import { CLOUDSHELL_IN_VPC_PROOF } from './cloudshell-in-vpc';
import { CONFIG_PROTECTED_PROOF } from './config-protected';
import { CONFUSED_DEPUTY_PROOF } from './confused-deputy';
import { DETECTIVE_PROTECTED_PROOF } from './detective-protected';
import { EBS_DEFAULT_ENCRYPTION_PROOF } from './ebs-default-encryption';
import { ENCRYPTED_STORAGE_PROOF } from './encrypted-storage';
import { FEDERATION_PROTECTED_PROOF } from './federation-protected';
import { FLOW_LOGS_PROTECTED_PROOF } from './flow-logs-protected';
import { GOVERNED_REGIONS_PROOF } from './governed-regions';
import { GUARDDUTY_PROTECTED_PROOF } from './guardduty-protected';
import { IDENTITY_PERIMETER_PROOF } from './identity-perimeter';
import { IMDSV2_ONLY_PROOF } from './imdsv2-only';
import { INSPECTOR_PROTECTED_PROOF } from './inspector-protected';
import { KEY_GRANTS_FOR_SERVICES_PROOF } from './key-grants-for-services';
import { KEYS_PROTECTED_PROOF } from './keys-protected';
import { LOG_ARCHIVE_PROTECTED_PROOF } from './log-archive-protected';
import { LOG_RETENTION_PROTECTED_PROOF } from './log-retention-protected';
import { MACIE_PROTECTED_PROOF } from './macie-protected';
import { MODERN_TLS_LISTENERS_PROOF } from './modern-tls-listeners';
import { NETWORK_EDGES_PROOF } from './network-edges';
import { NETWORK_ROUTES_PROOF } from './network-routes';
import { NO_ADMINISTRATOR_POLICIES_PROOF } from './no-administrator-policies';
import { NO_BEDROCK_API_KEYS_PROOF } from './no-bedrock-api-keys';
import { NO_CLI_LOGIN_PROOF } from './no-cli-login';
import { NO_COMMITMENTS_PROOF } from './no-commitments';
import { NO_DEFAULT_VPC_PROOF } from './no-default-vpc';
import { NO_EXTERNAL_SHARING_PROOF } from './no-external-sharing';
import { NO_LEAVING_PROOF } from './no-leaving';
import { NO_LONG_LIVED_CREDENTIALS_PROOF } from './no-long-lived-credentials';
import { NO_OUTBOUND_TOKENS_PROOF } from './no-outbound-tokens';
import { NO_PUBLIC_FUNCTION_URLS_PROOF } from './no-public-function-urls';
import { NO_PUBLIC_IMAGES_PROOF } from './no-public-images';
import { NO_SHARED_SNAPSHOTS_PROOF } from './no-shared-snapshots';
import { NO_SSH_KEYS_PROOF } from './no-ssh-keys';
import { OIDC_TRUST_PROOF } from './oidc-trust';
import { ORGANIZATION_PROTECTED_PROOF } from './organization-protected';
import { PASSWORD_POLICY_PROTECTED_PROOF } from './password-policy-protected';
import { PLATFORM_POLICIES_PROTECTED_PROOF } from './platform-policies-protected';
import { PLATFORM_RESOURCES_PROTECTED_PROOF } from './platform-resources-protected';
import { PLATFORM_ROLES_PROTECTED_PROOF } from './platform-roles-protected';
import { QUARANTINE_PROOF } from './quarantine';
import { REGION_OPT_IN_PROOF } from './region-opt-in';
import { RESERVED_TAGS_PROOF } from './reserved-tags';
import { ROLES_WITHIN_BOUNDARY_PROOF } from './roles-within-boundary';
import { ROOT_LOCKDOWN_PROOF } from './root-lockdown';
import { S3_ACLS_OFF_PROOF } from './s3-acls-off';
import { S3_HYGIENE_PROOF } from './s3-hygiene';
import { S3_TLS_VERSION_PROOF } from './s3-tls-version';
import { SECURITY_HUB_PROTECTED_PROOF } from './security-hub-protected';
import { SECURITY_LAKE_PROTECTED_PROOF } from './security-lake-protected';
import { SESSION_TAGS_PROOF } from './session-tags';
import { SMALL_INSTANCES_PROOF } from './small-instances';
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
  CONFIG_PROTECTED_PROOF, GUARDDUTY_PROTECTED_PROOF, SECURITY_HUB_PROTECTED_PROOF, ACCESS_ANALYZER_PROTECTED_PROOF, MACIE_PROTECTED_PROOF,
  INSPECTOR_PROTECTED_PROOF, DETECTIVE_PROTECTED_PROOF, SECURITY_LAKE_PROTECTED_PROOF, PLATFORM_RESOURCES_PROTECTED_PROOF,
  FLOW_LOGS_PROTECTED_PROOF, BACKUPS_PROTECTED_PROOF, BACKUP_VAULTS_PROTECTED_PROOF, ACCOUNT_PUBLIC_ACCESS_BLOCK_PROOF,
  EBS_DEFAULT_ENCRYPTION_PROOF, ENCRYPTED_STORAGE_PROOF, IMDSV2_ONLY_PROOF, NO_PUBLIC_IMAGES_PROOF, NO_SHARED_SNAPSHOTS_PROOF,
  NO_EXTERNAL_SHARING_PROOF, KEYS_PROTECTED_PROOF, KEY_GRANTS_FOR_SERVICES_PROOF, NO_PUBLIC_FUNCTION_URLS_PROOF, NO_DEFAULT_VPC_PROOF,
  NETWORK_EDGES_PROOF, NETWORK_ROUTES_PROOF, MODERN_TLS_LISTENERS_PROOF, RESERVED_TAGS_PROOF, CLOUDSHELL_IN_VPC_PROOF,
  NO_COMMITMENTS_PROOF, SMALL_INSTANCES_PROOF, NO_SSH_KEYS_PROOF,
];
