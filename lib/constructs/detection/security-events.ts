import { ACCESS_EVENTS } from './events/access-events';
import { FINDING_EVENTS } from './events/finding-events';
import { ROOT_EVENTS } from './events/root-events';
import { SERVICE_EVENTS } from './events/service-events';
import { TAMPERING_EVENTS } from './events/tampering-events';
import { frozen } from './private/frozen';
import { SecurityEvent, SecurityEventOrigin } from './security-event';

/**
 * What the landing zone tells of within seconds.
 *
 * The alarms on the trail's log group know most of it too, minutes later: two ways, so that one that is cut does not blind us. Where both
 * know a thing, they have the same id, and one section in the runbook.
 */
export class SecurityEvents {
  /** Every use of a root user: sign-in, calls, password, MFA, e-mail, access keys, AssumeRoot, and the end of central root management. */
  public static readonly ROOT: SecurityEvent[] = frozen(ROOT_EVENTS);

  /** What would blind us: trails, recorders, detectors, rules and topics that are switched off. */
  public static readonly TAMPERING: SecurityEvent[] = frozen(TAMPERING_EVENTS);

  /** Who becomes somebody powerful, and what happens to the organization itself. */
  public static readonly ACCESS: SecurityEvent[] = frozen(ACCESS_EVENTS);

  /** What GuardDuty, Security Hub, Access Analyzer, Inspector and Macie found. */
  public static readonly FINDINGS: SecurityEvent[] = frozen(FINDING_EVENTS);

  /** What AWS Health, Trusted Advisor and AWS Config say. */
  public static readonly SERVICES: SecurityEvent[] = frozen(SERVICE_EVENTS);

  /** The whole catalogue: what is routed to people. */
  public static all(): SecurityEvent[] {
    return [SecurityEvents.ROOT, SecurityEvents.TAMPERING, SecurityEvents.ACCESS, SecurityEvents.FINDINGS, SecurityEvents.SERVICES].flat();
  }

  /** What every account forwards from its default buses, the management account too. */
  public static ofEveryAccount(): SecurityEvent[] {
    return from(SecurityEventOrigin.EVERY_ACCOUNT, SecurityEventOrigin.EVERY_ACCOUNT_GLOBAL);
  }

  /** What the management account forwards besides. */
  public static ofManagementAccount(): SecurityEvent[] {
    return from(SecurityEventOrigin.MANAGEMENT_ACCOUNT);
  }

  /** What the security account forwards besides, from every region: findings of all accounts. */
  public static ofSecurityAccount(): SecurityEvent[] {
    return from(SecurityEventOrigin.SECURITY_ACCOUNT);
  }

  private constructor() {}
}

const from = (...origins: SecurityEventOrigin[]): SecurityEvent[] => SecurityEvents.all().filter(({ origin }) => origins.includes(origin));
