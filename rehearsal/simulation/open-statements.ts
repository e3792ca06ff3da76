import { ApplicablePolicies, asList, Decision, Layer, NamedPolicy, OneOrMore, PolicyCondition, PolicyDocument, PolicyLevel, PolicyStatement, statementsOf } from '../../lib/policy';

/** Tells whether nobody knows a condition key. */
export type Unknown = (key: string) => boolean;

/** `${key}` or `${key, 'default'}`; the characters that mean themselves are no keys. */
const VARIABLE = /\$\{\s*([^{}',*?$]+?)\s*(?:,[^{}]*)?\}/g;

/** The unknown keys on which it depends whether a statement matches, as they are written in it. */
export function unknownKeysOf(statement: PolicyStatement, isUnknown: Unknown): readonly string[] {
  const conditions = Object.values(statement.Condition ?? {}).flatMap(keys => Object.entries(keys))
    .flatMap(([key, values]) => [key, ...variablesIn(values)]);
  return [...new Set([...conditions, ...variablesIn(statement.Resource), ...variablesIn(statement.NotResource)])].filter(isUnknown);
}

/** The statement as if all that depends on an unknown key held. */
export function holding(statement: PolicyStatement, isUnknown: Unknown): PolicyStatement {
  const { Condition, NotResource, Resource } = statement;
  const depends = (resource: string) => variablesIn(resource).some(isUnknown);
  const widened = (resource: string) => depends(resource) ? resource.replace(VARIABLE, '*') : resource;
  return {
    ...statement,
    ...Condition && { Condition: knownConditions(Condition, isUnknown) },
    ...Resource !== undefined && { Resource: asList(Resource).map(widened) },
    ...NotResource !== undefined && { NotResource: remaining(asList(NotResource).filter(resource => !depends(resource))) },
  };
}

/** The statement as if it matched nothing; its place in the document stays taken. */
export function failing(statement: PolicyStatement): PolicyStatement {
  return { ...statement, Condition: { Null: { 'aws:PrincipalIsAWSService': 'true' } } };
}

/** Gives another statement for one, or the same. */
export type Replace = (statement: PolicyStatement) => PolicyStatement;

/** The policies with some statements replaced. Documents without one stay the same object: the evaluator remembers those. */
export function replaced(policies: ApplicablePolicies, replace: Replace): ApplicablePolicies {
  const named = ({ name, document }: NamedPolicy): NamedPolicy => ({ name, document: replacedIn(document, replace) });
  const levels = (all: readonly PolicyLevel[] | undefined) =>
    all?.map(({ node, policies: attached }) => ({ node, policies: attached.map(named) }));
  const { serviceControl, resourceControl, identity, boundary, session, resource } = policies;
  return {
    serviceControl: levels(serviceControl),
    resourceControl: levels(resourceControl),
    identity: identity?.map(named),
    boundary: boundary && named(boundary),
    session: session?.map(named),
    resource: resource && named(resource),
  };
}

/** Where a statement stands. */
export type StatementPlace = Pick<Decision, 'layer' | 'node' | 'policy' | 'statement' | 'sid'>;

/** A statement and where it stands. */
export interface PlacedStatement {
  readonly place: StatementPlace;
  readonly statement: PolicyStatement;
}

/** Every statement of every policy. */
export function placedStatements(policies: ApplicablePolicies): readonly PlacedStatement[] {
  const { serviceControl, resourceControl, identity, boundary, session, resource } = policies;
  const placed = (layer: Layer, named: readonly NamedPolicy[] = [], node?: string) => named.flatMap(({ name, document }) =>
    statementsOf(document).map((statement, index): PlacedStatement =>
      ({ statement, place: { layer, node, policy: name, statement: index, sid: statement.Sid } })));
  const levels = (layer: Layer, all: readonly PolicyLevel[] = []) => all.flatMap(level => placed(layer, level.policies, level.node));
  return [
    ...levels('service-control', serviceControl), ...levels('resource-control', resourceControl), ...placed('identity', identity),
    ...placed('boundary', asList(boundary)), ...placed('session', session), ...placed('resource', asList(resource)),
  ];
}

/** The statement on which a decision rests; undefined when it rests on none. */
export function decidingStatement(statements: readonly PlacedStatement[], decision: Decision): PlacedStatement | undefined {
  return statements.find(({ place }) => place.layer === decision.layer && place.node === decision.node
    && place.policy === decision.policy && place.statement === decision.statement);
}

function replacedIn(document: PolicyDocument, replace: Replace): PolicyDocument {
  const statements = statementsOf(document);
  const changed = statements.map(replace);
  return changed.every((statement, index) => statement === statements[index]) ? document : { ...document, Statement: changed };
}

function knownConditions(condition: PolicyCondition, isUnknown: Unknown): PolicyCondition {
  return Object.fromEntries(Object.entries(condition).map(([operator, keys]) =>
    [operator, Object.fromEntries(Object.entries(keys).filter(([key, values]) => ![key, ...variablesIn(values)].some(isUnknown)))]));
}

/** An element must not be empty: an ARN that nothing has spares nothing. */
function remaining(resources: readonly string[]): readonly string[] {
  return resources.length > 0 ? resources : ['arn:none:none:::none'];
}

function variablesIn(values: OneOrMore<unknown> | undefined): readonly string[] {
  return asList(values).flatMap(value => typeof value === 'string' ? [...value.matchAll(VARIABLE)].map(([, key]) => key) : []);
}
