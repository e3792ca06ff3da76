import { RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  EventForwarding, SecurityEventBus, SecurityEvents, SecurityHubMembership, SecurityHubMembershipRole, UnsentEventsAlarms,
} from '../../constructs/detection';
import { AutoDeployment, IAccount, StackSet, StackSetTargets } from '../../constructs/organization';
import { EVENT_FORWARDING_ROLE, MANAGEMENT_EVENTS_QUEUE, stackSetName } from '../../core/naming';
import { watchedAmong } from '../alert-choices';
import { addAccountGlobal } from '../baseline/account-global';
import { addAccountRegional } from '../baseline/account-regional';
import { baselineRegionsOf } from '../baseline-regions';
import { elsewhereThan } from '../elsewhere';
import { LandingZoneProps } from '../landing-zone-props';
import { servicesOf } from '../services';
import { OrganizationMemberStackProps } from './organization-stack';
import { LandingZoneStack } from './landing-zone-stack';

/** What the stack of the baseline is told. */
export interface AccountBaselineStackProps extends OrganizationMemberStackProps {
  /** ARN of the key of the delivery bucket in the log archive. */
  readonly deliveryKeyArn: string;
}

/**
 * What every account gets, those that join later too.
 *
 *     AccountGlobal      home region only: named roles, which a second region could not create again
 *     AccountRegional    every baseline region: no IAM at all; deployed after AccountGlobal, in operations of the stack and in those of a
 *                        joining account
 *     Management…        the same two on the management account, which service-managed StackSets leave out, and a third with what only it
 *                        needs: membership in Security Hub, events that arise nowhere else, and alarms on events that
 *                        could not be sent; those of the home region tell people directly, and stand with the operations
 */
export class AccountBaselineStack extends LandingZoneStack {
  /** Names of the StackSets, in the order in which they are deployed. */
  public readonly stackSetNames: string[];

  /** What every member has once, in the home region. */
  public readonly accountGlobal: StackSet;

  /** What forwards events, in the templates of members and of the management account. */
  public readonly forwarding: EventForwarding[] = [];

  private readonly configuration: LandingZoneProps;
  private readonly organizationId: string;
  private readonly accounts: { readonly logArchive: IAccount; readonly security: IAccount };
  private readonly deliveryKeyArn: string;

  public constructor(scope: Construct, props: AccountBaselineStackProps) {
    super(scope, 'AccountBaseline', 'account-baseline', 'Landing zone: what every account gets', props);
    const { configuration, organization } = props;
    this.configuration = configuration;
    this.organizationId = organization.organization.organizationId;
    this.accounts = { logArchive: organization.logArchiveAccount, security: organization.securityAccount };
    this.deliveryKeyArn = props.deliveryKeyArn;
    const everyMember = StackSetTargets.organization(organization.organization);
    const management = StackSetTargets.managementAccount(configuration.managementAccountId);

    const global = this.createAccountGlobal('AccountGlobal', 'account-global', everyMember);
    const regional = this.accountRegional('AccountRegional', 'account-regional', everyMember, global);
    const managementGlobal = this.createAccountGlobal('ManagementGlobal', 'management-global', management);
    const managementRegional = this.accountRegional('ManagementRegional', 'management-regional', management, managementGlobal);
    const managementOnly = this.managementOnly(management, managementRegional);

    this.accountGlobal = global;
    this.stackSetNames = [global, regional, managementGlobal, managementRegional, managementOnly].map(stackSet => stackSet.stackSetName);
  }

  private createAccountGlobal(id: string, name: string, targets: StackSetTargets): StackSet {
    const stackSet = new StackSet(this, id, {
      stackSetName: stackSetName(name),
      description: 'Landing zone: the global part of the account baseline',
      targets,
      regions: [this.configuration.homeRegion],
      operationPreferences: targets.isSelfManaged ? undefined : this.configuration.baseline?.operationPreferences,
      // The way into members stays when this stack is deleted; by the StackSet and not by the role, so that a first deployment that fails
      // can be repeated. A self-managed one would outlive the roles without which nobody can delete it.
      removalPolicy: targets.isSelfManaged ? undefined : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    addAccountGlobal(stackSet.template, {
      configuration: this.configuration,
      organizationId: stackSet.addParameter('OrganizationId', this.organizationId),
      securityAccountId: stackSet.addParameter('SecurityAccountId', this.accounts.security.accountId),
    });
    return stackSet;
  }

  private accountRegional(id: string, name: string, targets: StackSetTargets, global: StackSet): StackSet {
    const stackSet = new StackSet(this, id, {
      stackSetName: stackSetName(name),
      description: 'Landing zone: the regional part of the account baseline',
      targets,
      regions: baselineRegionsOf(this.configuration),
      operationPreferences: targets.isSelfManaged ? undefined : this.configuration.baseline?.operationPreferences,
      ...(targets.isSelfManaged ? { dependsOn: [global] } : { autoDeployment: AutoDeployment.enabled({ dependsOn: [global] }) }),
    });
    stackSet.node.addDependency(global);
    this.forwarding.push(addAccountRegional(stackSet.template, {
      configuration: this.configuration,
      organizationId: stackSet.addParameter('OrganizationId', this.organizationId),
      logArchiveAccountId: stackSet.addParameter('LogArchiveAccountId', this.accounts.logArchive.accountId),
      securityAccountId: stackSet.addParameter('SecurityAccountId', this.accounts.security.accountId),
      deliveryKeyArn: stackSet.addParameter('DeliveryKeyArn', this.deliveryKeyArn),
    }));
    return stackSet;
  }

  private managementOnly(targets: StackSetTargets, regional: StackSet): StackSet {
    const stackSet = new StackSet(this, 'ManagementOnly', {
      stackSetName: stackSetName('management-only'),
      description: 'Landing zone: what only the management account needs',
      targets,
      regions: baselineRegionsOf(this.configuration),
      dependsOn: [regional],
    });
    const securityAccountId = stackSet.addParameter('SecurityAccountId', this.accounts.security.accountId);
    new EventForwarding(stackSet.template, 'EventForwarding', {
      busArn: SecurityEventBus.busArn(securityAccountId, this.configuration.homeRegion),
      events: watchedAmong(SecurityEvents.ofManagementAccount(), this.configuration.alerts),
      queueName: MANAGEMENT_EVENTS_QUEUE,
    });
    elsewhereThan(this.configuration.homeRegion, new UnsentEventsAlarms(stackSet.template, 'UnsentEvents', {
      queueNames: [EVENT_FORWARDING_ROLE, MANAGEMENT_EVENTS_QUEUE], runbookUrl: this.configuration.alerts.runbookUrl,
    }));
    if (servicesOf(this.configuration).securityStandards.length > 0) {
      // The administrator of Security Hub cannot enable it here: the account must be enabled before it can be a member.
      stackSet.node.addDependency(new SecurityHubMembershipRole(this, 'SecurityHubMembershipRole'));
      new SecurityHubMembership(stackSet.template, 'SecurityHub');
    }
    return stackSet;
  }
}
