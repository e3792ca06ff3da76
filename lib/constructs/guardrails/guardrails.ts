import { ACCOUNT_IDENTITY_PROTECTED } from './catalogue/account-identity-protected';
import { AI_OPT_OUT } from './catalogue/ai-opt-out';
import { ARCHIVE_IMMUTABLE } from './catalogue/archive-immutable';
import { BACKUPS } from './catalogue/backups';
import { CONFUSED_DEPUTY } from './catalogue/confused-deputy';
import { DATA_CLASSIFICATION } from './catalogue/data-classification';
import { EC2_ATTRIBUTES } from './catalogue/ec2-attributes';
import { FEDERATION_PROTECTED } from './catalogue/federation-protected';
import { GOVERNED_REGIONS } from './catalogue/governed-regions';
import { IDENTITY_PERIMETER } from './catalogue/identity-perimeter';
import { INSPECTOR } from './catalogue/inspector';
import { LOG_ARCHIVE_PROTECTED } from './catalogue/log-archive-protected';
import { LOG_RETENTION_PROTECTED } from './catalogue/log-retention-protected';
import { NO_ADMINISTRATOR_POLICIES } from './catalogue/no-administrator-policies';
import { NO_BEDROCK_API_KEYS } from './catalogue/no-bedrock-api-keys';
import { NO_CLI_LOGIN } from './catalogue/no-cli-login';
import { NO_LEAVING } from './catalogue/no-leaving';
import { NO_LONG_LIVED_CREDENTIALS } from './catalogue/no-long-lived-credentials';
import { NO_OUTBOUND_TOKENS } from './catalogue/no-outbound-tokens';
import { OIDC_TRUST } from './catalogue/oidc-trust';
import { ORGANIZATION_PROTECTED } from './catalogue/organization-protected';
import { PASSWORD_POLICY_PROTECTED } from './catalogue/password-policy-protected';
import { PLATFORM_POLICIES_PROTECTED } from './catalogue/platform-policies-protected';
import { PLATFORM_ROLES_PROTECTED } from './catalogue/platform-roles-protected';
import { QUARANTINE } from './catalogue/quarantine';
import { REGION_OPT_IN } from './catalogue/region-opt-in';
import { ROLES_WITHIN_BOUNDARY } from './catalogue/roles-within-boundary';
import { ROOT_LOCKDOWN } from './catalogue/root-lockdown';
import { S3_ACLS_OFF } from './catalogue/s3-acls-off';
import { S3_BLOCK_PUBLIC_ACCESS } from './catalogue/s3-block-public-access';
import { S3_HYGIENE } from './catalogue/s3-hygiene';
import { S3_TLS_VERSION } from './catalogue/s3-tls-version';
import { SECURITY_HUB } from './catalogue/security-hub';
import { SESSION_TAGS } from './catalogue/session-tags';
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
    ];
  }

  private constructor() {}
}
