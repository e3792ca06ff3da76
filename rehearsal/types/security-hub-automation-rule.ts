import { Operation, Outcome, ResourceType } from '../aws/contract';
import { HubAutomationRule } from '../aws/services/security-hub';
import { DESCRIPTION, given, inert, permissions, schema, TAGS } from './permission';
import { requireAdministrator } from './security-hub-organization';
import { list, numeric, record } from './values';

/** Rules of an administrator in a Region: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub_limits.html */
const MAX_RULES = 100;
const MAX_ORDER = 1000;

const outcome = ({ arn }: HubAutomationRule): Outcome => ({ physicalId: arn, attributes: { RuleArn: arn, CreatedBy: 'rehearsal' } });
const onRule = ({ world, accountId, region, physicalId }: Operation) =>
  physicalId ?? `arn:${world.partition}:securityhub:${region}:${accountId}:automation-rule/*`;

const settingsOf = ({ properties }: Operation) => ({ name: String(properties.RuleName), order: numeric(properties, 'RuleOrder') ?? 0 });

function check(operation: Operation): void {
  const { order } = settingsOf(operation);
  if (!Number.isInteger(order) || order < 1 || order > MAX_ORDER) {
    operation.fail('InvalidInputException', `'RuleOrder' must be 1 to ${MAX_ORDER}, got ${order}`);
  }
  if (list(operation.properties, 'Actions').length !== 1) {
    operation.fail('InvalidInputException', "'Actions' must hold one action");
  }
  if (Object.keys(record(operation.properties, 'Criteria')).length === 0) {
    operation.fail('InvalidInputException', "'Criteria' must name a field of findings");
  }
}

/** Changes findings as they come in, in its Region. */
export const AUTOMATION_RULE: ResourceType = {
  typeName: 'AWS::SecurityHub::AutomationRule',
  source: schema('aws-securityhub-automationrule'),
  properties: {
    RuleName: 'interpreted', RuleOrder: 'interpreted', Criteria: 'interpreted', Actions: 'interpreted', Description: DESCRIPTION, Tags: TAGS,
    RuleStatus: inert('nothing is found in the rehearsal'), IsTerminal: inert('nothing is found in the rehearsal'),
  },
  required: ['RuleName', 'RuleOrder', 'Description', 'Criteria', 'Actions'],
  createOnly: [],
  permissions: {
    create: [
      ...permissions(['securityhub:CreateAutomationRule']),
      ...permissions(['securityhub:TagResource'], onRule, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['securityhub:BatchUpdateAutomationRules'], onRule),
      ...permissions(['securityhub:TagResource', 'securityhub:UntagResource'], onRule, { when: given('Tags') }),
    ],
    delete: permissions(['securityhub:BatchDeleteAutomationRules', 'securityhub:BatchGetAutomationRules'], onRule),
  },
  create: operation => {
    const { accountId, origin, region, world } = operation;
    requireAdministrator(operation);
    check(operation);
    const { automationRules } = world.state.securityHub;
    if ([...automationRules.values()].filter(rule => rule.accountId === accountId && rule.region === region).length >= MAX_RULES) {
      operation.fail('LimitExceededException', `${accountId} has ${MAX_RULES} automation rules in ${region} already`);
    }
    const settings = settingsOf(operation);
    const id = world.identifiers.uuid(`automation-rule:${accountId}:${region}:${settings.name}`);
    const arn = `arn:${world.partition}:securityhub:${region}:${accountId}:automation-rule/${id}`;
    const rule: HubAutomationRule = { arn, accountId, region, origin, ...settings };
    automationRules.set(arn, rule);
    return outcome(rule);
  },
  update: operation => {
    check(operation);
    return outcome(Object.assign(ruleOf(operation), settingsOf(operation)));
  },
  delete: operation => {
    operation.world.state.securityHub.automationRules.delete(ruleOf(operation).arn);
  },
  import: operation => outcome(Object.assign(ruleOf(operation), { origin: operation.origin })),
};

const ruleOf = (operation: Operation): HubAutomationRule =>
  operation.world.state.securityHub.automationRules.get(String(operation.physicalId))
  ?? operation.fail('ResourceNotFoundException', `automation rule ${operation.physicalId} does not exist`);
