import { Construct } from 'constructs';
import { AlertTopics, CostAlarms, Severity, UnsentEventsAlarms } from '../../constructs/detection';
import { AlternateContacts, StackSetOperations } from '../../constructs/organization';
import { EVENT_FORWARDING_ROLE, MANAGEMENT_EVENTS_QUEUE } from '../../core/naming';
import { LandingZoneStack } from './landing-zone-stack';
import { OrganizationMemberStackProps } from './organization-stack';

/** What the stack of operations is told. */
export interface OperationsStackProps extends OrganizationMemberStackProps {
  /** Names of every StackSet of the landing zone. */
  readonly stackSetNames: string[];

  /** Those of them that hold conformance packs. */
  readonly packStackSetNames: string[];

  /** The topics of the management account. */
  readonly topics: AlertTopics;
}

/** What looks after the landing zone from one deployment to the next: accounts that join, instances that failed, contacts, costs. */
export class OperationsStack extends LandingZoneStack {
  public constructor(scope: Construct, props: OperationsStackProps) {
    super(scope, 'Operations', 'operations', 'Landing zone: what looks after accounts from one deployment to the next', props);
    const { configuration, organization } = props;
    const alerts = props.topics.receiver(Severity.HIGH);
    const { runbookUrl } = configuration.alerts;

    new StackSetOperations(this, 'StackSets', {
      stackSetNames: props.stackSetNames, putAgain: props.packStackSetNames, alerts, runbookUrl,
    });
    new UnsentEventsAlarms(this, 'UnsentEvents', { queueNames: [EVENT_FORWARDING_ROLE, MANAGEMENT_EVENTS_QUEUE], alerts, runbookUrl });
    if (configuration.contacts) {
      new AlternateContacts(this, 'Contacts', { organization: organization.organization, alerts, runbookUrl, ...configuration.contacts });
    }
    if (configuration.costs) {
      // Not beside the trail: the monitor of an account that has one already fails, and what it stands with is rolled back.
      new CostAlarms(this, 'Costs', { topic: props.topics.topicOfPeople(Severity.HIGH), ...configuration.costs });
    }
  }
}
