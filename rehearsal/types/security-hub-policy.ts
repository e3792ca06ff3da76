import { Operation, Outcome, ResourceType } from '../aws/contract';
import { isTarget } from '../aws/services/organization-policies';
import { aggregatedRegions, centralAggregator, HubAssociation, hubArn, HubPolicy } from '../aws/services/security-hub';
import { SECURITY_HUB } from '../rules';
import { DESCRIPTION, given, inert, permissions, schema, TAGS } from './permission';
import { requireAdministrator } from './security-hub-organization';
import { valueChecks } from './value-checks';
import { flag, record, records, text, texts } from './values';

const CONTENT = 'ConfigurationPolicy.SecurityHub';
const CONTROLS = 'SecurityControlsConfiguration';

/** Configuration policies live under central configuration, in its home Region. */
function requireCentral(operation: Operation): void {
  const { accountId, region, world } = operation;
  requireAdministrator(operation);
  const aggregator = centralAggregator(world);
  const home = aggregator?.accountId === accountId && aggregator.region === region;
  const detail = aggregator ? `${aggregator.region} is the home Region, not ${region}` : 'central configuration is off';
  operation.require(SECURITY_HUB.POLICY_CENTRAL, home, detail, 'switch central configuration on first, in this Region');
  const configuration = world.state.securityHub.configurations.get(`${accountId}/${region}`);
  operation.requirePath(SECURITY_HUB.POLICY_CENTRAL, configuration?.origin, 'the resource may come before central configuration is on');
}

const contentOf = ({ properties }: Operation) => record(record(properties, 'ConfigurationPolicy'), 'SecurityHub');

function checkContent(operation: Operation): void {
  const content = contentOf(operation);
  const controls = record(content, CONTROLS);
  checkParameters(operation, records(controls, 'SecurityControlCustomParameters'));
  const lists = ['EnabledSecurityControlIdentifiers', 'DisabledSecurityControlIdentifiers'].filter(name => controls[name] !== undefined);
  const complete = flag(content, 'ServiceEnabled') !== true || (content.EnabledStandardIdentifiers !== undefined && lists.length === 1);
  const detail = `standards: ${content.EnabledStandardIdentifiers !== undefined}, lists of controls: ${lists.join(' and ') || 'none'}`;
  operation.require(SECURITY_HUB.POLICY_CONTENT, complete, detail, 'name the standards and the controls that are disabled, though the list be empty');
}

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_ParameterConfiguration.html */
function checkParameters(operation: Operation, controls: readonly Readonly<Record<string, unknown>>[]): void {
  const checks = valueChecks(operation, 'InvalidInputException');
  for (const control of controls) {
    checks.like('SecurityControlId', control.SecurityControlId ?? '', /^[A-Za-z0-9]+\.\d+$/, 'the id of a control, such as IAM.7');
    for (const parameter of Object.values(record(control, 'Parameters'))) {
      checks.oneOf('ValueType', record({ parameter }, 'parameter').ValueType ?? 'none', ['DEFAULT', 'CUSTOM']);
    }
  }
}

const settingsOf = (operation: Operation) => ({
  name: String(operation.properties.Name),
  serviceEnabled: flag(contentOf(operation), 'ServiceEnabled') ?? false,
  standards: texts(contentOf(operation), 'EnabledStandardIdentifiers'),
  disabledControls: texts(record(contentOf(operation), CONTROLS), 'DisabledSecurityControlIdentifiers'),
});

const policyOutcome = ({ id, arn, serviceEnabled }: HubPolicy): Outcome =>
  ({ physicalId: arn, attributes: { Arn: arn, Id: id, ServiceEnabled: serviceEnabled } });

const policyOf = (operation: Operation): HubPolicy =>
  [...operation.world.state.securityHub.policies.values()].find(({ arn }) => arn === operation.physicalId)
  ?? operation.fail('ResourceNotFoundException', `configuration policy ${operation.physicalId} does not exist`);

const onPolicy = ({ world, region, accountId, physicalId }: Operation) =>
  physicalId ?? `arn:${world.partition}:securityhub:${region}:${accountId}:configuration-policy/*`;

/** Standards and controls for the accounts it is associated with. */
export const CONFIGURATION_POLICY: ResourceType = {
  typeName: 'AWS::SecurityHub::ConfigurationPolicy',
  source: schema('aws-securityhub-configurationpolicy'),
  properties: { Name: 'interpreted', ConfigurationPolicy: 'interpreted', Description: DESCRIPTION, Tags: TAGS },
  nested: {
    ConfigurationPolicy: ['SecurityHub'],
    [CONTENT]: ['ServiceEnabled', 'EnabledStandardIdentifiers', CONTROLS],
    [`${CONTENT}.${CONTROLS}`]: {
      EnabledSecurityControlIdentifiers: 'interpreted', DisabledSecurityControlIdentifiers: 'interpreted',
      SecurityControlCustomParameters: inert('values of a control change findings, of which there are none in the rehearsal; only the shape is checked'),
    },
    [`${CONTENT}.${CONTROLS}.SecurityControlCustomParameters`]: ['SecurityControlId', 'Parameters'],
  },
  required: ['Name', 'ConfigurationPolicy'],
  createOnly: [],
  permissions: {
    create: [
      ...permissions(['securityhub:CreateConfigurationPolicy']),
      ...permissions(['securityhub:TagResource'], onPolicy, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['securityhub:UpdateConfigurationPolicy'], onPolicy),
      ...permissions(['securityhub:TagResource', 'securityhub:UntagResource'], onPolicy, { when: given('Tags') }),
    ],
    delete: permissions(['securityhub:GetConfigurationPolicy', 'securityhub:DeleteConfigurationPolicy'], onPolicy),
  },
  create: operation => {
    const { accountId, origin, region, world } = operation;
    requireCentral(operation);
    checkContent(operation);
    const settings = settingsOf(operation);
    const { policies } = world.state.securityHub;
    if ([...policies.values()].some(({ name }) => name === settings.name)) {
      operation.fail('ResourceConflictException', `a configuration policy named ${settings.name} exists already`);
    }
    const id = world.identifiers.uuid(`configuration-policy:${settings.name}`);
    const arn = `arn:${world.partition}:securityhub:${region}:${accountId}:configuration-policy/${id}`;
    const policy: HubPolicy = { id, arn, accountId, region, origin, ...settings };
    policies.set(id, policy);
    return policyOutcome(policy);
  },
  update: operation => {
    checkContent(operation);
    return policyOutcome(Object.assign(policyOf(operation), settingsOf(operation)));
  },
  delete: operation => {
    const { associations, policies } = operation.world.state.securityHub;
    const { id, name } = policyOf(operation);
    const used = [...associations.values()].find(({ policyId }) => policyId === id);
    operation.require(SECURITY_HUB.ASSOCIATION_FIRST, !used, `policy "${name}" is associated with ${used?.targetId}`, 'delete the association first');
    policies.delete(id);
  },
  import: operation => policyOutcome(Object.assign(policyOf(operation), { origin: operation.origin })),
};

const SELF_MANAGED = 'SELF_MANAGED_SECURITY_HUB';

/** A policy for all reaches the management account only where Security Hub is on there; it has to enable that itself. */
function checkManagementAccount(operation: Operation): void {
  const { world } = operation;
  const regions = aggregatedRegions(world, centralAggregator(world)!);
  for (const region of regions) {
    const hub = world.state.securityHub.hubs.get(`${world.managementAccountId}/${region}`);
    const remedy = 'enable Security Hub there before, without standards, or associate the policy with units only';
    operation.require(SECURITY_HUB.MANAGEMENT_ACCOUNT, hub !== undefined, `Security Hub is off in the management account in ${region}`, remedy);
    operation.requirePath(SECURITY_HUB.MANAGEMENT_ACCOUNT, hub?.origin, 'the association may come before Security Hub is on in the management account');
  }
}

function associate(operation: Operation): Outcome {
  const { origin, properties, world } = operation;
  const { associations, policies } = world.state.securityHub;
  const [targetId, targetType, policyId] = ['TargetId', 'TargetType', 'ConfigurationPolicyId'].map(name => text(properties, name) ?? '');
  requireCentral(operation);
  if (!isTarget(world, targetId)) {
    operation.fail('ResourceNotFoundException', `'TargetId' names ${targetId}, which does not exist`);
  }
  if (policyId !== SELF_MANAGED && !policies.has(policyId)) {
    operation.fail('ResourceNotFoundException', `configuration policy ${policyId} does not exist`);
  }
  if (targetType === 'ROOT' && policies.get(policyId)?.serviceEnabled) {
    checkManagementAccount(operation);
  }
  const association: HubAssociation = { targetId, targetType, policyId, origin };
  associations.set(targetId, association);
  return associationOutcome(association);
}

const associationOutcome = ({ targetId, targetType }: HubAssociation): Outcome => {
  const identifier = `${targetType}/${targetId}`;
  return { physicalId: identifier, attributes: { AssociationIdentifier: identifier, AssociationStatus: 'SUCCESS', AssociationType: 'APPLIED' } };
};

const onHub = ({ world, accountId, region }: Operation) => hubArn(world, accountId, region);
const ASSOCIATE = permissions(['securityhub:StartConfigurationPolicyAssociation', 'securityhub:GetConfigurationPolicyAssociation'], onHub);

/** Applies a configuration policy to the root, a unit or an account, and to what is below and to come. */
export const POLICY_ASSOCIATION: ResourceType = {
  typeName: 'AWS::SecurityHub::PolicyAssociation',
  source: schema('aws-securityhub-policyassociation'),
  properties: { TargetId: 'interpreted', TargetType: 'interpreted', ConfigurationPolicyId: 'interpreted' },
  required: ['TargetId', 'TargetType', 'ConfigurationPolicyId'],
  createOnly: ['TargetId', 'TargetType'],
  permissions: {
    create: ASSOCIATE,
    update: ASSOCIATE,
    delete: permissions(['securityhub:StartConfigurationPolicyDisassociation', 'securityhub:GetConfigurationPolicyAssociation'], onHub),
  },
  create: associate,
  update: associate,
  delete: operation => {
    operation.world.state.securityHub.associations.delete(String(operation.physicalId).split('/')[1]);
  },
  import: associate,
};
