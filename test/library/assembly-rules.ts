import { Assembly, AssemblyMember, AssemblyType, TypeReference } from './assembly';
import { findCircles } from './circles';

/**
 * Members and parameters that hold JSON of any shape, because that is what AWS takes: a policy document, the conditions of its statement
 * (as iam.PolicyStatementProps has them), an event pattern, and a resource's properties and metadata as a template has them.
 */
const AWS_JSON = ['content', 'conditions', 'document', 'pattern', 'properties', 'metadata'];

const isAwsJson = (name: string) => AWS_JSON.some(word => name.toLowerCase().endsWith(word));

/** What jsii lets pass and our users in five languages would stumble over. */
export function assemblyProblems(assembly: Assembly): string[] {
  const types = Object.values(assembly.types ?? {});
  return [
    ...types.flatMap(type => [
      ...referenceProblems(type), ...parameterProblems(type), ...documentationProblems(type), ...defaultProblems(type),
    ]),
    ...dataInterfaceProblems(types),
    ...circleProblems(types),
  ];
}

/** A value that travels through a signature, with the name it has there. */
interface Reference {
  readonly where: string;
  readonly name: string;
  readonly type: TypeReference;
}

function referenceProblems(type: AssemblyType): string[] {
  return references(type).flatMap(({ where, name, type: reference }) => [
    ...contains(reference, part => part.union !== undefined || part.intersection !== undefined)
      ? [`${where} is a union or an intersection: make it a value object or several members`] : [],
    ...contains(reference, part => part.primitive === 'any') && !(isAwsJson(name) && reference.collection?.kind === 'map')
      ? [`${where} is "any": name its type (only JSON that AWS takes in any shape, named ${AWS_JSON.join(' or ')}, is Record<string, unknown>)`] : [],
  ]);
}

/** A parameter that is taken apart has the name `__0`, of which Java and Python make no word. */
function parameterProblems(type: AssemblyType): string[] {
  return methodsOf(type).flatMap(({ name: method, parameters = [] }) => parameters.filter(({ name }) => name.startsWith('__'))
    .map(() => `${nameOf(type)}.${method} has a parameter without a name: take its props apart in the body`));
}

function documentationProblems(type: AssemblyType): string[] {
  // What overrides is documented where it is declared first.
  const members = [...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []].filter(member => !member.overrides);
  const undocumented = (what: string, { docs }: Pick<AssemblyMember, 'docs'>) => docs?.summary ? [] : [`${what} has no documentation`];
  return [...undocumented(nameOf(type), type), ...members.flatMap(member => undocumented(`${nameOf(type)}.${member.name}`, member))];
}

function defaultProblems(type: AssemblyType): string[] {
  return !type.datatype ? [] : (type.properties ?? [])
    .filter(property => property.optional && !property.docs?.default)
    .map(property => `${nameOf(type)}.${property.name} is optional and tells no @default`);
}

/** An interface named IFoo is a behaviour that somebody implements; a bag of data is a struct, FooProps. */
function dataInterfaceProblems(types: readonly AssemblyType[]): string[] {
  const implemented = new Set(types.filter(type => type.kind === 'class' || type.methods).flatMap(type => type.interfaces ?? []));
  const behaves = (type: AssemblyType): boolean => (type.methods ?? []).length > 0 || implemented.has(type.fqn)
    || types.some(other => other.interfaces?.includes(type.fqn) && behaves(other))
    || (type.interfaces ?? []).some(fqn => !types.some(other => other.fqn === fqn));
  return types.filter(type => type.kind === 'interface' && !type.datatype && !behaves(type))
    .map(type => `${nameOf(type)} holds data only and nobody implements it: name it without the I, so that it becomes a struct`);
}

function circleProblems(types: readonly AssemblyType[]): string[] {
  const namespaces = new Map(types.map(type => [type.fqn, type.namespace ?? '<root>']));
  const links = new Map<string, string[]>();
  for (const type of types) {
    const named = [type.base, ...type.interfaces ?? [], ...references(type).flatMap(({ type: reference }) => namesIn(reference))];
    const from = type.namespace ?? '<root>';
    const seen = named.map(fqn => namespaces.get(fqn ?? '')).filter(namespace => namespace !== undefined && namespace !== from);
    links.set(from, [...new Set([...links.get(from) ?? [], ...seen as string[]])]);
  }
  return findCircles(links).map(circle => `submodules need each other: ${circle}`);
}

function references(type: AssemblyType): Reference[] {
  return [
    ...(type.properties ?? []).map(({ name, type: reference }) => ({ where: `${nameOf(type)}.${name}`, name, type: reference })),
    ...methodsOf(type).flatMap(method => [
      ...(method.parameters ?? []).map(({ name, type: reference }) =>
        ({ where: `${nameOf(type)}.${method.name}(${name})`, name, type: reference })),
      ...method.returns ? [{ where: `${nameOf(type)}.${method.name}()`, name: method.name, type: method.returns.type }] : [],
    ]),
  ];
}

const methodsOf = (type: AssemblyType) => [...type.initializer ? [{ ...type.initializer, name: 'constructor' }] : [], ...type.methods ?? []];

function contains(reference: TypeReference, test: (part: TypeReference) => boolean): boolean {
  return test(reference) || partsOf(reference).some(part => contains(part, test));
}

function namesIn(reference: TypeReference): string[] {
  return [...reference.fqn ? [reference.fqn] : [], ...partsOf(reference).flatMap(namesIn)];
}

function partsOf({ collection, union, intersection }: TypeReference): readonly TypeReference[] {
  return [...collection ? [collection.elementtype] : [], ...union?.types ?? [], ...intersection?.types ?? []];
}

const nameOf = (type: AssemblyType) => [type.namespace, type.name].filter(Boolean).join('.');
