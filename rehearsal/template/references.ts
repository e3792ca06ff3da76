import { isRecord } from './document';
import { intrinsicOf, knowsFunction, Place, strayFunction } from './intrinsic';
import { invalid, unknown } from './problems';
import { parseSubstitution } from './substitution';

/** Everything that a part of a template names. */
export interface References {
  /** Parameters and resources named by Ref, Fn::GetAtt and Fn::Sub; pseudo parameters left out. */
  readonly names: ReadonlySet<string>;
  /** Those of `names` of which an attribute is asked: they must be resources. */
  readonly attributeOwners: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
  readonly mappings: ReadonlySet<string>;
  /** Stacks whose outputs are read by Fn::GetStackOutput, where their name is literal. */
  readonly stacks: ReadonlySet<string>;
}

/** Collects what a value names; a function that the rehearsal does not know is an error that names it and its path. */
export function referencesOf(value: unknown, path: string, place: Place = 'value'): References {
  const collector = new Collector(place);
  collector.visit(value, path);
  return collector;
}

class Collector implements References {
  public readonly names = new Set<string>();
  public readonly attributeOwners = new Set<string>();
  public readonly conditions = new Set<string>();
  public readonly mappings = new Set<string>();
  public readonly stacks = new Set<string>();

  public constructor(private readonly place: Place) {}

  public visit(value: unknown, path: string): void {
    if (value === null || value === undefined) {
      throw invalid(`${path}: null values are not allowed in templates`);
    } else if (typeof value === 'string') {
      refuseDynamicReference(value, path);
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => this.visit(item, `${path}[${index}]`));
    } else if (isRecord(value)) {
      this.visitRecord(value, path);
    }
  }

  private visitRecord(value: Readonly<Record<string, unknown>>, path: string): void {
    const intrinsic = intrinsicOf(value);
    if (intrinsic) {
      this.visitIntrinsic(intrinsic.name, intrinsic.argument, path);
      return;
    }
    const stray = strayFunction(value);
    if (stray) throw invalid(`${path}: ${stray} must be the only member of its object, got ${Object.keys(value).join(', ')}`);
    if (this.place !== 'value' && typeof value.Condition === 'string' && Object.keys(value).length === 1) {
      this.conditions.add(value.Condition);
      return;
    }
    for (const [key, member] of Object.entries(value)) this.visit(member, `${path}.${key}`);
  }

  private visitIntrinsic(name: string, argument: unknown, path: string): void {
    if (!knowsFunction(name, this.place)) throw unknown(`${path}: the rehearsal does not know the intrinsic function "${name}"${inPlace(this.place)}`);
    switch (name) {
      case 'Ref': return this.name(argument, path);
      case 'Fn::GetAtt': return this.attribute(argument, path);
      case 'Fn::Sub': return this.substitution(argument, path);
      case 'Fn::If':
        if (Array.isArray(argument) && typeof argument[0] === 'string') this.conditions.add(argument[0]);
        break;
      case 'Fn::FindInMap':
        if (Array.isArray(argument) && typeof argument[0] === 'string') this.mappings.add(argument[0]);
        break;
      case 'Fn::GetStackOutput':
        if (isRecord(argument) && typeof argument.StackName === 'string') this.stacks.add(argument.StackName);
        break;
    }
    if (argument !== '') this.visit(argument, `${path}.${name}`);
  }

  private name(argument: unknown, path: string): void {
    if (typeof argument !== 'string') throw invalid(`${path}: Ref must name a parameter or a resource, got ${JSON.stringify(argument)}`);
    if (!argument.startsWith('AWS::')) this.names.add(argument);
  }

  private attribute(argument: unknown, path: string): void {
    const [owner, attribute] = attributeOf(argument, path);
    this.names.add(owner);
    this.attributeOwners.add(owner);
    if (typeof attribute !== 'string') this.visit(attribute, path);
  }

  private substitution(argument: unknown, path: string): void {
    const { parts, variables } = parseSubstitution(argument);
    for (const part of parts) {
      if (!('variable' in part) || part.variable in variables || part.variable.startsWith('AWS::')) continue;
      const [owner, ...attribute] = part.variable.split('.');
      this.names.add(owner);
      if (attribute.length > 0) this.attributeOwners.add(owner);
    }
    for (const [key, variable] of Object.entries(variables)) this.visit(variable, `${path}.Fn::Sub.${key}`);
  }
}

/** Resource and attribute that Fn::GetAtt names, in both of its spellings. */
export function attributeOf(argument: unknown, path = 'Fn::GetAtt'): readonly [owner: string, attribute: unknown] {
  if (typeof argument === 'string' && argument.includes('.')) {
    return [argument.slice(0, argument.indexOf('.')), argument.slice(argument.indexOf('.') + 1)];
  }
  if (Array.isArray(argument) && argument.length === 2 && typeof argument[0] === 'string') return [argument[0], argument[1]];
  throw invalid(`${path}: Fn::GetAtt must name a resource and one of its attributes, got ${JSON.stringify(argument)}`);
}

/** A secret stays a reference, here as in a template: what it holds is nobody's business. Other references are not resolved. */
function refuseDynamicReference(text: string, path: string): void {
  const dynamic = /\{\{resolve:(?!secretsmanager:)[^}]*\}\}/.exec(text);
  if (dynamic) throw unknown(`${path}: the rehearsal does not know the dynamic reference "${dynamic[0]}"`);
}

function inPlace(place: Place): string {
  return place === 'value' ? '' : ` in a ${place}`;
}
