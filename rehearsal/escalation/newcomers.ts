import { NamedPolicy } from '../../lib/policy';
import { techniquesOf } from './catalogue';
import { Edge, Tools } from './edge';
import { assumesOnceTrusted, entered } from './entry';
import { Held, newCaller, OF_CHOICE } from './held';
import { attaches, iamFullAccess, policiesIn, policiesOfChoice } from './policies-of-choice';
import { filled } from './resource-names';
import { Technique } from './technique';

/** New roles and users: one without a boundary, and one with each that the account has. */
export function newcomers(tools: Tools, held: Held): readonly Edge[] {
  return [undefined, ...policiesIn(tools.knowledge.world, held.accountId)].map(boundary => newcomer(tools, held, boundary))
    .filter(made => made !== undefined);
}

/** Somebody new with every permission below a boundary, whom the principal may make and take; undefined when it may not. */
export function newcomer(tools: Tools, held: Held, boundary?: NamedPolicy): Edge | undefined {
  for (const technique of NEW) {
    const made = madeBy(tools, held, technique, boundary);
    if (made) {
      return made;
    }
  }
  return undefined;
}

const NEW = techniquesOf('new-role', 'new-user');

function madeBy(tools: Tools, held: Held, technique: Technique, boundary: NamedPolicy | undefined): Edge | undefined {
  const kind = technique.way === 'new-user' ? 'user' : 'role';
  if (!technique.calls.every(({ action }) => tools.possibilities.mayEver(held, action))) {
    return undefined;
  }
  const template = `arn:${tools.knowledge.world.partition}:iam::${held.accountId}:${kind}/{name}`;
  for (const arn of tools.names.candidates(held, template, technique.calls.map(({ action }) => action))) {
    const policy = policyOf(tools, held, technique, arn, boundary);
    if (policy && (kind === 'user' || assumesOnceTrusted(tools, held, arn) || passes(tools, held, arn))) {
      return entered(technique, arn, newCaller(kind, arn, held.accountId, boundary, policy), [arn], ['new']);
    }
  }
  return undefined;
}

/** The policy that somebody new gets; undefined when it may not be made so. */
function policyOf(
  tools: Tools, held: Held, technique: Technique, resource: string, boundary: NamedPolicy | undefined,
): NamedPolicy | undefined {
  const bound = { 'iam:PermissionsBoundary': boundary?.name ?? [] };
  const permits = (policy: string, attaching: boolean): boolean => technique.calls
    .filter(({ context }) => (context !== undefined) === attaching).every(({ action, context }) => tools.possibilities.permits(held, {
      action, resource, context: {
        ...action === 'iam:CreateAccessKey' ? {} : bound,
        ...Object.fromEntries(Object.entries(context ?? {}).map(([key, value]) => [key, filled(value, { policy })])),
      },
    }));
  if (!permits('', false)) {
    return undefined;
  }
  if (!attaches(technique) || policiesOfChoice(tools, held).some(policy => permits(policy, true))) {
    return OF_CHOICE;
  }
  const all = iamFullAccess(tools.knowledge.world);
  return boundary === undefined && permits(all.name, true) ? all : undefined;
}

/** Whether somebody may pass a new role, which trusts whatever service he likes, to something that he may make. */
const passes = ({ names }: Tools, held: Held, target: string): boolean =>
  techniquesOf('pass').some(({ calls }) => names.permitted(held, calls, { target }));
