import { NamedPolicy, PolicyDocument, statementsOf } from '../../lib/policy';
import { managedPolicyDocument } from '../aws/services/iam';
import { World } from '../aws/world';
import { Tools } from './edge';
import { allowsEverything, Held } from './held';
import { Call, Technique } from './technique';

const POLICY = '{policy}';
const onPolicy = (action: string): readonly Call[] => [{ action, on: POLICY }];
const CREATION = onPolicy('iam:CreatePolicy');
const NEW_VERSION = onPolicy('iam:CreatePolicyVersion');
const ATTACHING = ['iam:CreatePolicy', 'iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:AttachGroupPolicy'];

const ofAws = ({ partition }: World, name: string): string => `arn:${partition}:iam::aws:policy/${name}`;
const named = (world: World, name: string): NamedPolicy => ({ name, document: managedPolicyDocument(world, name) });

/** Customer managed policies of an account. */
export const policiesIn = (world: World, accountId: string): readonly NamedPolicy[] =>
  [...world.state.iam.managedPolicies.values()].filter(({ arn }) => arn.includes(`:${accountId}:`))
    .map(({ arn, document }) => ({ name: arn, document }));

/** Whether a technique attaches a managed policy that is still to be chosen. */
export const attaches = ({ calls, way }: Technique): boolean =>
  way !== 'denial' && calls.some(({ context }) => context?.['iam:PolicyARN'] === POLICY);

/** ARNs of managed policies that allow everything, or will: AWS's, those of the account, one that somebody makes, one that he rewrites. */
export function policiesOfChoice(tools: Tools, by: Held): readonly string[] {
  const known = KNOWN.get(by) ?? chosenBy(tools, by);
  KNOWN.set(by, known);
  return known;
}

/** Asked again and again by the same search. */
const KNOWN = new WeakMap<Held, readonly string[]>();

function chosenBy({ knowledge: { world }, names }: Tools, by: Held): readonly string[] {
  const existing = policiesIn(world, by.accountId);
  const template = `arn:${world.partition}:iam::${by.accountId}:policy/{name}`;
  return [
    ofAws(world, 'AdministratorAccess'),
    ...existing.filter(policy => allowsEverything([policy])).map(({ name }) => name),
    ...names.candidates(by, template, ATTACHING).filter(policy => names.permitted(by, CREATION, { policy })),
    ...existing.map(({ name }) => name).filter(policy => names.permitted(by, NEW_VERSION, { policy })),
  ];
}

/** IAMFullAccess: whoever has it below no boundary gives himself the rest. */
export const iamFullAccess = (world: World): NamedPolicy => named(world, ofAws(world, 'IAMFullAccess'));

/** Managed policies that allow something. */
export const otherPolicies = (world: World, accountId: string): readonly NamedPolicy[] => [
  iamFullAccess(world), named(world, ofAws(world, 'PowerUserAccess')), ...policiesIn(world, accountId),
].map(({ name, document }) => ({ name, document: allowsOf(document) })).filter(({ document }) => statementsOf(document).length > 0);

/** A document without what it denies. */
export const allowsOf = (document: PolicyDocument): PolicyDocument =>
  ({ ...document, Statement: statementsOf(document).filter(({ Effect }) => Effect === 'Allow') });
