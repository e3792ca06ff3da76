import { NamedPolicy } from '../document';
import { Layer } from './decision';
import { Facts } from './facts';
import { Naming } from './principals';
import { PolicyLevel } from './request';
import { Attachment, Statement, statements } from './statements';

/** A statement that matched, and where it stands. */
export interface Match {
  /** Kind of its policy. */
  readonly layer: Layer;
  /** Node of the organization that its policy is attached to, for SCPs and RCPs. */
  readonly node?: string;
  /** Its policy. */
  readonly policy: string;
  /** The statement. */
  readonly statement: Statement;
  /** How it names the principal. */
  readonly naming: Naming;
}

/** What the policies of one layer say of a request. */
export interface Verdict {
  /** The first statement that denies. */
  readonly deny?: Match;
  /** The statement that allows; of several the one that names the principal most closely. */
  readonly allow?: Match;
}

/** What the policies on the way from root to account say: the first deny, the first node that does not allow. */
export interface PathVerdict {
  /** The first statement that denies. */
  readonly deny?: Match;
  /** The first node none of whose policies allows. */
  readonly silent?: string;
}

const CLOSENESS: Readonly<Record<Naming, number>> = { itself: 3, issuer: 2, account: 1 };

/** Names of layers as AWS writes them. */
export const LAYER_NAMES: Readonly<Record<Layer, string>> = {
  'service-control': 'service control policy',
  'resource-control': 'resource control policy',
  'identity': 'identity policy',
  'boundary': 'permissions boundary',
  'session': 'session policy',
  'resource': 'resource policy',
  'implicit': 'no policy',
};

/** Asks all policies of a layer. */
export function ask(layer: Layer, policies: readonly NamedPolicy[], facts: Facts, node?: string): Verdict {
  const attachment: Attachment = layer === 'resource' || layer === 'resource-control' ? 'resource' : 'identity';
  let allow: Match | undefined;
  for (const { name, document } of policies) {
    for (const statement of statements(document, attachment, `${LAYER_NAMES[layer]} "${name}"`)) {
      if (statement.allows && allow?.naming === 'itself') {
        continue;
      }
      const naming = statement.match(facts);
      if (naming === undefined) {
        continue;
      }
      const match = { layer, node, policy: name, statement, naming };
      if (!statement.allows) {
        return { deny: match };
      }
      allow = !allow || CLOSENESS[naming] > CLOSENESS[allow.naming] ? match : allow;
    }
  }
  return { allow };
}

/**
 * Asks the policies of every node from the root of the organization to the account: a deny anywhere wins, and each node must allow.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function askPath(layer: Layer, levels: readonly PolicyLevel[], facts: Facts): PathVerdict {
  let silent: string | undefined;
  for (const { node, policies } of levels) {
    const { deny, allow } = ask(layer, policies, facts, node);
    if (deny) {
      return { deny };
    }
    silent ??= allow ? undefined : node;
  }
  return { silent };
}
