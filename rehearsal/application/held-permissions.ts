import { ActionEntry, actionPattern, asList, NamedPolicy, overlap, PolicyStatement, statementsOf } from '../../lib/policy';

/** An action that a policy of a role allows, on a resource of the statement. */
export interface HeldPermission {
  /** Name of the policy. */
  readonly policy: string;
  /** Index of the statement in the policy. */
  readonly statement: number;
  /** @default - the statement has none */
  readonly sid?: string;
  readonly action: string;
  /** As the statement names it, wildcards included. */
  readonly resource: string;
}

/**
 * Every action that the statements allow, those behind wildcards one by one, each on the resources that it can be about. What is not listed
 * one by one: `*` and `NotAction`, which allow whatever AWS will ever have, and resources by `NotResource`.
 */
export function heldPermissions(policies: readonly NamedPolicy[]): readonly HeldPermission[] {
  return policies.flatMap(({ name, document }) => statementsOf(document).flatMap((statement, index) =>
    statement.Effect === 'Allow' ? ofStatement(statement).map(held => ({ policy: name, statement: index, sid: statement.Sid, ...held })) : []));
}

/** Whether a statement allows more than can be listed. */
export function allowsAnything({ Effect, Action, NotAction }: PolicyStatement): boolean {
  return Effect === 'Allow' && (NotAction !== undefined || asList(Action).includes('*'));
}

/**
 * What statements that allow more than can be listed hold of some actions: `*` holds each, `NotAction` those that it does not name.
 *
 * @param actions those that are asked about, such as the ones that guardrails name
 */
export function unlimitedPermissions(policies: readonly NamedPolicy[], actions: readonly string[]): readonly HeldPermission[] {
  return policies.flatMap(({ name, document }) => statementsOf(document).flatMap((statement, index) => {
    const allowed = actions.filter(action => !asList(statement.NotAction).some(pattern => overlap(pattern, action)));
    return allowsAnything(statement) ? ofStatement({ ...statement, Action: allowed })
      .map(held => ({ policy: name, statement: index, sid: statement.Sid, ...held })) : [];
  }));
}

/** Whether an action can be about a resource, as far as AWS documents it. */
export function canBeAbout(action: string, resource: string): boolean {
  return (actionPattern(action)?.entries ?? []).some(entry => isAbout(entry, resource));
}

/** Whether some resource is meant by both patterns. */
export const isShared = (pattern: string, resource: string): boolean => resource === '*' || meets(pattern, resource);

function ofStatement({ Action, Resource, NotResource }: PolicyStatement): readonly Pick<HeldPermission, 'action' | 'resource'>[] {
  const resources = NotResource === undefined ? asList(Resource) : ['*'];
  return asList(Action).flatMap(pattern => {
    const { service = '', entries = [] } = actionPattern(pattern) ?? {};
    return entries.flatMap(entry => resources.filter(resource => isAbout(entry, resource))
      .map(resource => ({ action: `${service}:${entry.name}`, resource })));
  });
}

/** Whether an action can be done to a resource; one that is about nothing in particular is granted on `*` alone. */
const isAbout = ({ resources }: ActionEntry, resource: string): boolean =>
  resource === '*' || resources.some(pattern => meets(pattern, resource) && !(pattern === BUCKET && resource.includes('/')));

/** Part by part: the wildcard at the end of an ARN stands for no account. */
function meets(pattern: string, resource: string): boolean {
  const [parts, others] = [pattern, resource].map(arn => arn.split(':'));
  return parts.length < PARTS || others.length < PARTS ? overlap(pattern, resource)
    : parts.slice(0, PARTS - 1).every((part, index) => overlap(part, others[index]))
      && overlap(parts.slice(PARTS - 1).join(':'), others.slice(PARTS - 1).join(':'));
}

/** `arn`, partition, service, region, account, resource. */
const PARTS = 6;

/** The catalogue's pattern of buckets would take objects for buckets too. */
const BUCKET = 'arn:*:s3:::*';
