import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { functionName } from '../../core/naming';

/**
 * What `MacieOrganization` may do, in every region of the account: stands in the template of the account's global part.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmacie.html
 */
export class MacieOrganizationRole extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    InlineHandlerRole.forEveryRegion(this, 'Resource', {
      functionName: functionName('macie-organization'),
      statements: [new PolicyStatement({
        sid: 'ConfigureMacie',
        actions: [
          'macie2:CreateMember', 'macie2:DescribeOrganizationConfiguration', 'macie2:GetAutomatedDiscoveryConfiguration',
          'macie2:GetMacieSession', 'macie2:ListMembers', 'macie2:UpdateAutomatedDiscoveryConfiguration', 'macie2:UpdateMacieSession',
          'macie2:UpdateOrganizationConfiguration', 'organizations:ListAccounts',
        ],
        resources: ['*'],
      })],
      acknowledgedWildcards: [{ resource: '*', reason: 'Settings of Macie and members that do not exist yet are no resources that IAM knows.' }],
    });
  }
}
