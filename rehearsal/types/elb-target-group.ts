import { Operation, ResourceType } from '../aws/contract';
import { TargetGroup } from '../aws/services/elb';
import { partOfArn, ServicePart } from '../aws/services/service-parts';
import type { World } from '../aws/world';
import { LOAD_BALANCING } from '../rules/load-balancing';
import { partNamed } from './ec2';
import { attributesOf, TARGET_GROUP_ATTRIBUTES } from './elb-attributes';
import { changed, given, inert, permissions, TAGS } from './permission';
import { serviceType } from './service-part';
import { valueChecks } from './value-checks';
import { numeric, physicalName, plannedName, records, text } from './values';

const MAX_NAME = 32;
const CHECKS = inert('no target answers in the rehearsal; only the range is checked');
const NO_TARGETS = inert('no target answers in the rehearsal');
const PROTOCOLS = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'];

const arnOf = (operation: Operation) => operation.physicalId
  ?? `arn:${operation.partition}:elasticloadbalancing:${operation.region}:${operation.accountId}:targetgroup/${plannedName(operation, 'Name')}/*`;

/** Load balancers that lead to a target group: it says so as soon as one does. */
const loadBalancersOf = ({ state: { elb } }: World, arn: string): readonly string[] => {
  const listeners = [...elb.listeners.values()].filter(({ targetGroupArns }) => targetGroupArns.includes(arn));
  const byRules = [...elb.rules.values()].filter(({ targetGroupArns }) => targetGroupArns.includes(arn))
    .flatMap(({ listenerArn }) => partOfArn(elb.listeners, listenerArn) ?? []);
  return [...new Set([...listeners, ...byRules].map(({ loadBalancerArn }) => loadBalancerArn))];
};

/** Whether a load balancer leads to a target group. */
export const isAttached = (world: World, arn: string): boolean => loadBalancersOf(world, arn).length > 0;

const HEALTH = ['HealthCheckEnabled', 'HealthCheckIntervalSeconds', 'HealthCheckPath', 'HealthCheckPort', 'HealthCheckProtocol', 'HealthCheckTimeoutSeconds',
  'HealthyThresholdCount', 'UnhealthyThresholdCount', 'Matcher'];

/** A target group. Target optimizers are refused. */
export const TARGET_GROUP: ResourceType = serviceType<TargetGroup>({
  typeName: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  source: 'aws-elasticloadbalancingv2-targetgroup',
  properties: {
    Name: 'interpreted', TargetType: 'interpreted', Protocol: 'interpreted', Port: 'interpreted', VpcId: 'interpreted', Targets: 'interpreted',
    TargetGroupAttributes: 'interpreted', HealthCheckEnabled: NO_TARGETS, HealthCheckIntervalSeconds: CHECKS, HealthCheckPath: 'interpreted',
    HealthCheckPort: NO_TARGETS, HealthCheckProtocol: 'interpreted', HealthCheckTimeoutSeconds: CHECKS, HealthyThresholdCount: CHECKS,
    UnhealthyThresholdCount: CHECKS, Matcher: NO_TARGETS, IpAddressType: NO_TARGETS, ProtocolVersion: NO_TARGETS, Tags: TAGS,
  },
  nested: { TargetGroupAttributes: ['Key', 'Value'], Targets: { Id: 'interpreted', Port: NO_TARGETS, AvailabilityZone: NO_TARGETS }, Matcher: ['HttpCode', 'GrpcCode'] },
  required: [],
  createOnly: ['TargetType', 'ProtocolVersion', 'Port', 'Name', 'VpcId', 'Protocol', 'IpAddressType'],
  permissions: {
    create: [
      ...permissions(['elasticloadbalancing:CreateTargetGroup'], arnOf),
      ...permissions(['elasticloadbalancing:AddTags'], arnOf, { when: given('Tags') }),
      ...permissions(['elasticloadbalancing:ModifyTargetGroupAttributes'], arnOf, { when: given('TargetGroupAttributes') }),
      ...permissions(['elasticloadbalancing:RegisterTargets'], arnOf, { when: given('Targets') }),
      ...permissions(['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetHealth', 'ec2:DescribeVpcs']),
    ],
    update: [
      ...permissions(['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetHealth', 'ec2:DescribeVpcs']),
      ...permissions(['elasticloadbalancing:ModifyTargetGroup'], arnOf, { when: changed(...HEALTH) }),
      ...permissions(['elasticloadbalancing:ModifyTargetGroupAttributes'], arnOf, { when: changed('TargetGroupAttributes') }),
      ...permissions(['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'], arnOf, { when: changed('Targets') }),
      ...permissions(['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags'], arnOf, { when: changed('Tags') }),
    ],
    delete: [...permissions(['elasticloadbalancing:DeleteTargetGroup'], arnOf), ...permissions(['elasticloadbalancing:DescribeTargetGroups'])],
  },
  parts: ({ elb }) => elb.targetGroups,
  identify: operation => {
    const { world, accountId, region, partition } = operation;
    const name = physicalName(operation, 'Name', MAX_NAME);
    const near = (other: ServicePart) => other.accountId === accountId && other.region === region;
    if ([...world.state.elb.targetGroups.values()].some(other => other.name === name && near(other))) {
      operation.fail('DuplicateTargetGroupName', `A target group with the name ${name} already exists`, 'choose another name');
    }
    const id = world.identifiers.uuid(`target-group:${accountId}:${region}:${name}`).replaceAll('-', '').slice(0, 16);
    const arn = `arn:${partition}:elasticloadbalancing:${region}:${accountId}:targetgroup/${name}/${id}`;
    return { id: arn, arn };
  },
  settings: (operation, self) => {
    const { properties } = operation;
    checkValues(operation);
    const targetType = text(properties, 'TargetType') ?? 'instance';
    const vpcId = vpcOf(operation, targetType);
    attributesOf(operation, 'TargetGroupAttributes', TARGET_GROUP_ATTRIBUTES);
    const [, name, id] = self.arn.split(':').at(-1)!.split('/');
    return {
      name, fullName: `targetgroup/${name}/${id}`, targetType, protocol: text(properties, 'Protocol'), vpcId,
      targets: records(properties, 'Targets').map(({ Id }) => String(Id)),
    };
  },
  remove: (operation, { arn }) => {
    if (isAttached(operation.world, arn)) {
      operation.fail('ResourceInUse', `Target group ${arn} is currently in use by a listener or a rule`);
    }
  },
  attributes: ({ arn, fullName, name }, { world }) => ({
    TargetGroupArn: arn, TargetGroupFullName: fullName, TargetGroupName: name, LoadBalancerArns: loadBalancersOf(world, arn),
  }),
  live: (world, physicalId) => ({ LoadBalancerArns: loadBalancersOf(world, physicalId) }),
});

function vpcOf(operation: Operation, targetType: string): string | undefined {
  const { properties, world } = operation;
  const [vpcId, port, protocol] = ['VpcId', 'Port', 'Protocol'].map(name => text(properties, name));
  const whole = targetType === 'lambda' ? [vpcId, port, protocol].every(value => value === undefined)
    : vpcId !== undefined && PROTOCOLS.includes(protocol ?? '') && Number(port) >= 1 && Number(port) <= 65_535;
  operation.require(LOAD_BALANCING.TARGET_GROUP, whole, `targets of the type ${targetType} with the VPC ${vpcId ?? 'none'}, the port ${port ?? 'none'} and the protocol ${protocol ?? 'none'}`, 'give all of them, and none to a function');
  return vpcId === undefined ? undefined : partNamed(operation, world.state.networks.vpcs, vpcId, LOAD_BALANCING.TARGET_GROUP).id;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
function checkValues(operation: Operation): void {
  const { properties } = operation;
  const checks = valueChecks(operation, 'ValidationError');
  checks.oneOf('TargetType', properties.TargetType, ['instance', 'ip', 'lambda', 'alb']);
  checks.between('HealthCheckIntervalSeconds', properties.HealthCheckIntervalSeconds, 5, 300);
  checks.between('HealthCheckTimeoutSeconds', properties.HealthCheckTimeoutSeconds, 2, 120);
  checks.between('HealthyThresholdCount', properties.HealthyThresholdCount, 2, 10);
  checks.between('UnhealthyThresholdCount', properties.UnhealthyThresholdCount, 2, 10);
  checks.oneOf('HealthCheckProtocol', properties.HealthCheckProtocol, ['HTTP', 'HTTPS', 'TCP']);
  const slower = (numeric(properties, 'HealthCheckTimeoutSeconds') ?? 0) <= (numeric(properties, 'HealthCheckIntervalSeconds') ?? 300);
  const path = text(properties, 'HealthCheckPath');
  const matched = path === undefined || path.startsWith('/');
  operation.require(LOAD_BALANCING.TARGET_GROUP, slower && matched, `the health check of ${path ?? 'no path'} waits longer than its interval, or its path is none`, 'let it wait less than its interval, and begin the path with "/"');
}

