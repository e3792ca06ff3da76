import { Decision, evaluate, PolicyStatement } from '../../../lib/policy';
import { callerOf } from '../../api/principals';
import { decide, DecisionRequest } from '../../aws/authorization';
import { Caller, RehearsalFailure, Rule } from '../../aws/contract';
import { placeOfOrigin } from '../../aws/origin';
import { Role } from '../../aws/services/iam';
import { World } from '../../aws/world';

/** Promise 1: never lock anybody out. */
export const WAY_IN: Rule = {
  id: 'lock-out/way-in',
  statement: 'In every member account each role below /lz/ that people may assume can be assumed by them with MFA, '
    + 'and no policy of the organization takes away what its own policies allow.',
  source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
};

const PATH = '/lz/';
const MFA = { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '60' };

/** Checks the way into one account; answers how many roles it found. */
export function checkWayIn(world: World, accountId: string, regions: readonly string[]): number {
  const roles = [...world.state.iam.roles.values()].filter(role => role.accountId === accountId && role.path.startsWith(PATH));
  const open = roles.map(role => ({ role, ways: waysIn(world, role) })).filter(({ ways }) => ways.length > 0);
  for (const { role, ways } of open) {
    ways.forEach(candidates => mayAssume(world, role, candidates));
    regions.forEach(region => mayAct(world, role, region));
  }
  return open.length;
}

function mayAssume(world: World, role: Role, candidates: readonly Caller[]): void {
  const decisions = candidates.map(candidate => decide(world, candidate, { action: 'sts:AssumeRole', resource: role.arn, region: world.homeRegion, context: MFA }));
  if (!decisions.some(decision => decision.allowed)) {
    refuse(decisions[0], role, world.homeRegion, `${candidates[0].label} can no longer assume ${role.arn}`);
  }
}

/** What a person does in an emergency: look, stop, repair. */
function probes(world: World, role: Role, region: string): readonly DecisionRequest[] {
  return [
    { action: 'ec2:DescribeInstances', resource: '*', region },
    { action: 'ec2:StopInstances', resource: `arn:${world.partition}:ec2:${region}:${role.accountId}:instance/i-0123456789abcdef0`, region },
    { action: 'cloudformation:UpdateStack', resource: `arn:${world.partition}:cloudformation:${region}:${role.accountId}:stack/any/1`, region },
    { action: 's3:PutBucketPolicy', resource: `arn:${world.partition}:s3:::any-bucket`, resourceAccountId: role.accountId, region },
    { action: 'iam:UpdateAssumeRolePolicy', resource: role.arn, region: 'us-east-1' },
  ];
}

function mayAct(world: World, role: Role, region: string): void {
  const session = world.sessionOf(role.arn);
  for (const probe of probes(world, role, region).filter(request => allowsItself(session, request))) {
    refuse(decide(world, session, probe), role, region, `${role.arn} may no longer ${probe.action}`);
  }
}

/** Whether the role's own policies allow it: only that can be taken away. */
function allowsItself(caller: Caller, { action, resource }: DecisionRequest): boolean {
  return evaluate({ principal: caller.principal, action, resource }, { identity: caller.identity, boundary: caller.boundary }).allowed;
}

function refuse(decision: Decision, role: Role, region: string, message: string): void {
  if (!decision.allowed) {
    throw new RehearsalFailure({
      ...placeOfOrigin(role.origin, 'AWS::IAM::Role'),
      kind: 'invariant', rule: WAY_IN, decision, message: `${message}: ${decision.explanation}`, accountId: role.accountId, region,
      remedy: 'exempt the role in the policy that denies, or mend its trust policy',
    });
  }
}

/**
 * Whom each statement of the trust policy lets in: its principals, or those of a condition on aws:PrincipalArn. Services are no people.
 * An account as a principal is a way in when a user or a role of it gets through.
 */
function waysIn(world: World, role: Role): readonly (readonly Caller[])[] {
  return list(role.trust.Statement).filter(statement => statement.Effect === 'Allow').flatMap(statement => {
    const named = principalsOf(statement);
    const patterns = named.length > 0 ? conditionArns(statement) : [];
    const arns = patterns.length > 0 ? patterns.map(pattern => exampleOf(world, pattern)) : named;
    return arns.map(arn => candidates(world, arn, role.accountId));
  });
}

/** An ARN that the pattern matches. */
function exampleOf(world: World, pattern: string): string {
  return pattern.replace(/^arn:\*:/, `arn:${world.partition}:`).replaceAll('*', 'x');
}

function candidates(world: World, principal: string, accountId: string): readonly Caller[] {
  const account = principal === '*' ? world.managementAccountId : /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
  return account === undefined
    ? [callerOf(world, principal, accountId)]
    : [callerOf(world, 'user/administrator', account), callerOf(world, 'role/administrator', account)];
}

function principalsOf(statement: PolicyStatement): readonly string[] {
  const { Principal: principal } = statement;
  if (principal === undefined || typeof principal === 'string') {
    return principal === undefined ? [] : [principal];
  }
  return list((principal as Readonly<Record<string, string | readonly string[] | undefined>>).AWS);
}

function conditionArns(statement: PolicyStatement): readonly string[] {
  return Object.entries(statement.Condition ?? {})
    .filter(([operator]) => /^(Arn|String)(Like|Equals)$/.test(operator))
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([key]) => key.toLowerCase() === 'aws:principalarn')
    .flatMap(([, values]) => list(values as string | readonly string[]));
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? value as readonly T[] : [value as T];
}
