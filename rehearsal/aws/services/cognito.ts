import { ServicePart } from './service-parts';

/** A user pool. */
export interface UserPool extends ServicePart {
  deletionProtected: boolean;
}

/** A client of a user pool, or the domain of its sign-in pages. */
export interface UserPoolPart extends ServicePart {
  readonly poolId: string;
}

/** User pools with their clients and domains. */
export interface CognitoState {
  readonly userPools: Map<string, UserPool>;
  readonly clients: Map<string, UserPoolPart>;
  readonly domains: Map<string, UserPoolPart>;
}

export const initialCognito = (): CognitoState => ({ userPools: new Map(), clients: new Map(), domains: new Map() });
