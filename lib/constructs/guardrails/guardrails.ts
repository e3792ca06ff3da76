import { AI_OPT_OUT } from './catalogue/ai-opt-out';
import { EC2_ATTRIBUTES } from './catalogue/ec2-attributes';
import { GOVERNED_REGIONS } from './catalogue/governed-regions';
import { IDENTITY_PERIMETER } from './catalogue/identity-perimeter';
import { LOG_ARCHIVE_PROTECTED } from './catalogue/log-archive-protected';
import { LOG_RETENTION_PROTECTED } from './catalogue/log-retention-protected';
import { NO_LEAVING } from './catalogue/no-leaving';
import { PLATFORM_ROLES_PROTECTED } from './catalogue/platform-roles-protected';
import { ROOT_LOCKDOWN } from './catalogue/root-lockdown';
import { S3_BLOCK_PUBLIC_ACCESS } from './catalogue/s3-block-public-access';
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

  /** Every guardrail, in the order in which policies are packed. */
  public static all(): Guardrail[] {
    return [
      Guardrails.ROOT_LOCKDOWN, Guardrails.NO_LEAVING, Guardrails.TRAIL_PROTECTED, Guardrails.PLATFORM_ROLES_PROTECTED,
      Guardrails.GOVERNED_REGIONS, Guardrails.LOG_ARCHIVE_PROTECTED, Guardrails.LOG_RETENTION_PROTECTED, Guardrails.TLS_ONLY,
      Guardrails.IDENTITY_PERIMETER, Guardrails.S3_BLOCK_PUBLIC_ACCESS, Guardrails.EC2_ATTRIBUTES, Guardrails.AI_OPT_OUT,
    ];
  }

  private constructor() {}
}
