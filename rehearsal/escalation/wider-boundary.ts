import { asList, evaluate, NamedPolicy, PolicyStatement, statementsOf } from '../../lib/policy';

const ACCOUNT = '111111111111';
const ANYBODY = { arn: `arn:aws:iam::${ACCOUNT}:user/anybody`, kind: 'user', accountId: ACCOUNT } as const;
const TIME = { 'aws:CurrentTime': '2026-01-01T00:00:00Z', 'aws:EpochTime': '1767225600' };
const MOST_PROBES = 4_000;

/** One request by which two boundaries may differ. */
interface Probe {
  readonly action: string;
  readonly resource: string;
}

/**
 * Whether a boundary lets through what another one does not: asked by the actions and resources that the two name, since nothing else can
 * tell them apart. Conditions are asked without keys.
 */
export function isWider(boundary: NamedPolicy, than: NamedPolicy): boolean {
  const probes = [than, boundary].flatMap(({ document }) => statementsOf(document).flatMap(probesOf)).slice(0, MOST_PROBES);
  return probes.some(probe => lets(boundary, probe) && !lets(than, probe));
}

function probesOf({ Action, NotAction, Resource, NotResource }: PolicyStatement): readonly Probe[] {
  const actions = [...asList(Action), ...asList(NotAction)].map(action => action === '*' ? 'any:Action' : action.replaceAll('*', 'X').replaceAll('?', 'X'));
  const resources = [...asList(Resource), ...asList(NotResource)].filter(resource => !resource.includes('${'))
    .map(resource => resource === '*' ? resource : resource.replaceAll('*', 'x').replaceAll('?', 'x'));
  return actions.flatMap(action => resources.map(resource => ({ action, resource })));
}

const lets = (boundary: NamedPolicy, { action, resource }: Probe): boolean =>
  evaluate({ principal: ANYBODY, action, resource, resourceAccountId: ACCOUNT, context: TIME }, { identity: [boundary] }).allowed;
