import { NamedPolicy } from '../../lib/policy';
import { Tools } from './edge';
import { allowsEverything, Held } from './held';
import { newcomer } from './newcomers';
import { isWider } from './wider-boundary';

/**
 * Who counts as an administrator:
 *
 * - the root user
 * - who may make a role or user without a permissions boundary, with AdministratorAccess, and take it: it makes itself anything
 * - who is allowed every action by its own policies, under no boundary, or under a wider one than the principal that the search began with
 *
 * So a developer who makes roles below his own boundary is none, and the administrator of an account below a boundary of administrators is
 * one to developers.
 */
export class Administrators {
  private readonly wider = new Map<string, boolean>();

  public constructor(private readonly tools: Tools, private readonly start: Held) {}

  public includes(held: Held): boolean {
    const { principal, identity, boundary } = held.caller;
    if (principal.kind === 'account-root' || principal.kind === 'root-session') {
      return principal.kind === 'account-root';
    }
    return (allowsEverything(identity) && this.isWider(boundary)) || newcomer(this.tools, held) !== undefined;
  }

  /** Than what the principal that the search began with is bound by. Whoever had no boundary and may do everything, gains by none. */
  private isWider(boundary: NamedPolicy | undefined): boolean {
    const { boundary: before } = this.start.caller;
    if (boundary === undefined || before === undefined) {
      return boundary === undefined || !allowsEverything(this.start.caller.identity);
    }
    const key = nameOf(boundary);
    const known = this.wider.get(key) ?? (key !== nameOf(before) && isWider(boundary, before));
    this.wider.set(key, known);
    return known;
  }
}

/** The same boundary stands in every account under its name. */
const nameOf = ({ name }: NamedPolicy): string => name.slice(name.lastIndexOf('/') + 1);
