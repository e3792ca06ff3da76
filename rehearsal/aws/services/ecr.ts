import { PolicyDocument } from '../../../lib/policy';
import { ServicePart } from './service-parts';

/** A repository of images. */
export interface Repository extends ServicePart {
  readonly keyArn?: string;
  policy?: PolicyDocument;
  emptiesOnDelete: boolean;
}

/** Repositories. */
export interface EcrState {
  readonly repositories: Map<string, Repository>;
}

export const initialEcr = (): EcrState => ({ repositories: new Map() });
