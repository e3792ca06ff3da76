import { Operation, ResourceType } from '../aws/contract';
import { Cluster, EcsService, TaskDefinition } from '../aws/services/ecs';
import { ServicePart } from '../aws/services/service-parts';
import { ECS, SCALING } from '../rules/containers';
import { partNamed } from './ec2';
import { isAttached } from './elb-target-group';
import { changed, given, inert, permissions, TAGS } from './permission';
import { ensureLinkedRole, linkedRole, needed, neededByArn, refuseWhileInUse, serviceType, Settings } from './service-part';
import { flag, numeric, physicalName, plannedName, record, records, text, texts } from './values';

const SERVICE = 'ecs.amazonaws.com';
const MAX_NAME = 255;
const RUN = inert('no task runs in the rehearsal');
const FARGATE = ['FARGATE', 'FARGATE_SPOT'];

const ecsArn = ({ partition, accountId, region }: Operation, rest: string) => `arn:${partition}:ecs:${region}:${accountId}:${rest}`;
const onCluster = (operation: Operation) => ecsArn(operation, `cluster/${plannedName(operation, 'ClusterName')}`);
/** Clusters are named by their name or their ARN. */
const clusterName = (operation: Operation) => (text(operation.properties, 'Cluster') ?? 'default').split('/').at(-1)!;
const onService = (operation: Operation) => operation.physicalId ?? ecsArn(operation, `service/${clusterName(operation)}/${plannedName(operation, 'ServiceName')}`);

/** A cluster. Settings of commands in containers are kept. */
export const CLUSTER: ResourceType = serviceType<Cluster>({
  typeName: 'AWS::ECS::Cluster',
  source: 'aws-ecs-cluster',
  properties: {
    ClusterName: 'interpreted', CapacityProviders: 'interpreted', DefaultCapacityProviderStrategy: 'interpreted', ClusterSettings: RUN,
    Configuration: inert('nobody runs commands in containers, nor stores anything, in the rehearsal'), Tags: TAGS,
  },
  required: [],
  createOnly: ['ClusterName'],
  permissions: {
    create: [
      ...permissions(['ecs:CreateCluster', 'ecs:DescribeClusters'], onCluster), ...permissions(['ecs:TagResource'], onCluster, { when: given('Tags') }),
      ...linkedRole(SERVICE),
    ],
    update: [
      ...permissions(['ecs:DescribeClusters', 'ecs:UpdateCluster', 'ecs:UpdateClusterSettings'], onCluster),
      ...permissions(['ecs:PutClusterCapacityProviders'], onCluster, { when: changed('CapacityProviders', 'DefaultCapacityProviderStrategy') }),
      ...permissions(['ecs:TagResource', 'ecs:UntagResource', 'ecs:ListTagsForResource'], onCluster, { when: changed('Tags') }),
    ],
    delete: permissions(['ecs:DeleteCluster', 'ecs:DescribeClusters'], onCluster),
  },
  parts: ({ ecs }) => ecs.clusters,
  identify: operation => {
    const id = physicalName(operation, 'ClusterName', MAX_NAME);
    return { id, arn: ecsArn(operation, `cluster/${id}`) };
  },
  settings: operation => {
    ensureLinkedRole(operation, SERVICE);
    return { capacityProviders: checkProviders(operation) };
  },
  remove: (operation, part) => refuseWhileInUse(operation, 'ClusterContainsServicesException', part,
    [...operation.world.state.ecs.services.values()].filter(service => service.clusterName === part.id &&
      service.accountId === part.accountId && service.region === part.region)),
  attributes: ({ arn }) => ({ Arn: arn }),
});

function checkProviders(operation: Operation): readonly string[] {
  const providers = texts(operation.properties, 'CapacityProviders');
  const strategy = records(operation.properties, 'DefaultCapacityProviderStrategy').map(({ CapacityProvider }) => String(CapacityProvider));
  const strange = providers.filter(provider => !FARGATE.includes(provider));
  if (strange.length > 0) operation.fail('NotModelled', `the rehearsal does not know the capacity provider ${strange.join(', ')}`);
  operation.require(ECS.CAPACITY, strategy.every(provider => providers.includes(provider)), `the strategy names ${strategy.join(', ')} of ${providers.join(', ')}`, 'name providers of the cluster');
  return providers;
}

const onNamedCluster = (operation: Operation) => ecsArn(operation, `cluster/${clusterName(operation)}`);
const putProviders = () => permissions(['ecs:DescribeClusters', 'ecs:PutClusterCapacityProviders'], onNamedCluster);

/** Capacity providers of a cluster, as a resource of its own. */
export const CLUSTER_CAPACITY: ResourceType = serviceType<ServicePart>({
  typeName: 'AWS::ECS::ClusterCapacityProviderAssociations',
  source: 'aws-ecs-clustercapacityproviderassociations',
  properties: { Cluster: 'interpreted', CapacityProviders: 'interpreted', DefaultCapacityProviderStrategy: 'interpreted' },
  required: ['Cluster', 'DefaultCapacityProviderStrategy'],
  createOnly: ['Cluster'],
  permissions: { create: putProviders(), update: putProviders(), delete: putProviders() },
  parts: ({ ecs }) => ecs.associations,
  identify: operation => ({ id: clusterName(operation), arn: onNamedCluster(operation) }),
  settings: operation => {
    needed(operation, operation.world.state.ecs.clusters, clusterName(operation), ECS.EXISTS).capacityProviders = checkProviders(operation);
    return {};
  },
  remove: (operation, { id }) => {
    const cluster = [...operation.world.state.ecs.clusters.values()].find(other => other.id === id &&
      other.accountId === operation.accountId && other.region === operation.region);
    if (cluster) cluster.capacityProviders = [];
  },
});

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
function requested(operation: Operation) {
  const { properties } = operation;
  const network = record(record(properties, 'NetworkConfiguration'), 'AwsvpcConfiguration');
  return {
    'ecs:cluster': onNamedCluster(operation), 'ecs:task-definition': text(properties, 'TaskDefinition') ?? '', 'ecs:subnet': texts(network, 'Subnets'),
    'ecs:auto-assign-public-ip': text(network, 'AssignPublicIp') === 'ENABLED' ? 'true' : 'false',
    'ecs:enable-execute-command': String(flag(properties, 'EnableExecuteCommand') ?? false),
  };
}

/** A service. Service Connect, Cloud Map, VPC Lattice, volumes, hooks and blue/green deployments are refused. */
export const ECS_SERVICE: ResourceType = serviceType<EcsService>({
  typeName: 'AWS::ECS::Service',
  source: 'aws-ecs-service',
  properties: {
    Cluster: 'interpreted', ServiceName: 'interpreted', TaskDefinition: 'interpreted', LaunchType: 'interpreted', CapacityProviderStrategy: 'interpreted',
    NetworkConfiguration: 'interpreted', LoadBalancers: 'interpreted', DesiredCount: RUN, DeploymentConfiguration: RUN, DeploymentController: 'interpreted',
    EnableECSManagedTags: RUN, EnableExecuteCommand: 'interpreted', HealthCheckGracePeriodSeconds: RUN, PlatformVersion: RUN, PropagateTags: TAGS,
    SchedulingStrategy: RUN, AvailabilityZoneRebalancing: RUN, PlacementConstraints: RUN, PlacementStrategies: RUN, Tags: TAGS,
  },
  nested: {
    LoadBalancers: ['ContainerName', 'ContainerPort', 'TargetGroupArn'], NetworkConfiguration: ['AwsvpcConfiguration'],
    'NetworkConfiguration.AwsvpcConfiguration': ['Subnets', 'SecurityGroups', 'AssignPublicIp'], CapacityProviderStrategy: { CapacityProvider: 'interpreted', Base: RUN, Weight: RUN },
    DeploymentConfiguration: { MaximumPercent: RUN, MinimumHealthyPercent: RUN, DeploymentCircuitBreaker: RUN, Alarms: RUN },
  },
  required: ['TaskDefinition'],
  createOnly: ['Cluster', 'LaunchType', 'SchedulingStrategy', 'ServiceName'],
  permissions: {
    create: [
      ...permissions(['ecs:CreateService'], onService, { context: requested }), ...permissions(['ecs:TagResource'], onService, { when: given('Tags') }),
      ...permissions(['ecs:DescribeServices', 'ecs:ListServiceDeployments'], onService), ...permissions(['ecs:DescribeServiceDeployments']), ...linkedRole(SERVICE),
    ],
    update: [
      ...permissions(['ecs:UpdateService'], onService, { context: requested }), ...permissions(['ecs:DescribeServices', 'ecs:ListServiceDeployments'], onService),
      ...permissions(['ecs:TagResource', 'ecs:UntagResource', 'ecs:ListTagsForResource'], onService, { when: changed('Tags') }),
    ],
    delete: permissions(['ecs:DeleteService', 'ecs:DescribeServices'], onService),
  },
  parts: ({ ecs }) => ecs.services,
  identify: operation => {
    const arn = ecsArn(operation, `service/${clusterName(operation)}/${physicalName(operation, 'ServiceName', MAX_NAME)}`);
    return { id: arn, arn };
  },
  settings: serviceOf,
  remove: (operation, part) => {
    const used = [...operation.world.state.applicationAutoScaling.targets.values()].filter(({ resourceId }) => resourceId === `service/${part.clusterName}/${part.name}`);
    used.forEach(target => operation.requirePath(SCALING.TARGET, target.origin, `${target.id} still scales the service`));
  },
  attributes: ({ arn, name }) => ({ ServiceArn: arn, Name: name }),
});

function serviceOf(operation: Operation, self: ServicePart): Settings<EcsService> {
  const { properties, world } = operation;
  const { ecs } = world.state;
  if (![undefined, 'ECS'].includes(text(record(properties, 'DeploymentController'), 'Type'))) operation.fail('NotModelled', 'the rehearsal knows deployments by ECS alone');
  const cluster = needed(operation, ecs.clusters, clusterName(operation), ECS.EXISTS);
  const task = neededByArn(operation, ecs.taskDefinitions, properties.TaskDefinition, ECS.EXISTS);
  checkCapacity(operation, cluster);
  const network = networkOf(operation, task);
  ensureLinkedRole(operation, SERVICE);
  return {
    name: self.id.split('/').at(-1)!, clusterName: cluster.id, taskDefinitionArn: task.arn, ...network,
    targetGroupArns: records(properties, 'LoadBalancers').map(target => targetGroupOf(operation, target, task)),
  };
}

function checkCapacity(operation: Operation, cluster: Cluster): void {
  const { properties } = operation;
  const strategy = records(properties, 'CapacityProviderStrategy').map(({ CapacityProvider }) => String(CapacityProvider));
  const launch = text(properties, 'LaunchType');
  const known = strategy.every(provider => cluster.capacityProviders.includes(provider)) && (launch === undefined || strategy.length === 0);
  operation.require(ECS.CAPACITY, known, `the service has the launch type ${launch ?? 'none'} and the strategy ${strategy.join(', ') || 'none'} in a cluster of ${cluster.capacityProviders.join(', ') || 'none'}`, 'choose one of both, with providers of the cluster');
  if (launch === 'EXTERNAL' || (launch === undefined && strategy.length === 0)) operation.fail('NotModelled', 'the rehearsal knows services on Fargate, and on EC2 by name');
}

function networkOf(operation: Operation, task: TaskDefinition): Pick<EcsService, 'subnetIds' | 'securityGroupIds' | 'publicAddresses'> {
  const { networks } = operation.world.state;
  const network = record(record(operation.properties, 'NetworkConfiguration'), 'AwsvpcConfiguration');
  const subnets = texts(network, 'Subnets').map(id => partNamed(operation, networks.subnets, id, ECS.NETWORK));
  const groups = texts(network, 'SecurityGroups').map(id => partNamed(operation, networks.securityGroups, id, ECS.NETWORK));
  const vpcs = new Set([...subnets, ...groups].map(({ vpcId }) => vpcId));
  const fits = task.networkMode === 'awsvpc' ? subnets.length >= 1 && subnets.length <= 16 && groups.length <= 5 && vpcs.size === 1 : subnets.length === 0;
  operation.require(ECS.NETWORK, fits, `${subnets.length} subnets and ${groups.length} groups of ${vpcs.size} VPCs for ${task.networkMode}`, 'name subnets and groups of one VPC');
  return { subnetIds: subnets.map(({ id }) => id), securityGroupIds: groups.map(({ id }) => id), publicAddresses: text(network, 'AssignPublicIp') === 'ENABLED' };
}

function targetGroupOf(operation: Operation, target: Readonly<Record<string, unknown>>, task: TaskDefinition): string {
  const { world } = operation;
  const { elb } = world.state;
  const group = neededByArn(operation, elb.targetGroups, target.TargetGroupArn, ECS.LOAD_BALANCERS);
  const [name, port] = [text(target, 'ContainerName') ?? '', numeric(target, 'ContainerPort') ?? 0];
  const fits = task.ports.get(name)?.includes(port) && (task.networkMode !== 'awsvpc' || group.targetType === 'ip') && isAttached(world, group.arn);
  operation.require(ECS.LOAD_BALANCERS, fits === true, `${group.name} has ${group.targetType} targets, and ${isAttached(world, group.arn) ? `leads to port ${port} of ${name}` : 'no load balancer leads to it'}`, 'make a target group of addresses, for a port of a container, and let the service depend on the listener');
  const leading = [...elb.listeners.values(), ...elb.rules.values()].find(({ targetGroupArns }) => targetGroupArns.includes(group.arn));
  operation.requirePath(ECS.LOAD_BALANCERS, leading?.origin, `no load balancer may lead to ${group.name} yet`);
  return group.arn;
}
