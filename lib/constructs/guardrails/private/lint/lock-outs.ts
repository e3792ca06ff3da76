import { ApplicablePolicies, AuthorizationRequest, evaluate, PolicyDocument, PolicyStatement } from '../../../../policy';
import { EssentialWork, workUnderResourceControl, workUnderServiceControl } from './essential-work';
import { LintFinding } from './lint-finding';
import { LintWorld } from './lint-world';

const OPEN: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const OPEN_TO_ALL: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

/** Actions that a message names. */
const NAMED = 3;

/** Those whom the statements keep from what they are there for, found by playing it. */
export function lockOuts(statements: readonly PolicyStatement[], isResourceControl: boolean, world: LintWorld): LintFinding[] {
  const work = isResourceControl ? workUnderResourceControl(world) : workUnderServiceControl(world);
  const judge = judgeOf(statements, isResourceControl);
  return work.flatMap(essential => lockOut(essential, judge));
}

function lockOut({ remedy, requests, rule, who }: EssentialWork, judge: Judge): LintFinding[] {
  const denied = requests.flatMap(request => {
    const statement = judge(request);
    return statement === undefined ? [] : [{ action: request.action, statement }];
  });
  if (denied.length === 0) {
    return [];
  }
  const actions = [...new Set(denied.map(({ action }) => action))];
  const listed = `${actions.slice(0, NAMED).join(', ')}${actions.length > NAMED ? ` and ${actions.length - NAMED} more` : ''}`;
  return [{ rule, statement: denied[0].statement, message: `a guardrail must not lock out ${who}, got a deny of ${listed}`, remedy }];
}

/** Index of the statement that denies a request which everything else allows; undefined when none does. */
export type Judge = (request: AuthorizationRequest) => number | undefined;

/** A judge by statements. The evaluator prepares a document once, so the judge keeps it. */
export function judgeOf(statements: readonly PolicyStatement[], isResourceControl: boolean): Judge {
  const guardrail = { name: 'guardrail', document: { Version: '2012-10-17', Statement: statements } };
  const level = (name: string, document: PolicyDocument) => [{ node: 'lint', policies: [{ name, document }, guardrail] }];
  const policies: ApplicablePolicies = {
    ...(isResourceControl ? { resourceControl: level('RCPFullAWSAccess', OPEN_TO_ALL) } : { serviceControl: level('FullAWSAccess', OPEN) }),
    identity: [{ name: 'identity', document: OPEN }],
    resource: { name: 'resource', document: OPEN_TO_ALL },
  };
  const ofTask: ApplicablePolicies = { ...policies, session: [{ name: 'task', document: OPEN }] };
  return request => {
    const decision = evaluate(request, request.principal.kind === 'root-session' ? ofTask : policies);
    return decision.policy === guardrail.name ? decision.statement : undefined;
  };
}
