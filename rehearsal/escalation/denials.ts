import { NamedPolicy, PolicyDocument, statementsOf } from '../../lib/policy';
import { managedPolicyDocument } from '../aws/services/iam';
import { Group, groupsOf, PolicyHolder } from '../aws/services/iam-identities';
import { World } from '../aws/world';
import { Case, isUser } from './case';
import { Change } from './held';
import { Technique } from './technique';

/** Something that denies and may go: what the calls are made on, and the documents that are gone with it. */
export interface Denial {
  readonly target: string;
  /** ARN of the managed policy. */
  readonly policy: string;
  readonly documents: readonly PolicyDocument[];
}

/** How denials go by one technique. */
interface Removal {
  readonly change: Change;
  readonly of: (about: Case) => readonly Denial[];
}

const groups = ({ knowledge, identity }: Case): readonly Group[] => isUser(identity) ? groupsOf(knowledge.world, identity) : [];
const holders = (about: Case): readonly PolicyHolder[] => [about.identity, ...groups(about)];

const attached = ({ knowledge: { world } }: Case, holder: PolicyHolder, target?: string): readonly Denial[] =>
  [...holder.managed].map(policy => ({ target: target ?? policy, policy, documents: [managedPolicyDocument(world, policy)] }));
const written = (holder: PolicyHolder, target: string): readonly Denial[] =>
  [...holder.inline.values()].map(({ document }) => ({ target, policy: '', documents: [document] }));

const REMOVALS: Readonly<Partial<Record<Technique['way'], Removal>>> = {
  'denial': { change: 'denials', of: about => attached(about, about.identity, about.identity.arn) },
  'denial-inline': { change: 'inline-denials', of: ({ identity }) => written(identity, identity.arn) },
  'denial-rewritten': {
    change: 'rewritten-denials',
    of: about => holders(about).flatMap(holder => attached(about, holder))
      .filter(({ policy }) => about.knowledge.world.state.iam.managedPolicies.has(policy)),
  },
  'denial-of-group': {
    change: 'left-groups',
    of: about => groups(about).map(group => ({ target: group.arn, policy: '', documents: documentsOf(about.knowledge.world, group).map(({ document }) => document) })),
  },
  'group-denial': { change: 'denials-of-groups', of: about => groups(about).flatMap(group => attached(about, group, group.arn)) },
  'group-denial-inline': { change: 'inline-denials-of-groups', of: about => groups(about).flatMap(group => written(group, group.arn)) },
};

/** Ways in which something that denies goes. */
export const WAYS_OF_REMOVAL = Object.keys(REMOVALS) as readonly Technique['way'][];

/** What denies and can be made to go by the technique, and what is changed by it. */
export function denialsOf(about: Case): readonly [Change, readonly Denial[]] {
  const { change, of } = REMOVALS[about.technique.way]!;
  return [change, of(about).filter(({ documents }) => documents.flatMap(statementsOf).some(({ Effect }) => Effect === 'Deny'))];
}

/** Every policy of a role, a user or a group. */
export const documentsOf = (world: World, { inline, managed }: PolicyHolder): readonly NamedPolicy[] => [
  ...[...inline].map(([name, { document }]) => ({ name, document })),
  ...[...managed].map(name => ({ name, document: managedPolicyDocument(world, name) })),
];
