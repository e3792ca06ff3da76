import { PolicyDocument } from '../../../lib/policy';
import { Origin } from '../contract';
import type { World } from '../world';

/** Secrets and what hangs on them, each by ARN. */
export interface SecretsState {
  readonly secrets: Map<string, Secret>;
  /** Attachments and rotations by the ARN of their secret. */
  readonly attachments: Map<string, SecretPart & { targetId: string }>;
  readonly rotations: Map<string, SecretPart & { functionArn?: string }>;
}

interface SecretPart {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
}

/** A secret. */
export interface Secret extends SecretPart {
  readonly name: string;
  /** ARN of the customer managed key. @default - the key of AWS */
  keyArn?: string;
  policy?: { readonly document: PolicyDocument; readonly origin?: Origin };
  /** Service that made it and rotates it. @default - none */
  readonly managedBy?: string;
  /** Names in what it holds, where the template tells them. */
  members: readonly string[];
}

export const initialSecrets = (): SecretsState => ({ secrets: new Map(), attachments: new Map(), rotations: new Map() });

/** The secret behind an ARN, a part of it, or a name in the place. */
export function findSecret(world: World, id: string, { accountId, region }: Pick<Secret, 'accountId' | 'region'>): Secret | undefined {
  const { secrets } = world.state.secrets;
  return secrets.get(id)
    ?? [...secrets.values()].find(secret => secret.accountId === accountId && secret.region === region && secret.name === id);
}

/** The ARN of a new secret: Secrets Manager adds six letters to its name. */
export function secretArn(world: World, { accountId, region }: Pick<Secret, 'accountId' | 'region'>, name: string): string {
  const suffix = world.identifiers.letters(`secret:${accountId}:${region}:${name}`, 6);
  return `arn:${world.partition}:secretsmanager:${region}:${accountId}:secret:${name}-${suffix}`;
}
