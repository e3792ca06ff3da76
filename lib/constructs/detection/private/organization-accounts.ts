/** A page of the accounts of the organization, as far as it matters here. */
export interface AccountPage {
  readonly Accounts?: readonly { readonly Id?: string; readonly Email?: string; readonly State?: string; readonly Status?: string }[];
  readonly NextToken?: string;
}

/** An account that can become a member of a service. */
export interface ActiveAccount {
  readonly id: string;
  readonly email: string;
}

/**
 * Every active account of the organization but one: part of the handlers of services that have members. An answer without any would leave
 * every account unwatched, and cannot be true: the caller is one.
 */
export async function activeAccounts(except: string, list: (token: string | undefined) => Promise<AccountPage>): Promise<ActiveAccount[]> {
  const found: ActiveAccount[] = [];
  let token: string | undefined;
  do {
    const { Accounts = [], NextToken } = await list(token);
    found.push(...Accounts.filter(isActive).map(({ Id, Email }) => ({ id: String(Id), email: String(Email) })));
    token = NextToken;
  } while (token);
  if (found.length === 0) {
    throw new Error('AWS Organizations lists no active account, not even this one: the handler does not understand the answer any more');
  }
  return found.filter(({ id }) => id !== except);
}

/** State replaces Status, which AWS retired on 2026-09-09. */
const isActive = ({ State, Status }: { readonly State?: string; readonly Status?: string }): boolean => (State ?? Status) === 'ACTIVE';

/** Cuts a list: services take so many accounts in a call. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
