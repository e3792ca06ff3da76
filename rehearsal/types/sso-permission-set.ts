import { minify, PolicyDocument } from '../../lib/policy';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { managedPolicyDocument } from '../aws/services/iam';
import {
  accountsOf, instanceObstacle, neededPolicies, Obstacle, PermissionSet, PermissionSetContent, PolicyReference, provisioningObstacle,
  reprovision,
} from '../aws/services/identity-center';
import { IDENTITY_CENTER } from '../rules/identity-center';
import { requireGrammar } from './iam-checks';
import { DESCRIPTION, given, inert, permissions, schema, TAGS } from './permission';
import { document, record, records, text, texts } from './values';

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html */
const MAX_INLINE = 10_240;
const MAX_MANAGED = 10;
const MAX_SETS = 3_500;
const MAX_HOURS = 12;

const outcome = (set: PermissionSet): Outcome => ({ physicalId: `${set.instanceArn}|${set.arn}`, attributes: { PermissionSetArn: set.arn } });
const instanceArn = ({ properties }: Operation) => String(properties.InstanceArn);
const setArn = ({ world, physicalId, properties }: Operation) =>
  physicalId?.split('|')[1] ?? `arn:${world.partition}:sso:::permissionSet/${String(properties.InstanceArn).split('/')[1]}/ps-0000000000000000`;

/** Authorised on the instance and on the permission set alike. */
const onSet = (actions: readonly string[], when?: (operation: Operation) => boolean) =>
  [instanceArn, setArn].flatMap(resource => permissions(actions, resource, { when }));

const POLICIES = ['ManagedPolicies', 'CustomerManagedPolicyReferences'];

/** A permission set of IAM Identity Center: what it becomes in accounts follows from its assignments. */
export const PERMISSION_SET: ResourceType = {
  typeName: 'AWS::SSO::PermissionSet',
  source: schema('aws-sso-permissionset'),
  properties: {
    Name: 'interpreted', InstanceArn: 'interpreted', SessionDuration: 'interpreted', InlinePolicy: 'interpreted', ManagedPolicies: 'interpreted',
    CustomerManagedPolicyReferences: 'interpreted', PermissionsBoundary: 'interpreted', Description: DESCRIPTION, Tags: TAGS,
    RelayStateType: inert('where the console opens'),
  },
  nested: {
    'CustomerManagedPolicyReferences': ['Name', 'Path'],
    'PermissionsBoundary': ['CustomerManagedPolicyReference', 'ManagedPolicyArn'],
    'PermissionsBoundary.CustomerManagedPolicyReference': ['Name', 'Path'],
  },
  required: ['Name', 'InstanceArn'],
  createOnly: ['InstanceArn', 'Name'],
  permissions: {
    create: [
      ...onSet(['sso:CreatePermissionSet', 'sso:ListManagedPoliciesInPermissionSet', 'sso:ListCustomerManagedPolicyReferencesInPermissionSet']),
      ...onSet(['sso:PutInlinePolicyToPermissionSet'], given('InlinePolicy')),
      ...onSet(['sso:AttachManagedPolicyToPermissionSet'], given('ManagedPolicies')),
      ...onSet(['sso:AttachCustomerManagedPolicyReferenceToPermissionSet'], given('CustomerManagedPolicyReferences')),
      ...onSet(['sso:PutPermissionsBoundaryToPermissionSet'], given('PermissionsBoundary')),
      ...permissions(['sso:TagResource'], setArn, { when: given('Tags') }),
    ],
    update: [
      ...onSet(['sso:UpdatePermissionSet', 'sso:ListManagedPoliciesInPermissionSet', 'sso:ListCustomerManagedPolicyReferencesInPermissionSet']),
      ...onSet(['sso:PutInlinePolicyToPermissionSet', 'sso:DeleteInlinePolicyFromPermissionSet'], given('InlinePolicy')),
      ...onSet(['sso:AttachManagedPolicyToPermissionSet', 'sso:DetachManagedPolicyFromPermissionSet'], given(POLICIES[0])),
      ...onSet([
        'sso:AttachCustomerManagedPolicyReferenceToPermissionSet', 'sso:DetachCustomerManagedPolicyReferenceFromPermissionSet',
      ], given(POLICIES[1])),
      ...onSet([
        'sso:GetPermissionsBoundaryForPermissionSet', 'sso:PutPermissionsBoundaryToPermissionSet', 'sso:DeletePermissionsBoundaryFromPermissionSet',
      ], given('PermissionsBoundary')),
      ...onSet(['sso:ProvisionPermissionSet']),
      ...permissions(['sso:DescribePermissionSetProvisioningStatus'], instanceArn),
      ...permissions(['sso:TagResource', 'sso:UntagResource', 'sso:ListTagsForResource'], setArn, { when: given('Tags') }),
    ],
    delete: onSet(['sso:DeletePermissionSet']),
  },
  create: operation => {
    const { world, origin, properties } = operation;
    const { permissionSets } = world.state.identityCenter;
    checkInstance(operation);
    const name = String(properties.Name);
    const free = ![...permissionSets.values()].some(set => set.name === name);
    operation.require(IDENTITY_CENTER.PERMISSION_SET_SHAPE, free, `a permission set called ${name} exists already`, 'choose another name');
    operation.require(IDENTITY_CENTER.ASSIGNMENTS_PER_ACCOUNT, permissionSets.size < MAX_SETS, `there are ${permissionSets.size} permission sets`, 'delete some');
    const content = checkedContent(operation);
    const id = world.identifiers.uuid(`permission-set:${name}`).replaceAll('-', '').slice(0, 16);
    const arn = setArn(operation).replace(/0{16}$/, id);
    const set: PermissionSet = { arn, name, instanceArn: instanceArn(operation), origin, content };
    permissionSets.set(arn, set);
    return outcome(set);
  },
  update: operation => {
    const set = setOf(operation);
    checkInstance(operation);
    set.content = checkedContent(operation);
    // the handler provisions every account that has it, and fails when one cannot take it
    accountsOf(operation.world, set.arn).forEach(accountId => refuse(operation, provisioningObstacle(operation.world, set, accountId)));
    declareOrder(operation, set);
    reprovision(operation.world, set);
    return outcome(set);
  },
  delete: operation => {
    const set = setOf(operation);
    const assigned = accountsOf(operation.world, set.arn);
    operation.require(IDENTITY_CENTER.UNASSIGNED_FIRST, assigned.length === 0, `permission set ${set.name} is assigned in ${assigned.join(', ')}`,
      'take its assignments away first, in a deployment before');
    operation.world.state.identityCenter.permissionSets.delete(set.arn);
  },
};

/** Fails the operation by what stands in its way. */
export function refuse(operation: Operation, obstacle: Obstacle | undefined): void {
  if (obstacle) {
    operation.require(obstacle.rule, false, obstacle.message, obstacle.remedy);
  }
}

function checkInstance(operation: Operation): void {
  refuse(operation, instanceObstacle(operation.world, instanceArn(operation), operation.accountId, operation.region));
}

const setOf = (operation: Operation): PermissionSet => operation.world.state.identityCenter.permissionSets.get(setArn(operation))
  ?? operation.fail('ResourceNotFoundException', `there is no permission set ${setArn(operation)}`);

function declareOrder(operation: Operation, set: PermissionSet): void {
  for (const arn of accountsOf(operation.world, set.arn).flatMap(accountId => neededPolicies(operation.world, set, accountId))) {
    const origin = operation.world.state.iam.managedPolicies.get(arn)?.origin;
    operation.requirePath(IDENTITY_CENTER.POLICIES_IN_ACCOUNT, origin, `${arn} may not exist yet`);
  }
}

function checkedContent(operation: Operation): PermissionSetContent {
  const { properties, world } = operation;
  const name = String(properties.Name);
  operation.require(IDENTITY_CENTER.PERMISSION_SET_SHAPE, /^[\w+=,.@-]{1,32}$/.test(name) && isSession(text(properties, 'SessionDuration') ?? 'PT1H'),
    `permission set ${name} has the session ${text(properties, 'SessionDuration')}`, 'shorten the name; write the session as PT1H to PT12H');
  const content = contentOf(operation);
  const size = content.inline ? minify(content.inline).length : 0;
  operation.require(IDENTITY_CENTER.POLICY_SIZE, size <= MAX_INLINE, `the inline policy of ${name} has ${size} characters`, 'use wildcards or managed policies');
  if (content.inline) {
    requireGrammar(operation, content.inline);
  }
  const count = content.managed.length + content.customerManaged.length;
  operation.require(IDENTITY_CENTER.MANAGED_POLICIES, count <= MAX_MANAGED, `permission set ${name} has ${count} managed policies`, 'merge customer managed ones');
  [...content.managed, ...typeof content.boundary === 'string' ? [content.boundary] : []].forEach(arn => managedPolicyDocument(world, arn));
  return content;
}

/** As ISO 8601 writes durations: whole hours, minutes and seconds. */
function isSession(duration: string): boolean {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration) ?? [];
  const length = Number(hours) + Number(minutes) / 60 + Number(seconds) / 3600;
  return length >= 1 && length <= MAX_HOURS;
}

const reference = (values: Readonly<Record<string, unknown>>): PolicyReference => ({ name: String(values.Name), path: text(values, 'Path') ?? '/' });

function contentOf(operation: Operation): PermissionSetContent {
  const { properties } = operation;
  const boundary = record(properties, 'PermissionsBoundary');
  const own = boundary.CustomerManagedPolicyReference === undefined ? undefined : reference(record(boundary, 'CustomerManagedPolicyReference'));
  const ofAws = text(boundary, 'ManagedPolicyArn');
  const isOne = properties.PermissionsBoundary === undefined || (own === undefined) !== (ofAws === undefined);
  operation.require(IDENTITY_CENTER.BOUNDARY, isOne, `the boundary is ${JSON.stringify(boundary)}`, 'give CustomerManagedPolicyReference or ManagedPolicyArn');
  return {
    inline: inlineOf(properties),
    managed: texts(properties, 'ManagedPolicies'),
    customerManaged: records(properties, 'CustomerManagedPolicyReferences').map(reference),
    boundary: own ?? ofAws,
  };
}

const inlineOf = (properties: Operation['properties']): PolicyDocument | undefined =>
  properties.InlinePolicy === undefined ? undefined : document(properties, 'InlinePolicy');
