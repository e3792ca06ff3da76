import { Aws, CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { CODE } from './private/macie-organization.bundle';

/** Properties of Macie in a region of the organization. */
export interface MacieOrganizationProps {
  /**
   * Whether Macie takes samples of every bucket by itself, and tells how sensitive each is.
   *
   * @default true - without it Macie finds nothing until somebody makes a job
   * @see https://docs.aws.amazon.com/macie/latest/user/discovery-asdd.html
   */
  readonly automatedDiscovery?: boolean;
}

/**
 * Macie watches the buckets of every account of the organization, in this region, and looks for sensitive data in them: stands in the
 * account that administers it, in the template of every region. Opt-in.
 *
 * The designation of the administrator comes before it: `DelegatedAdministrators` with Macie and its regions. Present accounts become
 * members, future ones as they join. Deployed again nothing is written that is as it should be. Its deletion does nothing.
 *
 * AWS does not offer Macie in every region: where there is none, the resource does nothing, and says so in the log of the function.
 *
 * What it needs to call Macie stands in the account's global template: `MacieOrganizationRole`.
 *
 * Price: about USD 0.10 per bucket and month; with automated discovery USD 0.01 per 100,000 objects and month, and USD 1 per GB that is
 * inspected, of which Macie takes samples. The first 30 days of an account are free.
 *
 * @see https://aws.amazon.com/macie/pricing/
 * @see https://docs.aws.amazon.com/macie/latest/user/accounts-mgmt-ao.html
 */
export class MacieOrganization extends Construct {
  public constructor(scope: Construct, id: string, props: MacieOrganizationProps = {}) {
    super(scope, id);
    const handler = InlineHandler.of(this, {
      functionName: functionName('macie-organization'),
      description: 'Makes Macie watch every account of the organization in this region',
      code: CODE,
      timeout: Duration.minutes(15),
      statements: [],
      roleInAccount: true,
    });
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::MacieOrganization',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: { AdministratorId: Aws.ACCOUNT_ID, AutomatedDiscovery: props.automatedDiscovery ?? true },
    });
  }
}
