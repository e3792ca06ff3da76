import { Operation } from '../aws/contract';
import { WAFV2 } from '../rules/edge';
import { neededByArn } from './service-part';
import { numeric, record, records, text } from './values';

type Values = Readonly<Record<string, unknown>>;

const MAX_CAPACITY = 5_000;
/**
 * Units of managed groups. Those of CommonRuleSet, SQLiRuleSet and AntiDDoSRuleSet were read; the others are unsourced, from memory of the
 * same pages.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const MANAGED_GROUPS: Readonly<Record<string, number>> = {
  AWSManagedRulesCommonRuleSet: 700, AWSManagedRulesAdminProtectionRuleSet: 100, AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesSQLiRuleSet: 200, AWSManagedRulesLinuxRuleSet: 200, AWSManagedRulesUnixRuleSet: 100, AWSManagedRulesWindowsRuleSet: 200,
  AWSManagedRulesPHPRuleSet: 100, AWSManagedRulesWordPressRuleSet: 100, AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50, AWSManagedRulesATPRuleSet: 50, AWSManagedRulesACFPRuleSet: 50, AWSManagedRulesBotControlRuleSet: 50,
  AWSManagedRulesAntiDDoSRuleSet: 50,
};
const STATEMENTS = [
  'AndStatement', 'AsnMatchStatement', 'ByteMatchStatement', 'GeoMatchStatement', 'IPSetReferenceStatement', 'LabelMatchStatement',
  'ManagedRuleGroupStatement', 'NotStatement', 'OrStatement', 'RateBasedStatement', 'RegexMatchStatement', 'SizeConstraintStatement',
  'SqliMatchStatement', 'XssMatchStatement',
];

/** Checks the rules of a web ACL, and answers the IP sets that they name. Rule groups and pattern sets of one's own are refused. */
export function checkWafRules(operation: Operation): readonly string[] {
  const rules = records(operation.properties, 'Rules');
  const unique = (['Name', 'Priority'] as const).every(property => new Set(rules.map(rule => text(rule, property))).size === rules.length);
  operation.require(WAFV2.RULES, unique, 'two rules have the same name or priority', 'give each rule its own');
  const statements = rules.map(rule => checkRule(operation, rule));
  const capacity = statements.reduce((sum, statement) => sum + (MANAGED_GROUPS[String(record(statement, 'ManagedRuleGroupStatement').Name)] ?? 0), 0);
  operation.require(WAFV2.CAPACITY, capacity <= MAX_CAPACITY, `managed groups take up ${capacity} units`, 'leave one out');
  return statements.flatMap(statement => ipSetsOf(operation, statement));
}

function checkRule(operation: Operation, rule: Values): Values {
  const statement = record(rule, 'Statement');
  const kinds = Object.keys(statement);
  const name = text(rule, 'Name');
  const known = kinds.length === 1 && STATEMENTS.includes(kinds[0]);
  operation.require(WAFV2.RULES, known && numeric(rule, 'Priority')! >= 0, `the rule ${name} compares with ${kinds.join(', ') || 'nothing'}`, `give it one of ${STATEMENTS.join(', ')}, and a priority`);
  const isGroup = kinds[0] === 'ManagedRuleGroupStatement';
  const [actions, overrides] = ['Action', 'OverrideAction'].map(property => Object.keys(record(rule, property)));
  const acts = isGroup ? overrides.length === 1 && ['None', 'Count'].includes(overrides[0]) && actions.length === 0
    : actions.length === 1 && ['Allow', 'Block', 'Count', 'Captcha', 'Challenge'].includes(actions[0]) && overrides.length === 0;
  operation.require(WAFV2.RULES, acts, `the rule ${name} has the actions ${[...actions, ...overrides].join(', ') || 'none'}`, 'give it an Action, or an OverrideAction where it names a group');
  if (isGroup) {
    const group = record(statement, kinds[0]);
    const exists = group.VendorName === 'AWS' && String(group.Name) in MANAGED_GROUPS;
    operation.require(WAFV2.RULES, exists, `there is no group ${String(group.VendorName)} ${String(group.Name)}`, `name one of ${Object.keys(MANAGED_GROUPS).join(', ')}`);
  }
  return statement;
}

/** IP sets are named however deep statements contain each other. */
function ipSetsOf(operation: Operation, value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  const reference = record(value as Values, 'IPSetReferenceStatement');
  const own = reference.Arn === undefined ? [] : [neededByArn(operation, operation.world.state.wafv2.ipSets, reference.Arn,
    WAFV2.RULES).arn];
  return [...own, ...Object.values(value).flatMap(part => ipSetsOf(operation, part))];
}
