import { Simulation } from '@cloud-copilot/iam-simulate';
import { OneOrMore, PolicyDocument, PolicyStatement } from '../../../lib/policy';

/** The kind of policy a statement is in. */
export type Place = 'identity' | 'session' | 'boundary' | 'scp' | 'rcp' | 'resource';

/** One key under one operator, as a policy has it. */
export interface Clause {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** What a clause becomes: another one, or what it is known to be. */
export type Verdict = Clause | 'holds' | 'fails';

/** No request has it, so a statement with it never matches. */
const NEVER = { StringEquals: { 'aws:UserAgent': 'nobody' } };

/** The simulation with each statement replaced. */
export function withStatements(
  simulation: Simulation, replace: (statement: PolicyStatement, place: Place, document: PolicyDocument) => PolicyStatement,
): Simulation {
  const document = (policy: PolicyDocument, place: Place): PolicyDocument => ({
    ...policy, Statement: listOf(policy.Statement as OneOrMore<PolicyStatement>).map(statement => replace(statement, place, policy)),
  });
  const optional = (policy: PolicyDocument | undefined, place: Place) => policy && document(policy, place);
  const policies = <T extends { readonly policy: unknown }>(all: readonly T[], place: Place) =>
    all.map(one => ({ ...one, policy: document(one.policy as PolicyDocument, place) }));
  const levels = (all: Simulation['serviceControlPolicies'], place: Place) => all.map(level => ({ ...level, policies: policies(level.policies, place) }));
  return {
    ...simulation,
    identityPolicies: policies(simulation.identityPolicies, 'identity'),
    sessionPolicy: optional(simulation.sessionPolicy, 'session'),
    permissionBoundaryPolicies: simulation.permissionBoundaryPolicies && policies(simulation.permissionBoundaryPolicies, 'boundary'),
    serviceControlPolicies: levels(simulation.serviceControlPolicies, 'scp'),
    resourceControlPolicies: levels(simulation.resourceControlPolicies, 'rcp'),
    resourcePolicy: optional(simulation.resourcePolicy, 'resource'),
  };
}

/** The simulation with each clause of each condition replaced by one that means the same. */
export function withClauses(simulation: Simulation, replace: (clause: Clause, document: PolicyDocument) => Verdict): Simulation {
  return withStatements(simulation, (statement, _, document) => {
    const clauses = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => replace({ operator, key, values: listOf(values).map(String) }, document)));
    if (clauses.includes('fails')) {
      return { ...statement, Condition: NEVER };
    }
    const Condition: Record<string, Record<string, readonly string[]>> = {};
    for (const clause of clauses) {
      if (typeof clause !== 'string') {
        Condition[clause.operator] = { ...Condition[clause.operator], [clause.key]: clause.values };
      }
    }
    return { ...statement, Condition };
  });
}

/** The simulation with each value of each condition replaced. */
export function withValues(simulation: Simulation, replace: (value: string, document: PolicyDocument) => string): Simulation {
  return withClauses(simulation, (clause, document) => ({ ...clause, values: clause.values.map(value => replace(value, document)) }));
}

/** The simulation with each resource of each statement replaced. */
export function withResources(simulation: Simulation, replace: (resource: string, document: PolicyDocument) => string): Simulation {
  return withStatements(simulation, ({ Resource, NotResource, ...rest }, _, document) => ({
    ...rest,
    ...(Resource === undefined ? {} : { Resource: listOf(Resource).map(value => replace(value, document)) }),
    ...(NotResource === undefined ? {} : { NotResource: listOf(NotResource).map(value => replace(value, document)) }),
  }));
}

/** A text with the values or defaults of its variables in their place, as far as there are any. */
export function substituted(simulation: Simulation, text: string): string {
  return text.replace(/\$\{([^}',*?$]+)(?:, '([^']*)')?\}/g, (whole, name: string, fallback?: string) =>
    (valuesOf(simulation, name)[0] ?? fallback)?.replace(/[*?]/g, '$${$&}') ?? whole);
}

/** Values of a key; none when the request does not have it. */
export function valuesOf({ request }: Simulation, key: string): readonly string[] {
  const name = Object.keys(request.contextVariables).find(candidate => candidate.toLowerCase() === key.toLowerCase());
  return name === undefined ? [] : listOf(request.contextVariables[name]);
}

/** Variables of a text that have neither value nor default. */
export function unresolved(simulation: Simulation, text: string): readonly string[] {
  return [...text.matchAll(/\$\{([^}',*?$]+)\}/g)].map(([, name]) => name).filter(name => valuesOf(simulation, name).length === 0);
}

export function listOf<T>(values: OneOrMore<T> | undefined): readonly T[] {
  return values === undefined ? [] : Array.isArray(values) ? values as readonly T[] : [values as T];
}
