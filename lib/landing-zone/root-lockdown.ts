import { isDeepStrictEqual } from 'node:util';
import { EventForwarding, EventRouting, SecurityAlarms, SecurityEvent, SecurityEvents, Severity } from '../constructs/detection';
import { OrganizationActivation } from '../constructs/organization';
import { throwProblems } from '../core/errors';
import { openUnitProblems, ROOT_RULES, rootRuleProblems } from './configuration/root-lockdown-problems';
import { GuardrailPlacement } from './guardrail-rollout';

/** The scopes that the lockdown of root users spans. */
export interface RootLockdownProps {
  /** Before the first account exists: central management of root credentials, and root sessions. */
  readonly activation: OrganizationActivation;

  /** On the log group of the organization trail: minutes after the event, in every account, even where nothing else of ours is. */
  readonly alarms: SecurityAlarms;

  /** On the default buses of every account and region, the management account's too: seconds after the event. */
  readonly forwarding: readonly EventForwarding[];

  /** From the bus of the security account to people. */
  readonly routing: EventRouting;

  /** The guardrail sets and where they are placed. */
  readonly placements: readonly GuardrailPlacement[];

  /** Paths of the organization's units, all of which the guardrail must reach. */
  readonly organizationalUnits: readonly string[];

  /** Names of the rules of AWS Config that every account gets. */
  readonly configRules: readonly string[];
}

/** One thing about a root user that no deployment can do. */
export interface RootUserStep {
  /** What to do. */
  readonly step: string;

  /** What tells whether it was done. */
  readonly watchedBy: string;

  /** The AWS page that says how. */
  readonly page: string;
}

/**
 * The lockdown of root users, over all the stacks that it spans.
 *
 *     members      are born without root credentials     activation: central root credentials management, before the first account
 *                  can do nothing                        guardrail G01, which lets privileged root sessions of the management account pass
 *     everybody    is seen within minutes                alarms on the organization trail: sign-in, calls, password or MFA, access key,
 *                                                        AssumeRoot, the end of central management
 *                  is seen within seconds                the same from EventBridge, forwarded across accounts and regions, to the topics
 *                  is looked at every day                Config rules: no access key, MFA; hardware MFA, unless it is excepted
 *     management   is a person's matter                  the checklist: no policy binds that user
 *
 * Each piece is made in the scope where AWS has it; what is missing is an error here, so that no refactoring loses one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
 */
export class RootLockdown {
  /** Config rules of the identity pack that watch root users, and that no configuration leaves out. */
  public static readonly CONFIG_RULES: readonly string[] = ROOT_RULES;

  /** What is left for the management account's root user, in this order. */
  public static readonly CHECKLIST: readonly RootUserStep[] = [
    {
      step: 'Give the root user of the management account two MFA devices, hardware keys if you can, kept in two places.',
      watchedBy: 'Config rules root-account-mfa-enabled and root-account-hardware-mfa-enabled in the management account',
      page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html',
    },
    {
      step: 'Delete every access key of that user; nothing may depend on one.',
      watchedBy: 'Config rule iam-root-access-key-check in the management account',
      page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user_manage_delete-key.html',
    },
    {
      step: 'Let its e-mail address be a mailbox of several people, behind MFA of its own, and check telephone number and contacts.',
      watchedBy: 'nobody: AWS tells no API whether a contact is right; repeat it once a year',
      page: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-primary.html',
    },
    {
      step: 'Seal the password: two people, one part each, and note every use beside the alarm that it raises.',
      watchedBy: 'alarm lz-root-usage and event lz-root-console-sign-in',
      page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
    },
    {
      step: 'Delete the root credentials of accounts that existed before: central management keeps new accounts free of them.',
      watchedBy: 'Config rule iam-root-access-key-check in each account',
      page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html',
    },
  ];

  public constructor(props: RootLockdownProps) {
    const { activation, alarms, forwarding, routing } = props;
    throwProblems(activation, [
      ...activation.centralRootAccess ? []
        : ["'centralRootAccess' must be on, got false: every new account would be born with a root password that somebody can recover"],
      ...forwarding.length > 0 ? []
        : ["'forwarding' must reach every account, got none: pass the forwarding of members and of the management account"],
      ...openUnitProblems(props.placements, props.organizationalUnits),
      ...rootRuleProblems(props.configRules),
    ]);

    missingFrom(alarms.alarms, SecurityAlarms.ROOT).forEach(alarm => alarms.addAlarm(alarm));
    forwarding.forEach(accounts => missingFrom(accounts.events, SecurityEvents.ROOT).forEach(event => accounts.addEvent(event)));
    missingFrom(routing.events, SecurityEvents.ROOT).forEach(event => routing.addEvent(event));
  }
}

/** What watches root users and is not there yet as it stands in the catalogue. Another one of that id is not taken for it: adding fails. */
function missingFrom<T extends RootWatch>(there: readonly T[], watching: readonly T[]): T[] {
  const isThere = ({ id, severity, pattern }: RootWatch) => there.some(other =>
    other.id === id && other.severity === severity && isDeepStrictEqual(other.pattern, pattern));
  return watching.filter(watch => !isThere(watch));
}

/** What an alarm and an event have in common. */
interface RootWatch {
  readonly id: string;
  readonly severity: Severity;
  readonly pattern: unknown;
}

/** Events of other than root users: those of root are `RootLockdown`'s. */
export function notOfRoot(events: readonly SecurityEvent[]): SecurityEvent[] {
  const ofRoot = SecurityEvents.ROOT.map(({ id }) => id);
  return events.filter(({ id }) => !ofRoot.includes(id));
}
