import { GLOBAL_SERVICE_REGIONS } from '../../core/global-regions';
import { EVENT_FORWARDING_ROLE, SECURITY_BUS, TRAIL_LOG_GROUP } from '../../core/naming';
import { alertName } from '../../core/runbook';
import { ControlCoverage } from '../control-coverage';
import { ControlledResource } from '../controlled-resource';
import { Deployment } from './deployment';
import { ALARMS, EVENTS } from './detection-catalogue';
import { AlertOrigin } from './detection-facts';
import { listAt, ofType, ResourceSelector, valueAt } from './resource-selector';
import { sorted } from './sorted-json';

/** Filter, alarm, the topic that it publishes to, and the policy of that topic. */
export function alarmResources(id: string): readonly ResourceSelector[] {
  const name = alertName(id);
  const isFilter = (resource: ControlledResource) => isFilterOf(id, resource);
  const isAlarm = (resource: ControlledResource, resources: readonly ControlledResource[]) =>
    isAlarmOf(id, resource) && resources.some(filter => isFilter(filter) && feeds(filter, resource));
  return [
    { description: `AWS::Logs::MetricFilter ${name}${ALARMS[id] ? ' with the pattern of the catalogue' : ''}`, matches: isFilter },
    { description: `AWS::CloudWatch::Alarm ${name} that its filter feeds and one burst sets off`, matches: isAlarm },
    ...topicOf(`alarm ${name}`, 'cloudwatch.amazonaws.com', (resource, resources) => isAlarm(resource, resources) ? listAt(resource.properties, 'AlarmActions') : []),
  ];
}

/** The rule that forwards an event, what it sends to and with, the rule of the security account that tells people, and how. */
export function routedEvent(id: string): readonly ResourceSelector[] {
  const origin = EVENTS[id]?.origin ?? AlertOrigin.EVERY_ACCOUNT;
  const isRoute = (resource: ControlledResource) => isRule(alertName(id), id, resource) && resource.properties.EventBusName === SECURITY_BUS
    && listAt(resource.properties, 'Targets').length > 0;
  return [
    {
      description: `AWS::Events::Rule lz-forward-${id} to the bus ${SECURITY_BUS}`,
      matches: (resource, resources) => isRule(`lz-forward-${id}`, id, resource)
        && targetsOf(resource).some(target => resources.some(bus => isSecurityBus(bus) && target === arnOfBus(bus, target))),
      coverage: origin === AlertOrigin.ELSEWHERE ? ControlCoverage.ONCE : ControlCoverage.EVERY_REGION,
      places: origin === AlertOrigin.EVERY_ACCOUNT_GLOBAL ? inGlobalRegion : undefined,
    },
    { ...ofType('AWS::IAM::Role', { properties: { RoleName: EVENT_FORWARDING_ROLE } }), coverage: ControlCoverage.EVERY_ACCOUNT },
    { description: `AWS::Events::EventBus ${SECURITY_BUS}`, matches: isSecurityBus },
    { description: `AWS::Events::Rule lz-${id} with a target`, matches: isRoute },
    ...topicOf(`event lz-${id}`, 'events.amazonaws.com', resource => isRoute(resource) ? targetsOf(resource) : []),
  ];
}

const inGlobalRegion = ({ places }: Deployment) =>
  places[ControlCoverage.EVERY_REGION].filter(place => GLOBAL_SERVICE_REGIONS.some(region => place.endsWith(` ${region}`)));

/** A filter on the organization trail, which sees what the catalogue says. */
const isFilterOf = (id: string, { resourceType, properties }: ControlledResource): boolean =>
  resourceType === 'AWS::Logs::MetricFilter' && properties.FilterName === alertName(id) && properties.LogGroupName === TRAIL_LOG_GROUP
  && (ALARMS[id] === undefined || properties.FilterPattern === ALARMS[id].pattern);

/** An alarm that acts, and that no more events set off than the catalogue says. */
const isAlarmOf = (id: string, { resourceType, properties }: ControlledResource): boolean =>
  resourceType === 'AWS::CloudWatch::Alarm' && properties.AlarmName === alertName(id)
  && properties.Statistic === 'Sum' && properties.ComparisonOperator === 'GreaterThanOrEqualToThreshold'
  && Number(properties.Threshold) <= (ALARMS[id]?.threshold ?? Infinity)
  && Number(properties.DatapointsToAlarm ?? properties.EvaluationPeriods) === 1
  && String(properties.ActionsEnabled ?? true) === 'true' && listAt(properties, 'AlarmActions').length > 0;

/** Whether an alarm looks at the metric of a filter, in the same account and region. */
const feeds = (filter: ControlledResource, alarm: ControlledResource): boolean =>
  filter.accountId === alarm.accountId && filter.region === alarm.region
  && listAt(filter.properties, 'MetricTransformations').some(metric =>
    valueAt(metric, 'MetricName') === alarm.properties.MetricName && valueAt(metric, 'MetricNamespace') === alarm.properties.Namespace);

/** The state in which a rule gets calls that only read, too. */
const WITH_READING = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** A rule that is on, and sees what the catalogue says. */
const isRule = (name: string, id: string, { resourceType, properties }: ControlledResource): boolean =>
  resourceType === 'AWS::Events::Rule' && properties.Name === name
  && [EVENTS[id]?.state ?? 'ENABLED', WITH_READING].includes(String(properties.State ?? 'ENABLED'))
  && (EVENTS[id] === undefined || sorted(properties.EventPattern) === EVENTS[id].pattern);

const targetsOf = ({ properties }: ControlledResource): readonly unknown[] =>
  listAt(properties, 'Targets').map(target => valueAt(target, 'Arn'));

const isSecurityBus = ({ resourceType, properties }: ControlledResource): boolean =>
  resourceType === 'AWS::Events::EventBus' && properties.Name === SECURITY_BUS;

/** The ARN of a bus, in the partition of another ARN. */
const arnOfBus = ({ accountId, region, physicalId }: ControlledResource, arn: unknown): string =>
  `arn:${String(arn).split(':')[1]}:events:${region}:${accountId}:event-bus/${physicalId}`;

/** The topic that something tells people by, and the policy that lets the service publish there. */
function topicOf(
  teller: string, service: string, receivers: (teller: ControlledResource, resources: readonly ControlledResource[]) => readonly unknown[],
): readonly ResourceSelector[] {
  const isTold = (arn: unknown, resources: readonly ControlledResource[]) =>
    resources.some(resource => receivers(resource, resources).includes(arn));
  return [
    {
      description: `AWS::SNS::Topic of ${teller}`,
      matches: ({ resourceType, physicalId }, resources) => resourceType === 'AWS::SNS::Topic' && isTold(physicalId, resources),
    },
    {
      description: `AWS::SNS::TopicPolicy that lets ${service} publish for ${teller}`,
      matches: ({ resourceType, properties }, resources) => resourceType === 'AWS::SNS::TopicPolicy' && letsPublish(properties, service)
        && listAt(properties, 'Topics').some(topic => isTold(topic, resources)),
    },
  ];
}

const letsPublish = (properties: unknown, service: string): boolean => listAt(properties, 'PolicyDocument.Statement').some(statement =>
  valueAt(statement, 'Effect') === 'Allow' && listAt(statement, 'Action').includes('sns:Publish')
  && listAt(statement, 'Principal.Service').includes(service));
