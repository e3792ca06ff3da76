import { NamedPolicy } from '../../lib/policy';
import { Tools } from './edge';
import { allowsEverything, Held } from './held';
import { newcomer } from './newcomers';

/**
 * Who counts as an administrator:
 *
 * - the root user
 * - who may make a role or user without a permissions boundary, with AdministratorAccess, and take it: it makes itself anything
 * - who is allowed every action by its own policies, under no boundary, or under another one than the principal that the search began with
 *
 * So a developer who makes roles below his own boundary is none, and the administrator of an account below a boundary of administrators is
 * one to developers.
 */
export class Administrators {
  public constructor(private readonly tools: Tools, private readonly start: Held) {}

  public includes(held: Held): boolean {
    const { principal, identity, boundary } = held.caller;
    if (principal.kind === 'account-root' || principal.kind === 'root-session') {
      return principal.kind === 'account-root';
    }
    const isBoundAsBefore = boundary !== undefined && nameOf(boundary) === nameOf(this.start.caller.boundary);
    return (!isBoundAsBefore && allowsEverything(identity)) || newcomer(this.tools, held) !== undefined;
  }
}

/** The same boundary stands in every account under its name. */
const nameOf = (boundary: NamedPolicy | undefined): string | undefined => boundary && boundary.name.slice(boundary.name.lastIndexOf('/') + 1);
