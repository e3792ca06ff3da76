import { Aws, CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { duplicateProblems, Problems } from '../../core/validation';
import { CODE } from './private/inspector-organization.bundle';

/**
 * What Inspector scans.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-resources.html
 */
export enum InspectorScan {
  /** Packages and reachability of Amazon EC2 instances. */
  EC2 = 'EC2',

  /** Container images in Amazon ECR. */
  ECR = 'ECR',

  /** Dependencies of Lambda functions. */
  LAMBDA = 'LAMBDA',

  /** The code of Lambda functions itself; needs LAMBDA. */
  LAMBDA_CODE = 'LAMBDA_CODE',

  /** Repositories of source code that are connected to Inspector. */
  CODE_REPOSITORY = 'CODE_REPOSITORY',
}

/** Properties of Inspector in a region of the organization. */
export interface InspectorOrganizationProps {
  /**
   * What is scanned in every account.
   *
   * @default - EC2, ECR and LAMBDA: what is deployed; source code is left to those who write it
   */
  readonly scans?: InspectorScan[];
}

/**
 * Inspector looks for known vulnerabilities in every account of the organization, in this region: stands in the account that administers
 * it, in the template of every region. Opt-in.
 *
 * The designation of the administrator comes before it: `DelegatedAdministrators` with Inspector and its regions. Present accounts become
 * members and are scanned, future ones as they join; scans that an account has beyond these stay. The management account must have
 * Inspector's service-linked role, which the activation of the organization creates. Deployed again nothing is written that is as it
 * should be. Its deletion does nothing.
 *
 * AWS does not offer Inspector in every region: where there is none, the resource does nothing, and says so in the log of the function.
 *
 * What it needs to call Inspector stands in the account's global template: `InspectorOrganizationRole`.
 *
 * Price: about USD 1.26 per EC2 instance and month, USD 0.09 per container image pushed and 0.01 per rescan, USD 0.30 per Lambda function
 * and month (0.90 with its code); the first 15 days of an account are free.
 *
 * @see https://aws.amazon.com/inspector/pricing/
 * @see https://docs.aws.amazon.com/inspector/latest/user/managing-multiple-accounts.html
 */
export class InspectorOrganization extends Construct {
  public constructor(scope: Construct, id: string, props: InspectorOrganizationProps = {}) {
    super(scope, id);
    const { scans = [InspectorScan.EC2, InspectorScan.ECR, InspectorScan.LAMBDA] } = props;
    throwProblems(this, problems(scans));
    const handler = InlineHandler.of(this, {
      functionName: functionName('inspector-organization'),
      description: 'Makes Inspector scan every account of the organization in this region',
      code: CODE,
      timeout: Duration.minutes(15),
      statements: [],
      roleInAccount: true,
    });
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::InspectorOrganization',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: { AdministratorId: Aws.ACCOUNT_ID, Scans: [...scans].sort() },
    });
  }
}

function problems(scans: InspectorScan[]): Problems {
  const codeAlone = scans.includes(InspectorScan.LAMBDA_CODE) && !scans.includes(InspectorScan.LAMBDA);
  return [
    ...scans.length === 0 ? ["'scans' must name a scan, got none: leave the construct out"] : [],
    ...duplicateProblems('scans', scans, 'name each scan once'),
    ...codeAlone ? ["'scans' must contain LAMBDA where it contains LAMBDA_CODE, got LAMBDA_CODE alone: add LAMBDA"] : [],
  ];
}
