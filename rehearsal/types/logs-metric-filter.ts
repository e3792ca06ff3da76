import { Operation, Outcome, ResourceType } from '../aws/contract';
import { filterProblem } from '../aws/log-filter';
import { LogGroup, logGroupArn, MetricFilter } from '../aws/services/logs';
import { METRIC_FILTERS } from '../rules/alerts';
import { permissions, schema } from './permission';
import { physicalName, record, records, text } from './values';

const MAX_NAME = 512;
const MAX_PATTERN = 1_024;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const MAX_FILTERS = 100;

const groupArn = ({ world, accountId, region, properties }: Operation) =>
  logGroupArn(world, accountId, region, String(properties.LogGroupName));
const outcome = ({ name }: MetricFilter): Outcome => ({ physicalId: name, attributes: {} });
const find = (operation: Operation, name: string) => operation.world.state.logs.metricFilters.get(`${groupArn(operation)}/${name}`);

function filterOf(operation: Operation): MetricFilter {
  return find(operation, String(operation.physicalId)) ?? operation.fail('ResourceNotFoundException', `metric filter ${operation.physicalId} does not exist`);
}

/** A metric filter on JSON. Filters on text, and on a transformed log, are refused. */
export const METRIC_FILTER: ResourceType = {
  typeName: 'AWS::Logs::MetricFilter',
  source: schema('aws-logs-metricfilter'),
  properties: { FilterName: 'interpreted', FilterPattern: 'interpreted', LogGroupName: 'interpreted', MetricTransformations: 'interpreted' },
  nested: { MetricTransformations: ['MetricName', 'MetricNamespace', 'MetricValue'] },
  required: ['FilterPattern', 'LogGroupName', 'MetricTransformations'],
  createOnly: ['FilterName', 'LogGroupName'],
  permissions: {
    create: permissions(['logs:PutMetricFilter', 'logs:DescribeMetricFilters'], groupArn),
    update: permissions(['logs:PutMetricFilter', 'logs:DescribeMetricFilters'], groupArn),
    delete: permissions(['logs:DeleteMetricFilter'], groupArn),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    const { metricFilters } = world.state.logs;
    const group = checkGroup(operation);
    const name = physicalName(operation, 'FilterName', MAX_NAME);
    if (find(operation, name)) {
      operation.fail('AlreadyExists', `metric filter ${name} already exists on ${group.name}`);
    }
    const here = [...metricFilters.values()].filter(filter => filter.logGroupArn === group.arn).length;
    operation.require(METRIC_FILTERS.QUOTA, here < MAX_FILTERS, `${group.name} has ${here} metric filters`, 'delete one');
    const filter: MetricFilter = { name, logGroupArn: group.arn, accountId, region, origin, ...checked(operation) };
    metricFilters.set(`${group.arn}/${name}`, filter);
    return outcome(filter);
  },
  update: operation => outcome(Object.assign(filterOf(operation), checked(operation))),
  delete: operation => {
    operation.world.state.logs.metricFilters.delete(`${groupArn(operation)}/${filterOf(operation).name}`);
  },
};

function checkGroup(operation: Operation): LogGroup {
  const group = operation.world.state.logs.groups.get(groupArn(operation));
  const detail = `log group ${String(operation.properties.LogGroupName)} does not exist in ${operation.accountId} ${operation.region}`;
  operation.require(METRIC_FILTERS.LOG_GROUP, group !== undefined, detail, 'create the log group first');
  operation.requirePath(METRIC_FILTERS.LOG_GROUP, group?.origin, `log group ${group?.name} may not exist yet`);
  return group!;
}

function checked(operation: Operation): Pick<MetricFilter, 'pattern' | 'namespace' | 'metricName' | 'value'> {
  const { properties } = operation;
  const pattern = String(properties.FilterPattern);
  operation.require(METRIC_FILTERS.PATTERN, pattern.length <= MAX_PATTERN, `'FilterPattern' has ${pattern.length} characters`, 'split it into two filters');
  const problem = filterProblem(pattern);
  operation.require(METRIC_FILTERS.PATTERN, problem === undefined, `'FilterPattern' ${pattern}: ${problem}`, 'correct the pattern');
  const transformations = records(properties, 'MetricTransformations');
  operation.require(METRIC_FILTERS.QUOTA, transformations.length === 1, `${transformations.length} transformations`, 'give one');
  const transformation = record({ transformation: transformations[0] }, 'transformation');
  const value = Number(transformation.MetricValue);
  if (Number.isNaN(value)) {
    operation.fail('NotModelled', `'MetricValue' is ${text(transformation, 'MetricValue')}: the rehearsal knows numbers only`);
  }
  return { pattern, namespace: String(transformation.MetricNamespace), metricName: String(transformation.MetricName), value };
}
