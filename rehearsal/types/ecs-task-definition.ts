import { parseArn } from '../aws/arn';
import { Operation, ResourceType } from '../aws/contract';
import { findLogGroup, logGroupArn } from '../aws/services/logs';
import { TaskDefinition } from '../aws/services/ecs';
import { ECS } from '../rules/containers';
import { checkVolumes, VOLUMES } from './ecs-volumes';
import { changed, given, inert, permissions, TAGS } from './permission';
import { isAssumableBy } from './principals';
import { passedRole, serviceType } from './service-part';
import { flag, numeric, plannedName, record, records, text, texts } from './values';

type Values = Readonly<Record<string, unknown>>;

const MACHINE = inert('no container runs in the rehearsal');
/** MiB of memory by units of CPU; the smallest has no 1.5 GB: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size */
const FARGATE: Readonly<Record<string, readonly [min: number, max: number, step: number]>> = {
  256: [512, 2_048, 512], 512: [1_024, 4_096, 1_024], 1024: [2_048, 8_192, 1_024], 2048: [4_096, 16_384, 1_024], 4096: [8_192, 30_720,
    1_024],
  8192: [16_384, 61_440, 4_096], 16384: [32_768, 122_880, 8_192],
};

const familyOf = (operation: Operation) => plannedName(operation, 'Family');
const onFamily = (operation: Operation) => operation.physicalId
  ?? `arn:${operation.partition}:ecs:${operation.region}:${operation.accountId}:task-definition/${familyOf(operation)}:*`;
const containersOf = ({ properties }: Operation) => records(properties, 'ContainerDefinitions');
const roleOf = (name: string) => ({ properties }: Operation) => text(properties, name);
const passed = () => ['ExecutionRoleArn', 'TaskRoleArn'].flatMap(name => passedRole(roleOf(name), 'ecs-tasks.amazonaws.com'));

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
const requested = ({ properties }: Operation) => ({
  'ecs:task-cpu': text(properties, 'Cpu') ?? '0', 'ecs:task-memory': text(properties, 'Memory') ?? '0',
  'ecs:privileged': containersOf({ properties } as Operation).some(container => flag(container, 'Privileged')) ? 'enabled' : 'disabled',
  'ecs:compute-compatibility': texts(properties, 'RequiresCompatibilities'),
});

/** A task definition. Volumes of Docker and FSx, proxies and accelerators are refused; each change makes a new revision. */
export const TASK_DEFINITION: ResourceType = serviceType<TaskDefinition>({
  typeName: 'AWS::ECS::TaskDefinition',
  source: 'aws-ecs-taskdefinition',
  properties: {
    Family: 'interpreted', ContainerDefinitions: 'interpreted', Cpu: 'interpreted', Memory: 'interpreted', NetworkMode: 'interpreted',
    RequiresCompatibilities: 'interpreted', ExecutionRoleArn: 'interpreted', TaskRoleArn: 'interpreted', Volumes: 'interpreted',
    RuntimePlatform: MACHINE, EphemeralStorage: MACHINE, PidMode: MACHINE, IpcMode: MACHINE, PlacementConstraints: MACHINE, Tags: TAGS,
    EnableFaultInjection: MACHINE,
  },
  nested: {
    ContainerDefinitions: {
      Name: 'interpreted', Image: 'interpreted', Essential: 'interpreted', PortMappings: 'interpreted', LogConfiguration: 'interpreted',
      MountPoints: 'interpreted', Secrets: 'interpreted', Privileged: 'interpreted', ...Object.fromEntries([
        'Command', 'Cpu', 'DependsOn', 'DisableNetworking', 'DnsSearchDomains', 'DnsServers', 'DockerLabels', 'DockerSecurityOptions', 'EntryPoint',
        'Environment', 'ExtraHosts', 'HealthCheck', 'Hostname', 'Interactive', 'Links', 'LinuxParameters', 'Memory', 'MemoryReservation',
        'PseudoTerminal', 'ReadonlyRootFilesystem', 'ResourceRequirements', 'RestartPolicy', 'StartTimeout', 'StopTimeout', 'SystemControls',
        'Ulimits', 'User', 'VersionConsistency', 'VolumesFrom', 'WorkingDirectory',
      ].map(name => [name, MACHINE])),
    },
    ...VOLUMES,
  },
  required: ['ContainerDefinitions'],
  createOnly: [
    'Family', 'ContainerDefinitions', 'Cpu', 'EnableFaultInjection', 'ExecutionRoleArn', 'Memory', 'NetworkMode', 'PlacementConstraints',
    'RequiresCompatibilities', 'RuntimePlatform', 'TaskRoleArn', 'Volumes', 'PidMode', 'IpcMode', 'EphemeralStorage',
  ],
  permissions: {
    create: [
      ...permissions(['ecs:RegisterTaskDefinition'], onFamily, { context: requested }), ...permissions(['ecs:DescribeTaskDefinition']),
      ...permissions(['ecs:TagResource'], onFamily, { when: given('Tags') }), ...passed(),
    ],
    update: [...permissions(['ecs:DescribeTaskDefinition']), ...permissions(['ecs:TagResource', 'ecs:UntagResource', 'ecs:ListTagsForResource'], onFamily, { when: changed('Tags') })],
    delete: permissions(['ecs:DeregisterTaskDefinition', 'ecs:DescribeTaskDefinition']),
  },
  parts: ({ ecs }) => ecs.taskDefinitions,
  identify: operation => {
    const { world, partition, region, accountId } = operation;
    const prefix = `arn:${partition}:ecs:${region}:${accountId}:task-definition/${text(operation.properties, 'Family') ?? `${operation.stackName}${operation.logicalId}`}:`;
    const revisions = [...world.state.ecs.taskDefinitions.values()].filter(({ arn }) => arn.startsWith(prefix)).map(({ arn }) =>
      Number(arn.slice(prefix.length)));
    const arn = `${prefix}${Math.max(0, ...revisions) + 1}`;
    return { id: arn, arn };
  },
  settings: (operation, _, before) => {
    if (before) return before;
    const { properties } = operation;
    const fargate = texts(properties, 'RequiresCompatibilities').includes('FARGATE');
    const networkMode = text(properties, 'NetworkMode') ?? 'bridge';
    if (fargate) checkSize(operation, networkMode);
    ['ExecutionRoleArn', 'TaskRoleArn'].forEach(name => checkRole(operation, name));
    checkContainers(operation, networkMode);
    checkVolumes(operation);
    containersOf(operation).forEach(container => checkLogs(operation, container, fargate));
    const ports = new Map(containersOf(operation).map(container => [String(container.Name), records(container, 'PortMappings').map(({ ContainerPort }) => Number(ContainerPort))]));
    return { networkMode, fargate, executionRoleArn: text(properties, 'ExecutionRoleArn'), ports, startCalls: containersOf(operation).flatMap(container => startCalls(operation, container)) };
  },
  attributes: ({ arn }) => ({ TaskDefinitionArn: arn }),
});

function checkSize(operation: Operation, networkMode: string): void {
  const cpu = sizeOf(operation, 'Cpu', /^([\d.]+) ?vcpu$/i);
  const memory = sizeOf(operation, 'Memory', /^([\d.]+) ?gb$/i);
  const [min, max, step] = FARGATE[cpu] ?? [0, 0, 1];
  const offered = memory >= min && memory <= max && max > 0 && (memory % step === 0) && !(cpu === 256 && memory === 1_536);
  operation.require(ECS.FARGATE_SIZE, offered && networkMode === 'awsvpc', `${cpu} units of CPU with ${memory} MiB, by ${networkMode}`, 'choose a size that Fargate offers, and awsvpc');
}

/** A number of units or MiB, or of whole ones by their name: `1 vCPU`, `2 GB`. */
function sizeOf({ properties }: Operation, name: string, named: RegExp): number {
  const whole = named.exec(text(properties, name) ?? '')?.[1];
  return whole === undefined ? numeric(properties, name) ?? 0 : Number(whole) * 1_024;
}

function checkRole(operation: Operation, name: string): void {
  const { world, accountId, properties } = operation;
  const arn = text(properties, name);
  if (arn === undefined) return;
  const role = world.state.iam.roles.get(arn);
  const usable = role?.accountId === accountId && isAssumableBy(world, role, 'ecs-tasks.amazonaws.com', { 'aws:SourceAccount': accountId });
  operation.require(ECS.ROLES, usable, `the role ${arn} does not exist in ${accountId}, or does not trust ecs-tasks.amazonaws.com`, 'create it first, and let it trust ecs-tasks.amazonaws.com');
  operation.requirePath(ECS.ROLES, role!.origin, `the role ${role!.name} may not exist yet`);
}

function checkContainers(operation: Operation, networkMode: string): void {
  const containers = containersOf(operation);
  const names = containers.map(({ Name }) => String(Name));
  const volumes = records(operation.properties, 'Volumes').map(({ Name }) => String(Name));
  const mounts = containers.flatMap(container => records(container, 'MountPoints').map(({ SourceVolume }) => String(SourceVolume)));
  const ports = containers.flatMap(container => records(container, 'PortMappings'));
  const same = networkMode !== 'awsvpc' || ports.every(port => [undefined, text(port, 'ContainerPort')].includes(text(port, 'HostPort')));
  const essential = containers.some(container => flag(container, 'Essential') ?? true);
  const whole = names.length > 0 && new Set(names).size === names.length && mounts.every(mount => volumes.includes(mount)) && same &&
    essential;
  operation.require(ECS.CONTAINERS, whole, `the containers ${names.join(', ')} mount ${mounts.join(', ') || 'nothing'} of ${volumes.join(', ') || 'no volume'}`, 'give each a name, mount volumes of the task, and leave HostPort out');
}

function checkLogs(operation: Operation, container: Values, fargate: boolean): void {
  const { world, accountId, region } = operation;
  const logging = record(container, 'LogConfiguration');
  if (logging.LogDriver === undefined) return;
  if (logging.LogDriver !== 'awslogs') operation.fail('NotModelled', `the rehearsal does not know logs by ${String(logging.LogDriver)}`);
  const options = record(logging, 'Options');
  const name = text(options, 'awslogs-group') ?? '';
  const at = text(options, 'awslogs-region') ?? region;
  const group = findLogGroup(world, logGroupArn(world, accountId, at, name));
  const holds = (group !== undefined || flag(options, 'awslogs-create-group') === true) && (!fargate || text(options, 'awslogs-stream-prefix') !== undefined);
  operation.require(ECS.LOGS, holds, `the log group '${name}' of ${String(container.Name)} does not exist in ${at}, or has no prefix`, 'create it first, and name a prefix');
  operation.requirePath(ECS.LOGS, group?.origin, `the log group ${name} may not exist yet`);
}

const IMAGE_CALLS = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'];

/** What the execution role does before a container starts. */
function startCalls(operation: Operation, container: Values): readonly (readonly [string, string])[] {
  const { world, partition, accountId, region } = operation;
  const options = record(record(container, 'LogConfiguration'), 'Options');
  const group = text(options, 'awslogs-group');
  const stream = `${logGroupArn(world, accountId, text(options, 'awslogs-region') ?? region, group ?? '')}:log-stream:task`;
  const [, owner, at, name] = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/.exec(String(container.Image)) ?? [];
  return [
    ...group === undefined ? [] : ['logs:CreateLogStream', 'logs:PutLogEvents'].map(action => [action, stream] as const),
    ...owner === undefined ? [] : [['ecr:GetAuthorizationToken', '*'] as const, ...IMAGE_CALLS.map(action => [action, `arn:${partition}:ecr:${at}:${owner}:repository/${name}`] as const)],
    ...records(container, 'Secrets').map(({ ValueFrom }) => secretCall(operation, String(ValueFrom))),
  ];
}

/** A secret is named by its ARN, behind which one of its fields may stand; a parameter by its ARN or its name. */
function secretCall({ partition, accountId, region }: Operation, from: string): readonly [string, string] {
  if (parseArn(from)?.service === 'secretsmanager') return ['secretsmanager:GetSecretValue', from.split(':').slice(0, 7).join(':')];
  return ['ssm:GetParameters', parseArn(from) ? from : `arn:${partition}:ssm:${region}:${accountId}:parameter/${from.replace(/^\//, '')}`];
}
