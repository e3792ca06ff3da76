import { Operation, Outcome, ResourceType } from '../aws/contract';
import { enableHub, Hub, hubArn, hubIn, HubStandard, SECURITY_HUB_SERVICE } from '../aws/services/security-hub';
import { SECURITY_HUB } from '../rules/security-hub';
import { changed, given, inert, permissions, schema, TAGS } from './permission';
import { linkedRole } from './service-part';
import { valueChecks } from './value-checks';
import { flag, text } from './values';

const REFERENCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const NO_CONTROLS = inert('no control is checked in the rehearsal');
/** Read in 2026-11: https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html. */
const STANDARDS = [
  'aws-foundational-security-best-practices/v/1.0.0', 'aws-resource-tagging-standard/v/1.0.0', 'cis-aws-foundations-benchmark/v/1.4.0',
  'cis-aws-foundations-benchmark/v/3.0.0', 'cis-aws-foundations-benchmark/v/5.0.0', 'nist-800-171/v/2.0.0', 'nist-800-53/v/5.0.0', 'pci-dss/v/3.2.1', 'pci-dss/v/4.0.1',
];

const onHub = ({ world, accountId, region }: Operation) => hubArn(world, accountId, region);
const here = ({ accountId, region }: Operation) => `${accountId}/${region}`;
const hubOutcome = (operation: Operation): Outcome => ({ physicalId: onHub(operation), attributes: { ARN: onHub(operation), SubscribedAt: '2026-01-01T00:00:00.000Z' } });

const own = (operation: Operation): Hub => operation.world.state.securityHub.hubs.get(here(operation))
  ?? operation.fail('ResourceNotFoundException', `Security Hub is off in ${here(operation)}`);

const checkHub = (operation: Operation) =>
  valueChecks(operation, 'InvalidInputException').oneOf('ControlFindingGenerator', operation.properties.ControlFindingGenerator, ['SECURITY_CONTROL', 'STANDARD_CONTROL']);

/** Security Hub CSPM of one account in a Region, which enables it itself. */
export const HUB: ResourceType = {
  typeName: 'AWS::SecurityHub::Hub',
  source: `${REFERENCE}/aws-resource-securityhub-hub.html (permissions: the API calls behind it, not compared with the registry schema)`,
  properties: { AutoEnableControls: NO_CONTROLS, ControlFindingGenerator: 'interpreted', EnableDefaultStandards: 'interpreted', Tags: TAGS },
  required: [],
  createOnly: [],
  permissions: {
    create: [
      ...permissions(['securityhub:EnableSecurityHub', 'securityhub:DescribeHub'], onHub),
      ...permissions(['securityhub:UpdateSecurityHubConfiguration'], onHub, { when: given('AutoEnableControls') }),
      ...permissions(['securityhub:TagResource'], onHub, { when: given('Tags') }),
      ...linkedRole(SECURITY_HUB_SERVICE),
    ],
    update: [
      ...permissions(['securityhub:DescribeHub', 'securityhub:UpdateSecurityHubConfiguration'], onHub),
      ...permissions(['securityhub:TagResource', 'securityhub:UntagResource'], onHub, { when: changed('Tags') }),
    ],
    delete: permissions(['securityhub:DisableSecurityHub'], onHub),
  },
  create: operation => {
    const { accountId, origin, properties, region, world } = operation;
    const on = hubIn(world, accountId, region) !== undefined;
    operation.require(SECURITY_HUB.ONE_HUB, !on, `Security Hub is on in ${accountId} ${region}`, 'import it, or leave it to the organization');
    checkHub(operation);
    enableHub(world, { accountId, region, origin, enabledBy: 'account', defaultStandards: flag(properties, 'EnableDefaultStandards') ?? true });
    return hubOutcome(operation);
  },
  update: operation => {
    own(operation);
    checkHub(operation);
    return hubOutcome(operation);
  },
  delete: operation => {
    const { accountId, region } = own(operation);
    const { hubs, standards } = operation.world.state.securityHub;
    const checked = [...standards.values()].filter(standard => standard.accountId === accountId && standard.region === region);
    checked.forEach(({ arn }) => standards.delete(arn));
    hubs.delete(here(operation));
  },
  import: operation => {
    operation.world.state.securityHub.hubs.set(here(operation), { ...own(operation), origin: operation.origin });
    return hubOutcome(operation);
  },
};

const subscriptions = ({ world, accountId, region }: Operation) => `arn:${world.partition}:securityhub:${region}:${accountId}:subscription/*`;
const standardOutcome = ({ arn }: HubStandard): Outcome => ({ physicalId: arn, attributes: { StandardsSubscriptionArn: arn } });

const standardOf = (operation: Operation): HubStandard => operation.world.state.securityHub.standards.get(String(operation.physicalId))
  ?? operation.fail('ResourceNotFoundException', `standard ${operation.physicalId} is not enabled`);

/** What follows "standards/" in the ARN, of a standard of the Region that AWS has. */
function standardId(operation: Operation): string {
  const { properties, region, world } = operation;
  const arn = text(properties, 'StandardsArn') ?? '';
  const prefix = `arn:${world.partition}:securityhub:${region}::standards/`;
  const id = arn.startsWith(prefix) ? arn.slice(prefix.length) : '';
  operation.require(SECURITY_HUB.STANDARD, STANDARDS.includes(id), `${arn} is no standard in ${region}`, `use ${prefix} and one of ${STANDARDS.join(', ')}`);
  return id;
}

/** A standard that a hub checks. Those that AWS enables by itself are not kept here. */
export const STANDARD: ResourceType = {
  typeName: 'AWS::SecurityHub::Standard',
  source: schema('aws-securityhub-standard'),
  properties: { StandardsArn: 'interpreted', DisabledStandardsControls: NO_CONTROLS },
  nested: { DisabledStandardsControls: ['StandardsControlArn', 'Reason'] },
  required: ['StandardsArn'],
  createOnly: ['StandardsArn'],
  permissions: {
    create: [
      ...permissions(['securityhub:GetEnabledStandards', 'securityhub:BatchEnableStandards'], onHub),
      ...permissions(['securityhub:UpdateStandardsControl'], onHub, { when: given('DisabledStandardsControls') }),
    ],
    update: permissions(['securityhub:GetEnabledStandards', 'securityhub:UpdateStandardsControl'], onHub),
    delete: [...permissions(['securityhub:GetEnabledStandards'], onHub), ...permissions(['securityhub:BatchDisableStandards'], subscriptions)],
  },
  create: operation => {
    const { accountId, origin, region, world } = operation;
    const { hubs, standards } = world.state.securityHub;
    const id = standardId(operation);
    const on = hubIn(world, accountId, region) !== undefined;
    operation.require(SECURITY_HUB.STANDARD, on, `Security Hub is off in ${accountId} ${region}`, 'enable it first');
    operation.requirePath(SECURITY_HUB.STANDARD, hubs.get(here(operation))?.origin, 'the standard may come before Security Hub is enabled');
    const arn = `arn:${world.partition}:securityhub:${region}:${accountId}:subscription/${id}`;
    operation.require(SECURITY_HUB.STANDARD, !standards.has(arn), `${id} is enabled already`, 'enable it once');
    const standard = { arn, accountId, region, origin };
    standards.set(arn, standard);
    return standardOutcome(standard);
  },
  update: operation => standardOutcome(standardOf(operation)),
  delete: operation => {
    operation.world.state.securityHub.standards.delete(standardOf(operation).arn);
  },
  import: operation => {
    const standard = standardOf(operation);
    standard.origin = operation.origin;
    return standardOutcome(standard);
  },
};
