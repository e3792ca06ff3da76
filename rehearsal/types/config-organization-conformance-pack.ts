import { Operation, Outcome, ResourceType } from '../aws/contract';
import { ConformancePack, CONFORMS_SERVICE, MULTI_ACCOUNT_SERVICE, packAccounts, placeKey, withoutRecorder } from '../aws/services/config';
import { createServiceLinkedRole, findServiceLinkedRole, serviceLinkedRoleArn } from '../aws/services/iam';
import { CONFIG } from '../rules/config';
import { PackTemplate, readPackTemplate } from './config-conformance-pack-template';
import { given, permissions, schema, TAGS } from './permission';
import { isAssumableBy } from './principals';
import { valueChecks } from './value-checks';
import { list, plannedName, records, texts } from './values';

const MAX_PACKS = 50;

const outcome = ({ arn, name }: ConformancePack): Outcome => ({ physicalId: name, attributes: { OrganizationConformancePackArn: arn } });
const keyOf = (operation: Operation, name: string) => `${placeKey(operation)}/${name}`;
const inManagementAccount = ({ world, accountId }: Operation) => accountId === world.managementAccountId;

function arnOf(operation: Operation, name: string): string {
  const { world, accountId, region } = operation;
  const id = world.identifiers.letters(`pack:${accountId}:${region}:${name}`, 8);
  return `arn:${world.partition}:config:${region}:${accountId}:organization-conformance-pack/${name}-${id}`;
}

/** Its id is random, and no policy can know it: for permissions the name stands alone. */
const plannedArn = (operation: Operation) => {
  const { world, accountId, region } = operation;
  return `arn:${world.partition}:config:${region}:${accountId}:organization-conformance-pack/${plannedName(operation, 'OrganizationConformancePackName')}`;
};

const PUT = [
  ...permissions(['config:PutOrganizationConformancePack', 'config:GetOrganizationConformancePackDetailedStatus'], plannedArn),
  ...permissions(['config:DescribeOrganizationConformancePackStatuses', 'config:DescribeOrganizationConformancePacks']),
  ...permissions(['iam:CreateServiceLinkedRole'], ({ world, accountId }) => serviceLinkedRoleArn(world, accountId, MULTI_ACCOUNT_SERVICE), {
    when: ({ world, accountId }) => !findServiceLinkedRole(world, accountId, MULTI_ACCOUNT_SERVICE),
    context: () => ({ 'iam:AWSServiceName': MULTI_ACCOUNT_SERVICE }),
  }),
  ...permissions(['organizations:EnableAWSServiceAccess'], undefined, {
    when: inManagementAccount, context: () => ({ 'organizations:ServicePrincipal': MULTI_ACCOUNT_SERVICE }),
  }),
  ...permissions(['organizations:ListDelegatedAdministrators'], undefined, { when: operation => !inManagementAccount(operation) }),
];

/**
 * A conformance pack in every account of the organization.
 *
 * `TemplateS3Uri` and the delivery bucket are refused by name: the bucket would need a policy for every account. In members the
 * service-linked role of AWS Config makes the rules, which no service control policy binds.
 */
export const ORGANIZATION_CONFORMANCE_PACK: ResourceType = {
  typeName: 'AWS::Config::OrganizationConformancePack',
  source: schema('aws-config-organizationconformancepack'),
  properties: {
    OrganizationConformancePackName: 'interpreted', TemplateBody: 'interpreted', ConformancePackInputParameters: 'interpreted',
    ExcludedAccounts: 'interpreted', Tags: TAGS,
  },
  nested: { ConformancePackInputParameters: ['ParameterName', 'ParameterValue'] },
  required: ['OrganizationConformancePackName', 'TemplateBody'],
  createOnly: ['OrganizationConformancePackName'],
  permissions: {
    create: [...PUT, ...permissions(['config:TagResource', 'config:ListTagsForResource'], plannedArn, { when: given('Tags') })],
    update: [...PUT, ...permissions(['config:TagResource', 'config:UntagResource', 'config:ListTagsForResource'], plannedArn, { when: given('Tags') })],
    delete: [
      ...permissions(['config:DeleteOrganizationConformancePack', 'config:GetOrganizationConformancePackDetailedStatus'], plannedArn),
      ...permissions(['config:DescribeOrganizationConformancePackStatuses']),
      ...permissions(['organizations:ListDelegatedAdministrators'], undefined, { when: operation => !inManagementAccount(operation) }),
    ],
  },
  create: operation => {
    const { world, accountId, region, origin, properties } = operation;
    const { packs } = world.state.config;
    const name = String(properties.OrganizationConformancePackName);
    if (packs.has(keyOf(operation, name))) {
      operation.fail('AlreadyExists', `a conformance pack named ${name} exists already in ${accountId} ${region}`);
    }
    const here = [...packs.values()].filter(pack => pack.region === region).length;
    operation.require(CONFIG.PACK_QUOTA, here < MAX_PACKS, `the organization has ${here} packs in ${region}`, 'join themes');
    const pack: ConformancePack = {
      arn: arnOf(operation, name), name, accountId, region, origin, excludedAccounts: [], rules: [], accounts: new Set(), failed: new Map(),
    };
    put(operation, pack);
    packs.set(keyOf(operation, name), pack);
    return outcome(pack);
  },
  update: operation => {
    const pack = packOf(operation);
    put(operation, pack);
    return outcome(pack);
  },
  delete: operation => {
    operation.world.state.config.packs.delete(keyOf(operation, packOf(operation).name));
  },
  import: operation => {
    const pack = packOf(operation);
    pack.origin = operation.origin;
    return outcome(pack);
  },
};

function packOf(operation: Operation): ConformancePack {
  return operation.world.state.config.packs.get(keyOf(operation, String(operation.physicalId)))
    ?? operation.fail('NoSuchOrganizationConformancePackException', `conformance pack ${operation.physicalId} does not exist`);
}

/** Puts the pack: AWS Config makes its rules in every account, and CloudFormation waits for all of them. */
function put(operation: Operation, pack: ConformancePack): void {
  const { world, accountId, region, properties } = operation;
  checkValues(operation);
  const template = readPackTemplate(operation);
  checkAdministrator(operation);
  const excluded = texts(properties, 'ExcludedAccounts');
  const accounts = packAccounts(world, excluded);
  checkRecorders(operation, accounts, region);
  checkRemediationRoles(operation, template, accounts);
  createOnce(operation, accountId, MULTI_ACCOUNT_SERVICE);
  pack.excludedAccounts = excluded;
  pack.rules = template.rules;
  pack.accounts.clear();
  pack.failed.clear();
  for (const id of accounts) {
    createOnce(operation, id, CONFORMS_SERVICE);
    pack.accounts.add(id);
  }
}

/** https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html */
function checkValues(operation: Operation): void {
  const { properties } = operation;
  const checks = valueChecks(operation, 'ValidationException');
  checks.like('OrganizationConformancePackName', properties.OrganizationConformancePackName, /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/,
    'up to 128 letters, digits and "-", a letter first');
  checks.between('number of ConformancePackInputParameters', list(properties, 'ConformancePackInputParameters').length, 0, 60);
  checks.between('number of ExcludedAccounts', list(properties, 'ExcludedAccounts').length, 0, 1000);
  texts(properties, 'ExcludedAccounts').forEach(id => checks.like('ExcludedAccounts', id, /^\d{12}$/, 'ids of accounts'));
  for (const { ParameterName, ParameterValue } of records(properties, 'ConformancePackInputParameters')) {
    checks.like('ParameterName', ParameterName ?? {}, /^.{0,255}$/s, 'at most 255 characters');
    checks.like('ParameterValue', ParameterValue ?? {}, /^.{0,4096}$/s, 'at most 4,096 characters');
  }
}

function createOnce({ world, origin }: Operation, accountId: string, service: string): void {
  if (!findServiceLinkedRole(world, accountId, service)) {
    createServiceLinkedRole(world, accountId, service, origin);
  }
}

function checkAdministrator(operation: Operation): void {
  const { world, accountId } = operation;
  const rule = CONFIG.PACK_ADMINISTRATOR;
  const delegation = world.state.organizations.delegatedAdministrators.get(`${accountId}/${MULTI_ACCOUNT_SERVICE}`);
  operation.require(rule, inManagementAccount(operation) || delegation !== undefined, `${accountId} administers ${MULTI_ACCOUNT_SERVICE} for nobody`,
    'register it as delegated administrator for config-multiaccountsetup.amazonaws.com first');
  operation.requirePath(rule, delegation?.origin, 'the pack may come before the delegation');
}

function checkRecorders(operation: Operation, accounts: readonly string[], region: string): void {
  const { world } = operation;
  const missing = withoutRecorder(world, accounts, region).map(id => world.state.organizations.accounts.get(id)?.name ?? id);
  operation.require(CONFIG.PACK_RECORDER, missing.length === 0, `no recorder runs in ${region} in ${missing.join(', ')}`,
    'deploy the recorder to every account before the pack, or exclude these accounts');
  const origins = accounts.map(accountId => world.state.config.recorders.get(placeKey({ accountId, region }))!.origin);
  origins.forEach(origin => operation.requirePath(CONFIG.PACK_RECORDER, origin, 'the pack may come before a recorder'));
}

function checkRemediationRoles(operation: Operation, { remediationRoles }: PackTemplate, accounts: readonly string[]): void {
  const { world } = operation;
  for (const accountId of remediationRoles.length > 0 ? accounts : []) {
    for (const pattern of new Set(remediationRoles)) {
      const arn = pattern.replaceAll('${AWS::Partition}', world.partition).replaceAll('${AWS::AccountId}', accountId);
      const role = world.state.iam.roles.get(arn);
      const works = role !== undefined && isAssumableBy(world, role, 'ssm.amazonaws.com');
      operation.require(CONFIG.REMEDIATION_ROLE, works, `${arn} ${role ? 'does not trust ssm.amazonaws.com' : 'does not exist'}`,
        'create the role in every account before the pack');
    }
  }
}
