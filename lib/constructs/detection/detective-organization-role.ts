import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { functionName } from '../../core/naming';

/**
 * What `DetectiveOrganization` may do, in every region of the account: stands in the template of the account's global part.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondetective.html
 */
export class DetectiveOrganizationRole extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const graphs = `arn:${Aws.PARTITION}:detective:*:${Aws.ACCOUNT_ID}:graph:*`;
    InlineHandlerRole.forEveryRegion(this, 'Resource', {
      functionName: functionName('detective-organization'),
      statements: [
        new PolicyStatement({ sid: 'FindGraph', actions: ['detective:ListGraphs', 'organizations:ListAccounts'], resources: ['*'] }),
        new PolicyStatement({
          sid: 'ConfigureGraph',
          actions: [
            'detective:CreateMembers', 'detective:DescribeOrganizationConfiguration', 'detective:ListMembers',
            'detective:UpdateOrganizationConfiguration',
          ],
          resources: [graphs],
        }),
      ],
      acknowledgedWildcards: [
        { resource: '*', reason: 'Listing graphs and the accounts of the organization knows no resource type.' },
        { resource: graphs, reason: 'The account has one graph in a region, and AWS chooses its id.' },
      ],
    });
  }
}
