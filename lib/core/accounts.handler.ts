/**
 * The accounts of the organization, for the handlers that look after all of them: esbuild bundles it in.
 */

/** An account as AWS Organizations lists it. */
export interface ListedAccount {
  readonly Id?: string;
  readonly State?: string;
  readonly Status?: string;
}

/** A page of `ListAccounts`. */
export interface AccountPage<A extends ListedAccount> {
  readonly Accounts?: readonly A[];
  readonly NextToken?: string;
}

/** AWS retired `Status` of accounts on 2026-09-09; `State` replaces it. */
export const isActive = ({ State, Status }: ListedAccount): boolean => (State ?? Status) === 'ACTIVE';

/**
 * Every account of the organization, the suspended ones too. An answer without an active one would leave every account unattended, and
 * cannot be true: the caller is one.
 */
export async function everyAccount<A extends ListedAccount>(list: (token?: string) => Promise<AccountPage<A>>): Promise<A[]> {
  const found: A[] = [];
  let token: string | undefined;
  do {
    const { Accounts = [], NextToken } = await list(token);
    found.push(...Accounts);
    token = NextToken;
  } while (token);
  if (!found.some(isActive)) {
    throw new Error('AWS Organizations lists no active account, not even this one: the handler does not understand the answer any more');
  }
  return found;
}

/** What the operations of AWS Organizations that list below a parent answer. */
export interface Below {
  readonly accounts: (parentId: string) => Promise<readonly ListedAccount[]>;
  readonly units: (parentId: string) => Promise<readonly { readonly Id?: string }[]>;
}

/**
 * Ids of the accounts below a unit, those of nested units included.
 *
 * @param known what was found below units so far: none of them is asked twice
 */
export async function accountsBelow(
  parentId: string, below: Below, known = new Map<string, readonly string[]>(),
): Promise<readonly string[]> {
  const asked = known.get(parentId);
  if (asked) {
    return asked;
  }
  const found = (await below.accounts(parentId)).map(({ Id }) => String(Id));
  for (const { Id } of await below.units(parentId)) {
    found.push(...await accountsBelow(String(Id), below, known));
  }
  known.set(parentId, found);
  return found;
}
