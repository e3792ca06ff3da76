import { MAX_ACCOUNT_NAME } from '../../core/quotas';
import { accountIdProblems, duplicateProblems, emailProblems, lengthProblems } from '../../core/validation';
import { MAX_ACCOUNTS_PER_STACK, spreadAccounts } from '../account-spread';
import { LandingZoneProps } from '../landing-zone-props';
import { AccountConfiguration, CoreAccountConfiguration } from '../organization-configuration';
import { MANAGEMENT_ACCOUNT, ROOT } from '../organizational-unit-path';
import { pathsOf } from './organizational-unit-problems';

/** Names that the tree of the organization uses itself. */
const RESERVED_NAMES = [MANAGEMENT_ACCOUNT, ROOT];

/** Accounts: well-formed, all different, in a unit that exists, few enough for their stacks. */
export function accountProblems(props: LandingZoneProps): string[] {
  const workloads = props.accounts ?? [];
  const all = [props.logArchive.account, props.security.account, ...workloads];
  return [
    ...all.flatMap(account => singleProblems(account, props)),
    ...duplicateProblems('name', all.map(account => account.name), 'give each account a name of its own'),
    ...duplicateProblems('email', all.map(account => account.email.toLowerCase()), 'give each account an address of its own'),
    ...duplicateProblems('accountId', all.flatMap(account => account.accountId ?? []), 'adopt each account once'),
    ...placeProblems(workloads, pathsOf(props)),
    ...spreadProblems(workloads),
  ];
}

function singleProblems(account: CoreAccountConfiguration, props: LandingZoneProps): string[] {
  const where = `account "${account.name}"`;
  return [
    ...lengthProblems('name', account.name, MAX_ACCOUNT_NAME),
    ...(/[/\n]/.test(account.name) ? [`'name' must not contain "/" or a line break, got ${JSON.stringify(account.name)}: use "-"`] : []),
    ...(RESERVED_NAMES.some(name => name.toLowerCase() === account.name.toLowerCase())
      ? [`'name' must not be one of the reserved names ${RESERVED_NAMES.join(', ')}, got "${account.name}": choose another`] : []),
    ...emailProblems(`email of ${where}`, account.email),
    ...(account.accountId ? accountIdProblems(`accountId of ${where}`, account.accountId) : []),
    ...(account.accountId && !props.organization
      ? [`'accountId of ${where}' must not be given in a new organization, got "${account.accountId}": name 'organization' to adopt it`] : []),
    ...(account.accountId === props.managementAccountId
      ? [`'accountId of ${where}' must not be the management account "${account.accountId}": nothing but the organization runs there`] : []),
  ];
}

function placeProblems(accounts: readonly AccountConfiguration[], paths: readonly string[]): string[] {
  return accounts.filter(account => !paths.includes(account.organizationalUnit)).map(account =>
    `'organizationalUnit of account "${account.name}"' must be one of ${JSON.stringify(paths)}, got "${account.organizationalUnit}": correct it, or add the unit to 'organizationalUnits'`);
}

function spreadProblems(accounts: readonly AccountConfiguration[]): string[] {
  return spreadAccounts(accounts.filter(account => !account.accountId))
    .filter(([, members]) => members.length > MAX_ACCOUNTS_PER_STACK)
    .map(([index, members]) =>
      `'accounts' must put at most ${MAX_ACCOUNTS_PER_STACK} created accounts into one stack, got ${members.length} in stack ${index} of the spread: adopt some of them by 'accountId'`);
}
