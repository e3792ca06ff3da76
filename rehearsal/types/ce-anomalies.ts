import { Operation, Outcome, ResourceType } from '../aws/contract';
import { AnomalyMonitor, AnomalySubscription, costExplorerArn } from '../aws/services/cost-management';
import { COST } from '../rules';
import { checkTopic } from './cost-topics';
import { given, inert, permissions, schema, TAGS } from './permission';
import { records, text, texts } from './values';

const NOTHING_COSTS = inert('nothing costs anything in the rehearsal');

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
    const { world, accountId, stackName, logicalId, origin, properties } = operation;
    const { monitors } = world.state.costManagement;
    const dimension = text(properties, 'MonitorDimension');
    if ((properties.MonitorType === 'DIMENSIONAL') !== (dimension !== undefined)) {
      operation.fail('InvalidRequest', `'MonitorDimension' belongs to a DIMENSIONAL monitor, got ${dimension ?? 'none'} of a ${String(properties.MonitorType)} one`);
    }
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
  const immediate = properties.Frequency === 'IMMEDIATE';
  const strange = subscribers.filter(({ Type }) => (Type === 'SNS') !== immediate).map(({ Type }) => String(Type));
  operation.require(COST.FREQUENCY, strange.length === 0, `${String(properties.Frequency)} tells ${strange.join(', ')}`, 'tell topics IMMEDIATE, mail addresses DAILY or WEEKLY');
  const monitorArns = texts(properties, 'MonitorArnList');
  for (const arn of monitorArns) {
    const monitor = world.state.costManagement.monitors.get(arn);
    // a monitor of the account that was there before the deployment is not known here
    const foreign = monitor === undefined && !arn.includes(`::${accountId}:anomalymonitor/`);
    operation.require(COST.MONITOR_EXISTS, !foreign, `${arn} does not exist in ${accountId}`, 'name a monitor of the account');
    operation.requirePath(COST.MONITOR_EXISTS, monitor?.origin, `${arn} may not exist yet`);
  }
  const topicArns = subscribers.filter(({ Type }) => Type === 'SNS').map(({ Address }) => String(Address));
  topicArns.forEach(arn => checkTopic(operation, arn));
  return { monitorArns, topicArns };
}
