import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { CfnHub, CfnStandard } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { duplicateProblems } from '../../core/validation';
import { SecurityStandard } from './security-standard';

/** Properties of Security Hub in an account and region. */
export interface SecurityHubAccountProps {
  /**
   * What is checked; none: findings of other services are collected, and nothing is checked.
   *
   * @default - AWS Foundational Security Best Practices and CIS AWS Foundations Benchmark 5.0
   */
  readonly standards?: SecurityStandard[];
}

/**
 * Security Hub CSPM in this account and region with the standards that are asked for, where no organization administers it:
 * `SecurityHubOrganization` is for the others.
 *
 * Controls need AWS Config to record: let it wait for the recorder. A hub that is there already is refused by AWS: import it into the stack
 * by `cdk import`. Hub and standards outlive the stack, unless their first deployment fails.
 *
 * The standards that AWS would enable by itself are left out, since one of them is CIS 1.2 of 2018.
 *
 * Price: USD 0.0010 for each of the first 100,000 checks a month; the first 30 days of an account and region are free.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-settingup.html
 * @see https://aws.amazon.com/security-hub/cspm/pricing/
 */
export class SecurityHubAccount extends Construct {
  /** The ARN of the hub. */
  public readonly hubArn: string;

  public constructor(scope: Construct, id: string, props: SecurityHubAccountProps = {}) {
    super(scope, id);
    const { standards = [SecurityStandard.FOUNDATIONAL_BEST_PRACTICES, SecurityStandard.CIS_5_0] } = props;
    throwProblems(this, duplicateProblems('standards', standards.map(({ standardId }) => standardId), 'name each standard once'));

    const hub = new CfnHub(this, 'Resource', { enableDefaultStandards: false, autoEnableControls: true, controlFindingGenerator: 'SECURITY_CONTROL' });
    hub.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    for (const { standardId } of standards) {
      const standard = new CfnStandard(this, standardId.replace(/\W+/g, '-'), {
        standardsArn: `arn:${Aws.PARTITION}:securityhub:${Aws.REGION}::standards/${standardId}`,
      });
      standard.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      standard.addResourceDependency(hub);
    }

    this.hubArn = hub.ref;
  }
}
