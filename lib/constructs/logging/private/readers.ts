import { Aws } from 'aws-cdk-lib';
import { AccountPrincipal, PrincipalBase, PrincipalWithConditions } from 'aws-cdk-lib/aws-iam';
import { BREAK_GLASS_ROLE, ROLE_PATH } from '../../../core/naming';
import { duplicateProblems, Problems, shapeProblems } from '../../../core/validation';

/** The break-glass role of the account that a template lands in: an emergency looks at logs first. */
export const LOCAL_BREAK_GLASS = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role${ROLE_PATH}${BREAK_GLASS_ROLE}`;

/**
 * Roles as principals of a resource policy: their accounts, and aws:PrincipalArn as condition. A role that is named as principal must exist
 * when the policy is written, and is lost when it is made again; here neither matters.
 *
 * All stand in one principal, as each ARN holds its account.
 */
export function rolesAsPrincipals(roleArns: readonly string[]): PrincipalBase[] {
  const accounts = [...new Set(roleArns.map(accountOf))];
  const conditions = { ArnEquals: { 'aws:PrincipalArn': [...roleArns] } };
  return accounts.map(account => new PrincipalWithConditions(new AccountPrincipal(account), conditions));
}

/** What cannot be the ARN of one role. */
export function readerProblems(roleArns: readonly string[]): Problems {
  return [
    ...roleArns.flatMap(arn => shapeProblems('readers', arn, /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'be ARNs of IAM roles without wildcards',
      'name each role; a user or a whole account reads by a role')),
    ...duplicateProblems('readers', roleArns, 'name each role once'),
  ];
}

function accountOf(roleArn: string): string {
  return roleArn.split(':')[4];
}
