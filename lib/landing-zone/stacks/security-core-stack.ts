import { Construct } from 'constructs';
import {
  AlertTopics, DetectiveOrganizationRole, EventRouting, GuardDutyOrganizationRole, InspectorOrganizationRole, MacieOrganizationRole,
  SecurityEventBus, SecurityEvents, Severity, UnsentEventsAlarms,
} from '../../constructs/detection';
import { ConformancePackStatusRole, StackSet, StackSetTargets } from '../../constructs/organization';
import { EVENT_FORWARDING_ROLE, SECURITY_FINDINGS_QUEUE, stackSetName } from '../../core/naming';
import { choicesAmong } from '../alert-choices';
import { SECURITY_UNIT } from '../organizational-unit-path';
import { notOfRoot } from '../root-lockdown';
import { OrganizationMemberStackProps } from './organization-stack';
import { LandingZoneStack } from './landing-zone-stack';

/**
 * Where security events of every account arrive, and from where people are told; before the baseline, whose rules send to it.
 *
 *     bus ──► rules ──► topics by severity ──► mail, chat, webhook
 *                       ▲
 *                       └── alarms on what this account could not send to the bus: not by the role and the bus that failed
 *
 * It holds the roles of the functions too that the security account has in every region, since a named role exists once in an account, and
 * the role by which the management account asks for conformance packs that failed.
 */
export class SecurityCoreStack extends LandingZoneStack {
  /** What tells people of events. */
  public readonly routing: EventRouting;

  /** Names of the StackSets. */
  public readonly stackSetNames: string[];

  public constructor(scope: Construct, props: OrganizationMemberStackProps) {
    super(scope, 'SecurityCore', 'security-core', 'Landing zone: the bus for security events, and who is told', props);
    const { configuration, organization } = props;

    const stackSet = new StackSet(this, 'StackSet', {
      stackSetName: stackSetName('security-core'),
      description: 'Landing zone: the bus for security events, and topics by severity',
      targets: StackSetTargets.account(organization.securityAccount, organization.unit(SECURITY_UNIT)),
      regions: [configuration.homeRegion],
    });
    const { template } = stackSet;
    const { runbookUrl } = configuration.alerts;
    const topics = new AlertTopics(template, 'Alerts', { subscriptions: configuration.alerts, runbookUrl });
    const eventBus = new SecurityEventBus(template, 'Bus', {
      organizationId: stackSet.addParameter('OrganizationId', organization.organization.organizationId), topics, runbookUrl,
    });
    const events = notOfRoot(SecurityEvents.all());
    this.routing = new EventRouting(template, 'Routing', { eventBus, topics, events, runbookUrl, ...choicesAmong(events, configuration.alerts) });

    // The queues come with the rules that use them, which need the bus first.
    new UnsentEventsAlarms(template, 'UnsentEvents', {
      queueNames: [EVENT_FORWARDING_ROLE, SECURITY_FINDINGS_QUEUE], alerts: topics.receiver(Severity.HIGH), runbookUrl,
    });

    // Without regard to the preset: a service that is switched off needs its function once more, and the function its role. A role costs
    // nothing.
    new GuardDutyOrganizationRole(template, 'GuardDutyRole');
    new InspectorOrganizationRole(template, 'InspectorRole');
    new MacieOrganizationRole(template, 'MacieRole');
    new DetectiveOrganizationRole(template, 'DetectiveRole');
    new ConformancePackStatusRole(template, 'PackStatusRole', { managementAccountId: configuration.managementAccountId });
    this.stackSetNames = [stackSet.stackSetName];
  }
}
