import { IConstruct } from 'constructs';
import { SecurityWaiver } from '../security-waiver';

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
  construct.node.scopes.flatMap(scope => waiversGivenAt(scope) ?? [])
    .find(({ rule, path }) => rule.ruleId === ruleId && isAtOrBelow(construct.node.path, path));

/** Whether a waiver of any rule names a path or something around it. */
export const isNamedByWaiver = (scope: IConstruct, path: string): boolean =>
  scope.node.scopes.flatMap(above => waiversGivenAt(above) ?? []).some(waiver => isAtOrBelow(path, waiver.path));

const isAtOrBelow = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`);
