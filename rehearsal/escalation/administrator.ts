import { PolicyDocument } from '../../lib/policy';
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
  private readonly wider = new WeakMap<PolicyDocument, boolean>();

  public constructor(private readonly tools: Tools, private readonly start: Held) {}

  public includes(held: Held): boolean {
    const { principal, identity } = held.caller;
    if (principal.kind === 'account-root') {
      return true;
    }
    if (principal.kind === 'root-session') {
      return false;
    }
    return (allowsEverything(identity) && this.isWider(held)) || newcomer(this.tools, held) !== undefined;
  }

  /**
   * Than what the principal that the search began with is bound by; whoever had no boundary gains by none that another has.
   *
   * Documents are compared, not names: whoever makes a policy chooses its name, and the same boundary stands in every account.
   */
  private isWider({ caller: { boundary }, accountId }: Held): boolean {
    const before = this.start.caller.boundary;
    if (boundary === undefined || before === undefined) {
      return boundary === undefined || !allowsEverything(this.start.caller.identity);
    }
    const known = this.wider.get(boundary.document)
      ?? isWider({ document: boundary.document, accountId }, { document: before.document, accountId: this.start.accountId });
    this.wider.set(boundary.document, known);
    return known;
  }
}
