import { Simulation } from '@cloud-copilot/iam-simulate';
import { ApplicablePolicies, DecisionEffect, PolicyDocument, PolicyStatement } from '../../../lib/policy';
import { Known } from './conditions';
import { Scenario } from './generator';
import { listOf, substituted, unresolved, valuesOf, withClauses, withResources, withStatements, withValues } from './rewriting';
import { CallerName, CALLERS, MEMBER } from './world';

/**
 * Where the two evaluators differ and the page of AWS is on our side.
 *
 * An entry hides nothing else: it says in other words, which both understand alike, what the page makes of the disputed words. A difference
 * is explained only if the other evaluator comes to our decision once it is told so.
 */
export interface Disagreement {
  readonly id: string;
  /** Whether the other evaluator is wrong, or does not claim to model this. */
  readonly fault: 'error' | 'limitation';
  /** What AWS does, and what the other evaluator does. */
  readonly summary: string;
  /** The page that decides. */
  readonly source: string;
  /** The smallest scenario that shows it. */
  readonly minimal: Scenario;
  readonly ours: DecisionEffect;
  readonly theirs: DecisionEffect;
  /** The scenario in words without the dispute. */
  readonly reword: (simulation: Simulation, scenario: Scenario) => Simulation;
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const OPERATORS = `${GUIDE}/reference_policies_elements_condition_operators.html`;
const SETS = `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`;
const VARIABLES = `${GUIDE}/reference_policies_variables.html`;

const OBJECT = 'arn:aws:s3:::data/report.csv';
const LOG_STREAM = `arn:aws:logs:eu-central-1:${MEMBER}:log-group:/app/blue:log-stream:main`;
const ALLOW: PolicyStatement = { Effect: 'Allow', Action: '*', Resource: '*' };
const NOBODY: PolicyStatement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'nobody.amazonaws.com' } };

const policy = (...statements: PolicyStatement[]) => ({ name: 'p', document: { Version: '2012-10-17', Statement: statements } });

function minimal(
  caller: CallerName, action: string, resource: string, policies: ApplicablePolicies, context: Known = {},
): Scenario {
  const { identity } = CALLERS[caller];
  return { caller: CALLERS[caller], policies, request: { principal: identity, action, resource, resourceAccountId: MEMBER, context } };
}

/** An object is read by a session that may if a condition holds. */
function when(Condition: PolicyStatement['Condition'], context: Known, Version = '2012-10-17'): Scenario {
  return minimal('session', 's3:GetObject', OBJECT, { identity: [{ name: 'p', document: { Version, Statement: [{ ...ALLOW, Condition }] } }] }, context);
}

const isNegated = (operator: string) => /(Not(Equals|Like|EqualsIgnoreCase)|^(.*:)?NotIpAddress)(IfExists)?$/.test(operator);
const isEmpty = (values: readonly string[]) => values.length > 0 && values.every(value => value === '');

export const DISAGREEMENTS: readonly Disagreement[] = [
  {
    id: 'absent-variable-under-negation',
    fault: 'error',
    summary: 'A variable without value equals nothing, so StringNotEquals and its like hold; the other takes them not to.',
    source: `${VARIABLES}#policy-vars-no-value`,
    minimal: when({ StringNotEquals: { 'aws:RequestedRegion': '${aws:SourceIdentity}' } }, { 'aws:RequestedRegion': 'eu-central-1' }),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => withClauses(simulation, clause => {
      const values = clause.values.filter(value => unresolved(simulation, value).length === 0);
      const isDisputed = isNegated(clause.operator) && values.length < clause.values.length && valuesOf(simulation, clause.key).length > 0;
      return !isDisputed ? clause : values.length > 0 ? { ...clause, values } : 'holds';
    }),
  },
  {
    id: 'absent-variable-in-not-resource',
    fault: 'error',
    summary: 'A resource with a variable without value matches no resource, so NotResource spares none; the other lets the statement match nothing.',
    source: `${VARIABLES}#policy-vars-no-value`,
    minimal: minimal('session', 's3:GetObject', OBJECT, { identity: [policy({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::data/${aws:username}' })] }),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => withStatements(simulation, statement => {
      const { NotResource, ...rest } = statement;
      const resolved = listOf(NotResource).filter(value => unresolved(simulation, value).length === 0);
      return NotResource === undefined || resolved.length === listOf(NotResource).length ? statement
        : resolved.length > 0 ? { ...rest, NotResource: resolved } : { ...rest, Resource: '*' };
    }),
  },
  {
    id: 'literal-wildcard-under-equality',
    fault: 'error',
    summary: '${*} means the character; under StringEquals the other takes all four characters literally.',
    source: `${VARIABLES}#policy-vars-specialchars`,
    minimal: when({ StringEquals: { 'aws:UserAgent': 'a${*}' } }, { 'aws:UserAgent': 'a*' }),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => withClauses(simulation, (clause, { Version }) => !/Equals/.test(clause.operator) || Version !== '2012-10-17' ? clause
      : { ...clause, values: clause.values.map(value => value.replace(/\$\{([*?$])\}/g, '$1')) }),
  },
  {
    id: 'variable-with-a-colon',
    fault: 'error',
    summary: 'Variables are replaced before an ARN is taken apart; the other splits it at the colons and slashes in their names.',
    source: `${VARIABLES}#policy-vars-wheretouse`,
    minimal: when({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:${aws:PrincipalAccount}:*' } }, { 'aws:SourceArn': `arn:aws:sns:eu-central-1:${MEMBER}:alerts` }),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => {
      const replaced = (text: string, { Version }: PolicyDocument) => Version === '2012-10-17' && text.startsWith('arn:') ? substituted(simulation, text) : text;
      return withResources(withValues(simulation, replaced), replaced);
    },
  },
  {
    id: 'variables-of-the-first-version',
    fault: 'limitation',
    summary: 'Before version 2012-10-17 of the language ${…} is plain text; the other replaces it in every version.',
    source: `${GUIDE}/reference_policies_elements_version.html`,
    minimal: when({ StringEquals: { 'aws:SourceIdentity': '${aws:PrincipalAccount}' } }, { 'aws:SourceIdentity': MEMBER }, '2008-10-17'),
    ours: 'implicit-deny', theirs: 'allow',
    reword: simulation => {
      const plain = (text: string) => text.replace(/\$\{[^}]*\}/g, 'plain-text');
      const isOld = (version: string | undefined) => version !== '2012-10-17';
      const reworded = (value: string, { Version }: PolicyDocument) => isOld(Version) ? plain(value) : value;
      return withResources(withValues(simulation, reworded), reworded);
    },
  },
  {
    id: 'empty-values-in-sets',
    fault: 'error',
    summary: 'For values that are an empty string ForAllValues holds and ForAnyValue does not; the other compares the empty string.',
    source: SETS,
    minimal: when({ 'ForAllValues:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } }, { 'aws:CalledVia': [''] }),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => withClauses(simulation, clause => !isEmpty(valuesOf(simulation, clause.key)) || !clause.operator.includes(':') ? clause
      : clause.operator.startsWith('ForAllValues:') ? 'holds' : 'fails'),
  },
  {
    // Contested: the other's author reports that AWS ignores IfExists after ForAnyValue, and no page says so. Ours follows the page.
    id: 'any-value-if-exists',
    fault: 'error',
    summary: '"If the key is not present, evaluate the condition element as true", on any operator but Null; the other ignores IfExists after ForAnyValue.',
    source: `${OPERATORS}#Conditions_IfExists`,
    minimal: when({ 'ForAnyValue:StringEqualsIfExists': { 'aws:CalledVia': 'athena.amazonaws.com' } }, {}),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => withClauses(simulation, clause =>
      /^ForAnyValue:.*IfExists$/.test(clause.operator) && valuesOf(simulation, clause.key).length === 0 ? 'holds' : clause),
  },
  {
    id: 'any-address',
    fault: 'error',
    summary: '0.0.0.0/0 is every IPv4 address; the other shifts by 32 bits, which JavaScript does not, and compares the whole address.',
    source: `${OPERATORS}#Conditions_IPAddress`,
    minimal: when({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, { 'aws:SourceIp': '203.0.113.9' }),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => withClauses(simulation, clause => /IpAddress/.test(clause.operator)
      ? { ...clause, values: clause.values.flatMap(value => value === '0.0.0.0/0' ? ['0.0.0.0/1', '128.0.0.0/1'] : [value]) } : clause),
  },
  {
    id: 'address-of-the-other-family',
    fault: 'error',
    summary: 'An address is not one of the other family, so NotIpAddress holds; the other takes it not to when no prefix is given.',
    source: `${OPERATORS}#Conditions_IPAddress`,
    minimal: when({ NotIpAddress: { 'aws:SourceIp': '203.0.113.9' } }, { 'aws:SourceIp': '2001:db8::1' }),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => withClauses(simulation, clause => /IpAddress/.test(clause.operator)
      ? { ...clause, values: clause.values.map(value => value.includes('/') ? value : `${value}/${value.includes(':') ? 128 : 32}`) } : clause),
  },
  {
    id: 'seconds-of-the-epoch',
    fault: 'error',
    summary: 'A date may be written in seconds of the epoch; the other compares them with milliseconds.',
    source: `${OPERATORS}#Conditions_Date`,
    minimal: when({ DateGreaterThan: { 'aws:CurrentTime': '1893456000' } }, { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }),
    ours: 'implicit-deny', theirs: 'allow',
    reword: simulation => withClauses(simulation, clause => /Date/.test(clause.operator)
      ? { ...clause, values: clause.values.map(value => /^\d{5,}$/.test(value) ? new Date(Number(value) * 1000).toISOString() : value) } : clause),
  },
  {
    id: 'year-as-date',
    fault: 'error',
    summary: 'A date may be a year, as the note of the W3C on ISO 8601 has it; the other reads it as a moment of the epoch.',
    source: `${OPERATORS}#Conditions_Date`,
    minimal: when({ DateLessThan: { 'aws:CurrentTime': '2027' } }, { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => withClauses(simulation, clause => /Date/.test(clause.operator)
      ? { ...clause, values: clause.values.map(value => /^\d{4}$/.test(value) ? `${value}-01-01` : value) } : clause),
  },
  {
    id: 'wildcard-over-colons',
    fault: 'limitation',
    summary: 'In Resource, a * that ends a part "can expand to match beyond the colon boundaries"; the other compares part by part.',
    source: `${GUIDE}/reference_policies_elements_resource.html`,
    minimal: minimal('session', 'logs:PutLogEvents', LOG_STREAM, { identity: [policy({ ...ALLOW, Resource: 'arn:aws:logs:*:*:log-stream:main' })] }),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => {
      const { resource } = simulation.request.resource;
      return withResources(simulation, value => value.includes('*:') && beyondColons(value).test(resource) ? resource : value);
    },
  },
  {
    id: 'not-a-short-resource',
    fault: 'error',
    summary: 'An ARN with missing parts has * there, in NotResource too; the other lets a statement match nothing when such an ARN does not match.',
    source: `${GUIDE}/reference_policies_elements_notresource.html`,
    minimal: minimal('session', 's3:GetObject', OBJECT, { identity: [policy({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:sqs' })] }),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => withStatements(simulation, ({ NotResource, ...rest }) => NotResource === undefined ? rest : {
      ...rest, NotResource: listOf(NotResource).map(value => value.startsWith('arn:') ? value + ':*'.repeat(Math.max(0, 6 - value.split(':').length)) : value),
    }),
  },
  {
    id: 'not-principal-in-part',
    fault: 'error',
    summary: 'NotPrincipal spares whom it names by account, and by role and session alike; the other spares who is named in any of these ways.',
    source: `${GUIDE}/reference_policies_elements_notprincipal.html`,
    minimal: minimal('session', 's3:GetObject', OBJECT, {
      identity: [policy(ALLOW)], resource: policy({ ...ALLOW, Effect: 'Deny', NotPrincipal: { AWS: CALLERS.session.identity.roleArn! } }),
    }),
    ours: 'explicit-deny', theirs: 'allow',
    reword: (simulation, { caller, policies }) => withStatements(simulation, ({ NotPrincipal, ...statement }) => {
      if (NotPrincipal === undefined || typeof NotPrincipal === 'string') {
        return { ...statement, ...(NotPrincipal === undefined ? {} : { NotPrincipal }) };
      }
      const named = Object.values(NotPrincipal).flatMap(listOf);
      const isAccount = (name: string) => /(^\d{12}|:root)$/.test(name);
      const owners = caller.names.filter(({ name }) => isAccount(name));
      const wholly = (owners.length === 0 || owners.some(({ name }) => named.includes(name)))
        && caller.names.every(({ name }) => isAccount(name) || named.includes(name));
      return wholly && policies.boundary === undefined && caller.names.length > 0 ? { ...statement, NotPrincipal } : { ...statement, Principal: '*' };
    }),
  },
  {
    id: 'session-that-is-named',
    fault: 'limitation',
    summary: 'What a policy of the same account grants to a session itself, or to everybody, no session policy limits by its silence; the other lets it.',
    source: `${GUIDE}/reference_policies_evaluation-logic_policy-eval-basics.html`,
    minimal: minimal('session', 's3:GetObject', OBJECT, {
      session: [policy({ ...ALLOW, Action: 'sqs:*' })], resource: policy({ ...ALLOW, Principal: { AWS: CALLERS.session.identity.arn } }),
    }),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => {
      const { sessionPolicy } = simulation;
      const opened = { ...sessionPolicy, Statement: [...listOf(sessionPolicy?.Statement), ALLOW] };
      return sessionPolicy === undefined ? simulation : { ...simulation, sessionPolicy: opened };
    },
  },
  {
    id: 'provider-of-the-account',
    fault: 'error',
    summary: 'A caller with an assertion is no identity of the account whose provider vouches; the other lets a statement about the account name it.',
    source: `${GUIDE}/reference_policies_elements_principal.html#principal-federated-web-identity`,
    minimal: minimal('workflow', 'sts:AssumeRoleWithWebIdentity', `arn:aws:iam::${MEMBER}:role/deploy`, {
      resource: policy(
        { Effect: 'Allow', Action: 'sts:*', Principal: { Federated: CALLERS.workflow.identity.arn } },
        { Effect: 'Deny', Action: 'sts:*', Principal: { AWS: MEMBER } },
      ),
    }),
    ours: 'allow', theirs: 'explicit-deny',
    reword: (simulation, { caller }) => caller.identity.kind !== 'federated' || caller.isIdentity ? simulation
      : withStatements(simulation, ({ Principal, ...statement }) =>
        ({ ...statement, ...(Principal === undefined ? {} : { Principal: withoutAccounts(Principal) }) })),
  },
  {
    id: 'user-behind-a-federated-session',
    fault: 'limitation',
    summary: 'The name of a session of sts:GetFederationToken is chosen by the caller; the other takes it for the name of the user.',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html',
    minimal: {
      ...minimal('federatedUser', 's3:GetObject', OBJECT, { resource: policy({ ...ALLOW, Principal: { AWS: `arn:aws:iam::${MEMBER}:user/kiosk` } }) }),
      request: {
        principal: { ...CALLERS.federatedUser.identity, userArn: `arn:aws:iam::${MEMBER}:user/kiosk` },
        action: 's3:GetObject', resource: OBJECT, resourceAccountId: MEMBER, context: {},
      },
    },
    ours: 'allow', theirs: 'implicit-deny',
    reword: (simulation, { request }) => {
      const { userArn, arn } = request.principal;
      const renamed = (text: string) => text === userArn ? arn.replace(':sts:', ':iam:').replace(':federated-user/', ':user/') : text;
      const everywhere = (_: string, value: unknown) => typeof value === 'string' ? renamed(value) : value;
      return userArn === undefined ? simulation
        : withStatements(simulation, statement => JSON.parse(JSON.stringify(statement), everywhere) as PolicyStatement);
    },
  },
  {
    id: 'role-without-a-word-of-trust',
    fault: 'limitation',
    summary: 'Nobody assumes a role whose trust policy does not allow it; the other lets identity policies decide when it is given no trust policy.',
    source: `${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
    minimal: minimal('session', 'sts:AssumeRole', `arn:aws:iam::${MEMBER}:role/deploy`, { identity: [policy(ALLOW)] }),
    ours: 'implicit-deny', theirs: 'allow',
    reword: simulation => simulation.resourcePolicy !== undefined || !simulation.request.action.startsWith('sts:AssumeRole') ? simulation
      : { ...simulation, resourcePolicy: policy(NOBODY).document },
  },
  {
    id: 'role-of-identity-center',
    fault: 'limitation',
    summary: 'IAM refuses to change roles that IAM Identity Center owns, whatever policies say. Ours tells what policies say.',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html',
    minimal: minimal('session', 'iam:DeleteRole', `arn:aws:iam::${MEMBER}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_x`, { identity: [policy(ALLOW)] }),
    ours: 'allow', theirs: 'implicit-deny',
    reword: simulation => JSON.parse(JSON.stringify(simulation).replaceAll('role/aws-reserved/', 'role/reserved/')) as Simulation,
  },
];

function withoutAccounts(principal: NonNullable<PolicyStatement['Principal']>): PolicyStatement['Principal'] {
  if (typeof principal === 'string') {
    return principal;
  }
  return Object.fromEntries(Object.entries(principal).map(([type, names]) => [type, listOf(names).map(name => /(^\d{12}|:root)$/.test(name) ? '555555555555' : name)]));
}

/** A pattern of which each `*` at the end of a part reaches as far as it likes, as an expression. */
function beyondColons(pattern: string): RegExp {
  const quoted = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${quoted.replace(/\*(?=:|$)/g, '\u0000').replace(/\*/g, '[^:]*').replaceAll('\u0000', '.*').replaceAll('?', '.')}$`);
}
