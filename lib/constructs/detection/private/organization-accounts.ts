import { AccountPage, everyAccount, isActive, ListedAccount } from '../../../core/accounts.handler';

interface EmailedAccount extends ListedAccount { readonly Email?: string }
type ListAccounts = (token?: string) => Promise<AccountPage<EmailedAccount>>;

/** An account that can become a member of a service. */
export interface ActiveAccount {
  readonly id: string;
  readonly email: string;
}

/** Every active account of the organization but one: part of the handlers of services that have members. */
export async function activeAccounts(except: string, list: ListAccounts): Promise<ActiveAccount[]> {
  const active = (await everyAccount(list)).filter(isActive);
  return active.map(({ Id, Email }) => ({ id: String(Id), email: String(Email) })).filter(({ id }) => id !== except);
}

/** Cuts a list: services take so many accounts in a call. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
