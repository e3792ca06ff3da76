import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnDetector } from 'aws-cdk-lib/aws-guardduty';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { throwProblems } from '../../core/errors';
import { duplicateProblems } from '../../core/validation';
import { ProtectionPlan, RuntimeAgent } from './protection-plan';

/** Properties of GuardDuty in an account and region. */
export interface GuardDutyAccountProps {
  /**
   * What GuardDuty looks at besides its foundational sources. What is left out is switched off.
   *
   * @default ProtectionPlan.all() - every plan, runtime monitoring with its agents too; name fewer where a region does not offer one
   */
  readonly plans?: ProtectionPlan[];
}

/**
 * GuardDuty in this account and region, where no organization administers it: `GuardDutyOrganization` is for the others.
 *
 * An account has one detector in a region. One that is there already is refused by AWS: import it into the stack by `cdk import`. The
 * detector outlives the stack, with its findings, unless its first deployment fails.
 *
 * Price: about USD 4 per million management events, USD 1 per GB of flow logs and DNS queries, and what `ProtectionPlan` says of each plan;
 * the first 30 days of an account and region are free.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html
 * @see https://aws.amazon.com/guardduty/pricing/
 */
export class GuardDutyAccount extends Construct {
  /** The id of the detector. */
  public readonly detectorId: string;

  public constructor(scope: Construct, id: string, props: GuardDutyAccountProps = {}) {
    super(scope, id);
    const { plans = ProtectionPlan.all() } = props;
    throwProblems(this, duplicateProblems('plans', plans.map(plan => plan.featureName), 'name each plan once'));

    const detector = new CfnDetector(this, 'Resource', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
      features: ProtectionPlan.all().map(({ featureName }) => feature(featureName, plans.find(plan => plan.featureName === featureName))),
    });
    detector.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    if (plans.some(({ featureName }) => featureName === ProtectionPlan.S3.featureName)) {
      acknowledge(detector, {
        id: 'cdk-validator-cfnguard::guardduty_s3_protection_enabled_check',
        reason: 'S3 protection is on, by the feature S3_DATA_EVENTS: the rule knows data sources alone, which features replace and which AWS refuses beside them.',
      });
    }

    this.detectorId = detector.attrId;
  }
}

/** A feature that a template does not name stays as it is: the plan that is left out is switched off by name. */
function feature(name: string, plan?: ProtectionPlan): CfnDetector.CFNFeatureConfigurationProperty {
  const status = (on: boolean) => on ? 'ENABLED' : 'DISABLED';
  const additionalConfiguration = name === ProtectionPlan.runtimeMonitoring().featureName
    ? Object.values(RuntimeAgent).sort().map(agent => ({ name: agent, status: status(plan?.agents.includes(agent) ?? false) })) : undefined;
  return { name, status: status(plan !== undefined), additionalConfiguration };
}
