import { Aws, CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { CODE } from './private/detective-organization.bundle';

/**
 * Detective keeps what every account of the organization did in one graph, in this region, so that an investigation finds what belongs
 * together: stands in the account that administers it, in the template of every region. Opt-in.
 *
 * The designation of the administrator made the graph: `DelegatedAdministrators` with Detective and its regions comes before. Present
 * accounts become members, future ones as they join. Deployed again nothing is written that is as it should be. Its deletion does nothing.
 *
 * AWS does not offer Detective in every region: where there is none, the resource does nothing, and says so in the log of the function.
 *
 * What it needs to call Detective stands in the account's global template: `DetectiveOrganizationRole`.
 *
 * Price: about USD 2 per GB of events, flow logs and findings that go into the graph, less in volume, in every account; the first 30 days
 * are free. Enable GuardDuty first, whose findings it explains.
 *
 * @see https://aws.amazon.com/detective/pricing/
 * @see https://docs.aws.amazon.com/detective/latest/userguide/accounts-orgs-transition.html
 */
export class DetectiveOrganization extends Construct {
  /** The ARN of the administrator's graph in the region of the deployment; an empty text where AWS does not offer Detective. */
  public readonly graphArn: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const handler = InlineHandler.of(this, {
      functionName: functionName('detective-organization'),
      description: 'Makes Detective follow every account of the organization in this region',
      code: CODE,
      timeout: Duration.minutes(15),
      statements: [],
      roleInAccount: true,
    });
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::DetectiveOrganization',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: { AdministratorId: Aws.ACCOUNT_ID },
    });
    this.graphArn = resource.getAttString('GraphArn');
  }
}
