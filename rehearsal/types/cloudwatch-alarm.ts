import { parseArn } from '../aws/arn';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { Alarm, alarmArn, AlarmSettings, Comparison, createAlarm, Statistic } from '../aws/services/cloudwatch';
import { CLOUDWATCH } from '../rules/alerts';
import { given, inert, permissions, schema, TAGS } from './permission';
import { flag, numeric, physicalName, plannedName, records, text, texts } from './values';

const MAX_NAME = 255;
const MAX_ACTIONS = 5;
const WEEK = 604_800;
const COMPARISONS: readonly string[] = ['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'];
const MISSING_DATA: readonly string[] = ['breaching', 'notBreaching', 'ignore', 'missing'];
const STATISTICS: readonly string[] = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];

const outcome = ({ arn, name }: Alarm): Outcome => ({ physicalId: name, attributes: { Arn: arn } });
const plannedArn = (operation: Operation) => alarmArn(operation.world, operation.accountId, operation.region, plannedName(operation, 'AlarmName'));

function alarmOf(operation: Operation): Alarm {
  const arn = alarmArn(operation.world, operation.accountId, operation.region, String(operation.physicalId));
  return operation.world.state.cloudwatch.alarms.get(arn) ?? operation.fail('ResourceNotFound', `alarm ${operation.physicalId} does not exist`);
}

/** An alarm on one metric. Metric math, percentiles and anomaly detection are refused by name. */
export const ALARM: ResourceType = {
  typeName: 'AWS::CloudWatch::Alarm',
  source: `${schema('aws-cloudwatch-alarm')}; permissions of the calls PutMetricAlarm, DescribeAlarms, DeleteAlarms, TagResource`,
  properties: {
    AlarmName: 'interpreted', AlarmDescription: 'interpreted', ActionsEnabled: 'interpreted', AlarmActions: 'interpreted', OKActions: 'interpreted',
    InsufficientDataActions: 'interpreted', Namespace: 'interpreted', MetricName: 'interpreted', Dimensions: 'interpreted', Statistic: 'interpreted',
    Period: 'interpreted', EvaluationPeriods: 'interpreted', DatapointsToAlarm: 'interpreted', Threshold: 'interpreted',
    ComparisonOperator: 'interpreted', TreatMissingData: 'interpreted', Unit: inert('values are counted without a unit'), Tags: TAGS,
  },
  required: ['ComparisonOperator', 'EvaluationPeriods'],
  createOnly: ['AlarmName'],
  permissions: {
    create: [
      ...permissions(['cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms'], plannedArn),
      ...permissions(['cloudwatch:TagResource'], plannedArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms'], plannedArn),
      ...permissions(['cloudwatch:TagResource', 'cloudwatch:UntagResource'], plannedArn, { when: given('Tags') }),
    ],
    delete: permissions(['cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms'], plannedArn),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    const settings = checked(operation);
    return outcome(createAlarm(world, { name: physicalName(operation, 'AlarmName', MAX_NAME), accountId, region, origin, ...settings }));
  },
  update: operation => outcome(Object.assign(alarmOf(operation), checked(operation))),
  delete: operation => {
    operation.world.state.cloudwatch.alarms.delete(alarmOf(operation).arn);
  },
  import: operation => {
    const alarm = alarmOf(operation);
    alarm.origin = operation.origin;
    return outcome(alarm);
  },
};

function checked(operation: Operation): AlarmSettings {
  const settings = settingsOf(operation);
  const { period, evaluationPeriods, datapointsToAlarm, comparison, statistic } = settings;
  const remedy = 'choose values that PutMetricAlarm documents';
  const periodic = [10, 20, 30].includes(period) || (period > 0 && period % 60 === 0);
  const timed = periodic && evaluationPeriods >= 1 && period * evaluationPeriods <= WEEK;
  operation.require(CLOUDWATCH.ALARM_SETTINGS, timed && datapointsToAlarm >= 1 && datapointsToAlarm <= evaluationPeriods,
    `'Period' is ${period}, 'EvaluationPeriods' is ${evaluationPeriods}, 'DatapointsToAlarm' is ${datapointsToAlarm}`, remedy);
  const missing = text(operation.properties, 'TreatMissingData') ?? 'missing';
  const known = COMPARISONS.includes(comparison) && MISSING_DATA.includes(missing) && STATISTICS.includes(statistic);
  operation.require(CLOUDWATCH.ALARM_SETTINGS, known && settings.namespace !== '' && settings.metricName !== '' && !Number.isNaN(settings.threshold),
    `'ComparisonOperator' is ${comparison}, 'TreatMissingData' is ${missing}, 'Statistic' is ${statistic}, metric ${settings.namespace} ${settings.metricName}`, remedy);
  checkActions(operation);
  return settings;
}

function settingsOf({ properties }: Operation): AlarmSettings {
  const evaluationPeriods = numeric(properties, 'EvaluationPeriods') ?? 0;
  return {
    description: text(properties, 'AlarmDescription') ?? '',
    namespace: text(properties, 'Namespace') ?? '',
    metricName: text(properties, 'MetricName') ?? '',
    dimensions: Object.fromEntries(records(properties, 'Dimensions').map(({ Name, Value }) => [String(Name), String(Value)])),
    statistic: String(properties.Statistic) as Statistic,
    period: numeric(properties, 'Period') ?? 0,
    evaluationPeriods,
    datapointsToAlarm: numeric(properties, 'DatapointsToAlarm') ?? evaluationPeriods,
    threshold: numeric(properties, 'Threshold') ?? Number.NaN,
    comparison: String(properties.ComparisonOperator) as Comparison,
    actionsEnabled: flag(properties, 'ActionsEnabled') ?? true,
    alarmActions: texts(properties, 'AlarmActions'),
    otherActions: [...texts(properties, 'OKActions'), ...texts(properties, 'InsufficientDataActions')],
  };
}

/** CloudWatch looks at the region of a topic; whether it may publish there shows only when the alarm goes off. */
function checkActions(operation: Operation): void {
  const { properties, region } = operation;
  for (const state of ['AlarmActions', 'OKActions', 'InsufficientDataActions']) {
    const actions = texts(properties, state);
    operation.require(CLOUDWATCH.ALARM_ACTIONS, actions.length <= MAX_ACTIONS, `'${state}' has ${actions.length}`, 'let one topic tell the others');
    for (const action of actions) {
      const parts = parseArn(action);
      if (parts?.service !== 'sns') {
        operation.fail('NotModelled', `the rehearsal does not know the action ${action} of an alarm`, 'tell a topic, or model the action in rehearsal/types/cloudwatch-alarm.ts');
      }
      operation.require(CLOUDWATCH.ALARM_ACTIONS, parts?.region === region, `${action} is not in ${region}, where the alarm is`, 'tell a topic of that region');
    }
  }
}
