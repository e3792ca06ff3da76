import { Operation, Outcome, ResourceType } from '../aws/contract';
import {
  aggregatedRegions, centralAggregator, enableHub, FindingAggregator, HubConfiguration, hubArn, hubIn,
} from '../aws/services/security-hub';
import { SECURITY_HUB } from '../rules';
import { permissions, schema } from './permission';
import { flag, text, texts } from './values';

const LINKING_MODES = ['ALL_REGIONS', 'ALL_REGIONS_EXCEPT_SPECIFIED', 'SPECIFIED_REGIONS'];

const onHub = ({ world, accountId, region }: Operation) => hubArn(world, accountId, region);
const here = ({ accountId, region }: Operation) => `${accountId}/${region}`;

/** Refuses whoever is not named administrator of the organization in the Region, or may come before that. */
export function requireAdministrator(operation: Operation): void {
  const { accountId, region, world } = operation;
  const administrator = world.state.securityHub.administrators.get(region);
  const detail = `${administrator?.accountId ?? 'nobody'} administers Security Hub in ${region}, not ${accountId}`;
  operation.require(SECURITY_HUB.ADMINISTRATOR, administrator?.accountId === accountId, detail, 'name the account administrator in this Region first');
  operation.requirePath(SECURITY_HUB.ADMINISTRATOR, administrator?.origin, 'the resource may come before its account is named administrator');
}

const aggregatorOutcome = ({ arn, region }: FindingAggregator): Outcome =>
  ({ physicalId: arn, attributes: { FindingAggregatorArn: arn, FindingAggregationRegion: region } });

function checkAggregator(operation: Operation): void {
  const { properties, region } = operation;
  const mode = text(properties, 'RegionLinkingMode') ?? '';
  const regions = texts(properties, 'Regions');
  if (!LINKING_MODES.includes(mode)) {
    operation.fail('InvalidRequest', `'RegionLinkingMode' must be one of ${LINKING_MODES.join(', ')}, got ${mode}`);
  }
  const linked = mode !== 'SPECIFIED_REGIONS' || (regions.length > 0 && !regions.includes(region));
  operation.require(SECURITY_HUB.LINKED_REGIONS, linked, `in ${region} 'Regions' is [${regions.join(', ')}]`, 'link the other Regions, or aggregate nothing');
}

/** Brings the findings of linked Regions to the Region it stands in. */
export const FINDING_AGGREGATOR: ResourceType = {
  typeName: 'AWS::SecurityHub::FindingAggregator',
  source: schema('aws-securityhub-findingaggregator'),
  properties: { RegionLinkingMode: 'interpreted', Regions: 'interpreted' },
  required: ['RegionLinkingMode'],
  createOnly: [],
  permissions: {
    create: permissions(['securityhub:CreateFindingAggregator']),
    update: permissions(['securityhub:UpdateFindingAggregator'], ({ physicalId }) => String(physicalId)),
    delete: permissions(['securityhub:DeleteFindingAggregator'], ({ physicalId }) => String(physicalId)),
  },
  create: operation => {
    const { accountId, origin, properties, region, world } = operation;
    const { aggregators, hubs } = world.state.securityHub;
    operation.require(SECURITY_HUB.ENABLED, hubIn(world, accountId, region) !== undefined, `Security Hub is off in ${accountId} ${region}`, 'enable it first');
    operation.requirePath(SECURITY_HUB.ENABLED, hubs.get(here(operation))?.origin, 'the aggregator may come before Security Hub is enabled');
    const other = [...aggregators.values()].find(aggregator => aggregator.accountId === accountId);
    operation.require(SECURITY_HUB.ONE_AGGREGATOR, !other, `${other?.arn} exists already`, 'keep one, in the home Region');
    checkAggregator(operation);
    const arn = `arn:${world.partition}:securityhub:${region}:${accountId}:finding-aggregator/${world.identifiers.uuid(`aggregator:${accountId}:${region}`)}`;
    const aggregator: FindingAggregator = {
      arn, accountId, region, origin, linkingMode: String(properties.RegionLinkingMode), regions: texts(properties, 'Regions'),
    };
    aggregators.set(arn, aggregator);
    return aggregatorOutcome(aggregator);
  },
  update: operation => {
    const aggregator = aggregatorOf(operation);
    checkAggregator(operation);
    aggregator.linkingMode = String(operation.properties.RegionLinkingMode);
    aggregator.regions = texts(operation.properties, 'Regions');
    reachLinkedRegions(operation);
    return aggregatorOutcome(aggregator);
  },
  delete: operation => {
    operation.world.state.securityHub.aggregators.delete(aggregatorOf(operation).arn);
  },
  import: operation => {
    const aggregator = aggregatorOf(operation);
    aggregator.origin = operation.origin;
    return aggregatorOutcome(aggregator);
  },
};

const aggregatorOf = (operation: Operation): FindingAggregator =>
  operation.world.state.securityHub.aggregators.get(String(operation.physicalId))
  ?? operation.fail('ResourceNotFoundException', `aggregator ${operation.physicalId} does not exist`);

/** Under central configuration the administrator of the home Region is the administrator of every linked one, with a hub there. */
function reachLinkedRegions({ origin, world }: Operation): void {
  const aggregator = centralAggregator(world);
  const { administrators, hubs } = world.state.securityHub;
  for (const region of aggregator ? aggregatedRegions(world, aggregator) : []) {
    const { accountId } = aggregator!;
    if (!administrators.has(region)) {
      administrators.set(region, { accountId, region, origin });
    }
    if (!hubs.has(`${accountId}/${region}`)) {
      enableHub(world, { accountId, region, enabledBy: 'designation', defaultStandards: false, origin });
    }
  }
}

function checkCentral(operation: Operation): void {
  const { accountId, properties, region, world } = operation;
  const aggregators = [...world.state.securityHub.aggregators.values()];
  const aggregator = aggregators.find(found => found.accountId === accountId && found.region === region);
  const detail = `no findings are aggregated in ${accountId} ${region}`;
  operation.require(SECURITY_HUB.CENTRAL_AGGREGATOR, aggregator !== undefined, detail, 'create the aggregator in the home Region first');
  operation.requirePath(SECURITY_HUB.CENTRAL_AGGREGATOR, aggregator?.origin, 'central configuration may come before the aggregator');
  const [enable, standards] = [flag(properties, 'AutoEnable'), text(properties, 'AutoEnableStandards') ?? 'DEFAULT'];
  const settings = `AutoEnable is ${enable}, AutoEnableStandards is ${standards}`;
  operation.require(SECURITY_HUB.CENTRAL_SETTINGS, enable === false && standards === 'NONE', settings, 'let a configuration policy enable Security Hub and its standards');
}

function configure(operation: Operation): Outcome {
  requireAdministrator(operation);
  if (text(operation.properties, 'ConfigurationType') === 'CENTRAL') {
    checkCentral(operation);
  }
  const { origin, properties, world } = operation;
  const identifier = `${here(operation)}/securityhub-organization-configuration`;
  const { accounts } = world.state.organizations;
  const before = world.state.securityHub.configurations.get(here(operation))?.accountsBefore;
  const configuration: HubConfiguration = {
    origin,
    accountsBefore: before ?? [...accounts.keys()].sort(),
    type: text(properties, 'ConfigurationType') === 'CENTRAL' ? 'CENTRAL' : 'LOCAL',
    autoEnable: flag(properties, 'AutoEnable') ?? false,
    autoEnableStandards: text(properties, 'AutoEnableStandards') ?? 'DEFAULT',
  };
  world.state.securityHub.configurations.set(here(operation), configuration);
  reachLinkedRegions(operation);
  const attributes = { OrganizationConfigurationIdentifier: identifier, Status: 'ENABLED', StatusMessage: '', MemberAccountLimitReached: false };
  return { physicalId: identifier, attributes };
}

const CONFIGURE = [
  ...permissions(['securityhub:UpdateOrganizationConfiguration', 'securityhub:DescribeOrganizationConfiguration'], onHub),
  ...permissions(['securityhub:ListFindingAggregators']),
];

/** How the administrator configures the organization: account by account and Region by Region, or centrally. */
export const ORGANIZATION_CONFIGURATION: ResourceType = {
  typeName: 'AWS::SecurityHub::OrganizationConfiguration',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-securityhub-organizationconfiguration.html (permissions: the API calls behind it, not compared with the registry schema)',
  properties: { AutoEnable: 'interpreted', AutoEnableStandards: 'interpreted', ConfigurationType: 'interpreted' },
  required: ['AutoEnable'],
  createOnly: [],
  permissions: { create: CONFIGURE, update: CONFIGURE, delete: CONFIGURE },
  create: configure,
  update: configure,
  delete: operation => {
    operation.world.state.securityHub.configurations.delete(here(operation));
  },
  import: configure,
};
