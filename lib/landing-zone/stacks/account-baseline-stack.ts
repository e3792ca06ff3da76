import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BreakGlassRole } from '../../constructs/identity';
import { AutoDeployment, StackSet, StackSetTargets } from '../../constructs/organization';
import { ACCOUNT_ANALYZER, stackSetName } from '../../core/naming';
import { baselineRegionsOf } from '../baseline-regions';
import { LandingZoneProps } from '../landing-zone-props';
import { OrganizationMemberStackProps } from './organization-stack';
import { LandingZoneStack } from './landing-zone-stack';

/**
 * What every account gets, those that join later too.
 *
 *     AccountGlobal    home region only: named roles, which a second region could not create again
 *     AccountRegional  every baseline region: no IAM at all; deployed after AccountGlobal, in operations of the stack and in those of a
 *     joining account
 */
export class AccountBaselineStack extends LandingZoneStack {
  public constructor(scope: Construct, props: OrganizationMemberStackProps) {
    super(scope, 'AccountBaseline', 'account-baseline', 'Landing zone: what every account gets', props);
    const everyAccount = StackSetTargets.organization(props.organization.organization);

    const global = this.accountGlobal(everyAccount, props.configuration);
    this.accountRegional(everyAccount, props.configuration, global);
  }

  private accountGlobal(targets: StackSetTargets, configuration: LandingZoneProps): StackSet {
    const stackSet = new StackSet(this, 'AccountGlobal', {
      stackSetName: stackSetName('account-global'),
      description: 'Landing zone: the global part of the account baseline',
      targets,
      regions: [configuration.homeRegion],
      // The way in stays when this stack is deleted; by the StackSet and not by the role, so that a first deployment that fails can be
      // repeated.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    new BreakGlassRole(stackSet.template, 'BreakGlass', {
      trustedPrincipals: configuration.breakGlass.trustedUserArns.map(arn => new ArnPrincipal(arn)),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return stackSet;
  }

  private accountRegional(targets: StackSetTargets, configuration: LandingZoneProps, global: StackSet): void {
    const stackSet = new StackSet(this, 'AccountRegional', {
      stackSetName: stackSetName('account-regional'),
      description: 'Landing zone: the regional part of the account baseline',
      targets,
      regions: baselineRegionsOf(configuration),
      autoDeployment: AutoDeployment.enabled({ dependsOn: [global] }),
    });
    stackSet.node.addDependency(global);
    // Finds resources that are shared with anybody outside the account; free of charge.
    new CfnAnalyzer(stackSet.template, 'ExternalAccess', { type: 'ACCOUNT', analyzerName: ACCOUNT_ANALYZER });
  }
}
