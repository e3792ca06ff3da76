import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { GuardrailOptions } from '../constructs/guardrails';
import { LogLifecycle, LogRetention, TrailDataEvents, TrailInsight } from '../constructs/logging';
import { PolicyQuotas, PolicyType } from '../constructs/organization';
import { BaselineConfiguration, ContactsConfiguration } from './baseline-configuration';
import { AlertsConfiguration, CostsConfiguration, DetectionConfiguration } from './detection-configuration';
import { GuardrailRollout, GuardrailPlacement } from './guardrail-rollout';
import { LandingZonePreset } from './landing-zone-preset';

/** Configuration of a landing zone: what a user edits. */
export interface LandingZoneProps {
  /** The account that runs the organization, 12 digits. Everything is deployed to it. */
  readonly managementAccountId: string;

  /** The region of the organization's stacks, the log archive and every global part. Moving it later means a new log archive. */
  readonly homeRegion: string;

  /**
   * The regions in which people may work, the home region among them. The guardrail on regions denies every other one; us-east-1 is
   * watched in any case, because global services live there.
   */
  readonly governedRegions: string[];

  /**
   * Governed regions that AWS leaves disabled until an account opts in, such as "eu-south-1": naming one here says that it is enabled in
   * the management account and in every member.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
   */
  readonly enabledOptInRegions?: string[];

  /**
   * The organization that exists already, adopted by its ids.
   *
   * @default - a new organization is created
   */
  readonly organization?: AdoptedOrganization;

  /**
   * The organizational units by path; the units above one need not be named. Reserved: "Root", and a "/" within a name.
   *
   * @default - Security, Infrastructure, Workloads/Production, Workloads/NonProduction, Sandbox, Suspended, PolicyStaging
   */
  readonly organizationalUnits?: OrganizationalUnitConfiguration[];

  /**
   * The services that cost money, by how much an organization wants to see. `landing-zone estimate` prints what each preset costs a month.
   *
   * @default LandingZonePreset.STANDARD
   */
  readonly preset?: LandingZonePreset;

  /** The log archive: its account and how long it keeps what it is given. */
  readonly logArchive: LogArchiveConfiguration;

  /**
   * What the organization trail records beyond management events, and how long it can be searched.
   *
   * @default - as the preset says
   */
  readonly trail?: TrailConfiguration;

  /** The account from which the security team works. */
  readonly security: SecurityConfiguration;

  /**
   * The other accounts. Their order has no meaning; the name is the key that never changes.
   *
   * @default - none
   */
  readonly accounts?: AccountConfiguration[];

  /** The way in when nothing else works. */
  readonly breakGlass: BreakGlassConfiguration;

  /** Who is told when something happens that must not. */
  readonly alerts: AlertsConfiguration;

  /**
   * What the security services are told beyond the preset: what they leave aside, and why.
   *
   * @default - what each service does by itself
   */
  readonly detection?: DetectionConfiguration;

  /**
   * What every account gets, where this organization wants it otherwise.
   *
   * @default - as each part of the baseline says
   */
  readonly baseline?: BaselineConfiguration;

  /**
   * Whom AWS turns to about an account, besides its root user's mailbox; the same in every account.
   *
   * @default - what each account has
   */
  readonly contacts?: ContactsConfiguration;

  /**
   * What may be spent.
   *
   * @default - neither a budget nor a monitor of unusual spending
   */
  readonly costs?: CostsConfiguration;

  /**
   * Guardrails and how far they are rolled out.
   *
   * @default - the recommended sets; everywhere in a new organization, on the PolicyStaging unit only in an adopted one
   */
  readonly guardrails?: GuardrailConfiguration;
}

/** The ids of an organization that exists. */
export interface AdoptedOrganization {
  /** Such as "o-a1b2c3d4e5". */
  readonly organizationId: string;

  /** Such as "r-a1b2". */
  readonly rootId: string;
}

/** One organizational unit. */
export interface OrganizationalUnitConfiguration {
  /** Names from the root down, such as "Workloads/Production", at most five. */
  readonly path: string;

  /**
   * The id of a unit that exists, such as "ou-a1b2-c3d4e5f6"; it is neither renamed nor moved.
   *
   * @default - the unit is created
   */
  readonly organizationalUnitId?: string;
}

/** One of the accounts that a landing zone needs for itself; it lies in the unit "Security". */
export interface CoreAccountConfiguration {
  /** 1 to 50 characters; never changes. */
  readonly name: string;

  /** The e-mail address of its root user, used by no other AWS account; never changes. */
  readonly email: string;

  /**
   * The id of an account that exists, 12 digits; it is not moved.
   *
   * @default - the account is created
   */
  readonly accountId?: string;
}

/** An account of the organization. */
export interface AccountConfiguration extends CoreAccountConfiguration {
  /** Path of the unit the account lies in, such as "Workloads/Production". A change moves an account that was created here. */
  readonly organizationalUnit: string;
}

/** The log archive. */
export interface LogArchiveConfiguration {
  /** The account that holds nothing but logs. */
  readonly account: CoreAccountConfiguration;

  /**
   * How long nobody can delete a log.
   *
   * @default LogRetention.governance() - one year, which only a policy change in the management account can shorten
   */
  readonly retention?: LogRetention;

  /**
   * How logs move to cheaper storage, and when they go.
   *
   * @default - Glacier after 90 days, Deep Archive after 365, never deleted
   */
  readonly lifecycle?: LogLifecycle;

  /**
   * ARNs of IAM roles of the organization, in any account, that may list and read logs, such as
   * "arn:aws:iam::444455556666:role/security/log-analyst". A role need not exist yet. Its own policy must allow `s3:GetObject`,
   * `s3:GetObjectVersion` and `s3:ListBucket` on the buckets, and `kms:Decrypt` on the keys of the log archive account.
   *
   * @default - nobody but the break-glass role of the log archive account
   */
  readonly readers?: string[];
}

/** The organization trail. */
export interface TrailConfiguration {
  /**
   * Data events to record, at USD 0.10 per 100,000 events and the price of the log group besides.
   *
   * @default - as the preset says; the first copy of management events alone is free of charge
   */
  readonly dataEvents?: TrailDataEvents[];

  /**
   * What CloudTrail Insights looks for, at about USD 0.35 per 100,000 events that each kind analyses.
   *
   * @default - nothing
   */
  readonly insights?: TrailInsight[];

  /**
   * How long events can be searched in the log group of the management account; the archive keeps them in any case.
   *
   * @default - as the preset says
   */
  readonly logRetention?: RetentionDays;
}

/** The security team's account. */
export interface SecurityConfiguration {
  /** The account that administers the security services for all others. */
  readonly account: CoreAccountConfiguration;

  /**
   * Organization policies that the security account manages in the place of the management account.
   *
   * @default - none: policies change in the management account alone
   */
  readonly policyDelegation?: PolicyDelegationConfiguration;
}

/** Organization policies that the security account manages: those of the landing zone, named "lz-*", stay out of its reach. */
export interface PolicyDelegationConfiguration {
  /** The types that it writes, such as `PolicyType.SERVICE_CONTROL_POLICY`. */
  readonly policyTypes: PolicyType[];

  /**
   * Paths of the units that it attaches them to, such as "Workloads/Production"; each is meant by itself, not what lies below it.
   *
   * @default - none: it writes policies, and the management account attaches them
   */
  readonly organizationalUnits?: string[];
}

/** Who may use the break-glass role that every account holds. */
export interface BreakGlassConfiguration {
  /**
   * ARNs of IAM users of the management account, at least one; each needs an MFA device. Roles are refused: the credentials of a role
   * carry no MFA, so the role's trust would never open to them.
   */
  readonly trustedUserArns: string[];
}

/** Guardrails of the landing zone. */
export interface GuardrailConfiguration {
  /**
   * How far every policy that can deny or break something is rolled out: the one switch that also detaches them all.
   *
   * @default - GuardrailRollout.everywhere() in a new organization, GuardrailRollout.staged() in an adopted one
   */
  readonly rollout?: GuardrailRollout;

  /**
   * The sets and the units they belong to.
   *
   * @default - GuardrailPlacement.recommended()
   */
  readonly placements?: GuardrailPlacement[];

  /**
   * What this organization decides otherwise than the catalogue: trusted accounts, further global services, allowed instance types and
   * more.
   *
   * @default - what each guardrail says
   */
  readonly options?: GuardrailOptions;

  /**
   * What AWS grants this organization beyond the quotas that every organization has.
   *
   * @default - the quotas that every organization has
   */
  readonly quotas?: PolicyQuotas;
}
