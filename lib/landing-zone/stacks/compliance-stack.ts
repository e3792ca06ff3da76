import { Construct } from 'constructs';
import { ConformanceRuleRegions, OrganizationConformancePacks } from '../../constructs/detection';
import { StackSet, StackSetTargets } from '../../constructs/organization';
import { stackSetName } from '../../core/naming';
import { GLOBAL_REGION } from '../baseline-regions';
import { SECURITY_UNIT } from '../organizational-unit-path';
import { ruleNamesOf, themesOf } from '../services';
import { OrganizationMemberStackProps } from './organization-stack';
import { LandingZoneStack } from './landing-zone-stack';

/**
 * Rules of AWS Config for every account: conformance packs that the security account puts, once every recorder runs.
 *
 *     home region        what is global in an account: IAM, root user, settings
 *     us-east-1          CloudFront
 *     governed regions   all that has a region
 */
export class ComplianceStack extends LandingZoneStack {
  /** Names of the StackSets whose packs AWS Config gives up on after seven hours without a recorder. */
  public readonly stackSetNames: string[];

  /** Names of the rules that accounts get. */
  public readonly ruleNames: string[];

  public constructor(scope: Construct, props: OrganizationMemberStackProps) {
    super(scope, 'Compliance', 'compliance', 'Landing zone: rules of AWS Config for every account', props);
    const { homeRegion, governedRegions } = props.configuration;

    const kinds: [string, string, ConformanceRuleRegions, string[]][] = [
      ['HomeRegion', 'compliance-home-region', ConformanceRuleRegions.HOME_REGION, [homeRegion]],
      ['UsEast1', 'compliance-us-east-1', ConformanceRuleRegions.US_EAST_1, [GLOBAL_REGION]],
      ['EveryRegion', 'compliance', ConformanceRuleRegions.EVERY_REGION, governedRegions],
    ];
    const stackSets = kinds
      .filter(([, , where]) => themesOf(props.configuration).some(theme => theme.rules.some(rule => rule.regions === where)))
      .map(([id, name, where, regions]) => this.packs(id, { name, where, regions }, props));
    // AWS Config makes the rules of one pack after the other anyway, and says less about it when it is asked for all at once.
    stackSets.slice(1).forEach((stackSet, i) => stackSet.node.addDependency(stackSets[i]));

    this.stackSetNames = stackSets.map(stackSet => stackSet.stackSetName);
    const left = (props.configuration.detection?.ruleExceptions ?? []).map(({ ruleName }) => ruleName);
    this.ruleNames = ruleNamesOf(props.configuration).filter(name => !left.includes(name));
  }

  private packs(
    id: string, { name, where, regions }: { readonly name: string; readonly where: ConformanceRuleRegions; readonly regions: string[] },
    { configuration, organization }: OrganizationMemberStackProps,
  ): StackSet {
    const { detection } = configuration;
    const stackSet = new StackSet(this, id, {
      stackSetName: stackSetName(name),
      description: 'Landing zone: conformance packs of the organization',
      targets: StackSetTargets.account(organization.securityAccount, organization.unit(SECURITY_UNIT)),
      regions,
    });
    const themes = themesOf(configuration).filter(theme => theme.rules.some(rule => rule.regions === where));
    const here = (ruleName: string) => themes.some(theme => theme.rules.some(rule => rule.ruleName === ruleName && rule.regions === where));
    new OrganizationConformancePacks(stackSet.template, 'Packs', {
      where,
      regions,
      themes,
      // Whoever looks after the StackSets gives it another value, and AWS Config puts packs again that it gave up on.
      attempt: stackSet.addParameter('Attempt', 'first'),
      parameters: detection?.ruleParameters,
      excludedAccounts: detection?.excludedAccounts,
      exceptions: detection?.ruleExceptions?.filter(({ ruleName }) => here(ruleName)),
      remediations: detection?.remediations?.filter(({ ruleName }) => here(ruleName)),
      automationRole: detection?.automationRole,
    });
    return stackSet;
  }
}
