import { ParameterDefinition } from './document';
import { invalid, unknown } from './problems';

/** Value of a parameter: lists for list types. */
export type ParameterValue = string | readonly string[];

/** Where values of SSM parameters come from. */
export type SsmLookup = (name: string) => string | undefined;

/** Types whose value is the name of an SSM parameter: of text, of a list, of an id of AWS or a list of them. */
const SSM_TYPE = /^AWS::SSM::Parameter::Value<(String|List<String>|CommaDelimitedList|(List<)?AWS::EC2::[A-Za-z]+::Id>?)>$/;
const KNOWN_TYPES = ['String', 'Number', 'CommaDelimitedList', 'List<Number>'];
const KNOWN_MEMBERS = ['Type', 'Default', 'Description', 'AllowedValues', 'AllowedPattern', 'ConstraintDescription', 'MinLength', 'MaxLength', 'MinValue', 'MaxValue', 'NoEcho'];

/** Gives every parameter its value, and checks it as CloudFormation does before it starts. */
export function parameterValues(
  definitions: Readonly<Record<string, ParameterDefinition>>, given: Readonly<Record<string, string>>, ssm: SsmLookup,
): ReadonlyMap<string, ParameterValue> {
  const strangers = Object.keys(given).filter(name => !(name in definitions));
  if (strangers.length > 0) throw invalid(`parameters [${strangers.join(', ')}] do not exist in the template`, 'declare them in the template, or give no value');
  return new Map(Object.entries(definitions).map(([name, definition]) => [name, valueOf(name, definition, given[name], ssm)]));
}

function valueOf(name: string, definition: ParameterDefinition, given: string | undefined, ssm: SsmLookup): ParameterValue {
  refuseUnknown(name, definition);
  const text = given ?? (definition.Default === undefined ? undefined : String(definition.Default));
  if (text === undefined) throw invalid(`parameter "${name}" must have a value: it has no default`);
  if (SSM_TYPE.test(definition.Type)) {
    const value = ssmValue(name, text, ssm);
    return isList(definition) ? value.split(',') : value;
  }
  const values = isList(definition) ? text.split(',').map(item => item.trim()) : [text];
  values.forEach(value => check(name, definition, value));
  return isList(definition) ? values : text;
}

function refuseUnknown(name: string, definition: ParameterDefinition): void {
  if (!KNOWN_TYPES.includes(definition.Type) && !SSM_TYPE.test(definition.Type)) throw unknown(`parameter "${name}" has a type that the rehearsal does not know: "${definition.Type}"`);
  const member = Object.keys(definition).find(key => !KNOWN_MEMBERS.includes(key));
  if (member) throw unknown(`parameter "${name}" has a member that the rehearsal does not know: "${member}"`);
}

function ssmValue(name: string, parameter: string, ssm: SsmLookup): string {
  const value = ssm(parameter);
  if (value === undefined) {
    throw unknown(`parameter "${name}" reads the SSM parameter "${parameter}", which the rehearsal does not know`, 'give its value by the option ssmParameters');
  }
  return value;
}

function isList(definition: ParameterDefinition): boolean {
  return definition.Type === 'CommaDelimitedList' || definition.Type.includes('List<') || definition.Type.includes('<CommaDelimitedList>');
}

function check(name: string, definition: ParameterDefinition, value: string): void {
  const number = Number(value);
  const limit = (bound: string | number | undefined, holds: (limit: number) => boolean) => bound === undefined || holds(Number(bound));
  const rules: readonly [boolean, string][] = [
    [!definition.Type.includes('Number') || (value !== '' && !Number.isNaN(number)), 'must be a number'],
    [definition.AllowedValues?.map(String).includes(value) ?? true, `must be one of [${definition.AllowedValues?.join(', ')}]`],
    [definition.AllowedPattern === undefined || new RegExp(`^(?:${definition.AllowedPattern})$`).test(value), `must match "${definition.AllowedPattern}"`],
    [limit(definition.MinLength, bound => value.length >= bound), `must have at least ${definition.MinLength} characters`],
    [limit(definition.MaxLength, bound => value.length <= bound), `must have at most ${definition.MaxLength} characters`],
    [limit(definition.MinValue, bound => number >= bound), `must be at least ${definition.MinValue}`],
    [limit(definition.MaxValue, bound => number <= bound), `must be at most ${definition.MaxValue}`],
  ];
  const broken = rules.find(([holds]) => !holds);
  if (broken) throw invalid(`parameter "${name}" ${broken[1]}, got "${value}"${definition.ConstraintDescription ? `: ${definition.ConstraintDescription}` : ''}`);
}
