import { asList, OneOrMore, PolicyDocument, PolicyPrincipal, PolicyStatement } from '../document';
import { CURRENT_VERSION, DOCUMENT_ELEMENTS, FIRST_VERSION, isRecord, STATEMENT_ELEMENTS } from '../grammar';
import { PolicyError } from '../policy-error';
import { Condition, conditions } from './conditions';
import { Facts } from './facts';
import { globMatcher, literally, Matcher, resourceMatcher } from './matching';
import { Naming, notPrincipalMatcher, principalMatcher } from './principals';
import { constant, template } from './variables';

/** Where a document is attached: to an identity or to an organization's node, or to resources, which name their principals. */
export type Attachment = 'identity' | 'resource';

/** A statement prepared for evaluation. */
export interface Statement {
  /** Position in its document. */
  readonly index: number;
  /** Name, if it has one. */
  readonly sid?: string;
  /** Whether it allows; else it denies. */
  readonly allows: boolean;
  /** How the statement names the principal when it matches the request; undefined when it does not match. */
  readonly match: (facts: Facts) => Naming | undefined;
}

type Test = (facts: Facts) => boolean;

type Cache = WeakMap<PolicyDocument, readonly Statement[]>;

const compiled: Readonly<Record<Attachment, Cache>> = { identity: new WeakMap(), resource: new WeakMap() };

/**
 * The statements of a document, prepared once and remembered for as long as the document lives.
 *
 * @param where the policy, for errors
 * @throws PolicyError when anything in it is malformed or unknown, even where this request would not have come to it
 */
export function statements(document: PolicyDocument, attachment: Attachment, where: string): readonly Statement[] {
  const known = compiled[attachment].get(document);
  if (known) {
    return known;
  }
  const prepared = prepareDocument(document, attachment, where);
  compiled[attachment].set(document, prepared);
  return prepared;
}

function prepareDocument(document: PolicyDocument, attachment: Attachment, where: string): readonly Statement[] {
  checkElements(document, DOCUMENT_ELEMENTS, where);
  const version = document.Version ?? FIRST_VERSION;
  if (version !== CURRENT_VERSION && version !== FIRST_VERSION) {
    throw new PolicyError(`${where}: 'Version' must be "${CURRENT_VERSION}", got ${JSON.stringify(version)}: write that`);
  }
  if (document.Statement === undefined) {
    throw new PolicyError(`${where}: 'Statement' must be given: add a statement`);
  }
  return asList(document.Statement).map((statement, index) => {
    const name = isRecord(statement) && statement.Sid !== undefined ? ` ("${String(statement.Sid)}")` : '';
    return prepare(statement, index, attachment, `${where}, statement ${index}${name}`, version === CURRENT_VERSION);
  });
}

function prepare(statement: PolicyStatement, index: number, attachment: Attachment, where: string, variables: boolean): Statement {
  checkElements(statement, STATEMENT_ELEMENTS, where);
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
    throw new PolicyError(`${where}: 'Effect' must be "Allow" or "Deny", got ${JSON.stringify(statement.Effect)}: write one of them`);
  }
  const matchesAction = actionTest(statement, where);
  const matchesResource = resourceTest(statement, attachment, where, variables);
  const naming = principalTest(statement, attachment, where);
  const holds = conditions(statement.Condition, { where, variables });
  return {
    index,
    sid: statement.Sid,
    allows: statement.Effect === 'Allow',
    match: facts => matchesAction(facts) && matchesResource(facts) && all(holds, facts) ? naming(facts) : undefined,
  };
}

function all(holds: readonly Condition[], facts: Facts): boolean {
  for (const condition of holds) {
    if (!condition(facts)) {
      return false;
    }
  }
  return true;
}

function actionTest({ Action, NotAction }: PolicyStatement, where: string): Test {
  const { values, negated } = oneOf('Action', Action, NotAction, where);
  const patterns = values.map(value => {
    if (value !== '*' && !/^[\w*?-]+:[\w*?-]+$/.test(value)) {
      throw new PolicyError(`${where}: an action must be "*" or "service:Action", got ${JSON.stringify(value)}: mend it`);
    }
    return value.toLowerCase();
  });
  const matches = actionMatcher(patterns);
  return ({ action }) => matches(action) !== negated;
}

/** Sorted by service, so that the long lists of guardrails cost no more than the short ones. */
function actionMatcher(patterns: readonly string[]): Matcher {
  const exact = new Set(patterns);
  const anyService = patterns.filter(pattern => /^[^:]*[*?]/.test(pattern)).map(globMatcher);
  const byService = new Map<string, Matcher[]>();
  for (const pattern of patterns.filter(value => /^[^:*?]+:.*[*?]/.test(value))) {
    const service = serviceOf(pattern);
    byService.set(service, [...byService.get(service) ?? [], globMatcher(pattern)]);
  }
  return action => exact.has(action) || anyService.some(matches => matches(action))
    || (byService.get(serviceOf(action))?.some(matches => matches(action)) ?? false);
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}

function resourceTest({ Resource, NotResource }: PolicyStatement, attachment: Attachment, where: string, variables: boolean): Test {
  if (Resource === undefined && NotResource === undefined && attachment === 'resource') {
    return () => true;
  }
  const { values, negated } = oneOf('Resource', Resource, NotResource, where);
  const tests = values.map(value => oneResource(value, where, variables));
  return facts => tests.some(matches => matches(facts)) !== negated;
}

function oneResource(value: string, where: string, variables: boolean): Test {
  const { constant: text, render } = variables ? template(value, literally, where) : constant(value);
  if (text !== undefined) {
    const matches = arnOrAll(text, where);
    return ({ resource }) => matches(resource);
  }
  if (/\$\{(?![*?$]\})/.test(value.split(':').slice(0, 5).join(':'))) {
    throw new PolicyError(`${where}: a variable in a resource must stand after the fifth colon of the ARN, got ${JSON.stringify(value)}: move it`);
  }
  return facts => {
    const rendered = render(facts);
    return rendered !== undefined && arnOrAll(rendered, where)(facts.resource);
  };
}

function arnOrAll(text: string, where: string): Matcher {
  const matcher = resourceMatcher(text);
  if (!matcher) {
    throw new PolicyError(`${where}: a resource must be "*" or an ARN, got ${JSON.stringify(text)}: mend it`);
  }
  return matcher;
}

function principalTest({ Effect, Principal, NotPrincipal }: PolicyStatement, attachment: Attachment, where: string): Statement['match'] {
  if (attachment === 'identity') {
    if (Principal !== undefined || NotPrincipal !== undefined) {
      throw new PolicyError(`${where}: 'Principal' must not be in a policy of an identity or a service control policy: remove it`);
    }
    return () => 'itself';
  }
  if ((Principal === undefined) === (NotPrincipal === undefined)) {
    throw new PolicyError(`${where}: either 'Principal' or 'NotPrincipal' must be given in a policy of a resource: say whom it is about`);
  }
  if (Principal !== undefined) {
    const names = principalMatcher(Principal, where);
    return ({ principal }) => names(principal);
  }
  return notPrincipalTest(Effect, NotPrincipal!, where);
}

/**
 * A deny with NotPrincipal always hits principals that have a permissions boundary, whomever it spares.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function notPrincipalTest(effect: string, element: PolicyPrincipal, where: string): Statement['match'] {
  if (effect === 'Allow') {
    throw new PolicyError(`${where}: 'NotPrincipal' must stand with "Deny", got "Allow": AWS does not support it; use a condition on aws:PrincipalArn`);
  }
  const names = notPrincipalMatcher(element, where);
  return ({ principal, bounded }) => bounded || names(principal) ? 'itself' : undefined;
}

function oneOf(element: string, positive: OneOrMore<string> | undefined, negative: OneOrMore<string> | undefined, where: string) {
  if ((positive === undefined) === (negative === undefined)) {
    throw new PolicyError(`${where}: either '${element}' or 'Not${element}' must be given: write one of them`);
  }
  const values = asList(positive ?? negative);
  const wrong = values.find(value => typeof value !== 'string');
  if (values.length === 0 || wrong !== undefined) {
    throw new PolicyError(`${where}: '${element}' must be one or more strings, got ${JSON.stringify(positive ?? negative)}: fill it`);
  }
  return { values, negated: negative !== undefined };
}

function checkElements(value: unknown, known: readonly string[], where: string): void {
  if (!isRecord(value)) {
    throw new PolicyError(`${where}: must be a JSON object, got ${JSON.stringify(value)}: write an object`);
  }
  const unknown = Object.keys(value).find(element => !known.includes(element));
  if (unknown !== undefined) {
    throw new PolicyError(`${where}: unknown element "${unknown}": use ${known.join(', ')}`);
  }
}
