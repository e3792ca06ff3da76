import { Role, sessionOf, userCaller } from '../aws/services/iam';
import { techniquesOf } from './catalogue';
import { asksForTags } from './changes';
import { Edge, Tools } from './edge';
import { assumesOnceTrusted, entered, intoRole, IsHeld, needsRole } from './entry';
import { Held } from './held';
import { newcomers } from './newcomers';
import { ofOrganization } from './organization';
import { Technique } from './technique';

/** Every way from a principal into the credentials of others; who is content with what it may do, needs no new ones. */
export function entriesOf(tools: Tools, held: Held, isContent: boolean, isHeld: IsHeld): readonly Edge[] {
  return [
    ...assumptions(tools, held, isHeld),
    ...taggedSessions(tools, held),
    ...rolesOfAccount(tools, held, isHeld),
    ...usersOfAccount(tools, held, isHeld),
    ...isContent ? [] : newcomers(tools, held),
    ...ofOrganization(tools, held, isHeld),
  ];
}

const [TAGGING] = techniquesOf('session-tags');
const [ASSUME] = techniquesOf('assume');
const [ACROSS] = techniquesOf('assume-across');

function assumptions(tools: Tools, held: Held, isHeld: IsHeld): readonly Edge[] {
  const { knowledge, possibilities } = tools;
  return knowledge.rolesTrusting(held.accountId).filter(({ arn }) => !isHeld(arn))
    .filter(({ arn, accountId }) => possibilities.permits(held, { action: 'sts:AssumeRole', resource: arn, resourceAccountId: accountId }))
    .map(role => intoRole(tools, role.accountId === held.accountId ? ASSUME : ACROSS, role, [role.arn]));
}

/** With tags that the policies of a role ask for, the session may do more than without. */
function taggedSessions(tools: Tools, held: Held): readonly Edge[] {
  const { knowledge, possibilities } = tools;
  return knowledge.rolesTrusting(held.accountId).map(role => ({ role, caller: sessionOf(knowledge.world, role.arn) }))
    .filter(({ role: { arn, accountId }, caller }) => arn !== held.arn && asksForTags(caller) && TAGGING.calls.every(({ action }) =>
      possibilities.permits(held, { action, resource: arn, resourceAccountId: accountId })))
    .map(({ role: { arn }, caller }) => taggedAs(entered(TAGGING, arn, caller, [arn], ['tags'])));
}

const taggedAs = (edge: Edge): Edge => ({ ...edge, held: { ...edge.held, anyTags: true } });

function rolesOfAccount(tools: Tools, held: Held, isHeld: IsHeld): readonly Edge[] {
  const { knowledge } = tools;
  const roles = (knowledge.rolesOf.get(held.accountId) ?? []).filter(({ arn }) => !isHeld(arn));
  const served = servicesOf(tools, held);
  return roles.flatMap(role => {
    for (const technique of TAKING_ROLES) {
      const done = WAYS_INTO_ROLES[technique.way]!({ ...tools, held, role, technique, served });
      if (done) {
        return [intoRole(tools, technique, role, done)];
      }
    }
    return [];
  });
}

interface Taking extends Tools {
  readonly held: Held;
  readonly role: Role;
  readonly technique: Technique;
  /** What the calls of a technique are permitted on, the role apart; undefined when they are not. */
  readonly served: (technique: Technique) => readonly string[] | undefined;
}

/** The calls that do not depend on the role are decided once for all roles. */
function servicesOf({ names }: Tools, held: Held): Taking['served'] {
  const known = new Map<string, readonly string[] | undefined>();
  return technique => {
    if (!known.has(technique.id)) {
      known.set(technique.id, names.permitted(held, technique.calls.filter(call => !needsRole(call))));
    }
    return known.get(technique.id);
  };
}

const WAYS_INTO_ROLES: Readonly<Partial<Record<Technique['way'], (about: Taking) => readonly string[] | undefined>>> = {
  trust: about => assumesOnceTrusted(about, about.held, about.role.arn)
    ? about.names.permitted(about.held, about.technique.calls, { target: about.role.arn }) : undefined,
  pass: ({ knowledge, names, held, role, technique, served }) => {
    const done = knowledge.isTrusted(technique.service!, role) ? served(technique) : undefined;
    return done && names.permitted(held, technique.calls.filter(needsRole), { target: role.arn }) && [role.arn, ...done];
  },
  worn: ({ knowledge, role, technique, served }) => knowledge.isTrusted(technique.service!, role) ? served(technique) : undefined,
  function: ({ knowledge, role, ...about }) => onOneOf(about, knowledge.functionsOf(role)),
  stack: ({ knowledge, role, ...about }) => onOneOf(about, knowledge.stacksOf(role)),
  saml: about => byProvider(about, 'saml-provider/', 'sts:AssumeRoleWithSAML'),
  oidc: about => byProvider(about, 'oidc-provider/', 'sts:AssumeRoleWithWebIdentity'),
};

const TAKING_ROLES = techniquesOf(...Object.keys(WAYS_INTO_ROLES) as Technique['way'][]);

function onOneOf({ names, held, technique }: Pick<Taking, 'names' | 'held' | 'technique'>, targets: readonly string[]) {
  const target = targets.find(arn => names.permitted(held, technique.calls, { target: arn }));
  return target === undefined ? undefined : [target];
}

/** Providers that exist are changed, others are made. */
function byProvider({ knowledge, possibilities, names, held, role, technique }: Taking, kind: string, action: string) {
  const exists = (arn: string) => knowledge.world.state.iam.providers.has(arn);
  const makes = technique.id.startsWith('iam-create-');
  const provider = knowledge.providersOf(role).find(arn => arn.includes(`:${role.accountId}:${kind}`) && exists(arn) !== makes
    && possibilities.federatedAssumes(action, arn, role.arn, role.accountId) && names.permitted(held, technique.calls, { target: arn }));
  return provider === undefined ? undefined : [provider];
}

const CREDENTIALS = techniquesOf('credentials');

function usersOfAccount({ knowledge, names }: Tools, held: Held, isHeld: IsHeld): readonly Edge[] {
  const { world } = knowledge;
  return [...world.state.iam.users.values()].filter(({ arn, accountId }) => accountId === held.accountId && !isHeld(arn)).flatMap(user => {
    const technique = CREDENTIALS.find(({ id, calls }) => id !== (user.password ? 'iam-create-login-profile' : 'iam-update-login-profile')
      && names.permitted(held, calls, { target: user.arn }));
    return technique ? [entered(technique, user.arn, userCaller(world, user.arn), [user.arn])] : [];
  });
}
