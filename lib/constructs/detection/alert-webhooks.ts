import { Lazy, SecretValue } from 'aws-cdk-lib';
import { CfnApiDestination, CfnConnection, CfnRule, IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ROLE_PATH } from '../../core/naming';
import { Webhook } from './alert-subscription';
import { Severity } from './severity';

/** An API destination that rules may name as a target, with the role that calls it. */
export interface AlertWebhook {
  /** The ARN of the API destination. */
  readonly destinationArn: string;

  /** The ARN of the role that EventBridge calls it with. */
  readonly roleArn: string;
}

/** Properties of the webhooks of a severity. */
export interface AlertWebhooksProps {
  /** The severity whose events they get. */
  readonly severity: Severity;

  /** The endpoints. */
  readonly webhooks: Webhook[];

  /**
   * The bus on which alarms tell their state.
   *
   * @default - the default bus
   */
  readonly eventBus?: IEventBus;
}

/**
 * The endpoints of a severity as API destinations, and the rule that tells them of alarms.
 *
 * EventBridge keeps the secret in a secret of its own, beside the one it was read from: USD 0.00, since AWS does not bill those that a
 * connection owns.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export class AlertWebhooks extends Construct {
  /** Targets for rules. */
  public readonly webhooks: AlertWebhook[];

  private readonly alarmNames: string[] = [];

  public constructor(scope: Construct, id: string, private readonly props: AlertWebhooksProps) {
    super(scope, id);
    const destinations = props.webhooks.map(webhook => this.addDestination(webhook));
    const role = destinations.length > 0 ? this.addRole(destinations.map(({ attrArn }) => attrArn)) : undefined;
    this.webhooks = destinations.map(({ attrArn }) => ({ destinationArn: attrArn, roleArn: role!.roleArn }));
  }

  /**
   * Tells the endpoints when an alarm goes off.
   *
   * @param alarmName the name of the alarm
   */
  public addAlarm(alarmName: string): void {
    this.alarmNames.push(alarmName);
    if (this.alarmNames.length === 1 && this.webhooks.length > 0) {
      this.addRule();
    }
  }

  private addDestination(webhook: Webhook): CfnApiDestination {
    const { severityName } = this.props.severity;
    const name = `lz-${severityName}-${webhook.webhookName}`;
    const connection = new CfnConnection(this, `${webhook.webhookName}-connection`, {
      name,
      description: `Authorises the ${severityName} alerts of ${webhook.webhookName}`,
      authorizationType: 'API_KEY',
      authParameters: {
        apiKeyAuthParameters: {
          apiKeyName: webhook.headerName ?? 'Authorization',
          // what stands in the template is a reference, not the value
          apiKeyValue: SecretValue.secretsManager(webhook.secretName, { jsonField: webhook.secretField }).unsafeUnwrap(),
        },
      },
    });
    return new CfnApiDestination(this, webhook.webhookName, {
      name,
      description: `Takes the ${severityName} alerts`,
      connectionArn: connection.attrArn,
      httpMethod: 'POST',
      invocationEndpoint: webhook.url,
      invocationRateLimitPerSecond: 10,
    });
  }

  private addRole(destinationArns: string[]): Role {
    return new Role(this, 'Role', {
      path: ROLE_PATH,
      description: `EventBridge posts ${this.props.severity.severityName} alerts to their endpoints`,
      assumedBy: new ServicePrincipal('events.amazonaws.com'),
      inlinePolicies: {
        Invoke: new PolicyDocument({ statements: [new PolicyStatement({ actions: ['events:InvokeApiDestination'], resources: destinationArns })] }),
      },
    });
  }

  /** Alarms are added one by one, so the list is read when the template is written. */
  private addRule(): void {
    const { severity, eventBus } = this.props;
    new CfnRule(this, 'Alarms', {
      name: `lz-alarms-${severity.severityName}`,
      description: `Posts alarms of severity ${severity.severityName} to their endpoints`,
      eventBusName: eventBus?.eventBusName,
      eventPattern: {
        'source': ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        'detail': { alarmName: Lazy.list({ produce: () => this.alarmNames }), state: { value: ['ALARM'] } },
      },
      targets: this.webhooks.map(({ destinationArn, roleArn }, index) => ({
        id: `webhook-${index}`, arn: destinationArn, roleArn, retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
      })),
    });
  }
}
