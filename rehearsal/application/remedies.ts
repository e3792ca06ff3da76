import { asList, Decision, PolicyCondition, PolicyStatement, statementsOf } from '../../lib/policy';
import { World } from '../aws/world';

/** What decided, as far as a remedy depends on it. */
export type Deciding = Pick<Decision, 'layer' | 'policy' | 'statement' | 'effect'>;

/** What was denied. */
export interface Denied {
  readonly action: string;
  readonly resource: string;
}

const ASK = 'do without it, or ask whoever runs the landing zone for another organizational unit';

/** What a team may do about a denial by a policy that is not its own. */
export function remedyOf(world: World, { action, resource }: Denied, deciding: Deciding): string {
  if (deciding.layer === 'boundary') {
    return boundaryRemedy(action, resource, deciding);
  }
  const condition = statementOf(world, deciding)?.Condition ?? {};
  const remedies = entriesOf(condition).map(conditionRemedy).filter(remedy => remedy !== undefined);
  return remedies.length > 0 ? `${remedies.join('; or ')}; else ${ASK}` : ASK;
}

function boundaryRemedy(action: string, resource: string, { effect }: Deciding): string {
  if (/:role\/cdk-[^-]+-\w/.test(resource)) {
    return 'bootstrap with the qualifier that the boundary lets in, and name it in cdk.json: "@aws-cdk/core:bootstrapQualifier"';
  }
  if (/^iam:(Create|Put)(Role|User)/.test(action)) {
    return 'give every role of the app the boundary: "@aws-cdk/core:permissionsBoundary": { "name": "<path and name>" } in the context of its cdk.json';
  }
  return effect === 'explicit-deny' ? 'leave what belongs to the platform alone: take another name or path'
    : 'do without it: the boundary of whoever deploys bounds what is deployed too';
}

function statementOf(world: World, { layer, policy, statement }: Deciding): PolicyStatement | undefined {
  const types: Readonly<Record<string, string>> = { 'service-control': 'SERVICE_CONTROL_POLICY', 'resource-control': 'RESOURCE_CONTROL_POLICY' };
  const found = [...world.state.organizations.policies.values()].find(({ name, type }) => name === policy && type === types[layer]);
  return found && statement !== undefined ? statementsOf(found.document.document)[statement] : undefined;
}

interface Entry { readonly operator: string; readonly key: string; readonly values: readonly string[] }

function entriesOf(condition: PolicyCondition): readonly Entry[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: asList(values).map(String) })));
}

/** Keys that only tell who asks: nobody changes them for an app. */
const OF_PRINCIPALS = /^aws:(principal|userid|username|viaawsservice|calledvia)/i;

/** What a deny lets pass, where the app can have it. */
function conditionRemedy({ operator, key, values }: Entry): string | undefined {
  if (OF_PRINCIPALS.test(key)) {
    return undefined;
  }
  const negated = /Not(Equals|Like|IpAddress)/.test(operator);
  const list = values.join(', ');
  if (/^aws:RequestedRegion$/i.test(key)) {
    return negated ? `use one of the regions ${list}` : `use a region other than ${list}`;
  }
  if (/^iam:PermissionsBoundary$/i.test(key)) {
    return `give every role of the app the boundary ${list}: "@aws-cdk/core:permissionsBoundary" in the context of its cdk.json`;
  }
  if (/^Null/.test(operator)) {
    return values.includes('true') ? `let the request have ${key}` : `let the request go without ${key}`;
  }
  return negated ? `let ${key} be ${list}` : `let ${key} be something else than ${list}`;
}
