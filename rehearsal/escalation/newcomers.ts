import { NamedPolicy } from '../../lib/policy';
import { techniquesOf } from './catalogue';
import { boundariesIn } from './changes';
import { Edge, Tools } from './edge';
import { assumesOnceTrusted, entered } from './entry';
import { Held, newCaller } from './held';
import { Technique } from './technique';

/** New roles and users: one without a boundary, and one with each that the account has. */
export function newcomers(tools: Tools, held: Held): readonly Edge[] {
  return [undefined, ...boundariesIn(tools.knowledge.world, held.accountId)].map(boundary => newcomer(tools, held, boundary))
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
  const { names, possibilities, knowledge } = tools;
  const kind = technique.way === 'new-user' ? 'user' : 'role';
  const context = { 'iam:PermissionsBoundary': boundary?.name ?? [] };
  const administrator = { 'iam:PolicyARN': `arn:${knowledge.world.partition}:iam::aws:policy/AdministratorAccess` };
  const arn = names.candidates(held, `arn:${knowledge.world.partition}:iam::${held.accountId}:${kind}/{name}`, technique.calls.map(({ action }) => action)).find(resource =>
    technique.calls.every(({ action, context: own }) =>
      possibilities.permits(held, { action, resource, context: { ...action === 'iam:CreateAccessKey' ? {} : context, ...own ? administrator : {} } }))
    && (kind === 'user' || assumesOnceTrusted(tools, held, resource) || passes(tools, held, resource)));
  return arn === undefined ? undefined : entered(technique, arn, newCaller(kind, arn, held.accountId, boundary), [arn], ['new']);
}

/** Whether somebody may pass a new role, which trusts whatever service he likes, to something that he may make. */
const passes = ({ names }: Tools, held: Held, target: string): boolean =>
  techniquesOf('pass').some(({ calls }) => names.permitted(held, calls, { target }));
