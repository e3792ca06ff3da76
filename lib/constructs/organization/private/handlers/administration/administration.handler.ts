/** How a service learns its administrator, in one region. Each service has its own words for it. */
export interface Administration {
  /** Ids of the accounts that administer it; AWS lets an organization have one in a region. */
  administrators(): Promise<string[]>;
  designate(accountId: string): Promise<void>;
}

/** Ids of what an answer lists. */
export const idsOf = (accounts: (string | undefined)[] | undefined): string[] => (accounts ?? []).filter(account => account !== undefined);
