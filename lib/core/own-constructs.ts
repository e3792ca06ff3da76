import { IConstruct } from 'constructs';

const LANDING_ZONE = Symbol.for('cdk-secure-landing-zone.LandingZone');

/** Says that a construct is a landing zone: it and all in it answer to rules of their own, and not to those for applications. */
export function markLandingZone(construct: IConstruct): void {
  Object.defineProperty(construct, LANDING_ZONE, { value: true });
}

/** Whether a construct is a landing zone itself. */
export const isLandingZone = (construct: IConstruct): boolean => LANDING_ZONE in construct;
