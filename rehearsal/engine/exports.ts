import { RehearsalFailure } from '../aws/contract';
import type { World } from '../aws/world';
import { STACKS } from '../rules/stacks';
import { StackState, stacksOf } from './stack-state';

/** Values of exports by their names. */
type Exports = Readonly<Record<string, string>>;

/** Fails when a stack takes away or changes an export that others import, or exports a name that another stack has. */
export function checkExports(world: World, stack: StackState, before: Exports, after: Exports): void {
  if (Object.keys(before).length + Object.keys(after).length === 0) return;
  const { accountId, region, stackId } = stack;
  const neighbours = stacksOf(world).filter(other => other.stackId !== stackId && other.accountId === accountId && other.region === region);
  for (const name of Object.keys(after)) {
    const owner = neighbours.find(({ exports }) => name in exports);
    if (!owner) continue;
    const message = `the export "${name}" is exported by stack "${owner.name}" already`;
    throw new RehearsalFailure({ kind: 'rule', rule: STACKS.EXPORT_UNIQUE, message, remedy: 'choose another name for one of them' });
  }
  for (const name of Object.keys(before).filter(key => before[key] !== after[key])) {
    const user = neighbours.find(({ imports }) => imports.includes(name));
    if (!user) continue;
    throw new RehearsalFailure({
      kind: 'rule', rule: STACKS.EXPORT_IN_USE,
      message: `the export "${name}" cannot be ${name in after ? 'changed' : 'removed'}: stack "${user.name}" imports it`,
      remedy: 'let the importing stack go without it first, in a deployment of its own',
    });
  }
}
