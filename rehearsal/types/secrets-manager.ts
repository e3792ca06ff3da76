import { asList, statementsOf } from '../../lib/policy';
import { parseArn } from '../aws/arn';
import { Operation, Outcome, Permission, ResourceType } from '../aws/contract';
import { decide } from '../aws/authorization';
import { findSecret, Secret, SecretsState, secretArn } from '../aws/services/secrets-manager';
import { SECRETS } from '../rules/databases';
import { DESCRIPTION, given, inert, permissions, schema, TAGS } from './permission';
import { requirePrincipals } from './principals';
import { serviceKey } from './service-keys';
import { arnHere, inPlace, placeOf, storedType } from './stored';
import { valueChecks } from './value-checks';
import { document, flag, physicalName, plannedName, record, records, text } from './values';

type Attachment = SecretsState['attachments'] extends Map<string, infer T> ? T : never;

const MAX_NAME = 256;
/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
const KEY_USES = ['kms:GenerateDataKey', 'kms:Decrypt'];
const CODES = { exists: 'ResourceExistsException', missing: 'ResourceNotFoundException' };

const planned = (operation: Operation) => operation.physicalId ?? arnHere(operation, 'secretsmanager', `secret:${plannedName(operation, 'Name')}-XXXXXX`);
const named = (operation: Operation) => ({ 'secretsmanager:Name': plannedName(operation, 'Name') });
const generates = ({ properties }: Operation) => properties.GenerateSecretString !== undefined;
const replicates = (operation: Operation) => given('ReplicaRegions')(operation) && operation.properties.ReplicaRegions !== undefined;
const shared = (when: Permission['when']): readonly Permission[] => [
  ...permissions(['secretsmanager:GetRandomPassword'], undefined, { when: operation => generates(operation) && given('GenerateSecretString')(operation) }),
  ...permissions(['secretsmanager:ReplicateSecretToRegions'], planned, { when: replicates }),
  ...permissions(['secretsmanager:TagResource'], planned, { when }),
];

/** A secret. Secrets that services of others keep (`Type`) are refused by name. */
export const SECRET: ResourceType = storedType<Secret>({
  typeName: 'AWS::SecretsManager::Secret',
  source: schema('aws-secretsmanager-secret'),
  properties: {
    Name: 'interpreted', Description: DESCRIPTION, KmsKeyId: 'interpreted', SecretString: 'interpreted', GenerateSecretString: 'interpreted',
    ReplicaRegions: 'interpreted', Tags: TAGS,
  },
  nested: {
    GenerateSecretString: {
      SecretStringTemplate: 'interpreted', GenerateStringKey: 'interpreted', PasswordLength: 'interpreted',
      ...Object.fromEntries(['ExcludeCharacters', 'ExcludeLowercase', 'ExcludeNumbers', 'ExcludePunctuation', 'ExcludeUppercase', 'IncludeSpace', 'RequireEachIncludedType']
        .map(name => [name, inert('no password is made in the rehearsal')])),
    },
    ReplicaRegions: ['Region', 'KmsKeyId'],
  },
  required: [],
  createOnly: ['Name'],
  permissions: {
    create: [
      ...permissions(['secretsmanager:CreateSecret'], planned, { context: named }), ...permissions(['secretsmanager:DescribeSecret'], planned), ...shared(given('Tags')),
    ],
    update: [
      ...permissions(['secretsmanager:UpdateSecret'], planned, { when: given('Description', 'KmsKeyId', 'SecretString', 'GenerateSecretString') }), ...shared(given('Tags')),
      ...permissions(['secretsmanager:UntagResource'], planned, { when: given('Tags') }),
      ...permissions(['secretsmanager:RemoveRegionsFromReplication'], planned, { when: operation => operation.changes('ReplicaRegions') }),
    ],
    delete: permissions(['secretsmanager:DescribeSecret', 'secretsmanager:DeleteSecret'], planned),
  },
  parts: world => world.state.secrets.secrets,
  codes: CODES,
  make: operation => {
    const { world, properties } = operation;
    const name = physicalName(operation, 'Name', MAX_NAME);
    valueChecks(operation, 'ValidationException').like('Name', name, /^[\w/+=.@-]{1,512}$/, 'letters, digits and /_+=.@-');
    if (findSecret(world, name, operation)) operation.fail('ResourceExistsException', `secret ${name} already exists`);
    const members = checkContent(operation);
    const keyArn = serviceKey(operation, 'secretsmanager', text(properties, 'KmsKeyId'), KEY_USES);
    return { ...placeOf(operation), arn: secretArn(world, operation, name), name, keyArn, members };
  },
  change: (operation, secret) => {
    const members = checkContent(operation);
    const keyArn = operation.changes('KmsKeyId') ? serviceKey(operation, 'secretsmanager', text(operation.properties, 'KmsKeyId'), KEY_USES) : secret.keyArn;
    Object.assign(secret, { members, keyArn });
  },
  physicalId: ({ arn }) => arn,
  attributes: ({ arn }) => ({ Id: arn }),
});

/** What a secret holds, as far as its template tells: names of its members. */
function checkContent(operation: Operation): readonly string[] {
  const { properties, region } = operation;
  const generated = record(properties, 'GenerateSecretString');
  operation.require(SECRETS.CONTENT, properties.SecretString === undefined || !generates(operation), 'the secret has both a text and one that is generated', 'leave \'SecretString\' out');
  const [template, key] = [text(generated, 'SecretStringTemplate'), text(generated, 'GenerateStringKey')];
  operation.require(SECRETS.CONTENT, (template === undefined) === (key === undefined), `'SecretStringTemplate' is ${template}, 'GenerateStringKey' is ${key}`, 'give both or none');
  valueChecks(operation, 'InvalidParameterException').between('PasswordLength', generated.PasswordLength, 1, 4_096);
  const regions = records(properties, 'ReplicaRegions').map(({ Region }) => String(Region));
  operation.require(SECRETS.REPLICAS, !regions.includes(region) && new Set(regions).size === regions.length, `replicas are in ${regions.join(', ')}`, `name other regions than ${region}, each once`);
  const members = membersOf(template ?? text(properties, 'SecretString'));
  operation.require(SECRETS.CONTENT, template === undefined || members !== undefined, `'SecretStringTemplate' is no JSON object: ${template}`, 'write {"username":"…"}');
  return [...members ?? [], ...key === undefined ? [] : [key]];
}

function membersOf(value: string | undefined): readonly string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(value ?? '');
    return typeof parsed === 'object' && parsed !== null ? Object.keys(parsed) : undefined;
  } catch {
    return undefined;
  }
}

/** The secret that a property names, which is there first. */
export function secretIn(operation: Operation, rule: typeof SECRETS[keyof typeof SECRETS]): Secret {
  const id = String(operation.properties.SecretId);
  const secret = findSecret(operation.world, id, operation);
  operation.require(rule, secret !== undefined, `secret ${id} does not exist in ${operation.accountId} ${operation.region}`, 'create the secret first');
  operation.requirePath(rule, secret!.origin, `secret ${secret!.name} may not exist yet`);
  return secret!;
}

/** The ARN of the secret that a property names, also of one that does not exist. */
export function onSecret(operation: Operation): string {
  const id = String(operation.properties.SecretId);
  return findSecret(operation.world, id, operation)?.arn ?? (parseArn(id) ? id : arnHere(operation, 'secretsmanager', `secret:${id}-XXXXXX`));
}
const describes: readonly Permission[] = [
  ...permissions(['rds:DescribeDBInstances'], undefined, { when: ({ properties }) => properties.TargetType === 'AWS::RDS::DBInstance' }),
  ...permissions(['rds:DescribeDBClusters'], undefined, { when: ({ properties }) => properties.TargetType === 'AWS::RDS::DBCluster' }),
];
const rewrites = permissions(['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'], onSecret);

/** Writes into a secret where the database is that it is of. Other targets than those of RDS are refused by name. */
export const SECRET_TARGET_ATTACHMENT: ResourceType = storedType<Attachment>({
  typeName: 'AWS::SecretsManager::SecretTargetAttachment',
  source: schema('aws-secretsmanager-secrettargetattachment'),
  properties: { SecretId: 'interpreted', TargetId: 'interpreted', TargetType: 'interpreted' },
  required: ['SecretId', 'TargetId', 'TargetType'],
  createOnly: [],
  permissions: { create: [...rewrites, ...describes], update: [...rewrites, ...describes], delete: rewrites },
  parts: world => world.state.secrets.attachments,
  codes: CODES,
  make: operation => {
    const secret = secretIn(operation, SECRETS.ATTACHMENT);
    const taken = operation.world.state.secrets.attachments.has(secret.arn);
    operation.require(SECRETS.ATTACHMENT, !taken, `secret ${secret.name} is attached already`, 'keep one attachment of a secret');
    const complete = ['username', 'password'].every(name => secret.members.includes(name));
    operation.require(SECRETS.ATTACHMENT, complete, `secret ${secret.name} holds ${secret.members.join(', ') || 'no JSON'}`, 'generate the password into a template with the user name');
    return { ...placeOf(operation), arn: secret.arn, targetId: targetOf(operation) };
  },
  change: (operation, attachment) => {
    attachment.targetId = targetOf(operation);
  },
  physicalId: ({ arn }) => arn,
  attributes: ({ arn }) => ({ Id: arn }),
});

function targetOf(operation: Operation): string {
  const { properties, world } = operation;
  const { instances, clusters } = world.state.rds;
  const [kind, id] = [String(properties.TargetType), String(properties.TargetId)];
  const databases = kind === 'AWS::RDS::DBInstance' ? inPlace(operation, instances) : kind === 'AWS::RDS::DBCluster' ? inPlace(operation, clusters) : undefined;
  if (databases === undefined) {
    return operation.fail('NotModelled', `the rehearsal does not know secrets of ${kind}`);
  }
  const target = databases.find(({ name }) => name === id);
  operation.require(SECRETS.ATTACHMENT, target !== undefined, `${id} (${kind}) does not exist`, 'name a database of the kind');
  operation.requirePath(SECRETS.ATTACHMENT, target!.origin, `${id} may not exist yet`);
  return id;
}

/** The policy of a secret. */
export const SECRET_POLICY: ResourceType = {
  typeName: 'AWS::SecretsManager::ResourcePolicy',
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html (permissions of the handler not compared with a schema)',
  properties: { SecretId: 'interpreted', ResourcePolicy: 'interpreted', BlockPublicPolicy: 'interpreted' },
  required: ['SecretId', 'ResourcePolicy'],
  createOnly: ['SecretId'],
  permissions: {
    create: permissions(['secretsmanager:PutResourcePolicy'], onSecret, { context: blocking }),
    update: permissions(['secretsmanager:PutResourcePolicy'], onSecret, { context: blocking }),
    delete: permissions(['secretsmanager:DeleteResourcePolicy'], onSecret),
  },
  create: putPolicy,
  update: putPolicy,
  delete: operation => {
    secretIn(operation, SECRETS.POLICY).policy = undefined;
  },
};

function blocking({ properties }: Operation) {
  return { 'secretsmanager:BlockPublicPolicy': String(flag(properties, 'BlockPublicPolicy') ?? false) };
}

function putPolicy(operation: Operation): Outcome {
  const { world, caller, origin, properties, region } = operation;
  const secret = secretIn(operation, SECRETS.POLICY);
  const policy = document(properties, 'ResourcePolicy');
  requirePrincipals(operation, SECRETS.POLICY, policy);
  const open = statementsOf(policy).some(({ Effect, Principal, Condition }) => Effect === 'Allow' && !Condition
    && (Principal === '*' || (Principal !== undefined && asList(Principal.AWS).includes('*'))));
  operation.require(SECRETS.POLICY, !open || !(flag(properties, 'BlockPublicPolicy') ?? true), 'the policy lets everybody in', 'name principals');
  const before = secret.policy;
  secret.policy = { document: policy, origin };
  const { allowed, explanation } = decide(world, caller, { action: 'secretsmanager:PutResourcePolicy', resource: secret.arn, region });
  if (!allowed) secret.policy = before;
  operation.require(SECRETS.POLICY, allowed, `${caller.label} could not put the policy again: ${explanation}`, 'let the role that deploys manage the policy');
  return { physicalId: secret.arn, attributes: { Id: secret.arn } };
}
