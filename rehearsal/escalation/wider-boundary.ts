import { asList, Context, evaluate, PolicyDocument, PolicyStatement, statementsOf } from '../../lib/policy';
import { conditionContexts } from './condition-contexts';

const ACCOUNT = '000000000000';
const ANYBODY = { arn: `arn:aws:iam::${ACCOUNT}:user/anybody`, kind: 'user', accountId: ACCOUNT } as const;

/** A permissions boundary, and the account in which it stands: the same one names each account differently. */
export interface StandingBoundary {
  readonly document: PolicyDocument;
  readonly accountId: string;
}

type Matches = (text: string) => boolean;

/** A statement with what it is about, ready to be asked. */
interface Asked {
  readonly statement: PolicyStatement;
  readonly isOfWider: boolean;
  readonly action: Matches;
  readonly resource: Matches;
}

/**
 * Whether a boundary lets through what another one does not: asked by an example of everything that the statements of the two tell apart,
 * and of what none of them names, with each condition met and not met.
 */
export function isWider(boundary: StandingBoundary, than: StandingBoundary): boolean {
  const [first, second] = [boundary, than].map(inOneAccount);
  if (first === second) {
    return false;
  }
  const statements = [...askedOf(first, true), ...askedOf(second, false)];
  const actions = distinct(statements.map(({ action }) => action), actionsOf(statements));
  const resources = distinct(statements.map(({ resource }) => resource), resourcesOf(statements));
  const seen = new Set<string>();
  return actions.some(action => resources.some(resource => {
    const met = statements.filter(asked => asked.action(action) && asked.resource(resource));
    const which = met.map(asked => statements.indexOf(asked)).join();
    return !seen.has(which) && seen.add(which) && tellsApart(met);
  }));
}

const inOneAccount = ({ document, accountId }: StandingBoundary): string => JSON.stringify(document).replaceAll(accountId, ACCOUNT);

const askedOf = (json: string, isOfWider: boolean): readonly Asked[] => statementsOf(JSON.parse(json) as PolicyDocument).map(statement => ({
  statement, isOfWider,
  action: matcher(statement.Action, statement.NotAction, 'i'),
  resource: matcher(statement.Resource, statement.NotResource, ''),
}));

function matcher(those: PolicyStatement['Action'], others: PolicyStatement['NotAction'], flags: string): Matches {
  const patterns = asList(those ?? others).map(pattern =>
    new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`, flags));
  const matches: Matches = text => patterns.some(pattern => pattern.test(text));
  return those === undefined && others !== undefined ? text => !matches(text) : matches;
}

const example = (pattern: string): string => pattern.replaceAll('*', 'x').replaceAll('?', 'x');

/** An action of every pattern, another one of every service, and one of a service that nobody names. */
function actionsOf(statements: readonly Asked[]): readonly string[] {
  const named = statements.flatMap(({ statement: { Action, NotAction } }) => [...asList(Action), ...asList(NotAction)]).filter(action => action.includes(':'));
  return ['any:Action', ...named.map(example), ...named.map(action => `${example(action.split(':')[0])}:AnyAction`)];
}

/** A resource of every pattern, and one that nobody names; policy variables stand for themselves. */
function resourcesOf(statements: readonly Asked[]): readonly string[] {
  const named = statements.flatMap(({ statement: { Resource, NotResource } }) => [...asList(Resource), ...asList(NotResource)]);
  return ['arn:aws:any:any:any:any', ...named.map(example)];
}

/** One text of all those that the same patterns match. */
function distinct(matchers: readonly Matches[], texts: readonly string[]): readonly string[] {
  return [...new Map(texts.map(text => [matchers.map(matches => Number(matches(text))).join(''), text])).values()];
}

/** Whether there are circumstances in which the one lets it through and the other does not; too many to be tried count as such. */
function tellsApart(met: readonly Asked[]): boolean {
  const [wider, other] = [true, false].map(side => met.filter(({ isOfWider }) => isOfWider === side).map(({ statement }) => statement));
  if (!wider.some(({ Effect }) => Effect === 'Allow')) {
    return false;
  }
  const contexts = conditionContexts([...wider, ...other]);
  return contexts?.some(context => lets(wider, context) && !lets(other, context)) ?? true;
}

/** The statements are about the request already: only their conditions are left to ask. */
function lets(statements: readonly PolicyStatement[], context: Context): boolean {
  const Statement = statements.map(({ Effect, Condition }): PolicyStatement => ({ Effect, Action: '*', Resource: '*', ...Condition && { Condition } }));
  const boundary = { name: 'boundary', document: { Version: '2012-10-17', Statement } } as const;
  return Statement.length > 0
    && evaluate({ principal: ANYBODY, action: 'any:Action', resource: '*', resourceAccountId: ACCOUNT, context }, { identity: [boundary] }).allowed;
}
