/** A page of the accounts of the organization, as far as it matters here. */
export interface AccountPage {
  readonly Accounts?: readonly { readonly Id?: string; readonly Email?: string; readonly Status?: string }[];
  readonly NextToken?: string;
}

/** An account that can become a member of a service. */
export interface ActiveAccount {
  readonly id: string;
  readonly email: string;
}

/** Every active account of the organization but one: part of the handlers of services that have members. */
export async function activeAccounts(except: string, list: (token: string | undefined) => Promise<AccountPage>): Promise<ActiveAccount[]> {
  const found: ActiveAccount[] = [];
  let token: string | undefined;
  do {
    const { Accounts = [], NextToken } = await list(token);
    found.push(...Accounts.filter(({ Id, Status }) => Status === 'ACTIVE' && Id !== except)
      .map(({ Id, Email }) => ({ id: String(Id), email: String(Email) })));
    token = NextToken;
  } while (token);
  return found;
}

/** Cuts a list: services take so many accounts in a call. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
