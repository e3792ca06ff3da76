import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { functionName } from '../../core/naming';

/**
 * What `GuardDutyOrganization` may do, in every region of the account: stands in the template of the account's global part.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonguardduty.html
 */
export class GuardDutyOrganizationRole extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const detectors = `arn:${Aws.PARTITION}:guardduty:*:${Aws.ACCOUNT_ID}:detector/*`;
    InlineHandlerRole.forEveryRegion(this, 'Resource', {
      functionName: functionName('guardduty-organization'),
      statements: [
        new PolicyStatement({ sid: 'FindDetector', actions: ['guardduty:ListDetectors', 'organizations:ListAccounts'], resources: ['*'] }),
        new PolicyStatement({
          sid: 'ConfigureDetector',
          actions: [
            'guardduty:CreateMembers', 'guardduty:CreatePublishingDestination', 'guardduty:DescribeOrganizationConfiguration',
            'guardduty:DescribePublishingDestination', 'guardduty:GetDetector', 'guardduty:ListMembers', 'guardduty:ListPublishingDestinations',
            'guardduty:UpdateDetector', 'guardduty:UpdateOrganizationConfiguration', 'guardduty:UpdatePublishingDestination',
          ],
          resources: [detectors],
        }),
      ],
      acknowledgedWildcards: [
        { resource: '*', reason: 'Listing detectors and the accounts of the organization knows no resource type.' },
        { resource: detectors, reason: 'The account has one detector in a region, and AWS chooses its id.' },
      ],
    });
  }
}
