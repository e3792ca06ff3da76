import { PolicyDocument } from '../../../lib/policy';
import { parseArn } from '../arn';
import { ApiCall, ApiInput, ApiOperation, AwsError, Origin } from '../contract';
import type { World } from '../world';
import { KeyStore } from './kms-key-stores';

/** Keys and aliases. */
export interface KmsState {
  /** Keys by ARN. */
  readonly keys: Map<string, Key>;
  /** Aliases by ARN. */
  readonly aliases: Map<string, Alias>;
  /** Custom key stores by region and id, as `accountId/region/cks-…`. */
  readonly keyStores: Map<string, KeyStore>;
}

/** A customer managed key. */
export interface Key {
  readonly id: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  policy: PolicyDocument;
  enabled: boolean;
  pendingDeletion: boolean;
  /** Whether it has, or may have, replicas: its id begins with "mrk-". */
  readonly multiRegion?: boolean;
  /** ARN of the key that it is a replica of. */
  readonly primaryArn?: string;
  /** Where its material is, when AWS KMS has none. */
  readonly keyStore?: { readonly id: string; readonly externalKeyId?: string };
  description?: string;
  tags?: Readonly<Record<string, string>>;
}

/** An alias and the key it names. */
export interface Alias {
  readonly arn: string;
  readonly name: string;
  origin?: Origin;
  keyArn: string;
}

/** Where the material of a key is: value of the condition key kms:KeyOrigin. */
export function keyOriginOf(world: World, { keyStore, accountId, region }: Pick<Key, 'keyStore' | 'accountId' | 'region'>): string {
  return keyStore === undefined ? 'AWS_KMS' : world.state.kms.keyStores.get(`${accountId}/${region}/${keyStore.id}`)?.kind ?? 'AWS_CLOUDHSM';
}

export const initialKms = (): KmsState => ({ keys: new Map(), aliases: new Map(), keyStores: new Map() });

export const aliasArn = (world: World, accountId: string, region: string, name: string): string =>
  `arn:${world.partition}:kms:${region}:${accountId}:${name}`;

/** What a key is made of. */
export type KeyParts = Pick<Key, 'accountId' | 'region' | 'origin' | 'policy' | 'multiRegion' | 'primaryArn' | 'keyStore' | 'description' | 'tags'>;

/** Creates a key under a policy; a replica has the id of its primary. */
export function createKey(world: World, props: KeyParts): Key {
  const { accountId, region, origin, multiRegion, primaryArn } = props;
  const uuid = world.identifiers.uuid(`key:${accountId}:${region}:${origin ? `${origin.stackId}/${origin.logicalId}` : ''}`);
  const id = primaryArn?.split('/')[1] ?? (multiRegion ? `mrk-${uuid.replaceAll('-', '')}` : uuid);
  const key: Key = { id, arn: `arn:${world.partition}:kms:${region}:${accountId}:key/${id}`, enabled: true, pendingDeletion: false, ...props };
  world.state.kms.keys.set(key.arn, key);
  return key;
}

/** The key behind a key ARN or an alias ARN; with `at`, behind an id or an alias name there. */
export function findKey(world: World, name: string, at?: { readonly accountId: string; readonly region: string }): Key | undefined {
  const resource = /^alias\//.test(name) ? name : `key/${name}`;
  const arn = parseArn(name) ? name : at && aliasArn(world, at.accountId, at.region, resource);
  return arn ? world.state.kms.keys.get(world.state.kms.aliases.get(arn)?.keyArn ?? arn) : undefined;
}

/** Names of the aliases of a key: value of the condition key kms:ResourceAliases. */
export function aliasesOf(world: World, keyArn: string): readonly string[] {
  return [...world.state.kms.aliases.values()].filter(alias => alias.keyArn === keyArn).map(alias => alias.name);
}

/** The key that a call names; an error as AWS KMS gives it when there is none. */
export function describedKey(input: ApiInput, call: ApiCall): Key {
  const key = findKey(call.world, String(input.KeyId), call);
  if (!key) {
    throw new AwsError('NotFoundException', `${parseArn(String(input.KeyId)) ? '' : 'Key or alias '}${String(input.KeyId)} is not found.`);
  }
  return key;
}

/** Operations of AWS KMS. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'kms', operation: 'ListKeys', write: false, input: ['Limit', 'Marker'],
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html',
    authorizations: (_, call) => [{ action: 'kms:ListKeys', resource: '*', region: call.region }],
    run: (_, call) => ({
      Truncated: false,
      Keys: [...call.world.state.kms.keys.values()]
        .filter(key => key.accountId === call.accountId && key.region === call.region)
        .map(key => ({ KeyId: key.id, KeyArn: key.arn })),
    }),
  },
  {
    service: 'kms', operation: 'DescribeKey', write: false, input: ['KeyId', 'GrantTokens'],
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html',
    authorizations: (input, call) => {
      const key = describedKey(input, call);
      const alias = /(alias\/.*)$/.exec(String(input.KeyId))?.[1];
      const context = alias ? { 'kms:RequestAlias': alias } : undefined;
      return [{ action: 'kms:DescribeKey', resource: key.arn, resourceAccountId: key.accountId, region: call.region, context }];
    },
    run: (input, call) => {
      const { id, arn, accountId, enabled, pendingDeletion, description, keyStore, multiRegion = false } = describedKey(input, call);
      const state = pendingDeletion ? 'PendingDeletion' : enabled ? 'Enabled' : 'Disabled';
      const { id: CustomKeyStoreId, externalKeyId } = keyStore ?? {};
      return {
        KeyMetadata: {
          KeyId: id, Arn: arn, AWSAccountId: accountId, Enabled: enabled, KeyState: state, KeyManager: 'CUSTOMER', KeySpec: 'SYMMETRIC_DEFAULT',
          MultiRegion: multiRegion, Description: description, CustomKeyStoreId,
          ...externalKeyId === undefined ? {} : { XksKeyConfiguration: { Id: externalKeyId } },
        },
      };
    },
  },
];
