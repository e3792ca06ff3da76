import { Operation, ResourceType } from '../aws/contract';
import { ScalableTarget, ScalingPolicy } from '../aws/services/application-auto-scaling';
import { ServicePart } from '../aws/services/service-parts';
import { serviceLinkedRoleArn } from '../aws/services/iam';
import { SCALING } from '../rules/containers';
import { changed, given, inert, permissions, TAGS } from './permission';
import { ensureLinkedRole, linkedRole, needed, passedRole, serviceType } from './service-part';
import { numeric, text } from './values';

const SERVICE = 'ecs.application-autoscaling.amazonaws.com';
const NO_LOAD = inert('nothing is scaled in the rehearsal');
const KINDS: Readonly<Record<string, string>> = { TargetTrackingScaling: 'TargetTrackingScalingPolicyConfiguration', StepScaling: 'StepScalingPolicyConfiguration' };

/** Ref of a target is `resource|dimension|namespace`. */
const targetId = ({ properties }: Operation) => ['ResourceId', 'ScalableDimension', 'ServiceNamespace'].map(name => String(properties[name])).join('|');
const scalingArn = ({ partition, region, accountId }: Operation, rest: string) => `arn:${partition}:application-autoscaling:${region}:${accountId}:${rest}`;
const onTarget = (operation: Operation) => scalingArn(operation, 'scalable-target/*');
const requested = ({ properties }: Operation) => ({
  'application-autoscaling:service-namespace': text(properties, 'ServiceNamespace') ?? '', 'application-autoscaling:scalable-dimension': text(properties, 'ScalableDimension') ?? '',
});
const usesLinkedRole = ({ world, accountId, properties }: Operation) => [undefined, serviceLinkedRoleArn(world, accountId, SERVICE)].includes(text(properties, 'RoleARN'));
const ALARMS = ['cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms', 'cloudwatch:DeleteAlarms'];

/** What is scaled: the number of tasks of an ECS service. Other namespaces are refused. */
export const SCALABLE_TARGET: ResourceType = serviceType<ScalableTarget>({
  typeName: 'AWS::ApplicationAutoScaling::ScalableTarget',
  source: 'aws-applicationautoscaling-scalabletarget',
  properties: {
    ResourceId: 'interpreted', ServiceNamespace: 'interpreted', ScalableDimension: 'interpreted', MinCapacity: 'interpreted', MaxCapacity: 'interpreted',
    RoleARN: 'interpreted', ScheduledActions: NO_LOAD, SuspendedState: NO_LOAD, Tags: TAGS,
  },
  required: ['ResourceId', 'ServiceNamespace', 'ScalableDimension', 'MinCapacity', 'MaxCapacity'],
  createOnly: ['ResourceId', 'ScalableDimension', 'ServiceNamespace'],
  permissions: {
    create: [
      ...permissions(['application-autoscaling:RegisterScalableTarget'], onTarget, { context: requested }),
      ...permissions(['application-autoscaling:DescribeScalableTargets', 'application-autoscaling:DescribeScheduledActions']),
      ...permissions(['application-autoscaling:PutScheduledAction'], onTarget, { when: given('ScheduledActions') }),
      // newer than the schema that was read: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html
      ...permissions(['application-autoscaling:TagResource'], onTarget, { when: given('Tags') }),
      ...linkedRole(SERVICE, usesLinkedRole),
      ...passedRole(operation => usesLinkedRole(operation) ? undefined : text(operation.properties, 'RoleARN'), 'application-autoscaling.amazonaws.com'),
    ],
    update: [
      ...permissions(['application-autoscaling:RegisterScalableTarget'], onTarget, { context: requested }), ...permissions(['application-autoscaling:DescribeScalableTargets']),
      ...permissions(['application-autoscaling:PutScheduledAction', 'application-autoscaling:DeleteScheduledAction'], onTarget, { when: changed('ScheduledActions') }),
      ...permissions(['application-autoscaling:TagResource', 'application-autoscaling:UntagResource'], onTarget, { when: changed('Tags') }),
    ],
    delete: permissions(['application-autoscaling:DeregisterScalableTarget'], onTarget),
  },
  parts: ({ applicationAutoScaling }) => applicationAutoScaling.targets,
  identify: operation => ({ id: targetId(operation), arn: scalingArn(operation, `scalable-target/${targetId(operation)}`) }),
  settings: operation => {
    const { properties, world, accountId, region } = operation;
    const [resourceId, dimension, namespace] = ['ResourceId', 'ScalableDimension', 'ServiceNamespace'].map(name => String(properties[name]));
    if (namespace !== 'ecs' || dimension !== 'ecs:service:DesiredCount') operation.fail('NotModelled', `the rehearsal does not scale ${dimension}`);
    const service = [...world.state.ecs.services.values()]
      .find(other => `service/${other.clusterName}/${other.name}` === resourceId && other.accountId === accountId && other.region === region);
    const [min, max] = ['MinCapacity', 'MaxCapacity'].map(name => numeric(properties, name) ?? -1);
    operation.require(SCALING.TARGET, service !== undefined && min >= 0 && min <= max, `${resourceId} does not exist, or is scaled from ${min} to ${max}`, 'create the service first, and let the minimum be at most the maximum');
    operation.requirePath(SCALING.TARGET, service!.origin, `${resourceId} may not exist yet`);
    if (usesLinkedRole(operation)) ensureLinkedRole(operation, SERVICE);
    return { resourceId, dimension, namespace };
  },
  remove: (operation, { id }) => {
    const { policies } = operation.world.state.applicationAutoScaling;
    // its policies go with it
    [...policies].filter(([, policy]) => policy.targetId === id).forEach(([key]) => policies.delete(key));
  },
  attributes: ({ id }) => ({ Id: id }),
});

const policyTarget = (operation: Operation) => text(operation.properties, 'ScalingTargetId') ?? targetId(operation);

/** When it is scaled, by tracking a metric or by steps. Predictions are refused. */
export const SCALING_POLICY: ResourceType = serviceType<ScalingPolicy>({
  typeName: 'AWS::ApplicationAutoScaling::ScalingPolicy',
  source: 'aws-applicationautoscaling-scalingpolicy',
  properties: {
    PolicyName: 'interpreted', PolicyType: 'interpreted', ScalingTargetId: 'interpreted', ResourceId: 'interpreted', ScalableDimension: 'interpreted',
    ServiceNamespace: 'interpreted', TargetTrackingScalingPolicyConfiguration: 'interpreted', StepScalingPolicyConfiguration: 'interpreted',
  },
  required: ['PolicyName', 'PolicyType'],
  createOnly: ['PolicyName', 'ServiceNamespace', 'ResourceId', 'ScalableDimension', 'ScalingTargetId'],
  permissions: {
    create: [...permissions(['application-autoscaling:PutScalingPolicy'], onTarget), ...permissions(['application-autoscaling:DescribeScalingPolicies', ...ALARMS])],
    update: [...permissions(['application-autoscaling:PutScalingPolicy'], onTarget), ...permissions(['application-autoscaling:DescribeScalingPolicies', ...ALARMS])],
    delete: [...permissions(['application-autoscaling:DeleteScalingPolicy'], onTarget), ...permissions(['application-autoscaling:DescribeScalingPolicies', ...ALARMS.slice(2)])],
  },
  parts: ({ applicationAutoScaling }) => applicationAutoScaling.policies,
  identify: operation => {
    const arn = scalingArn(operation, `scalingPolicy:${operation.world.identifiers.uuid(`scaling-policy:${operation.accountId}:${operation.region}:${String(operation.properties.PolicyName)}`)}:resource/${policyTarget(operation).split('|')[0]}:policyName/${String(operation.properties.PolicyName)}`);
    return { id: arn, arn };
  },
  settings: operation => {
    const { properties, world } = operation;
    const target = needed(operation, world.state.applicationAutoScaling.targets, policyTarget(operation), SCALING.POLICY);
    const kind = text(properties, 'PolicyType') ?? '';
    const configured = Object.values(KINDS).filter(name => properties[name] !== undefined);
    operation.require(SCALING.POLICY, configured.length === 1 && KINDS[kind] === configured[0], `a policy of the kind ${kind} with ${configured.join(', ') || 'no configuration'}`, `give ${KINDS[kind] ?? Object.keys(KINDS).join(' or ')}`);
    return { targetId: target.id };
  },
  attributes: ({ arn }: ServicePart) => ({ Arn: arn }),
});
