import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { functionName } from '../../core/naming';
import { SERVICE_LINKED_ROLES } from '../../core/service-linked-roles';

/** The service that scans volumes; the first use of its plan creates its role. */
const MALWARE_PROTECTION = 'malware-protection.guardduty.amazonaws.com';

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
        new PolicyStatement({
          sid: 'ConfigureOrganization',
          actions: [
            'guardduty:CreateMembers', 'guardduty:CreatePublishingDestination', 'guardduty:DescribeOrganizationConfiguration',
            'guardduty:ListDetectors', 'guardduty:ListMembers', 'guardduty:ListPublishingDestinations',
            'guardduty:UpdateOrganizationConfiguration', 'organizations:ListAccounts',
          ],
          resources: ['*'],
        }),
        new PolicyStatement({
          sid: 'ConfigureDetector',
          actions: [
            'guardduty:DescribePublishingDestination', 'guardduty:GetDetector', 'guardduty:UpdateDetector',
            'guardduty:UpdatePublishingDestination',
          ],
          resources: [detectors],
        }),
        new PolicyStatement({
          sid: 'CreateServiceLinkedRole',
          actions: ['iam:CreateServiceLinkedRole'],
          resources: [`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-service-role/${MALWARE_PROTECTION}/${SERVICE_LINKED_ROLES[MALWARE_PROTECTION]}`],
          conditions: { StringEquals: { 'iam:AWSServiceName': MALWARE_PROTECTION } },
        }),
      ],
      acknowledgedWildcards: [
        { resource: '*', reason: 'Members, destinations to be and settings of the organization are no resources that IAM knows.' },
        { resource: detectors, reason: 'The account has one detector in a region, and AWS chooses its id.' },
      ],
    });
  }
}
