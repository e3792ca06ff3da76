import { PolicyType } from '../constructs/organization';

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
