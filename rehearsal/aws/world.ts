import { Authorization, Caller, LoggedCall } from './contract';

/** The in-memory AWS. (Signatures of the lead; part AWS fills it in and splits it into files by concept.) */
export declare class World {
  public constructor(options: WorldOptions);
  readonly partition: string;
  readonly managementAccountId: string;
  /** Every call so far, reads too. */
  readonly calls: readonly LoggedCall[];
  /** Refuses what AWS would refuse: throws AwsError('AccessDenied') with the deciding statement. Logs the call. */
  authorize(caller: Caller, authorization: Authorization, write: boolean): void;
  /** Runs an API operation (`organizations`, `EnablePolicyType`) after authorising it; unknown ones are a RehearsalFailure of kind unknown. */
  call(service: string, operation: string, input: Readonly<Record<string, unknown>>, call: { caller: Caller; accountId: string; region: string; origin?: unknown }): unknown;
  /** The caller that a role's session is, with the role's policies as they are now. */
  sessionOf(roleArn: string): Caller;
  /** A deep copy: phases and faults start from it. */
  clone(): World;
  /** A comparable picture of all state (for "nothing changed"). */
  snapshot(): unknown;
}

/** What is there before the first deployment. */
export interface WorldOptions {
  readonly managementAccountId: string;
  /** Home region and further regions in which the management account is bootstrapped. */
  readonly regions: readonly string[];
  /** An organization that exists already, when one is adopted. */
  readonly organization?: ExistingOrganization;
  readonly partition?: string;
}

/** An organization as it is found: ids as AWS gave them. */
export interface ExistingOrganization {
  readonly organizationId: string;
  readonly rootId: string;
  /** Organizational units by id, with name and parent (root id or OU id). */
  readonly organizationalUnits?: readonly { readonly id: string; readonly name: string; readonly parentId: string }[];
  readonly accounts?: readonly { readonly id: string; readonly name: string; readonly email: string; readonly parentId: string; readonly hasOrganizationAccountAccessRole?: boolean }[];
  readonly enabledPolicyTypes?: readonly string[];
  readonly trustedServices?: readonly string[];
}
