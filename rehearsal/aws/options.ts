/** What is there before the first deployment. */
export interface WorldOptions {
  readonly managementAccountId: string;
  /** Home region and further regions in which the management account is bootstrapped. */
  readonly regions: readonly string[];
  /** An organization that exists already, when one is adopted. */
  readonly organization?: ExistingOrganization;
  /** @default aws */
  readonly partition?: string;
  /** Qualifier of the CDK bootstrap. @default hnb659fds */
  readonly bootstrapQualifier?: string;
  /** Quotas of the organization that AWS raised. @default those of a new organization */
  readonly quotas?: Quotas;
}

/** Quotas of organization policies, by policy type. */
export interface Quotas {
  /** Characters of a policy. @default what AWS documents for the type */
  readonly policySize?: Readonly<Record<string, number>>;
  /** Policies of the type on one target, those of AWS included. @default what AWS documents for the type */
  readonly policyAttachments?: Readonly<Record<string, number>>;
}

/** An organization as it is found: ids as AWS gave them. */
export interface ExistingOrganization {
  readonly organizationId: string;
  readonly rootId: string;
  /** Organizational units, parents first. */
  readonly organizationalUnits?: readonly ExistingUnit[];
  readonly accounts?: readonly ExistingAccount[];
  readonly enabledPolicyTypes?: readonly string[];
  readonly trustedServices?: readonly string[];
}

/** An organizational unit as it is found. */
export interface ExistingUnit {
  readonly id: string;
  readonly name: string;
  /** Root id or OU id. */
  readonly parentId: string;
}

/** A member account as it is found. */
export interface ExistingAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly parentId: string;
  /** Accounts that were invited have none. @default false */
  readonly hasOrganizationAccountAccessRole?: boolean;
}
