import { Aws, Duration, Validations } from 'aws-cdk-lib';
import { AccountPrincipal, CfnRole, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { throwProblems } from '../../../core/errors';
import { ACCESS_PATH } from '../../../core/naming';
import { accountIdProblems, organizationIdProblems, Problems, rangeProblems } from '../../../core/validation';
import { SecurityAccountRoleProps } from '../security-account-role-props';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html */
const SESSION_HOURS = { min: 1, max: 12 };

/** What one access role is. */
export interface AccessRoleTraits {
  readonly roleName: string;
  readonly description: string;
  /** What follows `policy/` in the ARNs of AWS managed policies. */
  readonly managedPolicies: readonly string[];
  /** Why it is AWS's policies that are attached. */
  readonly reason: string;
}

/** A role for people of the security account, in every account, which guardrails bind like anybody. */
export function createAccessRole(scope: Construct, props: SecurityAccountRoleProps, traits: AccessRoleTraits): CfnRole {
  const { maxSessionDuration = Duration.hours(1) } = props;
  throwProblems(scope, [
    ...accountIdProblems('securityAccountId', props.securityAccountId),
    ...organizationIdProblems('organizationId', props.organizationId),
    ...rangeProblems('maxSessionDuration', 'hours', maxSessionDuration.toHours({ integral: false }), SESSION_HOURS),
    ...(props.trustedPrincipalPatterns ?? []).flatMap(patternProblems),
  ]);
  const role = new CfnRole(scope, 'Resource', {
    roleName: traits.roleName,
    path: ACCESS_PATH,
    description: traits.description,
    assumeRolePolicyDocument: trust(props),
    managedPolicyArns: traits.managedPolicies.map(name => `arn:${Aws.PARTITION}:iam::aws:policy/${name}`),
    maxSessionDuration: maxSessionDuration.toSeconds(),
  });
  for (const name of traits.managedPolicies) {
    Validations.of(role).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`, reason: traits.reason,
    });
  }
  return role;
}

/** The account of a principal is in the trust's principal already; the organization keeps out one that left with the account. */
function trust({ securityAccountId, organizationId, trustedPrincipalPatterns = [] }: SecurityAccountRoleProps): PolicyDocument {
  return new PolicyDocument({
    statements: [new PolicyStatement({
      actions: ['sts:AssumeRole'],
      principals: [new AccountPrincipal(securityAccountId)],
      conditions: {
        StringEquals: { 'aws:PrincipalOrgID': organizationId },
        ...trustedPrincipalPatterns.length > 0 && { ArnLike: { 'aws:PrincipalArn': trustedPrincipalPatterns } },
      },
    })],
  });
}

function patternProblems(pattern: string): Problems {
  return /:(role|user)\//.test(pattern) ? []
    : [`'trustedPrincipalPatterns' must be ARN patterns of roles or users, got ${JSON.stringify(pattern)}: name them by "arn:*:iam::*:role/…"`];
}
