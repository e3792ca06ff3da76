import { PolicyDocument } from '../../lib/policy';
import { decide } from '../aws/authorization';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { aliasArn, createKey, findKey, Key } from '../aws/services/kms';
import type { World } from '../aws/world';
import { KMS } from '../rules';
import { changed, DESCRIPTION, given, inert, permissions, schema, TAGS } from './permission';
import { requirePrincipals } from './principals';
import { document, flag, numeric } from './values';

const outcome = (key: Key): Outcome => ({ physicalId: key.id, attributes: { Arn: key.arn, KeyId: key.id } });

const keyArn = (operation: Operation) => findKey(operation.world, String(operation.physicalId), operation)?.arn
  ?? `arn:${operation.world.partition}:kms:${operation.region}:${operation.accountId}:key/*`;

const keyOf = (operation: Operation): Key => findKey(operation.world, String(operation.physicalId), operation)
  ?? operation.fail('NotFoundException', `key ${operation.physicalId} does not exist`);

const accountPolicy = ({ world, accountId }: Operation): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:${world.partition}:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*' }],
});

const policyOf = (operation: Operation): PolicyDocument =>
  operation.properties.KeyPolicy === undefined ? accountPolicy(operation) : document(operation.properties, 'KeyPolicy');

/** A customer managed key. */
export const KEY: ResourceType = {
  typeName: 'AWS::KMS::Key',
  source: schema('aws-kms-key'),
  properties: {
    KeyPolicy: 'interpreted', Enabled: 'interpreted', PendingWindowInDays: 'interpreted', RotationPeriodInDays: 'interpreted',
    BypassPolicyLockoutSafetyCheck: 'interpreted', KeySpec: 'interpreted', KeyUsage: 'interpreted', Origin: 'interpreted',
    MultiRegion: 'interpreted', EnableKeyRotation: inert('rotation happens inside KMS'),
    Description: DESCRIPTION, Tags: TAGS,
  },
  required: [],
  createOnly: [],
  immutable: ['KeySpec', 'KeyUsage', 'Origin', 'MultiRegion'],
  permissions: {
    create: [
      ...permissions(['kms:CreateKey']),
      ...permissions(['kms:TagResource'], undefined, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['kms:DescribeKey'], keyArn),
      ...permissions(['kms:PutKeyPolicy'], keyArn, { when: given('KeyPolicy') }),
      ...permissions(['kms:EnableKeyRotation'], keyArn, { when: rotates }),
      ...permissions(['kms:DisableKeyRotation'], keyArn, { when: operation => changed('EnableKeyRotation')(operation) && !rotates(operation) }),
      ...permissions(['kms:UpdateKeyDescription'], keyArn, { when: given('Description') }),
      ...permissions(['kms:EnableKey', 'kms:DisableKey'], keyArn, { when: changed('Enabled') }),
      ...permissions(['kms:ListResourceTags', 'kms:TagResource', 'kms:UntagResource'], keyArn, { when: given('Tags') }),
    ],
    delete: permissions(['kms:DescribeKey', 'kms:ScheduleKeyDeletion'], keyArn),
  },
  create: operation => {
    const { world, accountId, region, origin, properties } = operation;
    const policy = policyOf(operation);
    const key = createKey(world, { accountId, region, origin, policy, multiRegion: flag(properties, 'MultiRegion') ?? false });
    try {
      check(operation, key);
      authorizeOnNewKey(operation, key);
    } catch (error) {
      world.state.kms.keys.delete(key.arn);
      throw error;
    }
    key.enabled = flag(properties, 'Enabled') ?? true;
    return outcome(key);
  },
  update: operation => {
    const key = keyOf(operation);
    const { policy } = key;
    key.policy = policyOf(operation);
    try {
      check(operation, key);
    } catch (error) {
      key.policy = policy;
      throw error;
    }
    key.enabled = flag(operation.properties, 'Enabled') ?? true;
    return outcome(key);
  },
  delete: operation => {
    // one with replicas waits until they are gone: it is not refused (PendingReplicaDeletion)
    keyOf(operation).pendingDeletion = true;
  },
  import: operation => {
    const key = keyOf(operation);
    key.origin = operation.origin;
    return outcome(key);
  },
};

function rotates(operation: Operation): boolean {
  return changed('EnableKeyRotation', 'RotationPeriodInDays')(operation) && flag(operation.properties, 'EnableKeyRotation') === true;
}

/** CreateKey takes the policy along; rotation and the rest are calls on the key, under that policy. */
function authorizeOnNewKey(operation: Operation, key: Key): void {
  if (flag(operation.properties, 'EnableKeyRotation')) {
    operation.authorize({ action: 'kms:EnableKeyRotation', resource: key.arn, region: key.region });
  }
  if (flag(operation.properties, 'Enabled') === false) {
    operation.authorize({ action: 'kms:DisableKey', resource: key.arn, region: key.region });
  }
}

function check(operation: Operation, key: Key): void {
  const { properties } = operation;
  const window = numeric(properties, 'PendingWindowInDays') ?? 30;
  const rotation = numeric(properties, 'RotationPeriodInDays') ?? 365;
  const inRange = window >= 7 && window <= 30 && rotation >= 90 && rotation <= 2_560;
  operation.require(KMS.KEY_SETTINGS, inRange, `'PendingWindowInDays' is ${window}, 'RotationPeriodInDays' is ${rotation}`, 'choose days within the limits');
  requirePrincipals(operation, KMS.KEY_POLICY_PRINCIPALS_EXIST, key.policy);
  if (flag(properties, 'BypassPolicyLockoutSafetyCheck')) {
    return;
  }
  const { allowed, explanation } = decide(operation.world, operation.caller, { action: 'kms:PutKeyPolicy', resource: key.arn, region: key.region });
  operation.require(KMS.KEY_POLICY_LOCKOUT, allowed, `${operation.caller.label} could not change the key policy again: ${explanation}`,
    'let the account root, or the role that deploys, administer the key');
}

/** The primary of a replica: it is there, of several regions, in another region of the same account, and the template says so. */
function primaryOf(operation: Operation): Key {
  const { world, accountId, region, properties } = operation;
  const name = String(properties.PrimaryKeyArn);
  const primary = findKey(world, name);
  const isNear = primary?.accountId === accountId && primary.region !== region;
  const takes = isNear && primary.multiRegion && !primary.primaryArn && !primary.pendingDeletion;
  operation.require(KMS.REPLICA_PRIMARY, Boolean(takes), `'PrimaryKeyArn' is ${name}, which is no primary key of several regions in another region of ${accountId}`,
    "make the primary with 'MultiRegion', in another region, and name its ARN");
  operation.requirePath(KMS.REPLICA_PRIMARY, primary!.origin, `key ${name} may not exist yet`);
  const isFree = operation.kind !== 'create' || !world.state.kms.keys.has(replicaArn(operation, primary!));
  operation.require(KMS.REPLICA_PRIMARY, isFree, `${name} has a replica in ${region} already`, 'import it, or use it');
  return primary!;
}

const replicaArn = ({ partition, region, accountId }: Operation, primary: Key) => `arn:${partition}:kms:${region}:${accountId}:key/${primary.id}`;

const primaryArn = ({ properties }: Operation) => String(properties.PrimaryKeyArn);

function putReplica(operation: Operation, key: Key): Outcome {
  const { properties } = operation;
  const before = key.policy;
  key.policy = document(properties, 'KeyPolicy');
  try {
    check(operation, key);
  } catch (error) {
    key.policy = before;
    throw error;
  }
  key.enabled = flag(properties, 'Enabled') ?? true;
  return outcome(key);
}

/** The replica of a multi-region key: its own policy, the id and the material of its primary. */
export const REPLICA_KEY: ResourceType = {
  typeName: 'AWS::KMS::ReplicaKey',
  source: schema('aws-kms-replicakey'),
  properties: {
    PrimaryKeyArn: 'interpreted', KeyPolicy: 'interpreted', Enabled: 'interpreted', PendingWindowInDays: 'interpreted',
    Description: DESCRIPTION, Tags: TAGS,
  },
  required: ['PrimaryKeyArn', 'KeyPolicy'],
  createOnly: ['PrimaryKeyArn'],
  permissions: {
    create: [
      ...permissions(['kms:ReplicateKey'], primaryArn), ...permissions(['kms:CreateKey']),
      ...permissions(['kms:TagResource'], undefined, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['kms:DescribeKey'], keyArn),
      ...permissions(['kms:PutKeyPolicy'], keyArn, { when: given('KeyPolicy') }),
      ...permissions(['kms:UpdateKeyDescription'], keyArn, { when: given('Description') }),
      ...permissions(['kms:EnableKey', 'kms:DisableKey'], keyArn, { when: changed('Enabled') }),
      ...permissions(['kms:TagResource', 'kms:UntagResource'], keyArn, { when: given('Tags') }),
    ],
    delete: permissions(['kms:DescribeKey', 'kms:ScheduleKeyDeletion'], keyArn),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    const primary = primaryOf(operation);
    const key = createKey(world, { accountId, region, origin, policy: document(operation.properties, 'KeyPolicy'), multiRegion: true, primaryArn: primary.arn });
    try {
      return putReplica(operation, key);
    } catch (error) {
      world.state.kms.keys.delete(key.arn);
      throw error;
    }
  },
  update: operation => putReplica(operation, keyOf(operation)),
  delete: operation => {
    keyOf(operation).pendingDeletion = true;
  },
  import: operation => {
    const key = keyOf(operation);
    key.origin = operation.origin;
    return outcome(key);
  },
};

const planned = ({ world, accountId, region, properties }: Operation) => aliasArn(world, accountId, region, String(properties.AliasName));
const target = (operation: Operation) => findKey(operation.world, String(operation.properties.TargetKeyId), operation);
const targetArn = (operation: Operation) => target(operation)?.arn ?? '*';
const onAliasAndKey = (action: string, when?: (operation: Operation) => boolean) =>
  [...permissions([action], planned, { when }), ...permissions([action], targetArn, { when })];

/** An alias is moved only when it is to name another key: an update of the stack that leaves it alone calls nothing. */
const moves = ({ properties, previous }: Operation) => properties.TargetKeyId !== previous?.TargetKeyId;

/** Creates or moves an alias. */
function putAlias(operation: Operation): Outcome {
  const { world, origin } = operation;
  const name = String(operation.properties.AliasName);
  const key = target(operation) ?? operation.fail('NotFoundException', `'TargetKeyId' names ${String(operation.properties.TargetKeyId)}, which does not exist here`);
  checkAlias(operation, world, name);
  world.state.kms.aliases.set(planned(operation), { arn: planned(operation), name, keyArn: key.arn, origin });
  return { physicalId: name, attributes: {} };
}

function checkAlias(operation: Operation, world: World, name: string): void {
  const shaped = name.startsWith('alias/') && !name.startsWith('alias/aws/');
  operation.require(KMS.ALIAS_NAME, shaped, `'AliasName' is ${name}`, 'begin it with "alias/", not with "alias/aws/"');
  const taken = operation.kind === 'create' && world.state.kms.aliases.has(planned(operation));
  operation.require(KMS.ALIAS_NAME, !taken, `${name} exists already in ${operation.accountId} ${operation.region}`, 'choose another name, or import the key that has it');
}

/** An alias of a key. */
export const ALIAS: ResourceType = {
  typeName: 'AWS::KMS::Alias',
  source: schema('aws-kms-alias'),
  properties: { AliasName: 'interpreted', TargetKeyId: 'interpreted' },
  required: ['AliasName', 'TargetKeyId'],
  createOnly: ['AliasName'],
  permissions: { create: onAliasAndKey('kms:CreateAlias'), update: onAliasAndKey('kms:UpdateAlias', moves), delete: onAliasAndKey('kms:DeleteAlias') },
  create: putAlias,
  update: putAlias,
  delete: operation => {
    operation.world.state.kms.aliases.delete(planned(operation));
  },
  import: operation => {
    const alias = operation.world.state.kms.aliases.get(planned(operation))
      ?? operation.fail('NotFoundException', `${String(operation.properties.AliasName)} does not exist`);
    alias.origin = operation.origin;
    return { physicalId: alias.name, attributes: {} };
  },
};
