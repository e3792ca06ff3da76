import { lostLogs } from '../../../rehearsal/aws/log-delivery';
import { publicNetwork, refusals } from './edge-workbench';
import { HOME, trusts } from './workbench';

const TASK = 'ECS::TaskDefinition';
const SERVICE = 'ECS::Service';
const TARGET = 'ApplicationAutoScaling::ScalableTarget';
const SCALING = 'ApplicationAutoScaling::ScalingPolicy';
const LB = 'ElasticLoadBalancingV2';

const container = (more: object = {}) => ({
  Name: 'web', Image: 'public.ecr.aws/nginx/nginx:1', PortMappings: [{ ContainerPort: 8080 }],
  LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': '/web', 'awslogs-region': HOME, 'awslogs-stream-prefix': 'web' } }, ...more,
});
const logging = (Options: object) => container({ LogConfiguration: { LogDriver: 'awslogs', Options } });
const task = (more: object = {}) => ({
  Family: 'web', NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'], Cpu: '256', Memory: '512', ContainerDefinitions: [container()], ...more,
});

async function prepared() {
  const made = await publicNetwork();
  const { make, arnOf, subnets, group, vpc } = made;
  await make('Logs::LogGroup', 'Logs', { LogGroupName: '/web' });
  const role = await arnOf('IAM::Role', 'Role', { AssumeRolePolicyDocument: trusts('ecs-tasks.amazonaws.com') });
  const other = await arnOf('IAM::Role', 'Other', { AssumeRolePolicyDocument: trusts('lambda.amazonaws.com') });
  const cluster = await make('ECS::Cluster', 'Cluster', { ClusterName: 'web' });
  const definition = await make(TASK, 'Task', task({ ExecutionRoleArn: role }));
  const balancer = await make(`${LB}::LoadBalancer`, 'Balancer', { Name: 'web', Subnets: subnets, SecurityGroups: [group] });
  const targets = (id: string, more: object = {}) =>
    make(`${LB}::TargetGroup`, id, { Name: id, VpcId: vpc, Port: 80, Protocol: 'HTTP', TargetType: 'ip', ...more });
  const [led, idle, machines] = [await targets('led'), await targets('idle'), await targets('machines', { TargetType: 'instance' })];
  const listener = (Port: number, TargetGroupArn: string) =>
    make(`${LB}::Listener`, `Listener${Port}`, { LoadBalancerArn: balancer, Protocol: 'HTTP', Port, DefaultActions: [{ Type: 'forward', TargetGroupArn }] });
  await listener(80, led);
  await listener(81, machines);
  const elsewhere = await make('EC2::VPC', 'Elsewhere', { CidrBlock: '10.9.0.0/16' });
  const foreign = await make('EC2::SecurityGroup', 'Foreign', { VpcId: elsewhere, GroupDescription: 'foreign' });
  const all = { ...made, role, other, cluster, definition, led, idle, machines, foreign };
  await make(SERVICE, 'Service', service(all, { ServiceName: 'running' }));
  await make(SERVICE, 'Free', service(all, { ServiceName: 'free' }));
  await make(TARGET, 'Target', scaled());
  return all;
}

const service = (all: { cluster: string; definition: string; subnets: string[]; group: string }, more: object = {}) => ({
  Cluster: all.cluster, TaskDefinition: all.definition, LaunchType: 'FARGATE', ...within(all.subnets, [all.group]), ...more,
});
const within = (Subnets: string[], SecurityGroups: string[]) =>
  ({ NetworkConfiguration: { AwsvpcConfiguration: { Subnets, SecurityGroups } } });
const behind = (TargetGroupArn: string, ContainerPort = 8080) => ({ LoadBalancers: [{ ContainerName: 'web', ContainerPort, TargetGroupArn }] });
const scaled = (more: object = {}) =>
  ({ ResourceId: 'service/web/running', ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', MinCapacity: 1, MaxCapacity: 4, ...more });
const tracking = (more: object = {}) => ({
  PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling', ScalingTargetId: 'service/web/running|ecs:service:DesiredCount|ecs',
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 60, PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' } }, ...more,
});
const repository = (more: object) => ({ RepositoryName: 'web', ...more });

const mounting = (EFSVolumeConfiguration: object) => task({ Volumes: [{ Name: 'files', EFSVolumeConfiguration }] });
const through = (AccessPointId: string, more: object = {}) => ({ AuthorizationConfig: { AccessPointId }, TransitEncryption: 'ENABLED', ...more });

describe('pre-conditions of file systems of tasks', () => {
  const withFiles = async () => {
    const made = await prepared();
    const files = await made.make('EFS::FileSystem', 'Files', { Encrypted: true });
    const point = await made.make('EFS::AccessPoint', 'Point', { FileSystemId: files });
    return { ...made, files, point };
  };
  refusals(withFiles, [
    ['ecs/file-system', 'a file system that does not exist', TASK, () => mounting({ FilesystemId: 'fs-none' })],
    ['ecs/file-system', 'an access point that does not exist', TASK, ({ files }) => mounting({ FilesystemId: files, ...through('fsap-none') })],
    ['ecs/file-system', 'an access point without encryption', TASK, ({ files, point }) => mounting({ FilesystemId: files, ...through(point, { TransitEncryption: 'DISABLED' }) })],
    ['ecs/file-system', 'IAM without encryption', TASK, ({ files }) => mounting({ FilesystemId: files, AuthorizationConfig: { IAM: 'ENABLED' } })],
    ['ecs/file-system', 'a directory beside an access point', TASK, ({ files, point }) => mounting({ FilesystemId: files, ...through(point, { RootDirectory: '/a' }) })],
    [undefined, 'an access point with encryption', TASK, ({ files, point }) => mounting({ FilesystemId: files, ...through(point) })],
    [undefined, 'a file system without one', TASK, ({ files }) => mounting({ FilesystemId: files })],
  ]);

  test('wait for it', async () => {
    const { files, refused } = await withFiles();
    const properties = { ...mounting({ FilesystemId: files }), ContainerDefinitions: [container({ LogConfiguration: undefined })] };
    expect(await refused(TASK, properties, { undeclared: true })).toBe('ecs/file-system');
  });
});

describe('pre-conditions of containers', () => {
  refusals(prepared, [
    ['ecs/fargate-size', 'memory that Fargate does not offer', TASK, () => task({ Memory: '256' })],
    ['ecs/fargate-size', 'one and a half GB for a quarter of a CPU', TASK, () => task({ Memory: '1536' })],
    ['ecs/fargate-size', 'CPU that Fargate does not offer', TASK, () => task({ Cpu: '300' })],
    ['ecs/fargate-size', 'another network on Fargate', TASK, () => task({ NetworkMode: 'bridge' })],
    ['ecs/containers', 'two containers of one name', TASK, () => task({ ContainerDefinitions: [container(), container()] })],
    ['ecs/containers', 'no essential container', TASK, () => task({ ContainerDefinitions: [container({ Essential: false })] })],
    ['ecs/containers', 'another port outside', TASK, () => task({ ContainerDefinitions: [container({ PortMappings: [{ ContainerPort: 80, HostPort: 81 }] })] })],
    ['ecs/containers', 'a volume that the task has not', TASK, () => task({ ContainerDefinitions: [container({ MountPoints: [{ SourceVolume: 'tmp', ContainerPath: '/tmp' }] })] })],
    ['ecs/task-roles', 'a role that does not exist', TASK, ({ role }) => task({ TaskRoleArn: `${role}x` })],
    ['ecs/task-roles', 'a role that trusts another service', TASK, ({ other }) => task({ ExecutionRoleArn: other })],
    ['ecs/task-roles', 'a role that is not waited for', TASK, ({ role }) => task({ ExecutionRoleArn: role }), { undeclared: true }],
    ['ecs/log-group', 'a log group that does not exist', TASK, () => task({ ContainerDefinitions: [logging({ 'awslogs-group': '/none', 'awslogs-stream-prefix': 'p' })] })],
    ['ecs/log-group', 'logs without a prefix', TASK, () => task({ ContainerDefinitions: [logging({ 'awslogs-group': '/web' })] })],
    ['ecs/log-group', 'a log group that is not waited for', TASK, () => task(), { undeclared: true }],
    ['ecs/parts-exist', 'a cluster that does not exist', SERVICE, all => service(all, { Cluster: 'none' })],
    ['ecs/parts-exist', 'a task definition that does not exist', SERVICE, all => service(all, { TaskDefinition: `${all.definition}0` })],
    ['ecs/parts-exist', 'a cluster that is not waited for', SERVICE, all => service(all), { undeclared: true }],
    ['ecs/parts-exist', 'capacity for no cluster', 'ECS::ClusterCapacityProviderAssociations', () => ({ Cluster: 'none', CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: [] })],
    ['ecs/service-network', 'no subnets', SERVICE, all => service(all, { NetworkConfiguration: undefined })],
    ['ecs/service-network', 'a security group of another VPC', SERVICE, all => service(all, within(all.subnets, [all.foreign]))],
    ['ecs/service-network', 'six security groups', SERVICE, all => service(all, within(all.subnets, Array<string>(6).fill(all.group)))],
    ['ecs/service-network', 'a subnet that does not exist', SERVICE, all => service(all, within(['subnet-none'], [all.group]))],
    ['ecs/target-groups', 'a target group without a load balancer', SERVICE, all => service(all, behind(all.idle))],
    ['ecs/target-groups', 'a target group of instances', SERVICE, all => service(all, behind(all.machines))],
    ['ecs/target-groups', 'a port that no container has', SERVICE, all => service(all, behind(all.led, 80))],
    ['ecs/capacity-providers', 'a provider that the cluster has not', SERVICE, all => service(all, { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] })],
    ['ecs/capacity-providers', 'a strategy of others', 'ECS::Cluster', () => ({ CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT' }] })],
    ['application-auto-scaling/target', 'a service that does not exist', TARGET, () => scaled({ ResourceId: 'service/web/none' })],
    ['application-auto-scaling/target', 'a minimum above the maximum', TARGET, () => scaled({ ResourceId: 'service/web/free', MinCapacity: 9 })],
    ['application-auto-scaling/policy', 'a target that is not registered', SCALING, () => tracking({ ScalingTargetId: 'none' })],
    ['application-auto-scaling/policy', 'the configuration of another kind', SCALING, () => tracking({ PolicyType: 'StepScaling' })],
    ['application-auto-scaling/policy', 'a target that is not waited for', SCALING, () => tracking(), { undeclared: true }],
    ['ecr/repository', 'a policy of its life without rules', 'ECR::Repository', () => repository({ LifecyclePolicy: { LifecyclePolicyText: '{}' } })],
    ['ecr/repository', 'a key that does not exist', 'ECR::Repository', () => repository({ EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: 'none' } })],
    [undefined, 'sizes by their names', TASK, () => task({ Cpu: '1 vCPU', Memory: '2 GB' })],
    [undefined, 'a task with a role', TASK, ({ role }) => task({ ExecutionRoleArn: role })],
    [undefined, 'a service behind a load balancer', SERVICE, all => service(all, behind(all.led))],
    [undefined, 'a service that may be scaled', TARGET, () => scaled({ ResourceId: 'service/web/free' })],
    [undefined, 'a policy of its target', SCALING, () => tracking()],
    [undefined, 'a repository', 'ECR::Repository', () => repository({ LifecyclePolicy: { LifecyclePolicyText: '{"rules":[]}' } })],
  ]);

  test('tell at the end that a task cannot start', async () => {
    const { bench } = await prepared();
    expect([...new Set(lostLogs(bench.world).map(({ details: { rule } }) => rule?.id))]).toEqual(['ecs/execution-role-may']);
  });
});
