import { PolicyStatement } from '../../../../policy';
import { LintFinding } from './lint-finding';
import { arnOf, LintWorld, requestsOf, roleOf } from './lint-world';
import { judgeOf } from './lock-outs';

/** By these, somebody makes a role of a name, or gets hold of one that is there. */
const TAKEOVERS = ['iam:CreateRole', 'iam:UpdateAssumeRolePolicy', 'iam:AttachRolePolicy', 'iam:PutRolePolicy'];

const ADD_PROTECTION = 'choose a name under role/lz/, which G10 protects, or add a guardrail that denies these actions on it';
const ATTACH_PROTECTION = 'attach the guardrail that protects it to the same targets, or above them';

/** Exemptions that spare people, or everybody: each of these roles is an ordinary one. */
export function wideExemptions(exemptions: readonly string[]): LintFinding[] {
  const ordinary = ['role/developer', 'role/teams/app'].map(name => arnOf('iam', name));
  return exemptions.filter(pattern => ordinary.some(arn => matches(pattern, arn))).map(pattern => ({
    rule: 'exemption-wide',
    message: `an exemption must name roles that are set apart, got ${JSON.stringify(pattern)}, which spares any role`,
    remedy: 'name a path that a guardrail protects, such as role/lz/*',
  }));
}

/** Exemptions under whose names anybody may make a role, or change one. */
export function unprotectedExemptions(
  exemptions: readonly string[], statements: readonly PolicyStatement[], world: LintWorld, isProtectedElsewhere: boolean,
): LintFinding[] {
  const judge = judgeOf(statements, false);
  return exemptions.flatMap(pattern => {
    const somebody = roleOf('developer', world);
    const requests = requestsOf(somebody, world, TAKEOVERS.map(action => [action, exampleOf(pattern)]));
    const open = requests.filter(request => judge(request) === undefined).map(({ action }) => action);
    return open.length === 0 ? [] : [{
      rule: 'exemption-unprotected',
      message: `an exemption must name roles that a guardrail of this app protects${isProtectedElsewhere ? ' where it holds' : ''}, got ${JSON.stringify(pattern)}, open to ${open.join(', ')}`,
      remedy: isProtectedElsewhere ? ATTACH_PROTECTION : ADD_PROTECTION,
    }];
  });
}

function matches(pattern: string, arn: string): boolean {
  const expression = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(arn);
}

/** A role that the pattern means, in the account of the lint where it names none. */
function exampleOf(pattern: string): string {
  const [, , , , account, ...name] = pattern.split(':');
  const example = arnOf('iam', name.join(':').replaceAll('*', 'example').replaceAll('?', 'x'));
  return /^\d{12}$/.test(account) ? example.replace(/\d{12}/, account) : example;
}
