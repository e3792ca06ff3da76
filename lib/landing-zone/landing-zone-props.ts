import { GuardrailOptions } from '../constructs/guardrails';
import { PolicyQuotas } from '../constructs/organization';
import { AccessConfiguration } from './access-configuration';
import { BaselineConfiguration, ContactsConfiguration } from './baseline-configuration';
import { DataClassificationConfiguration } from './data-classification-configuration';
import { AlertsConfiguration, CostsConfiguration, DetectionConfiguration } from './detection-configuration';
import { GuardrailRollout, GuardrailPlacement } from './guardrail-rollout';
import { LandingZonePreset } from './landing-zone-preset';
import { LogArchiveConfiguration, TrailConfiguration } from './log-configuration';
import { NetworkConfiguration } from './network-configuration';
import {
  AccountConfiguration, AdoptedOrganization, OrganizationalUnitConfiguration, SecurityConfiguration,
} from './organization-configuration';

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

  /**
   * How people come to the accounts: permission sets of IAM Identity Center, roles.
   *
   * @default - by no role but break-glass, support and audit; every account has the permissions boundaries all the same
   */
  readonly access?: AccessConfiguration;

  /**
   * The networks of accounts: address pools, VPCs, what connects them.
   *
   * @default - none: accounts have the VPCs that their stacks make
   */
  readonly network?: NetworkConfiguration;

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
   * Classes of data and the tags that everything that holds data must have.
   *
   * @default - no tag policy and no rule of AWS Config about tags
   */
  readonly dataClassification?: DataClassificationConfiguration;

  /**
   * Guardrails and how far they are rolled out.
   *
   * @default - the recommended sets; everywhere in a new organization, on the PolicyStaging unit only in an adopted one
   */
  readonly guardrails?: GuardrailConfiguration;
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
   * @default - GuardrailPlacement.recommended(); with `network`, GuardrailSet.NETWORK and GuardrailSet.PRIVATE_NETWORKS on the units that
   * get networks and on PolicyStaging
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
