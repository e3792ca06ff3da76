import { Aws } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  ConfigurationAggregator, DetectiveOrganization, EventForwarding, FindingAutomations, GuardDutyOrganization, InspectorOrganization,
  InspectorScan, MacieOrganization, OrganizationExternalAccess, OrganizationUnusedAccess, ProtectionPlan, SecurityEventBus, SecurityEvents,
  SecurityHubOrganization, SecurityStandard, UnsentEventsAlarms,
} from '../../constructs/detection';
import { StackSet, StackSetTargets } from '../../constructs/organization';
import { deliveryBucketName, EVENT_FORWARDING_ROLE, SECURITY_FINDINGS_QUEUE, stackSetName } from '../../core/naming';
import { watchedAmong } from '../alert-choices';
import { baselineRegionsOf } from '../baseline-regions';
import { elsewhereThan } from '../elsewhere';
import { LandingZoneProps } from '../landing-zone-props';
import { SECURITY_UNIT } from '../organizational-unit-path';
import { servicesOf } from '../services';
import { OrganizationMemberStackProps, OrganizationStack } from './organization-stack';
import { LandingZoneStack } from './landing-zone-stack';

/** What the stack of security tooling is told. */
export interface SecurityToolingStackProps extends OrganizationMemberStackProps {
  /** ARN of the key of the delivery bucket in the log archive. */
  readonly deliveryKeyArn: string;
}

/**
 * The security services of the whole organization, in the account that administers them.
 *
 *     SecurityRegional   every baseline region: GuardDuty, external-access analyzer; findings go to the bus
 *     SecurityHome       home region: Security Hub for all regions, unused-access analyzer, aggregator of AWS Config
 *     SecurityOptIns     every baseline region: Inspector, Macie, Detective, last so that none of them holds up or undoes the others
 *     SecurityFindings   every baseline region, once Security Hub is in each: what it does with findings as they come
 */
export class SecurityToolingStack extends LandingZoneStack {
  /** Names of the StackSets. */
  public readonly stackSetNames: string[];

  private readonly configuration: LandingZoneProps;
  private readonly deliveryKeyArn: string;
  private readonly targets: StackSetTargets;

  public constructor(scope: Construct, props: SecurityToolingStackProps) {
    super(scope, 'SecurityTooling', 'security-tooling', 'Landing zone: the security services of the organization', props);
    this.configuration = props.configuration;
    this.deliveryKeyArn = props.deliveryKeyArn;
    this.targets = StackSetTargets.account(props.organization.securityAccount, props.organization.unit(SECURITY_UNIT));

    const regional = this.regional(props.organization);
    const home = this.home(props.organization.organization.rootId);
    home.node.addDependency(regional);
    const findings = this.findings(home);
    const optIns = this.optIns();
    optIns.forEach(stackSet => stackSet.node.addDependency(findings.at(-1) ?? home));

    this.stackSetNames = [regional, home, ...findings, ...optIns].map(stackSet => stackSet.stackSetName);
  }

  private regional(organization: OrganizationStack): StackSet {
    const { detection, homeRegion } = this.configuration;
    const services = servicesOf(this.configuration);
    const stackSet = new StackSet(this, 'SecurityRegional', {
      stackSetName: stackSetName('security-regional'),
      description: 'Landing zone: security services of the organization, region by region',
      targets: this.targets,
      regions: baselineRegionsOf(this.configuration),
    });
    const { template } = stackSet;
    new OrganizationExternalAccess(template, 'ExternalAccess');
    new EventForwarding(template, 'EventForwarding', {
      busArn: SecurityEventBus.busArn(stackSet.addParameter('SecurityAccountId', organization.securityAccount.accountId), homeRegion),
      events: watchedAmong(SecurityEvents.ofSecurityAccount(), this.configuration.alerts),
      queueName: SECURITY_FINDINGS_QUEUE,
    });
    // In the home region they tell people directly, beside the topics.
    elsewhereThan(homeRegion, new UnsentEventsAlarms(template, 'UnsentEvents', {
      queueNames: [EVENT_FORWARDING_ROLE, SECURITY_FINDINGS_QUEUE], runbookUrl: this.configuration.alerts.runbookUrl,
    }));
    if (services.guardDuty) {
      new GuardDutyOrganization(template, 'GuardDuty', {
        plans: services.guardDutyPlans.map(plan => ProtectionPlan.named(plan)),
        findings: {
          bucketArn: this.deliveryBucketArn(stackSet.addParameter('LogArchiveAccountId', organization.logArchiveAccount.accountId)),
          keyArn: stackSet.addParameter('DeliveryKeyArn', this.deliveryKeyArn),
        },
        suppressions: detection?.findingSuppressions,
      });
    }
    return stackSet;
  }

  /** What an organization chooses beyond the standard; where a region does not have a service, its resource does nothing. */
  private optIns(): StackSet[] {
    const { inspectorScans, macie, detective } = servicesOf(this.configuration);
    if (inspectorScans.length === 0 && !macie && !detective) {
      return [];
    }
    const stackSet = new StackSet(this, 'SecurityOptIns', {
      stackSetName: stackSetName('security-opt-ins'),
      description: 'Landing zone: security services of the organization that are chosen one by one',
      targets: this.targets,
      regions: baselineRegionsOf(this.configuration),
    });
    if (inspectorScans.length > 0) {
      new InspectorOrganization(stackSet.template, 'Inspector', { scans: inspectorScans as InspectorScan[] });
    }
    if (macie) {
      new MacieOrganization(stackSet.template, 'Macie');
    }
    if (detective) {
      new DetectiveOrganization(stackSet.template, 'Detective');
    }
    return [stackSet];
  }

  private deliveryBucketArn(logArchiveAccountId: string): string {
    return `arn:${Aws.PARTITION}:s3:::${deliveryBucketName(logArchiveAccountId, this.configuration.homeRegion)}`;
  }

  private home(rootId: string): StackSet {
    const { detection, homeRegion } = this.configuration;
    const services = servicesOf(this.configuration);
    const stackSet = new StackSet(this, 'SecurityHome', {
      stackSetName: stackSetName('security-home'),
      description: 'Landing zone: security services of the organization that span regions',
      targets: this.targets,
      regions: [homeRegion],
    });
    const { template } = stackSet;
    new ConfigurationAggregator(template, 'Aggregator');
    if (services.unusedAccess) {
      new OrganizationUnusedAccess(template, 'UnusedAccess', { unusedAccessAge: detection?.unusedAccessAge });
    }
    if (services.securityStandards.length > 0) {
      const linkedRegions = baselineRegionsOf(this.configuration).filter(region => region !== homeRegion);
      new SecurityHubOrganization(template, 'SecurityHub', {
        rootId: stackSet.addParameter('RootId', rootId),
        linkedRegions,
        // In a single region CloudFormation has no central configuration: there AWS's default standards are all there is.
        ...linkedRegions.length > 0 && {
          standards: services.securityStandards.map(standard => SecurityStandard.of(standard)),
          disabledControls: detection?.disabledControls,
        },
      });
    }
    return stackSet;
  }

  /** Central configuration is what brings Security Hub into the other regions. */
  private findings(home: StackSet): StackSet[] {
    if (servicesOf(this.configuration).securityStandards.length === 0) {
      return [];
    }
    const stackSet = new StackSet(this, 'SecurityFindings', {
      stackSetName: stackSetName('security-findings'),
      description: 'Landing zone: what Security Hub does with findings as they come',
      targets: this.targets,
      regions: baselineRegionsOf(this.configuration),
      dependsOn: [home],
    });
    new FindingAutomations(stackSet.template, 'Automations', { automations: this.configuration.detection?.findingAutomations });
    return [stackSet];
  }
}
