import { isRecord, TemplateDocument } from './document';
import { cidrBlocks } from './cidr';
import { evaluateCondition } from './condition';
import { Intrinsic, intrinsicOf } from './intrinsic';
import { ParameterValue } from './parameters';
import { invalid, unknown } from './problems';
import { attributeOf } from './references';
import { parseSubstitution } from './substitution';

/** What `Ref: AWS::NoValue` leaves: the property as if it were not written. */
const NO_VALUE = Symbol('AWS::NoValue');

/** What Fn::GetStackOutput asks for. */
export interface StackOutputRequest {
  readonly stackName: string;
  readonly outputName: string;
  readonly region?: string;
}

/** What a stack knows of itself and of others while its values are resolved. */
export interface Scope {
  /** `AWS::AccountId` and so on; `AWS::NoValue` is not one of them. */
  readonly pseudoParameters: Readonly<Record<string, string | readonly string[]>>;
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  /** Answers Ref to a resource; throws when it does not exist. */
  reference(logicalId: string): string;
  /** Answers Fn::GetAtt; throws when the resource or the attribute does not exist. */
  attribute(logicalId: string, attribute: string): unknown;
  importValue(exportName: string): string;
  stackOutput(request: StackOutputRequest): string;
  availabilityZones(region: string): readonly string[];
}

/** Resolves the intrinsic functions of one template for one stack. */
export class Resolver {
  private readonly conditions = new Map<string, boolean>();

  public constructor(private readonly document: TemplateDocument, private readonly scope: Scope) {}

  /** The value with no intrinsic left; undefined when it is AWS::NoValue. Parts without intrinsics are shared, not copied. */
  public resolve(value: unknown): unknown {
    const resolved = this.visit(value);
    return resolved === NO_VALUE ? undefined : resolved;
  }

  /** Whether a condition of the template holds. */
  public condition(name: string): boolean {
    let holds = this.conditions.get(name);
    if (holds === undefined) {
      const expression = this.document.Conditions?.[name];
      if (expression === undefined) throw invalid(`the template does not define the condition "${name}"`);
      holds = evaluateCondition(expression, this);
      this.conditions.set(name, holds);
    }
    return holds;
  }

  /** The value as text, as conditions, delimiters and names need it. */
  public text(value: unknown, what: string): string {
    const resolved = this.visit(value);
    if (typeof resolved === 'string' || typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
    throw invalid(`${what} must be text, got ${describe(resolved)}`);
  }

  /** The value as a list. */
  public list(value: unknown, what: string): readonly unknown[] {
    const resolved = this.visit(value);
    if (Array.isArray(resolved)) return resolved;
    throw invalid(`${what} must be a list, got ${describe(resolved)}`);
  }

  private visit(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return this.visitList(value);
    const intrinsic = intrinsicOf(value);
    return intrinsic ? this.call(intrinsic) : this.visitRecord(value as Readonly<Record<string, unknown>>);
  }

  private visitList(list: readonly unknown[]): readonly unknown[] {
    const resolved = list.map(item => this.visit(item));
    return resolved.every((item, index) => item === list[index]) ? list : resolved.filter(item => item !== NO_VALUE);
  }

  private visitRecord(record: Readonly<Record<string, unknown>>): unknown {
    let changed = false;
    const resolved: Record<string, unknown> = {};
    for (const key of Object.keys(record)) {
      const value = this.visit(record[key]);
      changed ||= value !== record[key];
      if (value !== NO_VALUE) resolved[key] = value;
    }
    return changed ? resolved : record;
  }

  private call({ name, argument }: Intrinsic): unknown {
    switch (name) {
      case 'Ref': return this.reference(String(argument));
      case 'Fn::GetAtt': return this.attribute(argument);
      case 'Fn::Sub': return this.substitute(argument);
      case 'Fn::Join': return this.join(argument);
      case 'Fn::Select': return this.select(argument);
      case 'Fn::Split': return this.split(argument);
      case 'Fn::If': return this.choose(argument);
      case 'Fn::FindInMap': return this.findInMap(argument);
      case 'Fn::Base64': return Buffer.from(this.text(argument, name)).toString('base64');
      case 'Fn::GetAZs': return this.scope.availabilityZones(this.text(argument, name) || String(this.scope.pseudoParameters['AWS::Region']));
      case 'Fn::ImportValue': return this.scope.importValue(this.text(argument, name));
      case 'Fn::GetStackOutput': return this.stackOutput(argument);
      case 'Fn::Cidr': return this.cidr(argument);
      default: throw unknown(`the rehearsal does not know the intrinsic function "${name}"`);
    }
  }

  private reference(name: string): unknown {
    if (name === 'AWS::NoValue') return NO_VALUE;
    if (name.startsWith('AWS::')) {
      const value = this.scope.pseudoParameters[name];
      if (value === undefined) throw unknown(`the rehearsal does not know the pseudo parameter "${name}"`);
      return value;
    }
    return this.scope.parameters.get(name) ?? this.scope.reference(name);
  }

  private attribute(argument: unknown): unknown {
    const [owner, attribute] = attributeOf(argument);
    return this.scope.attribute(owner, this.text(attribute, 'the attribute of Fn::GetAtt'));
  }

  private substitute(argument: unknown): string {
    const { parts, variables } = parseSubstitution(argument);
    return parts.map(part => {
      if ('text' in part) return part.text;
      if (part.variable in variables) return this.text(variables[part.variable], `the variable "${part.variable}" of Fn::Sub`);
      const dot = part.variable.indexOf('.');
      const value = dot < 0 ? { Ref: part.variable } : { 'Fn::GetAtt': [part.variable.slice(0, dot), part.variable.slice(dot + 1)] };
      return this.text(value, `"\${${part.variable}}" in Fn::Sub`);
    }).join('');
  }

  private join(argument: unknown): string {
    const [delimiter, list] = tuple('Fn::Join', argument, 2);
    if (typeof delimiter !== 'string') throw invalid(`the delimiter of Fn::Join must be literal text, got ${describe(delimiter)}`);
    return this.list(list, 'the second argument of Fn::Join').map(item => this.text(item, 'each value of Fn::Join')).join(delimiter);
  }

  private select(argument: unknown): unknown {
    const [position, list] = tuple('Fn::Select', argument, 2);
    const index = Number(this.text(position, 'the index of Fn::Select'));
    const items = this.list(list, 'the second argument of Fn::Select');
    if (!Number.isInteger(index) || index < 0 || index >= items.length) throw invalid(`Fn::Select cannot select index ${index} of a list of ${items.length}`);
    return items[index];
  }

  private split(argument: unknown): readonly string[] {
    const [delimiter, text] = tuple('Fn::Split', argument, 2);
    return this.text(text, 'the second argument of Fn::Split').split(this.text(delimiter, 'the delimiter of Fn::Split'));
  }

  private choose(argument: unknown): unknown {
    const [condition, then, otherwise] = tuple('Fn::If', argument, 3);
    return this.visit(this.condition(String(condition)) ? then : otherwise);
  }

  private findInMap(argument: unknown): unknown {
    const keys = tuple('Fn::FindInMap', argument, 3).map((key, index) => this.text(key, `argument ${index + 1} of Fn::FindInMap`));
    const [map, top, second] = keys;
    const value = this.document.Mappings?.[map]?.[top]?.[second];
    if (value === undefined) throw invalid(`Fn::FindInMap finds nothing at ${keys.join(' / ')}`);
    return value;
  }

  private stackOutput(argument: unknown): string {
    if (!isRecord(argument)) throw invalid(`Fn::GetStackOutput must have StackName and OutputName, got ${describe(argument)}`);
    const strange = Object.keys(argument).find(key => !['StackName', 'OutputName', 'Region'].includes(key));
    if (strange) throw unknown(`the rehearsal does not know "${strange}" of Fn::GetStackOutput`);
    return this.scope.stackOutput({
      stackName: this.text(argument.StackName, 'StackName of Fn::GetStackOutput'),
      outputName: this.text(argument.OutputName, 'OutputName of Fn::GetStackOutput'),
      region: argument.Region === undefined ? undefined : this.text(argument.Region, 'Region of Fn::GetStackOutput'),
    });
  }

  private cidr(argument: unknown): readonly string[] {
    if (!Array.isArray(argument) || argument.length < 2 || argument.length > 3) throw invalid(`Fn::Cidr must have a block, a count and bits, got ${describe(argument)}`);
    const [block, count, bits] = argument.map((part, index) => this.text(part, `argument ${index + 1} of Fn::Cidr`));
    return cidrBlocks(block, Number(count), bits === undefined ? 8 : Number(bits));
  }
}

function tuple(name: string, argument: unknown, length: number): readonly unknown[] {
  if (Array.isArray(argument) && argument.length === length) return argument;
  throw invalid(`${name} must have ${length} arguments, got ${describe(argument)}`);
}

function describe(value: unknown): string {
  return value === NO_VALUE ? 'AWS::NoValue' : JSON.stringify(value) ?? String(value);
}
