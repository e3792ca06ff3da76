import { Annotations, Aws } from 'aws-cdk-lib';
import { CfnConfigurationPolicy, CfnFindingAggregator, CfnOrganizationConfiguration, CfnPolicyAssociation } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { duplicateProblems, Problems, rootIdProblems, shapeProblems } from '../../core/validation';
import { DisabledControl } from './disabled-control';
import { SecurityStandard } from './security-standard';

/** Properties of Security Hub for an organization. */
export interface SecurityHubOrganizationProps {
  /** The id of the organization's root: every account below it is configured, those to come included. */
  readonly rootId: string;

  /** The regions besides the home region in which accounts are checked, and whose findings come together in the home region. */
  readonly linkedRegions: string[];

  /**
   * What accounts are checked against. Standards that are not here are switched off.
   *
   * @default - AWS Foundational Security Best Practices and CIS 5.0; without linked regions AWS's own default standards
   */
  readonly standards?: SecurityStandard[];

  /**
   * Controls that are not checked anywhere, each with its reason. Controls that AWS adds to a standard are checked as they come.
   *
   * @default - none: every control of the standards is checked
   */
  readonly disabledControls?: DisabledControl[];
}

/**
 * Security Hub CSPM checks every account of the organization against the same standards, and shows all findings in one place.
 *
 * It belongs into the account that administers Security Hub, in the home region; there Security Hub is on as soon as the account is named
 * administrator, so no hub is created. The order is AWS's:
 *
 *     aggregator ──► central configuration ──► configuration policy ──► association with the root
 *
 * The policy reaches the management account only where that has enabled Security Hub itself: `SecurityHubMembership`. Deletion goes
 * backwards, and leaves hubs in accounts as they are.
 *
 * Without a linked region there is no central configuration in CloudFormation: then accounts that **join from then on** get Security Hub
 * with AWS's default standards, and neither standards nor controls can be chosen. Accounts that are in the organization already are not
 * reached: the administrator adds them by hand, once, and synth says so.
 *
 * Price: about USD 0.001 per security check up to 100,000 a month in an account and region, less beyond; a quiet account makes some
 * thousand checks a month and standard. Findings up to 10,000 a month in an account and region are free of charge. Controls need AWS
 * Config, whose configuration items are billed besides.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_CreateMembers.html
 * @see https://aws.amazon.com/security-hub/cspm/pricing/
 */
export class SecurityHubOrganization extends Construct {
  /** Whether configuration policies rule the accounts; local otherwise. */
  public readonly centrallyConfigured: boolean;

  public constructor(scope: Construct, id: string, props: SecurityHubOrganizationProps) {
    super(scope, id);
    throwProblems(this, problems(props));
    this.centrallyConfigured = props.linkedRegions.length > 0;

    if (this.centrallyConfigured) {
      configureCentrally(this, props);
    } else {
      new CfnOrganizationConfiguration(this, 'Configuration', { configurationType: 'LOCAL', autoEnable: true, autoEnableStandards: 'DEFAULT' });
      Annotations.of(this).addWarningV2('cdk-secure-landing-zone:securityHubOfPresentAccounts',
        'Security Hub in one region alone is enabled in accounts that join from then on: add the present ones in the console of the '
        + "administrator, Security Hub, Configuration, or name a second region in 'linkedRegions'");
    }
  }
}

const POLICY_NAME = 'lz-organization';
const DEFAULT_STANDARDS = [SecurityStandard.FOUNDATIONAL_BEST_PRACTICES, SecurityStandard.CIS_5_0];

/** What is made here has no reference to what it needs, but for the association: so each names it. */
function configureCentrally(scope: Construct, props: SecurityHubOrganizationProps): void {
  const { disabledControls = [], linkedRegions, rootId, standards = DEFAULT_STANDARDS } = props;
  const aggregator = new CfnFindingAggregator(scope, 'Aggregator', { regionLinkingMode: 'SPECIFIED_REGIONS', regions: [...linkedRegions].sort() });
  const configuration = new CfnOrganizationConfiguration(scope, 'Configuration', {
    configurationType: 'CENTRAL',
    // under central configuration AWS accepts nothing else: the policy enables
    autoEnable: false,
    autoEnableStandards: 'NONE',
  });
  configuration.node.addDependency(aggregator);
  const policy = new CfnConfigurationPolicy(scope, 'Policy', {
    name: POLICY_NAME,
    description: 'Standards of the whole organization',
    configurationPolicy: {
      securityHub: {
        serviceEnabled: true,
        enabledStandardIdentifiers: standards.map(({ standardId }) => `arn:${Aws.PARTITION}:securityhub:${Aws.REGION}::standards/${standardId}`),
        securityControlsConfiguration: { disabledSecurityControlIdentifiers: disabledControls.map(({ controlId }) => controlId).sort() },
      },
    },
  });
  policy.node.addDependency(configuration);
  if (disabledControls.length > 0) {
    policy.addMetadata('DisabledControls', Object.fromEntries(disabledControls.map(({ controlId, reason }) => [controlId, reason])));
  }
  new CfnPolicyAssociation(scope, 'Association', { configurationPolicyId: policy.attrId, targetId: rootId, targetType: 'ROOT' });
}

function problems({ disabledControls = [], linkedRegions, rootId, standards }: SecurityHubOrganizationProps): Problems {
  const central = linkedRegions.length > 0;
  return [
    ...rootIdProblems('rootId', rootId),
    ...linkedRegions.flatMap(region => shapeProblems('linkedRegions', region, /^[a-z]{2}(-[a-z]+)+-\d$/, 'be region names such as "eu-central-1"', 'correct it')),
    ...duplicateProblems('linkedRegions', linkedRegions, 'name each region once'),
    ...standards && standards.length === 0 ? ["'standards' must name a standard, got none: leave Security Hub out"] : [],
    ...duplicateProblems('standards', (standards ?? []).map(({ standardId }) => standardId), 'name each standard once'),
    ...disabledControls.flatMap(({ controlId, reason }) => controlProblems(controlId, reason)),
    ...duplicateProblems('disabledControls', disabledControls.map(({ controlId }) => controlId), 'disable each control once'),
    ...!central && (standards || disabledControls.length > 0)
      ? ["'standards' and 'disabledControls' must be left out without 'linkedRegions', got them: link a region, or take AWS's default standards"]
      : [],
  ];
}

const controlProblems = (controlId: string, reason: string): Problems => [
  ...shapeProblems('disabledControls', controlId, /^[A-Za-z0-9]+\.\d+$/, 'be controls such as "IAM.6"', "take the id from Security Hub's list of controls"),
  ...reason.trim() === '' ? [`'reason' of the disabled control "${controlId}" must say why, got nothing: a reviewer has to know`] : [],
];
