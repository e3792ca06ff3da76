import { CONFIG_RULE_IDENTIFIERS, CONFIG_RULES_AS_OF } from '../aws/config-rule-identifiers';
import { Operation } from '../aws/contract';
import { CONFIG } from '../rules/config';
import { list, record, records, text } from './values';

type Values = Readonly<Record<string, unknown>>;

const MAX_BYTES = 51_200;
const MAX_RULES = 130;
const RULE = 'AWS::Config::ConfigRule';
const REMEDIATION = 'AWS::Config::RemediationConfiguration';
const OWNERS = ['AWS', 'CUSTOM_LAMBDA', 'CUSTOM_POLICY'];

/** What is in the template of a pack. */
export interface PackTemplate {
  /** Names of the rules. */
  readonly rules: readonly string[];
  /** Roles of remediations, with the intrinsics of the pack. */
  readonly remediationRoles: readonly string[];
}

/** Reads the template of a pack as AWS Config does when it is put; refuses what it refuses. */
export function readPackTemplate(operation: Operation): PackTemplate {
  const body = text(operation.properties, 'TemplateBody') ?? '';
  const must = (holds: boolean, detail: string, remedy: string) => operation.require(CONFIG.PACK_TEMPLATE, holds, detail, remedy);
  const bytes = Buffer.byteLength(body, 'utf8');
  must(bytes > 0 && bytes <= MAX_BYTES, `the template has ${bytes} bytes`, 'divide the pack');
  const template = parse(body);
  must(template !== undefined, 'the template is no JSON', 'write it as JSON: the rehearsal reads no YAML');
  const resources = Object.values(record(template!, 'Resources')) as readonly Values[];
  const strange = resources.map(({ Type }) => String(Type)).filter(type => ![RULE, REMEDIATION].includes(type));
  must(resources.length > 0 && strange.length === 0, `the template has ${strange.join(', ') || 'no resources'}`, `leave only ${RULE} and ${REMEDIATION}`);
  const propertiesOf = (type: string) => resources.filter(({ Type }) => Type === type).map(resource => record(resource, 'Properties'));
  const rules = propertiesOf(RULE);
  const names = rules.map(rule => String(text(rule, 'ConfigRuleName')));
  must(new Set(names).size === names.length && !names.includes('undefined'), `rules are named ${names.join(', ')}`, 'give each rule a name of its own');
  operation.require(CONFIG.PACK_QUOTA, rules.length <= MAX_RULES, `the pack has ${rules.length} rules`, 'divide the pack');
  rules.forEach(rule => checkSource(rule, must));
  checkIdentifiers(operation, rules);
  checkInputs(operation, template!, must);
  const remediations = propertiesOf(REMEDIATION);
  const orphans = remediations.map(({ ConfigRuleName }) => String(ConfigRuleName)).filter(name => !names.includes(name));
  must(orphans.length === 0, `remediations are for ${orphans.join(', ')}`, 'let each remediation name a rule of the pack');
  return { rules: names, remediationRoles: remediations.flatMap(roleOf) };
}

type Must = (holds: boolean, detail: string, remedy: string) => void;

function parse(body: string): Values | undefined {
  try {
    return JSON.parse(body) as Values;
  } catch {
    return undefined;
  }
}

function checkSource(rule: Values, must: Must): void {
  const source = record(rule, 'Source');
  const owner = String(text(source, 'Owner'));
  const name = text(rule, 'ConfigRuleName');
  const details = record(source, 'CustomPolicyDetails');
  must(OWNERS.includes(owner), `the owner of ${name} is ${owner}`, `let it be one of ${OWNERS.join(', ')}`);
  must(owner === 'CUSTOM_POLICY' || text(source, 'SourceIdentifier') !== undefined, `${name} names no rule of AWS or function`, "set 'SourceIdentifier'");
  const triggered = list(source, 'SourceDetails').length > 0;
  const complete = text(details, 'PolicyText') !== undefined && text(details, 'PolicyRuntime') === 'guard-2.x.x';
  must(owner !== 'CUSTOM_POLICY' || (complete && triggered), `the policy of ${name} has no text, no runtime or nothing that triggers it`,
    "set 'PolicyText', 'PolicyRuntime' guard-2.x.x and 'SourceDetails'");
}

/** A rule of AWS must be one that there is: CloudFormation does not look, and the pack fails in every account. */
function checkIdentifiers(operation: Operation, rules: readonly Values[]): void {
  const identifiers = rules.map(rule => record(rule, 'Source')).filter(source => text(source, 'Owner') === 'AWS').map(source => String(text(source, 'SourceIdentifier')));
  const strange = identifiers.filter(identifier => !CONFIG_RULE_IDENTIFIERS.has(identifier));
  const detail = `AWS has no rule ${strange.join(', ')}, as of ${CONFIG_RULES_AS_OF}`;
  operation.require(CONFIG.MANAGED_RULE, strange.length === 0, detail, 'correct the identifier; rules that AWS added later are not known to this version');
}

function checkInputs({ properties }: Operation, template: Values, must: Must): void {
  const declared = record(template, 'Parameters');
  const given = records(properties, 'ConformancePackInputParameters').map(({ ParameterName }) => String(ParameterName));
  const unknown = given.filter(name => !(name in declared));
  must(unknown.length === 0, `the template declares no parameters ${unknown.join(', ')}`, 'declare them, or leave the values out');
  const missing = Object.keys(declared).filter(name => !given.includes(name) && record(declared, name).Default === undefined);
  must(missing.length === 0, `parameters ${missing.join(', ')} have no value`, 'give them values or defaults');
}

function roleOf(remediation: Values): readonly string[] {
  const values = record(record(record(remediation, 'Parameters'), 'AutomationAssumeRole'), 'StaticValue');
  return list(values, 'Values').map(value => typeof value === 'string' ? value : String((value as Values)['Fn::Sub']));
}
