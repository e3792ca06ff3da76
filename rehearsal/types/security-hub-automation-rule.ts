import { Operation, Outcome, ResourceType } from '../aws/contract';
import { HubAutomationRule } from '../aws/services/security-hub';
import { DESCRIPTION, given, inert, permissions, schema, TAGS } from './permission';
import { requireAdministrator } from './security-hub-organization';
import { valueChecks } from './value-checks';
import { list, numeric, record, records } from './values';

/** Rules of an administrator in a Region: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub_limits.html */
const MAX_RULES = 100;
const MAX_ORDER = 1000;
const NOTHING_FOUND = inert('nothing is found in the rehearsal');
const SHAPE_ONLY = inert('nothing is found in the rehearsal; only names of fields are checked');
/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AutomationRulesFindingFilters.html, as CloudFormation has them. */
const CRITERIA = [
  'AwsAccountId', 'CompanyName', 'ComplianceAssociatedStandardsId', 'ComplianceSecurityControlId', 'ComplianceStatus', 'Confidence', 'CreatedAt', 'Criticality',
  'Description', 'FirstObservedAt', 'GeneratorId', 'Id', 'LastObservedAt', 'NoteText', 'NoteUpdatedAt', 'NoteUpdatedBy', 'ProductArn', 'ProductName',
  'RecordState', 'RelatedFindingsId', 'RelatedFindingsProductArn', 'ResourceDetailsOther', 'ResourceId', 'ResourcePartition', 'ResourceRegion', 'ResourceTags',
  'ResourceType', 'SeverityLabel', 'SourceUrl', 'Title', 'Type', 'UpdatedAt', 'UserDefinedFields', 'VerificationState', 'WorkflowStatus',
];
const FIELDS = ['Confidence', 'Criticality', 'Note', 'RelatedFindings', 'Severity', 'Types', 'UserDefinedFields', 'VerificationState', 'Workflow'];

const outcome = ({ arn }: HubAutomationRule): Outcome => ({ physicalId: arn, attributes: { RuleArn: arn, CreatedBy: 'rehearsal' } });
const onRule = ({ world, accountId, region, physicalId }: Operation) =>
  physicalId ?? `arn:${world.partition}:securityhub:${region}:${accountId}:automation-rule/*`;

const settingsOf = ({ properties }: Operation) => ({ name: String(properties.RuleName), order: numeric(properties, 'RuleOrder') ?? 0 });

function check(operation: Operation): void {
  const { order } = settingsOf(operation);
  if (!Number.isInteger(order) || order < 1 || order > MAX_ORDER) {
    operation.fail('InvalidInputException', `'RuleOrder' must be 1 to ${MAX_ORDER}, got ${order}`);
  }
  const checks = valueChecks(operation, 'InvalidInputException');
  checks.oneOf('RuleStatus', operation.properties.RuleStatus, ['ENABLED', 'DISABLED']);
  for (const action of records(operation.properties, 'Actions')) {
    checks.oneOf('Type', action.Type ?? 'none', ['FINDING_FIELDS_UPDATE']);
    if (Object.keys(record(action, 'FindingFieldsUpdate')).length === 0) {
      operation.fail('InvalidInputException', "'FindingFieldsUpdate' must name a field of findings");
    }
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
    RuleName: 'interpreted', RuleOrder: 'interpreted', Criteria: SHAPE_ONLY, Actions: 'interpreted', Description: DESCRIPTION, Tags: TAGS,
    RuleStatus: NOTHING_FOUND, IsTerminal: NOTHING_FOUND,
  },
  nested: { 'Criteria': CRITERIA, 'Actions': { Type: 'interpreted', FindingFieldsUpdate: SHAPE_ONLY }, 'Actions.FindingFieldsUpdate': FIELDS },
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
