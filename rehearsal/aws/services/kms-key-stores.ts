import { PolicyDocument } from '../../../lib/policy';
import { decide } from '../authorization';
import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError } from '../contract';
import { ExistingKeyStore } from '../options';
import type { World } from '../world';
import { aliasArn, createKey, describedKey, findKey, Key, keyOriginOf } from './kms';

const API = 'https://docs.aws.amazon.com/kms/latest/APIReference';

/** A custom key store as it was found: CloudFormation makes none. */
export type KeyStore = ExistingKeyStore;

const place = (call: Pick<ApiCall, 'accountId' | 'region'>, id: string) => `${call.accountId}/${call.region}/${id}`;

/** Puts a custom key store into an account and region. */
export function addKeyStore(world: World, accountId: string, region: string, store: KeyStore): void {
  world.state.kms.keyStores.set(place({ accountId, region }, store.id), store);
}

function storeOf(call: ApiCall, id: unknown): KeyStore {
  const store = call.world.state.kms.keyStores.get(place(call, String(id)));
  if (!store) {
    throw new AwsError('CustomKeyStoreNotFoundException', `Custom key store ${String(id)} does not exist.`);
  }
  return store;
}

const onKey = (action: string) => (input: ApiInput, call: ApiCall): readonly Authorization[] => {
  const key = describedKey(input, call);
  return [{ action: `kms:${action}`, resource: key.arn, resourceAccountId: key.accountId, region: call.region }];
};

const onKeyAndAlias = (action: string, target: (input: ApiInput, call: ApiCall) => Key | undefined) =>
  (input: ApiInput, call: ApiCall): readonly Authorization[] => [
    { action: `kms:${action}`, resource: aliasArn(call.world, call.accountId, call.region, String(input.AliasName)), region: call.region },
    ...[target(input, call)].flatMap(key => key ? [{ action: `kms:${action}`, resource: key.arn, region: call.region }] : []),
  ];

const write = (operation: string, input: readonly string[], rest: Pick<ApiOperation, 'authorizations' | 'run' | 'nested'>): ApiOperation =>
  ({ service: 'kms', operation, write: true, source: `${API}/API_${operation}.html`, input, ...rest });

/** Tags as AWS KMS takes them. */
type Tags = readonly { readonly TagKey: string; readonly TagValue: string }[];

const tagsOf = (tags: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries((tags as Tags | undefined ?? []).map(({ TagKey, TagValue }) => [TagKey, TagValue]));

/** AWS KMS refuses a policy under which its caller could not put another one. */
function policyOf(input: ApiInput, call: ApiCall, key: Key): PolicyDocument {
  const previous = key.policy;
  key.policy = JSON.parse(String(input.Policy)) as PolicyDocument;
  const context = { 'kms:KeyOrigin': keyOriginOf(call.world, key) };
  const { allowed } = decide(call.world, call.caller, { action: 'kms:PutKeyPolicy', resource: key.arn, region: key.region, context });
  const { policy } = key;
  key.policy = previous;
  if (!allowed && input.BypassPolicyLockoutSafetyCheck !== true) {
    throw new AwsError('MalformedPolicyDocumentException', 'The new key policy will not allow you to update the key policy in the future.');
  }
  return policy;
}

/** Whether a store can hold a key of that origin now, as AWS KMS checks it when it creates one. */
function checkStore(input: ApiInput, call: ApiCall): void {
  const store = storeOf(call, input.CustomKeyStoreId);
  if (input.MultiRegion === true || (input.KeySpec ?? 'SYMMETRIC_DEFAULT') !== 'SYMMETRIC_DEFAULT') {
    throw new AwsError('UnsupportedOperationException', 'Keys in a custom key store are symmetric and of one region.');
  }
  if (store.connectionState !== undefined && store.connectionState !== 'CONNECTED') {
    throw new AwsError('CustomKeyStoreInvalidStateException', `Custom key store ${store.id} is ${store.connectionState}.`);
  }
  if (input.Origin !== (store.kind === 'EXTERNAL_KEY_STORE' ? 'EXTERNAL_KEY_STORE' : 'AWS_CLOUDHSM')) {
    throw new AwsError('CustomKeyStoreInvalidStateException', `Custom key store ${store.id} is of the type ${store.kind}, not ${String(input.Origin)}.`);
  }
  checkExternalKey(input, call, store);
}

function checkExternalKey(input: ApiInput, call: ApiCall, store: KeyStore): void {
  if ((store.kind === 'EXTERNAL_KEY_STORE') !== (input.XksKeyId !== undefined)) {
    throw new AwsError('ValidationException', 'XksKeyId is required for an external key store, and not allowed for any other.');
  }
  if (input.XksKeyId !== undefined && store.externalKeys && !store.externalKeys.includes(String(input.XksKeyId))) {
    throw new AwsError('XksKeyNotFoundException', `The external key ${String(input.XksKeyId)} was not found.`);
  }
  const isTaken = [...call.world.state.kms.keys.values()]
    .some(({ keyStore }) => keyStore?.id === store.id && keyStore.externalKeyId !== undefined && keyStore.externalKeyId === input.XksKeyId);
  if (isTaken) {
    throw new AwsError('XksKeyAlreadyInUseException', `The external key ${String(input.XksKeyId)} is already associated with a KMS key in the store.`);
  }
}

function runCreateKey(input: ApiInput, call: ApiCall): unknown {
  checkStore(input, call);
  const { accountId, region, origin, world } = call;
  const key = createKey(world, {
    accountId, region, origin, policy: { Statement: [] }, description: String(input.Description ?? ''), tags: tagsOf(input.Tags),
    keyStore: { id: String(input.CustomKeyStoreId), externalKeyId: input.XksKeyId === undefined ? undefined : String(input.XksKeyId) },
  });
  try {
    key.policy = policyOf(input, call, key);
  } catch (error) {
    world.state.kms.keys.delete(key.arn);
    throw error;
  }
  return { KeyMetadata: { KeyId: key.id, Arn: key.arn } };
}

function runCreateAlias(input: ApiInput, call: ApiCall): unknown {
  const { world, accountId, region, origin } = call;
  const name = String(input.AliasName);
  const arn = aliasArn(world, accountId, region, name);
  if (world.state.kms.aliases.has(arn)) {
    throw new AwsError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
  }
  world.state.kms.aliases.set(arn, { arn, name, origin, keyArn: describedKey({ KeyId: input.TargetKeyId }, call).arn });
  return {};
}

function runDeleteAlias(input: ApiInput, call: ApiCall): unknown {
  const arn = aliasArn(call.world, call.accountId, call.region, String(input.AliasName));
  if (!call.world.state.kms.aliases.delete(arn)) {
    throw new AwsError('NotFoundException', `Alias ${arn} is not found.`);
  }
  return {};
}

function runScheduleKeyDeletion(input: ApiInput, call: ApiCall): unknown {
  const key = describedKey(input, call);
  if (key.pendingDeletion) {
    throw new AwsError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
  }
  key.pendingDeletion = true;
  return { KeyId: key.arn, KeyState: 'PendingDeletion' };
}

/** Operations on keys that the handlers of this world make: in custom key stores, which CloudFormation has no type for. */
export const keyStoreOperations: readonly ApiOperation[] = [
  {
    service: 'kms', operation: 'DescribeCustomKeyStores', write: false, input: ['CustomKeyStoreId'],
    source: `${API}/API_DescribeCustomKeyStores.html`,
    authorizations: (_, call) => [{ action: 'kms:DescribeCustomKeyStores', resource: '*', region: call.region }],
    run: (input, call) => {
      const { id, kind, connectionState = 'CONNECTED' } = storeOf(call, input.CustomKeyStoreId);
      return { Truncated: false, CustomKeyStores: [{ CustomKeyStoreId: id, CustomKeyStoreType: kind, ConnectionState: connectionState }] };
    },
  },
  {
    service: 'kms', operation: 'ListResourceTags', write: false, input: ['KeyId'], source: `${API}/API_ListResourceTags.html`,
    authorizations: onKey('ListResourceTags'),
    run: (input, call) => ({
      Truncated: false, Tags: Object.entries(describedKey(input, call).tags ?? {}).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    }),
  },
  {
    service: 'kms', operation: 'GetKeyPolicy', write: false, input: ['KeyId', 'PolicyName'], source: `${API}/API_GetKeyPolicy.html`,
    authorizations: onKey('GetKeyPolicy'),
    run: (input, call) => ({ PolicyName: 'default', Policy: JSON.stringify(describedKey(input, call).policy) }),
  },
  write('CreateKey', ['CustomKeyStoreId', 'Origin', 'XksKeyId', 'Description', 'Policy', 'Tags', 'MultiRegion', 'KeySpec', 'BypassPolicyLockoutSafetyCheck'], {
    nested: { Tags: ['TagKey', 'TagValue'] },
    authorizations: ({ Origin = 'AWS_KMS', Tags }, { region }) => [
      { action: 'kms:CreateKey', resource: '*', region, context: { 'kms:KeyOrigin': String(Origin) } },
      ...Tags ? [{ action: 'kms:TagResource', resource: '*', region }] : [],
    ],
    run: runCreateKey,
  }),
  write('PutKeyPolicy', ['KeyId', 'PolicyName', 'Policy', 'BypassPolicyLockoutSafetyCheck'], {
    authorizations: onKey('PutKeyPolicy'),
    run: (input, call) => {
      const key = describedKey(input, call);
      key.policy = policyOf(input, call, key);
      return {};
    },
  }),
  write('UpdateKeyDescription', ['KeyId', 'Description'], {
    authorizations: onKey('UpdateKeyDescription'),
    run: (input, call) => {
      describedKey(input, call).description = String(input.Description);
      return {};
    },
  }),
  write('TagResource', ['KeyId', 'Tags'], {
    nested: { Tags: ['TagKey', 'TagValue'] },
    authorizations: onKey('TagResource'),
    run: (input, call) => {
      const key = describedKey(input, call);
      key.tags = { ...key.tags, ...tagsOf(input.Tags) };
      return {};
    },
  }),
  write('UntagResource', ['KeyId', 'TagKeys'], {
    authorizations: onKey('UntagResource'),
    run: (input, call) => {
      const key = describedKey(input, call);
      const gone = input.TagKeys as readonly string[];
      key.tags = Object.fromEntries(Object.entries(key.tags ?? {}).filter(([name]) => !gone.includes(name)));
      return {};
    },
  }),
  write('CreateAlias', ['AliasName', 'TargetKeyId'], {
    authorizations: onKeyAndAlias('CreateAlias', (input, call) => describedKey({ KeyId: input.TargetKeyId }, call)), run: runCreateAlias,
  }),
  write('DeleteAlias', ['AliasName'], {
    authorizations: onKeyAndAlias('DeleteAlias', (input, call) => findKey(call.world, String(input.AliasName), call)), run: runDeleteAlias,
  }),
  write('ScheduleKeyDeletion', ['KeyId', 'PendingWindowInDays'], { authorizations: onKey('ScheduleKeyDeletion'), run: runScheduleKeyDeletion }),
];
