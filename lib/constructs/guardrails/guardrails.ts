import { ACCESS_ANALYZER_PROTECTED } from './catalogue/access-analyzer-protected';
import { ACCOUNT_IDENTITY_PROTECTED } from './catalogue/account-identity-protected';
import { ACCOUNT_PUBLIC_ACCESS_BLOCK } from './catalogue/account-public-access-block';
import { AI_OPT_OUT } from './catalogue/ai-opt-out';
import { ARCHIVE_IMMUTABLE } from './catalogue/archive-immutable';
import { BACKUP_VAULTS_PROTECTED } from './catalogue/backup-vaults-protected';
import { BACKUPS } from './catalogue/backups';
import { BACKUPS_PROTECTED } from './catalogue/backups-protected';
import { CLOUDSHELL_IN_VPC } from './catalogue/cloudshell-in-vpc';
import { CONFIG_PROTECTED } from './catalogue/config-protected';
import { CONFUSED_DEPUTY } from './catalogue/confused-deputy';
import { DATA_CLASSIFICATION } from './catalogue/data-classification';
import { DETECTIVE_PROTECTED } from './catalogue/detective-protected';
import { EBS_DEFAULT_ENCRYPTION } from './catalogue/ebs-default-encryption';
import { EC2_ATTRIBUTES } from './catalogue/ec2-attributes';
import { ENCRYPTED_STORAGE } from './catalogue/encrypted-storage';
import { FEDERATION_PROTECTED } from './catalogue/federation-protected';
import { FLOW_LOGS_PROTECTED } from './catalogue/flow-logs-protected';
import { GOVERNED_REGIONS } from './catalogue/governed-regions';
import { GUARDDUTY_PROTECTED } from './catalogue/guardduty-protected';
import { IDENTITY_PERIMETER } from './catalogue/identity-perimeter';
import { IMDSV2_ONLY } from './catalogue/imdsv2-only';
import { INSPECTOR } from './catalogue/inspector';
import { INSPECTOR_PROTECTED } from './catalogue/inspector-protected';
import { KEY_GRANTS_FOR_SERVICES } from './catalogue/key-grants-for-services';
import { KEYS_PROTECTED } from './catalogue/keys-protected';
import { LOG_ARCHIVE_PROTECTED } from './catalogue/log-archive-protected';
import { LOG_RETENTION_PROTECTED } from './catalogue/log-retention-protected';
import { MACIE_PROTECTED } from './catalogue/macie-protected';
import { MODERN_TLS_LISTENERS } from './catalogue/modern-tls-listeners';
import { NETWORK_EDGES } from './catalogue/network-edges';
import { NETWORK_ROUTES } from './catalogue/network-routes';
import { NO_ADMINISTRATOR_POLICIES } from './catalogue/no-administrator-policies';
import { NO_BEDROCK_API_KEYS } from './catalogue/no-bedrock-api-keys';
import { NO_CLI_LOGIN } from './catalogue/no-cli-login';
import { NO_COMMITMENTS } from './catalogue/no-commitments';
import { NO_DEFAULT_VPC } from './catalogue/no-default-vpc';
import { NO_EXTERNAL_SHARING } from './catalogue/no-external-sharing';
import { NO_LEAVING } from './catalogue/no-leaving';
import { NO_LONG_LIVED_CREDENTIALS } from './catalogue/no-long-lived-credentials';
import { NO_OUTBOUND_TOKENS } from './catalogue/no-outbound-tokens';
import { NO_PUBLIC_FUNCTION_URLS } from './catalogue/no-public-function-urls';
import { NO_PUBLIC_IMAGES } from './catalogue/no-public-images';
import { NO_SHARED_SNAPSHOTS } from './catalogue/no-shared-snapshots';
import { NO_SSH_KEYS } from './catalogue/no-ssh-keys';
import { OIDC_TRUST } from './catalogue/oidc-trust';
import { ORGANIZATION_PROTECTED } from './catalogue/organization-protected';
import { PASSWORD_POLICY_PROTECTED } from './catalogue/password-policy-protected';
import { PLATFORM_POLICIES_PROTECTED } from './catalogue/platform-policies-protected';
import { PLATFORM_RESOURCES_PROTECTED } from './catalogue/platform-resources-protected';
import { PLATFORM_ROLES_PROTECTED } from './catalogue/platform-roles-protected';
import { PRIVATE_NETWORKS } from './catalogue/private-networks';
import { QUARANTINE } from './catalogue/quarantine';
import { REGION_OPT_IN } from './catalogue/region-opt-in';
import { RESERVED_TAGS } from './catalogue/reserved-tags';
import { ROLES_WITHIN_BOUNDARY } from './catalogue/roles-within-boundary';
import { ROOT_LOCKDOWN } from './catalogue/root-lockdown';
import { S3_ACLS_OFF } from './catalogue/s3-acls-off';
import { S3_BLOCK_PUBLIC_ACCESS } from './catalogue/s3-block-public-access';
import { S3_HYGIENE } from './catalogue/s3-hygiene';
import { S3_TLS_VERSION } from './catalogue/s3-tls-version';
import { SECURITY_HUB } from './catalogue/security-hub';
import { SECURITY_HUB_PROTECTED } from './catalogue/security-hub-protected';
import { SECURITY_LAKE_PROTECTED } from './catalogue/security-lake-protected';
import { SESSION_TAGS } from './catalogue/session-tags';
import { SMALL_INSTANCES } from './catalogue/small-instances';
import { TLS_ONLY } from './catalogue/tls-only';
import { TRAIL_PROTECTED } from './catalogue/trail-protected';
import { Guardrail } from './guardrail';

/**
 * The catalogue of guardrails.
 *
 * Policies are packed in the order of `all()`, so a new guardrail goes to its end: statements that are already attached stay where they
 * are.
 */
export class Guardrails {
  /** G01: the root user of a member account can do nothing. */
  public static readonly ROOT_LOCKDOWN: Guardrail = ROOT_LOCKDOWN;

  /** G02: accounts stay in the organization. */
  public static readonly NO_LEAVING: Guardrail = NO_LEAVING;

  /** G30: the organization trail keeps recording. */
  public static readonly TRAIL_PROTECTED: Guardrail = TRAIL_PROTECTED;

  /** G10: nobody gets hold of the roles that guardrails exempt. */
  public static readonly PLATFORM_ROLES_PROTECTED: Guardrail = PLATFORM_ROLES_PROTECTED;

  /** G05: only governed regions. */
  public static readonly GOVERNED_REGIONS: Guardrail = GOVERNED_REGIONS;

  /** G42: the log archive keeps what it has. */
  public static readonly LOG_ARCHIVE_PROTECTED: Guardrail = LOG_ARCHIVE_PROTECTED;

  /** G42b: log retention binds everybody. */
  public static readonly LOG_RETENTION_PROTECTED: Guardrail = LOG_RETENTION_PROTECTED;

  /** G62: TLS only. */
  public static readonly TLS_ONLY: Guardrail = TLS_ONLY;

  /** G60: only identities of the organization reach its resources. */
  public static readonly IDENTITY_PERIMETER: Guardrail = IDENTITY_PERIMETER;

  /** G71: no public buckets. */
  public static readonly S3_BLOCK_PUBLIC_ACCESS: Guardrail = S3_BLOCK_PUBLIC_ACCESS;

  /** G70: EC2 is hardened. */
  public static readonly EC2_ATTRIBUTES: Guardrail = EC2_ATTRIBUTES;

  /** G72: content does not train AWS AI services. */
  public static readonly AI_OPT_OUT: Guardrail = AI_OPT_OUT;

  /** G03: contacts, name and payment belong to the organization. */
  public static readonly ACCOUNT_IDENTITY_PROTECTED: Guardrail = ACCOUNT_IDENTITY_PROTECTED;

  /** G04: Regions are enabled by the platform. */
  public static readonly REGION_OPT_IN: Guardrail = REGION_OPT_IN;

  /** G06: suspended accounts do nothing. */
  public static readonly QUARANTINE: Guardrail = QUARANTINE;

  /** G07: the organization is run from its management account. */
  public static readonly ORGANIZATION_PROTECTED: Guardrail = ORGANIZATION_PROTECTED;

  /** G11: platform policies are out of reach. */
  public static readonly PLATFORM_POLICIES_PROTECTED: Guardrail = PLATFORM_POLICIES_PROTECTED;

  /** G12: no IAM users and no long-lived keys. */
  public static readonly NO_LONG_LIVED_CREDENTIALS: Guardrail = NO_LONG_LIVED_CREDENTIALS;

  /** G13: the password policy stays. */
  public static readonly PASSWORD_POLICY_PROTECTED: Guardrail = PASSWORD_POLICY_PROTECTED;

  /** G14: identities come through the front door. */
  public static readonly FEDERATION_PROTECTED: Guardrail = FEDERATION_PROTECTED;

  /** G15: roles of teams have a boundary. */
  public static readonly ROLES_WITHIN_BOUNDARY: Guardrail = ROLES_WITHIN_BOUNDARY;

  /** G16: nobody is made administrator by hand. */
  public static readonly NO_ADMINISTRATOR_POLICIES: Guardrail = NO_ADMINISTRATOR_POLICIES;

  /** G17: the console hands out no credentials. */
  public static readonly NO_CLI_LOGIN: Guardrail = NO_CLI_LOGIN;

  /** G18: no tokens for strangers. */
  public static readonly NO_OUTBOUND_TOKENS: Guardrail = NO_OUTBOUND_TOKENS;

  /** G19: no long-term Bedrock API keys. */
  public static readonly NO_BEDROCK_API_KEYS: Guardrail = NO_BEDROCK_API_KEYS;

  /** G61: AWS services act for us only. */
  public static readonly CONFUSED_DEPUTY: Guardrail = CONFUSED_DEPUTY;

  /** G63: current TLS for S3. */
  public static readonly S3_TLS_VERSION: Guardrail = S3_TLS_VERSION;

  /** G64: web identities of named tenants only. */
  public static readonly OIDC_TRUST: Guardrail = OIDC_TRUST;

  /** G65: strangers do not tag sessions. */
  public static readonly SESSION_TAGS: Guardrail = SESSION_TAGS;

  /** G66: the archive is closed from outside too. */
  public static readonly ARCHIVE_IMMUTABLE: Guardrail = ARCHIVE_IMMUTABLE;

  /** G67: no foreign keys, no eternal links. */
  public static readonly S3_HYGIENE: Guardrail = S3_HYGIENE;

  /** G67b: buckets without ACLs. */
  public static readonly S3_ACLS_OFF: Guardrail = S3_ACLS_OFF;

  /** G73: data has a class. */
  public static readonly DATA_CLASSIFICATION: Guardrail = DATA_CLASSIFICATION;

  /** G74: what is tagged is backed up. */
  public static readonly BACKUPS: Guardrail = BACKUPS;

  /** G75: Security Hub is on. */
  public static readonly SECURITY_HUB: Guardrail = SECURITY_HUB;

  /** G76: Inspector is on. */
  public static readonly INSPECTOR: Guardrail = INSPECTOR;

  /** G31: Config keeps recording. */
  public static readonly CONFIG_PROTECTED: Guardrail = CONFIG_PROTECTED;

  /** G32: GuardDuty keeps detecting. */
  public static readonly GUARDDUTY_PROTECTED: Guardrail = GUARDDUTY_PROTECTED;

  /** G33: Security Hub keeps checking. */
  public static readonly SECURITY_HUB_PROTECTED: Guardrail = SECURITY_HUB_PROTECTED;

  /** G34: the platform's analyzers keep looking. */
  public static readonly ACCESS_ANALYZER_PROTECTED: Guardrail = ACCESS_ANALYZER_PROTECTED;

  /** G34b: Macie keeps classifying. */
  public static readonly MACIE_PROTECTED: Guardrail = MACIE_PROTECTED;

  /** G34c: Inspector keeps scanning. */
  public static readonly INSPECTOR_PROTECTED: Guardrail = INSPECTOR_PROTECTED;

  /** G34d: Detective keeps its graph. */
  public static readonly DETECTIVE_PROTECTED: Guardrail = DETECTIVE_PROTECTED;

  /** G34e: Security Lake keeps collecting. */
  public static readonly SECURITY_LAKE_PROTECTED: Guardrail = SECURITY_LAKE_PROTECTED;

  /** G35: platform resources are out of reach. */
  public static readonly PLATFORM_RESOURCES_PROTECTED: Guardrail = PLATFORM_RESOURCES_PROTECTED;

  /** G36: flow logs keep flowing. */
  public static readonly FLOW_LOGS_PROTECTED: Guardrail = FLOW_LOGS_PROTECTED;

  /** G37: backups end by their lifecycle. */
  public static readonly BACKUPS_PROTECTED: Guardrail = BACKUPS_PROTECTED;

  /** G37b: backup vaults are the platform's. */
  public static readonly BACKUP_VAULTS_PROTECTED: Guardrail = BACKUP_VAULTS_PROTECTED;

  /** G40: the account's public access block stays. */
  public static readonly ACCOUNT_PUBLIC_ACCESS_BLOCK: Guardrail = ACCOUNT_PUBLIC_ACCESS_BLOCK;

  /** G43: EBS default encryption stays on. */
  public static readonly EBS_DEFAULT_ENCRYPTION: Guardrail = EBS_DEFAULT_ENCRYPTION;

  /** G44: storage is encrypted from the start. */
  public static readonly ENCRYPTED_STORAGE: Guardrail = ENCRYPTED_STORAGE;

  /** G45: instances speak IMDSv2. */
  public static readonly IMDSV2_ONLY: Guardrail = IMDSV2_ONLY;

  /** G46: no public images, snapshots and documents. */
  public static readonly NO_PUBLIC_IMAGES: Guardrail = NO_PUBLIC_IMAGES;

  /** G46b: databases are not shared by snapshot. */
  public static readonly NO_SHARED_SNAPSHOTS: Guardrail = NO_SHARED_SNAPSHOTS;

  /** G47: shares stay in the organization. */
  public static readonly NO_EXTERNAL_SHARING: Guardrail = NO_EXTERNAL_SHARING;

  /** G48: keys are not lost in a hurry. */
  public static readonly KEYS_PROTECTED: Guardrail = KEYS_PROTECTED;

  /** G48b: grants of keys are for AWS services. */
  public static readonly KEY_GRANTS_FOR_SERVICES: Guardrail = KEY_GRANTS_FOR_SERVICES;

  /** G49: no public function URLs. */
  public static readonly NO_PUBLIC_FUNCTION_URLS: Guardrail = NO_PUBLIC_FUNCTION_URLS;

  /** G50: no default networks. */
  public static readonly NO_DEFAULT_VPC: Guardrail = NO_DEFAULT_VPC;

  /** G50b: networks are connected by the network team. */
  public static readonly NETWORK_EDGES: Guardrail = NETWORK_EDGES;

  /** G50c: routes are the network team's. */
  public static readonly NETWORK_ROUTES: Guardrail = NETWORK_ROUTES;

  /** G51: load balancers speak TLS 1.2 at least. */
  public static readonly MODERN_TLS_LISTENERS: Guardrail = MODERN_TLS_LISTENERS;

  /** G54: tags of the platform are set by the platform. */
  public static readonly RESERVED_TAGS: Guardrail = RESERVED_TAGS;

  /** G55: CloudShell stays in the network. */
  public static readonly CLOUDSHELL_IN_VPC: Guardrail = CLOUDSHELL_IN_VPC;

  /** G56: nobody buys for a year. */
  public static readonly NO_COMMITMENTS: Guardrail = NO_COMMITMENTS;

  /** G56b: instances are small. */
  public static readonly SMALL_INSTANCES: Guardrail = SMALL_INSTANCES;

  /** G52: no SSH keys. */
  public static readonly NO_SSH_KEYS: Guardrail = NO_SSH_KEYS;

  /** G70b: the internet does not reach into networks. */
  public static readonly PRIVATE_NETWORKS: Guardrail = PRIVATE_NETWORKS;

  /** Every guardrail, in the order in which policies are packed. */
  public static all(): Guardrail[] {
    return [
      Guardrails.ROOT_LOCKDOWN, Guardrails.NO_LEAVING, Guardrails.TRAIL_PROTECTED, Guardrails.PLATFORM_ROLES_PROTECTED,
      Guardrails.GOVERNED_REGIONS, Guardrails.LOG_ARCHIVE_PROTECTED, Guardrails.LOG_RETENTION_PROTECTED, Guardrails.TLS_ONLY,
      Guardrails.IDENTITY_PERIMETER, Guardrails.S3_BLOCK_PUBLIC_ACCESS, Guardrails.EC2_ATTRIBUTES, Guardrails.AI_OPT_OUT,
      Guardrails.ACCOUNT_IDENTITY_PROTECTED, Guardrails.REGION_OPT_IN, Guardrails.QUARANTINE, Guardrails.ORGANIZATION_PROTECTED,
      Guardrails.PLATFORM_POLICIES_PROTECTED, Guardrails.NO_LONG_LIVED_CREDENTIALS, Guardrails.PASSWORD_POLICY_PROTECTED,
      Guardrails.FEDERATION_PROTECTED, Guardrails.ROLES_WITHIN_BOUNDARY, Guardrails.NO_ADMINISTRATOR_POLICIES, Guardrails.NO_CLI_LOGIN,
      Guardrails.NO_OUTBOUND_TOKENS, Guardrails.NO_BEDROCK_API_KEYS,
      Guardrails.CONFUSED_DEPUTY, Guardrails.S3_TLS_VERSION, Guardrails.OIDC_TRUST, Guardrails.SESSION_TAGS, Guardrails.ARCHIVE_IMMUTABLE,
      Guardrails.S3_HYGIENE, Guardrails.S3_ACLS_OFF, Guardrails.DATA_CLASSIFICATION, Guardrails.BACKUPS, Guardrails.SECURITY_HUB,
      Guardrails.INSPECTOR,
      Guardrails.CONFIG_PROTECTED, Guardrails.GUARDDUTY_PROTECTED, Guardrails.SECURITY_HUB_PROTECTED, Guardrails.ACCESS_ANALYZER_PROTECTED,
      Guardrails.MACIE_PROTECTED, Guardrails.INSPECTOR_PROTECTED, Guardrails.DETECTIVE_PROTECTED, Guardrails.SECURITY_LAKE_PROTECTED,
      Guardrails.PLATFORM_RESOURCES_PROTECTED, Guardrails.FLOW_LOGS_PROTECTED, Guardrails.BACKUPS_PROTECTED,
      Guardrails.BACKUP_VAULTS_PROTECTED, Guardrails.ACCOUNT_PUBLIC_ACCESS_BLOCK, Guardrails.EBS_DEFAULT_ENCRYPTION,
      Guardrails.ENCRYPTED_STORAGE, Guardrails.IMDSV2_ONLY, Guardrails.NO_PUBLIC_IMAGES, Guardrails.NO_SHARED_SNAPSHOTS,
      Guardrails.NO_EXTERNAL_SHARING, Guardrails.KEYS_PROTECTED, Guardrails.KEY_GRANTS_FOR_SERVICES, Guardrails.NO_PUBLIC_FUNCTION_URLS,
      Guardrails.NO_DEFAULT_VPC, Guardrails.NETWORK_EDGES, Guardrails.NETWORK_ROUTES, Guardrails.MODERN_TLS_LISTENERS,
      Guardrails.RESERVED_TAGS, Guardrails.CLOUDSHELL_IN_VPC, Guardrails.NO_COMMITMENTS, Guardrails.SMALL_INSTANCES,
      Guardrails.NO_SSH_KEYS, Guardrails.PRIVATE_NETWORKS,
    ];
  }

  private constructor() {}
}
