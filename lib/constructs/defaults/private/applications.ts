import { IConstruct } from 'constructs';
import { SecurityWaiver } from '../security-waiver';

const AS_OF = Symbol.for('cdk-secure-landing-zone.SecureDefaults.asOf');

/** The day of which waivers of an app are judged; undefined where nobody said it. */
export const dayOf = (scope: IConstruct): string | undefined =>
  (scope.node.root as unknown as Readonly<Record<symbol, string | undefined>>)[AS_OF];

/** Says the day, for the whole app. */
export const giveDay = (scope: IConstruct, asOf: string): void => {
  Object.defineProperty(scope.node.root, AS_OF, { value: asOf, configurable: true });
};

const WAIVERS = Symbol.for('cdk-secure-landing-zone.SecureDefaults.waivers');

/** The waivers that were given where SecureDefaults was applied; undefined where it was not. */
export const waiversGivenAt = (scope: IConstruct): SecurityWaiver[] | undefined =>
  (scope as unknown as Readonly<Record<symbol, SecurityWaiver[] | undefined>>)[WAIVERS];

/** Adds waivers to a scope; says whether SecureDefaults was applied to it before. */
export function giveWaivers(scope: IConstruct, waivers: readonly SecurityWaiver[]): boolean {
  const given = waiversGivenAt(scope);
  const known = given ?? [];
  known.push(...waivers);
  Object.defineProperty(scope, WAIVERS, { value: known, configurable: true });
  return given !== undefined;
}

/** The waiver that lets something stand, of all that hold at a construct. */
export const waiverFor = (construct: IConstruct, ruleId: string): SecurityWaiver | undefined =>
  waiverAt(construct, construct.node.path, ruleId);

/** Whether a rule is waived for what will stand in a scope, at a path. */
export const isWaivedAt = (scope: IConstruct, path: string, ruleId: string): boolean => waiverAt(scope, path, ruleId) !== undefined;

const waiverAt = (scope: IConstruct, path: string, ruleId: string): SecurityWaiver | undefined =>
  scope.node.scopes.flatMap(above => waiversGivenAt(above) ?? [])
    .find(waiver => waiver.rule.ruleId === ruleId && isAtOrBelow(path, waiver.path));

const isAtOrBelow = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`);
