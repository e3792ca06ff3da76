import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { functionName } from '../../core/naming';

/**
 * What `InspectorOrganization` may do, in every region of the account: stands in the template of the account's global part.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoninspector2.html
 */
export class InspectorOrganizationRole extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const role = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-service-role`;
    InlineHandlerRole.forEveryRegion(this, 'Resource', {
      functionName: functionName('inspector-organization'),
      statements: [
        new PolicyStatement({
          sid: 'ConfigureInspector',
          actions: [
            'inspector2:AssociateMember', 'inspector2:BatchGetAccountStatus', 'inspector2:DescribeOrganizationConfiguration', 'inspector2:Enable',
            'inspector2:ListMembers', 'inspector2:UpdateOrganizationConfiguration', 'organizations:ListAccounts',
          ],
          resources: ['*'],
        }),
        new PolicyStatement({
          sid: 'CreateServiceLinkedRole',
          actions: ['iam:CreateServiceLinkedRole'],
          resources: [
            `${role}/inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2`,
            `${role}/agentless.inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2Agentless`,
          ],
          conditions: { StringEquals: { 'iam:AWSServiceName': ['inspector2.amazonaws.com', 'agentless.inspector2.amazonaws.com'] } },
        }),
      ],
      acknowledgedWildcards: [{ resource: '*', reason: 'Members and settings of the organization are no resources that IAM knows.' }],
    });
  }
}
