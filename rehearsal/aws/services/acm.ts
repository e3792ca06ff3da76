import { ServicePart } from './service-parts';

/** A certificate that ACM issued. */
export interface Certificate extends ServicePart {
  readonly names: readonly string[];
}

/** Certificates that stacks asked for. */
export interface AcmState {
  readonly certificates: Map<string, Certificate>;
}

export const initialAcm = (): AcmState => ({ certificates: new Map() });
