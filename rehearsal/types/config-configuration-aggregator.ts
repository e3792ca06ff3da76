import { decide } from '../aws/authorization';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { Aggregator, CONFIG_SERVICE } from '../aws/services/config';
import { CONFIG } from '../rules/config';
import { given, inert, permissions, schema, TAGS } from './permission';
import { isAssumableBy } from './principals';
import { valueChecks } from './value-checks';
import { flag, list, physicalName, record, text } from './values';

const MAX_NAME = 256;
/** What an aggregator asks Organizations for: the AWS managed policy AWSConfigRoleForOrganizations. */
const ROLE_ACTIONS = ['organizations:ListAccounts', 'organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization'];

const NOTHING_AGGREGATED = inert('what is recorded is not stored, so nothing is aggregated; only that it is all regions or some is checked');

const outcome = ({ arn, name }: Aggregator): Outcome => ({ physicalId: name, attributes: { ConfigurationAggregatorArn: arn } });
const roleOf = ({ properties }: Operation) => text(record(properties, 'OrganizationAggregationSource'), 'RoleArn') ?? '*';
const anyAggregator = ({ world, region, accountId, physicalId, properties, attributes }: Operation) =>
  physicalId ? String(attributes?.ConfigurationAggregatorArn ?? '*')
    : `arn:${world.partition}:config:${region}:${accountId}:config-aggregator/${text(properties, 'ConfigurationAggregatorName') ?? 'new'}`;
const inManagementAccount = ({ world, accountId }: Operation) => accountId === world.managementAccountId;

const PUT = [
  ...permissions(['config:PutConfigurationAggregator'], anyAggregator),
  ...permissions(['config:DescribeConfigurationAggregators']),
  ...permissions(['iam:PassRole'], roleOf, { context: () => ({ 'iam:PassedToService': CONFIG_SERVICE }) }),
  // PutConfigurationAggregator: the management account needs the one, a delegated administrator the other
  ...permissions(['organizations:EnableAWSServiceAccess'], undefined, {
    when: inManagementAccount, context: () => ({ 'organizations:ServicePrincipal': CONFIG_SERVICE }),
  }),
  ...permissions(['organizations:ListDelegatedAdministrators'], undefined, { when: operation => !inManagementAccount(operation) }),
];

/** An aggregator over the organization. `AccountAggregationSources` is refused by name: each account would have to authorise it. */
export const CONFIGURATION_AGGREGATOR: ResourceType = {
  typeName: 'AWS::Config::ConfigurationAggregator',
  source: schema('aws-config-configurationaggregator'),
  properties: { ConfigurationAggregatorName: 'interpreted', OrganizationAggregationSource: 'interpreted', Tags: TAGS },
  nested: { OrganizationAggregationSource: { RoleArn: 'interpreted', AllAwsRegions: NOTHING_AGGREGATED, AwsRegions: NOTHING_AGGREGATED } },
  required: ['OrganizationAggregationSource'],
  createOnly: ['ConfigurationAggregatorName'],
  permissions: {
    create: [...PUT, ...permissions(['config:TagResource'], anyAggregator, { when: given('Tags') })],
    update: [...PUT, ...permissions(['config:TagResource', 'config:UntagResource', 'config:ListTagsForResource'], anyAggregator, { when: given('Tags') })],
    delete: permissions(['config:DeleteConfigurationAggregator'], anyAggregator),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    const { aggregators } = world.state.config;
    const name = physicalName(operation, 'ConfigurationAggregatorName', MAX_NAME);
    if ([...aggregators.values()].some(other => other.name === name && other.accountId === accountId && other.region === region)) {
      operation.fail('AlreadyExists', `an aggregator named ${name} exists already in ${accountId} ${region}`);
    }
    check(operation);
    const id = world.identifiers.letters(`aggregator:${accountId}:${region}:${name}`, 8);
    const arn = `arn:${world.partition}:config:${region}:${accountId}:config-aggregator/config-aggregator-${id}`;
    const aggregator: Aggregator = { arn, name, accountId, region, origin, roleArn: roleOf(operation) };
    aggregators.set(arn, aggregator);
    return outcome(aggregator);
  },
  update: operation => {
    const aggregator = aggregatorOf(operation);
    check(operation);
    aggregator.roleArn = roleOf(operation);
    return outcome(aggregator);
  },
  delete: operation => {
    operation.world.state.config.aggregators.delete(aggregatorOf(operation).arn);
  },
  import: operation => {
    const aggregator = aggregatorOf(operation);
    aggregator.origin = operation.origin;
    return outcome(aggregator);
  },
};

function aggregatorOf(operation: Operation): Aggregator {
  const { world, accountId, region, physicalId } = operation;
  return [...world.state.config.aggregators.values()]
    .find(({ name, ...at }) => name === physicalId && at.accountId === accountId && at.region === region)
    ?? operation.fail('NoSuchConfigurationAggregatorException', `aggregator ${physicalId} does not exist`);
}

function checkValues(operation: Operation): void {
  const { properties } = operation;
  const source = record(properties, 'OrganizationAggregationSource');
  valueChecks(operation, 'ValidationException').like('ConfigurationAggregatorName', properties.ConfigurationAggregatorName, /^[\w-]{1,256}$/, 'up to 256 letters, digits, "-" and "_"');
  const some = list(source, 'AwsRegions').length > 0;
  if ((flag(source, 'AllAwsRegions') === true) === some) {
    operation.fail('InvalidParameterValueException', "either 'AllAwsRegions' is true or 'AwsRegions' names some", "set 'AllAwsRegions'");
  }
}

function check(operation: Operation): void {
  const { world, accountId } = operation;
  checkValues(operation);
  const { delegatedAdministrators, trustedServices } = world.state.organizations;
  const access = trustedServices.get(CONFIG_SERVICE);
  const delegation = delegatedAdministrators.get(`${accountId}/${CONFIG_SERVICE}`);
  const rule = CONFIG.AGGREGATOR_ADMINISTRATOR;
  operation.require(rule, inManagementAccount(operation) || delegation !== undefined, `${accountId} administers ${CONFIG_SERVICE} for nobody`,
    'register it as delegated administrator for config.amazonaws.com first');
  operation.require(rule, access !== undefined, `trusted access for ${CONFIG_SERVICE} is off`, 'enable trusted access first');
  [access?.origin, delegation?.origin].forEach(origin => operation.requirePath(rule, origin, 'the aggregator may come before what it needs'));
  checkRole(operation);
}

function checkRole(operation: Operation): void {
  const { world, accountId } = operation;
  const arn = roleOf(operation);
  const role = world.state.iam.roles.get(arn);
  const remedy = 'create a role that trusts config.amazonaws.com, with AWSConfigRoleForOrganizations';
  operation.require(CONFIG.AGGREGATOR_ROLE, role?.accountId === accountId, `the role ${arn} does not exist in ${accountId}`, remedy);
  operation.requirePath(CONFIG.AGGREGATOR_ROLE, role!.origin, 'the aggregator may come before its role');
  operation.require(CONFIG.AGGREGATOR_ROLE, isAssumableBy(world, role!, CONFIG_SERVICE), `${arn} does not trust config.amazonaws.com`, remedy);
  for (const action of ROLE_ACTIONS) {
    const { allowed, explanation } = decide(world, world.sessionOf(arn), { action, resource: '*' });
    operation.require(CONFIG.AGGREGATOR_ROLE, allowed, `${arn} may not ${action}: ${explanation}`, remedy);
  }
}
