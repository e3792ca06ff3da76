import { IConstruct } from 'constructs';

const LANDING_ZONE = Symbol.for('cdk-secure-landing-zone.LandingZone');

/** Says that a construct is a landing zone: it and all in it answer to rules of their own, and not to those for applications. */
export function markLandingZone(construct: IConstruct): void {
  Object.defineProperty(construct, LANDING_ZONE, { value: true });
}

/** Whether a construct is a landing zone itself. */
export const isLandingZone = (construct: IConstruct): boolean => LANDING_ZONE in construct;

const WIDENED = Symbol.for('cdk-secure-landing-zone.widened-by-name');

/**
 * Says that a construct of ours was asked for something by a name that says so, such as a route that everybody may call, with its reason:
 * the rule of `SecureDefaults` about it is content.
 */
export function widenByName(construct: IConstruct, ruleId: string): void {
  Object.defineProperty(construct, WIDENED, { value: [...widenedAt(construct), ruleId], configurable: true });
}

/** Whether that was said of a construct, or of one around it. */
export const isWidenedByName = (construct: IConstruct, ruleId: string): boolean =>
  construct.node.scopes.some(scope => widenedAt(scope).includes(ruleId));

const widenedAt = (construct: IConstruct): readonly string[] =>
  (construct as unknown as Readonly<Record<symbol, readonly string[] | undefined>>)[WIDENED] ?? [];
