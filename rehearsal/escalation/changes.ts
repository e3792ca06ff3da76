import { asList, NamedPolicy, statementsOf } from '../../lib/policy';
import { Caller } from '../aws/contract';
import { managedPolicyDocument } from '../aws/services/iam';
import { Group, groupsOf, PolicyHolder } from '../aws/services/iam-identities';
import { Case, isUser } from './case';
import { techniquesOf } from './catalogue';
import { denialsOf, documentsOf, WAYS_OF_REMOVAL } from './denials';
import { Edge, Tools } from './edge';
import { allowsEverything, Change, Held, identityOf, OF_CHOICE } from './held';
import { allowsOf, attaches, otherPolicies, policiesIn, policiesOfChoice } from './policies-of-choice';
import { Filling } from './resource-names';
import { Technique } from './technique';

/** Every technique that changes what `held` may do, made by somebody who holds the credentials of `by`. */
export function changesOf(tools: Tools, by: Held, held: Held): readonly Edge[] {
  const identity = identityOf(tools.knowledge.world, held);
  if (!identity || by.accountId !== held.accountId || !mayAdministerIdentities(by.caller)) {
    return [];
  }
  return IDENTITY_TECHNIQUES.flatMap(technique => WAYS[technique.way]!({ ...tools, by, held, identity, technique }));
}

/** Whether any policy allows anything of IAM: most roles have none that does, and need not be asked one by one. */
const mayAdministerIdentities = ({ identity }: Caller): boolean => identity.flatMap(({ document }) => statementsOf(document))
  .filter(({ Effect }) => Effect === 'Allow')
  .some(({ Action, NotAction }) => NotAction !== undefined || asList(Action).some(action => /^(iam:|[^:]*[*?])/i.test(action)));

type Trial = (about: Case) => readonly Edge[];

const WAYS: Readonly<Partial<Record<Technique['way'], Trial>>> = {
  'role': about => isUser(about.identity) ? [] : withEverything(about, about.identity.arn),
  'user': about => isUser(about.identity) ? withEverything(about, about.identity.arn) : [],
  'policy': about => first(attachedPolicies(about), arn => withEverything(about, arn)),
  'group': about => first(groups(about), group => withEverything(about, group.arn)),
  'version': about => attachedPolicies(about).flatMap(arn => withEarlier(about, arn)),
  'membership': withGroups,
  ...Object.fromEntries(WAYS_OF_REMOVAL.map(way => [way, withoutDenials])),
  'boundary-removed': about => about.identity.boundary === undefined ? [] : bounded(about, about.identity.arn, undefined),
  'boundary-replaced': about => about.identity.boundary === undefined ? []
    : boundariesOf(about).flatMap(policy => bounded(about, about.identity.arn, policy)),
  'boundary-rewritten': about => isOwn(about, about.identity.boundary) ? bounded(about, about.identity.boundary!, undefined) : [],
  'boundary-version': about => earlierOf(about, about.identity.boundary).flatMap(version => bounded(about, about.identity.boundary!, version)),
  'tags': about => !asksForTags(about.held.caller) ? [] : changed(about, 'tags', about.identity.arn, {}, true),
};

const IDENTITY_TECHNIQUES = techniquesOf(...Object.keys(WAYS) as Technique['way'][]);

const first = <T>(all: readonly T[], attempt: (one: T) => readonly Edge[]): readonly Edge[] =>
  all.reduce<readonly Edge[]>((found, one) => found.length > 0 ? found : attempt(one), []);

/** Nothing is gained where everything is allowed already: what denies stays. */
function withEverything(about: Case, target: string): readonly Edge[] {
  if (allowsEverything(about.held.caller.identity)) {
    return [];
  }
  const add = (filling?: Filling) => changed(about, 'everything', target, { identity: [...about.held.caller.identity, OF_CHOICE] }, about.held.anyTags, filling);
  if (!attaches(about.technique)) {
    return add();
  }
  const chosen = first(policiesOfChoice(about, about.by), policy => add({ policy }));
  return chosen.length > 0 ? chosen : withOthers(about, target);
}

/** All managed policies at once that may be attached and allow something. */
function withOthers(about: Case, target: string): readonly Edge[] {
  const { by, held, technique, names, knowledge } = about;
  const has = new Set(held.caller.identity.map(({ document }) => JSON.stringify(allowsOf(document))));
  const more = otherPolicies(knowledge.world, held.accountId).filter(({ document }) => !has.has(JSON.stringify(document)))
    .filter(({ name }) => names.permitted(by, technique.calls, { target, policy: name }));
  return more.length === 0 ? [] : changed(about, 'policies', target, { identity: [...held.caller.identity, ...more] }, held.anyTags, { policy: more[0].name });
}

/** The one edge of a change, unless it was made before or is not permitted. */
function changed(
  { by, held, technique, names }: Case, change: Change, target: string, more: Partial<Caller>,
  anyTags = held.anyTags, filling: Filling = {},
): readonly Edge[] {
  if (held.changes.has(change)) {
    return [];
  }
  const kind = held.caller.principal.kind === 'user' ? 'User' : 'Role';
  const done = names.permitted(by, technique.calls, { target, Kind: kind, ...filling });
  const { path: _, ...rest } = held;
  const caller = { ...held.caller, ...more };
  const what = filling.policy ? [...done ?? [], filling.policy] : done!;
  return done ? [{ technique, done: what, held: { ...rest, anyTags, caller, changes: new Set([...held.changes, change]) } }] : [];
}

const groups = ({ knowledge, identity }: Case): readonly Group[] => isUser(identity) ? groupsOf(knowledge.world, identity) : [];

const holders = (about: Case): readonly PolicyHolder[] => [about.identity, ...groups(about)];

const isOwn = ({ knowledge }: Case, arn = ''): boolean => knowledge.world.state.iam.managedPolicies.has(arn);

/** Customer managed policies of the identity and of its groups. */
const attachedPolicies = (about: Case): readonly string[] =>
  holders(about).flatMap(({ managed }) => [...managed]).filter(arn => isOwn(about, arn));

/** Earlier versions of a customer managed policy: any of them may be brought back. */
const earlierOf = ({ knowledge }: Case, arn = ''): readonly NamedPolicy[] => (knowledge.world.state.iam.managedPolicies.get(arn)?.earlier ?? [])
  .map((document, index) => ({ name: `${arn}, version ${index + 1} before`, document }));

/** What one of the earlier versions allows counts. */
function withEarlier(about: Case, arn: string): readonly Edge[] {
  const versions = earlierOf(about, arn).map(({ name, document }) => ({ name, document: allowsOf(document) }));
  return versions.length === 0 ? [] : changed(about, 'versions', arn, { identity: [...about.held.caller.identity, ...versions] });
}

/** All groups that can be joined at once; those that deny can be left out. */
function withGroups(about: Case): readonly Edge[] {
  const { knowledge, identity, held, names, by, technique } = about;
  if (!isUser(identity) || held.changes.has('groups')) {
    return [];
  }
  const others = [...knowledge.world.state.iam.groups.values()]
    .filter(group => group.accountId === held.accountId && !identity.groups.has(group.name))
    .filter(group => names.permitted(by, technique.calls, { target: group.arn }));
  const policies = others.flatMap(group => documentsOf(knowledge.world, group))
    .map(({ name, document }) => ({ name, document: allowsOf(document) }))
    .filter(({ document }) => statementsOf(document).length > 0);
  return policies.length === 0 ? [] : changed(about, 'groups', others[0].arn, { identity: [...held.caller.identity, ...policies] });
}

/** Without what denies, as far as it can be taken off. */
function withoutDenials(about: Case): readonly Edge[] {
  const { held, by, names, technique } = about;
  const kind = held.caller.principal.kind === 'user' ? 'User' : 'Role';
  const [change, denials] = denialsOf(about);
  const gone = denials.filter(({ target, policy }) => names.permitted(by, technique.calls, { target, Kind: kind, policy }));
  const removed = new Set(gone.flatMap(({ documents }) => documents));
  const rest = held.caller.identity.filter(({ document }) => !removed.has(document));
  return gone.length === 0 ? [] : changed(about, change, gone[0].target, { identity: rest }, held.anyTags, { policy: gone[0].policy });
}

const bounded = (about: Case, target: string, boundary: NamedPolicy | undefined) =>
  changed(about, 'boundary', target, { boundary }, about.held.anyTags, { policy: boundary?.name ?? '' });

/** Policies that could stand in the place of the boundary: everything, and what the account has. */
function boundariesOf({ knowledge, held, identity }: Case): readonly NamedPolicy[] {
  const { world } = knowledge;
  const administrator = `arn:${world.partition}:iam::aws:policy/AdministratorAccess`;
  return [
    { name: administrator, document: managedPolicyDocument(world, administrator) },
    ...policiesIn(world, held.accountId).filter(({ name }) => name !== identity.boundary),
  ];
}

const TAG_OF_PRINCIPAL = /aws:PrincipalTag\//i;

/** Whether what somebody may do depends on his tags. */
export const asksForTags = ({ identity, boundary }: Caller): boolean =>
  [...identity, ...boundary ? [boundary] : []].some(({ document }) => TAG_OF_PRINCIPAL.test(JSON.stringify(document)));
