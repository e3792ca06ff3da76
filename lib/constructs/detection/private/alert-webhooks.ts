import { Aws, Lazy, SecretValue, Token } from 'aws-cdk-lib';
import { Alarm, CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnApiDestination, CfnConnection, CfnRule, IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ROLE_PATH } from '../../../core/naming';
import { AlertDelivery } from '../../organization';
import { Webhook } from '../alert-subscription';
import { Severity } from '../severity';

/** Properties of the webhooks of a severity. */
export interface AlertWebhooksProps {
  /** The severity whose events they get. */
  readonly severity: Severity;

  /** The endpoints. */
  readonly webhooks: Webhook[];

  /** Where events wait that an endpoint did not take. */
  readonly deadLetterQueue: IQueue;

  /** The bus on which alarms tell their state; the default bus where there is none. */
  readonly eventBus?: IEventBus;
}

/** An API destination as the target of a rule. */
type Endpoint = Pick<CfnRule.TargetProperty, 'id' | 'arn' | 'roleArn'>;

/** EventBridge's own limits, said so that a reader sees them. */
const A_DAY = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };
/** Characters of names in one rule: a pattern has 2,048 at most (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html). */
const MAX_NAMES = 1_700;
/** What a name takes that only the deployment knows: as long as one can be. */
const MAX_NAME = 255;

/**
 * The endpoints of a severity as API destinations, and the rules that tell them of alarms: as many as the names of the alarms need.
 *
 * EventBridge keeps the secret in a secret of its own, beside the one it was read from: USD 0.00, since AWS does not bill those that a
 * connection owns.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export class AlertWebhooks extends Construct {
  private readonly endpoints: readonly Endpoint[];
  private readonly deadLetterQueue: IQueue;
  private readonly severityName: string;
  private readonly eventBus?: IEventBus;
  private alarmNames: string[] = [];
  private rules = 0;

  public constructor(scope: Construct, id: string, props: AlertWebhooksProps) {
    super(scope, id);
    this.severityName = props.severity.severityName;
    this.eventBus = props.eventBus;
    this.deadLetterQueue = props.deadLetterQueue;
    const destinations = props.webhooks.map(webhook => this.addDestination(webhook));
    const role = destinations.length > 0 ? this.addRole(destinations.map(({ attrArn }) => attrArn)) : undefined;
    this.endpoints = destinations.map(({ attrArn }, index) => ({ id: `webhook-${index}`, arn: attrArn, roleArn: role!.roleArn }));
  }

  /** Targets for rules: the event itself, a day of attempts unless the rule says otherwise, then the queue. */
  public ruleTargets(delivery: AlertDelivery = {}): CfnRule.TargetProperty[] {
    const { deadLetterQueue = this.deadLetterQueue, retryPolicy = A_DAY } = delivery;
    return this.endpoints.map(endpoint => ({ ...endpoint, deadLetterConfig: { arn: deadLetterQueue.queueArn }, retryPolicy }));
  }

  /** Tells the endpoints when an alarm goes off. */
  public addAlarm(alarm: Alarm): void {
    if (this.endpoints.length === 0) {
      return;
    }
    const sizeOf = (name: string) => (Token.isUnresolved(name) ? MAX_NAME : name.length) + '"",'.length;
    const size = [...this.alarmNames, nameOf(alarm)].reduce((sum, name) => sum + sizeOf(name), 0);
    if (this.rules === 0 || size > MAX_NAMES) {
      this.addRule();
    }
    this.alarmNames.push(nameOf(alarm));
  }

  private addDestination(webhook: Webhook): CfnApiDestination {
    const name = `lz-${this.severityName}-${webhook.webhookName}`;
    const connection = new CfnConnection(this, `${webhook.webhookName}-connection`, {
      name,
      description: `Authorises the ${this.severityName} alerts of ${webhook.webhookName}`,
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
      description: `Takes the ${this.severityName} alerts`,
      connectionArn: connection.attrArn,
      httpMethod: 'POST',
      invocationEndpoint: webhook.url,
      invocationRateLimitPerSecond: 10,
    });
  }

  /** For rules of this account alone: https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html */
  private addRole(destinationArns: string[]): Role {
    return new Role(this, 'Role', {
      path: ROLE_PATH,
      description: `EventBridge posts ${this.severityName} alerts to their endpoints`,
      assumedBy: new ServicePrincipal('events.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } }),
      inlinePolicies: {
        Invoke: new PolicyDocument({ statements: [new PolicyStatement({ actions: ['events:InvokeApiDestination'], resources: destinationArns })] }),
      },
    });
  }

  /** Alarms are added one by one, so the list is read when the template is written. */
  private addRule(): void {
    this.rules += 1;
    const names: string[] = [];
    this.alarmNames = names;
    const number = this.rules === 1 ? '' : `-${this.rules}`;
    new CfnRule(this, `Alarms${number}`, {
      name: `lz-alarms-${this.severityName}${number}`,
      description: `Posts alarms of severity ${this.severityName} to their endpoints`,
      eventBusName: this.eventBus?.eventBusName,
      eventPattern: {
        'source': ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        'detail': { alarmName: Lazy.list({ produce: () => names }), state: { value: ['ALARM'] } },
      },
      targets: this.ruleTargets(),
    });
  }
}

/** The name as it is given, else a reference to the one that AWS makes up. */
function nameOf(alarm: Alarm): string {
  const resource = alarm.node.defaultChild as CfnAlarm | undefined;
  return resource?.alarmName ?? alarm.alarmName;
}
