import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { functionName } from '../../core/naming';

const SERVICE = 'securityhub.amazonaws.com';

/**
 * What `SecurityHubMembership` may do, in every region of the account: stands in the template of the account's global part.
 *
 * Security Hub brings its service-linked role along the first time, with the permissions of whoever enables it.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/using-service-linked-roles.html
 */
export class SecurityHubMembershipRole extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const hubs = `arn:${Aws.PARTITION}:securityhub:*:${Aws.ACCOUNT_ID}:hub/default`;
    InlineHandlerRole.forEveryRegion(this, 'Resource', {
      functionName: functionName('security-hub-membership'),
      statements: [
        new PolicyStatement({ sid: 'EnableSecurityHub', actions: ['securityhub:DescribeHub', 'securityhub:EnableSecurityHub'], resources: [hubs] }),
        new PolicyStatement({
          sid: 'CreateServiceLinkedRole',
          actions: ['iam:CreateServiceLinkedRole'],
          resources: [`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-service-role/${SERVICE}/AWSServiceRoleForSecurityHub`],
          conditions: { StringEquals: { 'iam:AWSServiceName': SERVICE } },
        }),
      ],
      acknowledgedWildcards: [{ resource: hubs, reason: 'The function runs in every baseline region under one role; each has the one hub of this account.' }],
    });
  }
}
