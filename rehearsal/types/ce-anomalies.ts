import { Operation, Outcome, ResourceType } from '../aws/contract';
import { AnomalyMonitor, AnomalySubscription, costExplorerArn } from '../aws/services/cost-management';
import { COST } from '../rules';
import { checkTopic } from './cost-topics';
import { given, inert, permissions, schema, TAGS } from './permission';
import { valueChecks } from './value-checks';
import { records, text, texts } from './values';

const NOTHING_COSTS = inert('nothing costs anything in the rehearsal; only that it is there, and is JSON, is checked');
const INVALID = 'ValidationException';
/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalyMonitor.html; the other two need a specification besides. */
const DIMENSIONS = ['SERVICE', 'LINKED_ACCOUNT'];

const monitorOutcome = ({ arn }: AnomalyMonitor): Outcome => ({
  physicalId: arn, attributes: { MonitorArn: arn, CreationDate: '', LastEvaluatedDate: 'NOT_EVALUATED_YET', LastUpdatedDate: '', DimensionalValueCount: 0 },
});
const subscriptionOutcome = ({ arn, accountId }: AnomalySubscription): Outcome =>
  ({ physicalId: arn, attributes: { SubscriptionArn: arn, AccountId: accountId } });

const plannedArn = (kind: string) => ({ world, accountId, physicalId }: Operation) => physicalId ?? costExplorerArn(world, accountId, kind, '*');
const onMonitor = (actions: readonly string[], when?: (operation: Operation) => boolean) => permissions(actions, plannedArn('anomalymonitor'), { when });
const onSubscription = (actions: readonly string[], when?: (operation: Operation) => boolean) =>
  permissions(actions, plannedArn('anomalysubscription'), { when });

/** A monitor of Cost Anomaly Detection. */
export const ANOMALY_MONITOR: ResourceType = {
  typeName: 'AWS::CE::AnomalyMonitor',
  source: schema('aws-ce-anomalymonitor'),
  properties: {
    MonitorName: inert('text for people'), MonitorType: 'interpreted', MonitorDimension: 'interpreted', MonitorSpecification: NOTHING_COSTS, ResourceTags: TAGS,
  },
  required: ['MonitorName', 'MonitorType'],
  createOnly: ['MonitorType', 'MonitorDimension', 'MonitorSpecification', 'ResourceTags'],
  permissions: {
    create: [...onMonitor(['ce:CreateAnomalyMonitor']), ...onMonitor(['ce:TagResource'], given('ResourceTags'))],
    update: onMonitor(['ce:UpdateAnomalyMonitor']),
    delete: onMonitor(['ce:DeleteAnomalyMonitor']),
  },
  create: operation => {
    const { world, accountId, stackName, logicalId, origin } = operation;
    const { monitors } = world.state.costManagement;
    const dimension = checkedDimension(operation);
    const twin = [...monitors.values()]
      .find(other => other.accountId === accountId && dimension !== undefined && other.dimension === dimension);
    const remedy = 'take over the monitor that there is (aws ce get-anomaly-monitors)';
    operation.require(COST.ONE_MONITOR, twin === undefined, `${accountId} has ${twin?.arn} already for ${dimension}`, remedy);
    const id = world.identifiers.uuid(`monitor:${accountId}:${stackName}:${logicalId}`);
    const arn = costExplorerArn(world, accountId, 'anomalymonitor', id);
    const monitor: AnomalyMonitor = { arn, accountId, dimension, origin };
    monitors.set(arn, monitor);
    return monitorOutcome(monitor);
  },
  update: operation => monitorOutcome(monitorOf(operation)),
  delete: operation => {
    operation.world.state.costManagement.monitors.delete(monitorOf(operation).arn);
  },
  import: operation => {
    const monitor = monitorOf(operation);
    monitor.origin = operation.origin;
    return monitorOutcome(monitor);
  },
};

/** The dimension of a monitor that watches one; another kind has a specification of its own. */
function checkedDimension(operation: Operation): string | undefined {
  const { MonitorType, MonitorDimension, MonitorSpecification, MonitorName } = operation.properties;
  const checks = valueChecks(operation, INVALID);
  checks.oneOf('MonitorType', MonitorType, ['DIMENSIONAL', 'CUSTOM']);
  checks.like('MonitorName', MonitorName, /^[\S\s]{0,1024}$/, 'at most 1,024 characters');
  const dimensional = MonitorType === 'DIMENSIONAL';
  if (dimensional !== (MonitorDimension !== undefined)) {
    operation.fail(INVALID, `'MonitorDimension' belongs to a DIMENSIONAL monitor, got ${textOf(MonitorDimension)} of a ${String(MonitorType)} one`);
  }
  if (dimensional === (MonitorSpecification !== undefined)) {
    operation.fail(INVALID, `'MonitorSpecification' belongs to a CUSTOM monitor, got ${textOf(MonitorSpecification)} of a ${String(MonitorType)} one`);
  }
  checks.oneOf('MonitorDimension', MonitorDimension, DIMENSIONS);
  checkJson(operation, 'MonitorSpecification');
  return text(operation.properties, 'MonitorDimension');
}

const textOf = (value: unknown) => value === undefined ? 'none' : JSON.stringify(value);

/** Expressions of Cost Explorer are given as the text of a JSON object. */
function checkJson(operation: Operation, name: string): void {
  const value = text(operation.properties, name);
  try {
    const parsed: unknown = value === undefined ? {} : JSON.parse(value);
    if (parsed !== null && typeof parsed === 'object') {
      return;
    }
  } catch {
    // said below
  }
  operation.fail(INVALID, `'${name}' must be the text of a JSON object, got ${value}`);
}

const monitorOf = (operation: Operation): AnomalyMonitor => operation.world.state.costManagement.monitors.get(String(operation.physicalId))
  ?? operation.fail('UnknownMonitorException', `monitor ${operation.physicalId} does not exist`);

/** Who is told of anomalies. */
export const ANOMALY_SUBSCRIPTION: ResourceType = {
  typeName: 'AWS::CE::AnomalySubscription',
  source: schema('aws-ce-anomalysubscription'),
  properties: {
    SubscriptionName: inert('text for people'), MonitorArnList: 'interpreted', Subscribers: 'interpreted', Frequency: 'interpreted',
    Threshold: NOTHING_COSTS, ThresholdExpression: NOTHING_COSTS, ResourceTags: TAGS,
  },
  nested: { Subscribers: ['Address', 'Type', 'Status'] },
  required: ['MonitorArnList', 'Subscribers', 'Frequency', 'SubscriptionName'],
  createOnly: ['ResourceTags'],
  permissions: {
    create: [...onSubscription(['ce:CreateAnomalySubscription']), ...onSubscription(['ce:TagResource'], given('ResourceTags'))],
    update: onSubscription(['ce:UpdateAnomalySubscription']),
    delete: onSubscription(['ce:DeleteAnomalySubscription']),
  },
  create: operation => {
    const { world, accountId, stackName, logicalId, origin } = operation;
    const id = world.identifiers.uuid(`anomalies:${accountId}:${stackName}:${logicalId}`);
    const arn = costExplorerArn(world, accountId, 'anomalysubscription', id);
    const subscription: AnomalySubscription = { arn, accountId, origin, ...checkSubscription(operation) };
    world.state.costManagement.subscriptions.set(arn, subscription);
    return subscriptionOutcome(subscription);
  },
  update: operation => subscriptionOutcome(Object.assign(subscriptionOf(operation), checkSubscription(operation))),
  delete: operation => {
    operation.world.state.costManagement.subscriptions.delete(subscriptionOf(operation).arn);
  },
};

const subscriptionOf = (operation: Operation): AnomalySubscription =>
  operation.world.state.costManagement.subscriptions.get(String(operation.physicalId))
  ?? operation.fail('UnknownSubscriptionException', `subscription ${operation.physicalId} does not exist`);

function checkSubscription(operation: Operation): Pick<AnomalySubscription, 'monitorArns' | 'topicArns'> {
  const { world, accountId, properties } = operation;
  const subscribers = records(properties, 'Subscribers');
  checkValues(operation, subscribers);
  const immediate = properties.Frequency === 'IMMEDIATE';
  const strange = subscribers.filter(({ Type }) => (Type === 'SNS') !== immediate).map(({ Type }) => String(Type));
  operation.require(COST.FREQUENCY, strange.length === 0, `${String(properties.Frequency)} tells ${strange.join(', ')}`, 'tell topics IMMEDIATE, mail addresses DAILY or WEEKLY');
  const monitorArns = texts(properties, 'MonitorArnList');
  for (const arn of monitorArns) {
    const monitor = world.state.costManagement.monitors.get(arn);
    // a monitor of the account that was there before the deployment is not known here
    const known = monitor !== undefined || arn.startsWith(costExplorerArn(world, accountId, 'anomalymonitor', ''));
    operation.require(COST.MONITOR_EXISTS, known, `${arn} does not exist in ${accountId}`, 'name a monitor of the account');
    operation.requirePath(COST.MONITOR_EXISTS, monitor?.origin, `${arn} may not exist yet`);
  }
  const topicArns = subscribers.filter(({ Type }) => Type === 'SNS').map(({ Address }) => String(Address));
  topicArns.forEach(arn => checkTopic(operation, arn));
  return { monitorArns, topicArns };
}

/** What Cost Anomaly Detection refuses, whoever is told: no mailbox, a rhythm that it does not have, and no threshold or two of them. */
function checkValues(operation: Operation, subscribers: readonly Readonly<Record<string, unknown>>[]): void {
  const { Frequency, Threshold, ThresholdExpression, MonitorArnList } = operation.properties;
  const checks = valueChecks(operation, INVALID);
  checks.oneOf('Frequency', Frequency, ['DAILY', 'IMMEDIATE', 'WEEKLY']);
  const lists = { Subscribers: subscribers, MonitorArnList };
  const empty = Object.entries(lists).find(([, list]) => !Array.isArray(list) || list.length === 0);
  if (empty) {
    operation.fail(INVALID, `'${empty[0]}' is empty`, `name one of ${empty[0]} at least`);
  }
  for (const { Type, Address, Status } of subscribers) {
    checks.oneOf('Type', Type ?? 'none', ['EMAIL', 'SNS']);
    checks.oneOf('Status', Status, ['CONFIRMED', 'DECLINED']);
    checks.like('Address', Type === 'EMAIL' ? Address ?? '' : undefined, /^[^\s@]+@[^\s@]+$/, 'a mail address');
  }
  if ((Threshold === undefined) === (ThresholdExpression === undefined)) {
    operation.fail(INVALID, "one of 'Threshold' and 'ThresholdExpression' must be given, and one only", "set 'ThresholdExpression'");
  }
  checks.between('Threshold', Threshold, 0, Number.MAX_VALUE);
  checkJson(operation, 'ThresholdExpression');
}
