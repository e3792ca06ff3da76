import { Aws, CustomResource, Duration } from 'aws-cdk-lib';
import { CfnFilter } from 'aws-cdk-lib/aws-guardduty';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { duplicateProblems, Problems, shapeProblems } from '../../core/validation';
import { FindingSuppression } from './finding-suppression';
import { CODE } from './private/guardduty-organization.bundle';
import { ProtectionPlan } from './protection-plan';

/** Where GuardDuty publishes the findings of a region. */
export interface FindingsDestination {
  /** ARN of the bucket, which may be in another account and region; its policy must let GuardDuty write: `LogSource.guardDuty`. */
  readonly bucketArn: string;

  /** ARN of a key in the region of the bucket; its policy must let GuardDuty encrypt: `KeyPurpose.guardDuty`. */
  readonly keyArn: string;
}

/** Properties of GuardDuty in a region of the organization. */
export interface GuardDutyOrganizationProps {
  /**
   * What GuardDuty looks at besides its foundational sources, in every account. What is left out is switched off in the administrator's
   * own account and for accounts to come; members keep what they have.
   *
   * @default ProtectionPlan.all() - every plan, runtime monitoring with its agents too; what a region does not offer is left out there
   */
  readonly plans?: ProtectionPlan[];

  /**
   * Where findings of all accounts are kept beyond GuardDuty's 90 days.
   *
   * @default - nowhere
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
   */
  readonly findings?: FindingsDestination;

  /**
   * Findings that are expected.
   *
   * @default - none
   */
  readonly suppressions?: FindingSuppression[];
}

/**
 * GuardDuty in every account of the organization, in this region: stands in the account that administers it, in the template of every
 * region.
 *
 * The designation of the administrator enabled its detector, so this waits for it and never makes one: a second is refused. It sets
 * the plans, lets every present and future account become a member, and adds at once those that exist, since AWS takes up to a day.
 * The management account is a member like the others; for that it must have GuardDuty's service-linked role, which the activation of the
 * organization creates. A detector that an account has is taken over with its findings. Deployed again nothing is written that is as it
 * should be. Its deletion does nothing.
 *
 * What it needs to call GuardDuty stands in the account's global template: `GuardDutyOrganizationRole`.
 *
 * Price: about USD 4 per million management events, USD 1 per GB of flow logs and DNS queries, and what `ProtectionPlan` says of each
 * plan, in every account; the first 30 days of an account and region are free. GuardDuty's usage page tells what they would have cost.
 *
 * @see https://aws.amazon.com/guardduty/pricing/
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
 */
export class GuardDutyOrganization extends Construct {
  /** The id of the administrator's detector in the region of the deployment. */
  public readonly detectorId: string;

  public constructor(scope: Construct, id: string, props: GuardDutyOrganizationProps = {}) {
    super(scope, id);
    const { plans = ProtectionPlan.all(), suppressions = [], findings } = props;
    throwProblems(this, problems(plans, suppressions, findings));

    const handler = InlineHandler.of(this, {
      functionName: functionName('guardduty-organization'),
      description: 'Makes GuardDuty watch every account of the organization in this region',
      code: CODE,
      timeout: Duration.minutes(15),
      statements: [],
      roleInAccount: true,
    });
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::GuardDutyOrganization',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: {
        AdministratorId: Aws.ACCOUNT_ID,
        Plans: plans.map(({ featureName, agents }) => ({ Feature: featureName, Agents: agents }))
          .sort((one, other) => one.Feature < other.Feature ? -1 : 1),
        ...findings && { DestinationArn: findings.bucketArn, KeyArn: findings.keyArn },
      },
    });
    this.detectorId = resource.getAttString('DetectorId');
    suppressions.forEach((suppression, index) => this.suppress(suppression, index));
  }

  private suppress({ suppressionName, reason, findingTypes, where }: FindingSuppression, index: number): void {
    const conditions = Object.entries({ type: findingTypes, ...where });
    new CfnFilter(this, `Suppression${suppressionName}`, {
      detectorId: this.detectorId,
      name: suppressionName,
      description: reason,
      action: 'ARCHIVE',
      rank: index + 1,
      findingCriteria: { criterion: Object.fromEntries(conditions.map(([attribute, values]) => [attribute, { Equals: values }])) },
    });
  }
}

/** GuardDuty has no more filters in a detector. */
const MAX_FILTERS = 100;

function problems(plans: ProtectionPlan[], suppressions: FindingSuppression[], findings?: FindingsDestination): Problems {
  return [
    ...duplicateProblems('plans', plans.map(plan => plan.featureName), 'name each plan once'),
    ...duplicateProblems('suppressions', suppressions.map(suppression => suppression.suppressionName), 'give each its own name'),
    ...suppressions.length > MAX_FILTERS
      ? [`'suppressions' must have at most ${MAX_FILTERS} entries, got ${suppressions.length}: join those of one reason by naming several types`] : [],
    ...findings === undefined ? [] : [
      ...shapeProblems('findings.bucketArn', findings.bucketArn, /^arn:[\w-]+:s3:::[a-z0-9.-]{3,63}$/, 'be the ARN of a bucket', 'leave a prefix out'),
      ...shapeProblems('findings.keyArn', findings.keyArn, /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/, 'be the ARN of a key, not of an alias',
        'look it up by KeyArnLookup'),
    ],
  ];
}
