import { createHash } from 'node:crypto';
import { MAX_STACK_RESOURCES } from '../core/quotas';

/**
 * How many stacks hold accounts. It never changes: another number would move existing accounts between stacks. A stack without accounts is
 * not emitted.
 */
export const ACCOUNT_STACKS = 8;

/** An account and the check that waits for it. */
const RESOURCES_PER_ACCOUNT = 2;

export const MAX_ACCOUNTS_PER_STACK = MAX_STACK_RESOURCES / RESOURCES_PER_ACCOUNT;

/**
 * The stack that holds the account: by a hash of its name, so that neither a new account nor the order in the configuration moves an
 * existing one.
 */
export function accountStackOf(accountName: string): number {
  return createHash('sha256').update(accountName).digest().readUInt32BE(0) % ACCOUNT_STACKS;
}

/** Accounts by the stack that holds them, each stack's sorted by name; stacks without accounts are left out. */
export function spreadAccounts<Account extends { readonly name: string }>(accounts: readonly Account[]): [number, Account[]][] {
  const stacks = Array.from({ length: ACCOUNT_STACKS }, (_, index): [number, Account[]] => [index, []]);
  for (const account of [...accounts].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    stacks[accountStackOf(account.name)][1].push(account);
  }
  return stacks.filter(([, members]) => members.length > 0);
}
