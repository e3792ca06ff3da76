import { Context } from '../../lib/policy';
import { parseArn } from '../aws/arn';
import { Operation, Permission, Rule } from '../aws/contract';
import { Role } from '../aws/services/iam';
import { findKey } from '../aws/services/kms';
import { LambdaFunction } from '../aws/services/lambda';
import { FUNCTIONS } from '../rules/functions';
import { partNamed } from './ec2';
import { given, permissions, takenAway } from './permission';
import { serviceKey } from './service-keys';
import { Ask, roleMay } from './service-roles';
import { numeric, record, records, text, texts } from './values';

const MAX_LAYERS = 5;
/** Executions of an account in a region, and those that none may reserve. */
const CONCURRENCY = 1_000;
const UNRESERVED = 100;
/** https://docs.aws.amazon.com/lambda/latest/dg/security-encryption-at-rest.html */
const KEY_USES = ['kms:CreateGrant', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'];
const INTERFACES = ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DeleteNetworkInterface'].map(action => [`ec2:${action}`, '*'] as const);

/** The network of a function, as its template names it. */
export function networkOf(operation: Operation): LambdaFunction['network'] {
  const { subnets } = operation.world.state.networks;
  const config = record(operation.properties, 'VpcConfig');
  const [first, ...rest] = texts(config, 'SubnetIds');
  return first === undefined ? undefined
    : { vpcId: subnets.get(first)?.vpcId ?? '', subnetIds: [first, ...rest], securityGroupIds: texts(config, 'SecurityGroupIds') };
}

/** Condition keys about the network and the layers of a function. */
export function networkContext(operation: Operation): Context {
  const network = networkOf(operation);
  const layers = texts(operation.properties, 'Layers');
  return {
    ...network ? { 'lambda:VpcIds': [network.vpcId], 'lambda:SubnetIds': network.subnetIds, 'lambda:SecurityGroupIds': network.securityGroupIds } : {},
    ...layers.length > 0 ? { 'lambda:Layer': layers } : {},
  };
}

/** Calls for what a function runs with, beside those that make it. */
export const settingRuntime = (arn: (operation: Operation) => string): readonly Permission[] => [
  ...permissions(['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'], undefined, { when: given('VpcConfig') }),
  ...permissions(['lambda:PutFunctionConcurrency'], arn, {
    when: operation => given('ReservedConcurrentExecutions')(operation) && operation.properties.ReservedConcurrentExecutions !== undefined,
  }),
  ...permissions(['lambda:DeleteFunctionConcurrency'], arn, { when: operation => operation.kind === 'update' && takenAway('ReservedConcurrentExecutions')(operation) }),
  ...permissions(['lambda:GetLayerVersion'], ({ properties }) => texts(properties, 'Layers').find(layer => parseArn(layer)) ?? '*', {
    when: operation => given('Layers')(operation) && texts(operation.properties, 'Layers').length > 0,
  }),
];

/** What Lambda looks at before it makes a function, beside code and role. */
export function checkRuntime(operation: Operation, role: Role, arn: string): void {
  const { properties } = operation;
  checkNetwork(operation, role);
  const dead = text(record(properties, 'DeadLetterConfig'), 'TargetArn');
  if (dead !== undefined) {
    roleMay(operation, FUNCTIONS.DEAD_LETTERS, role, sendingTo(operation, FUNCTIONS.DEAD_LETTERS, dead));
  }
  if (text(record(properties, 'TracingConfig'), 'Mode') === 'Active') {
    roleMay(operation, FUNCTIONS.TRACING, role, [['xray:PutTraceSegments', '*'], ['xray:PutTelemetryRecords', '*']]);
  }
  if (operation.changes('KmsKeyArn')) {
    serviceKey(operation, 'lambda', text(properties, 'KmsKeyArn'), KEY_USES);
  }
  checkLayers(operation);
  checkFileSystem(operation);
  checkConcurrency(operation, arn);
}

function checkNetwork(operation: Operation, role: Role): void {
  const network = networkOf(operation);
  if (!network) {
    return;
  }
  const { subnets, securityGroups } = operation.world.state.networks;
  const parts = [
    ...network.subnetIds.map(id => partNamed(operation, subnets, id, FUNCTIONS.NETWORK)),
    ...network.securityGroupIds.map(id => partNamed(operation, securityGroups, id, FUNCTIONS.NETWORK)),
  ];
  const vpcs = new Set(parts.map(({ vpcId }) => vpcId));
  operation.require(FUNCTIONS.NETWORK, vpcs.size === 1 && network.securityGroupIds.length > 0, `${parts.map(({ id }) => id).join(', ')} are of ${[...vpcs].join(', ')}`,
    'name subnets and at least one security group of one VPC');
  roleMay(operation, FUNCTIONS.NETWORK, role, INTERFACES);
}

/** What a role needs to send to a queue, a topic, a bus or a function; refused where that does not exist. */
export function sendingTo(operation: Operation, rule: Rule, arn: string): readonly Ask[] {
  const { sqs, sns, lambda, eventBridge } = operation.world.state;
  const targets = { sqs: sqs.queues, sns: sns.topics, lambda: lambda.functions, events: eventBridge.buses };
  const actions = { sqs: 'sqs:SendMessage', sns: 'sns:Publish', lambda: 'lambda:InvokeFunction', events: 'events:PutEvents' };
  const service = parseArn(arn)?.service as keyof typeof targets;
  const target = targets[service]?.get(arn);
  operation.require(rule, target !== undefined, `${arn} does not exist`, 'name a queue, a topic, a function or a bus that exists');
  operation.requirePath(rule, target!.origin, `${arn} may not exist yet`);
  const keyId = service === 'sqs' ? sqs.queues.get(arn)?.keyId : service === 'sns' ? sns.topics.get(arn)?.keyArn : undefined;
  const key = keyId === undefined ? undefined : findKey(operation.world, keyId, operation);
  const context = { 'kms:ViaService': `${service}.${operation.region}.amazonaws.com`, 'aws:ViaAWSService': 'true', 'kms:CallerAccount': operation.accountId };
  return [[actions[service], arn], ...key ? ['kms:GenerateDataKey', 'kms:Decrypt'].map(action => [action, key.arn, context] as const) : []];
}

function checkLayers(operation: Operation): void {
  const { properties, region } = operation;
  const layers = texts(properties, 'Layers');
  const named = layers.every(layer => /^arn:[^:]+:lambda:[^:]+:\d{12}:layer:[\w-]+:\d+$/.test(layer) && parseArn(layer)?.region === region);
  operation.require(FUNCTIONS.LAYERS, layers.length <= MAX_LAYERS && named, `the layers are ${layers.join(', ')}`, `name up to ${MAX_LAYERS} versions of layers in ${region}`);
}

function checkConcurrency(operation: Operation, arn: string): void {
  const { world, accountId, region, properties } = operation;
  const reserved = numeric(properties, 'ReservedConcurrentExecutions') ?? 0;
  const others = [...world.state.lambda.functions.values()]
    .filter(other => other.accountId === accountId && other.region === region && other.arn !== arn);
  const sum = others.reduce((total, other) => total + (other.reserved ?? 0), reserved);
  operation.require(FUNCTIONS.CONCURRENCY, reserved >= 0 && sum <= CONCURRENCY - UNRESERVED, `${sum} executions would be reserved`, `reserve at most ${CONCURRENCY - UNRESERVED}, or have the quota raised`);
}

function checkFileSystem(operation: Operation): void {
  const configs = records(operation.properties, 'FileSystemConfigs');
  if (configs.length === 0) {
    return;
  }
  const { accessPoints, mountTargets } = operation.world.state.efs;
  const [{ Arn, LocalMountPath }] = configs;
  const point = accessPoints.get(String(Arn));
  operation.require(FUNCTIONS.FILE_SYSTEM, point !== undefined && configs.length === 1, `${configs.length} access points, of which ${String(Arn)} ${point ? 'exists' : 'does not exist'}`, 'name one access point');
  operation.requirePath(FUNCTIONS.FILE_SYSTEM, point!.origin, `${String(Arn)} may not exist yet`);
  operation.require(FUNCTIONS.FILE_SYSTEM, /^\/mnt\/[\w.-]+$/.test(String(LocalMountPath)), `'LocalMountPath' is ${String(LocalMountPath)}`, 'mount it below /mnt/');
  const vpcId = networkOf(operation)?.vpcId;
  const near = [...mountTargets.values()].filter(target => target.fileSystemId === point!.fileSystemId && target.vpcId === vpcId);
  operation.require(FUNCTIONS.FILE_SYSTEM, near.length > 0, `${point!.fileSystemId} has no mount target in ${vpcId ?? 'the VPC that the function lacks'}`, 'place the function in the VPC of the mount targets');
  near.forEach(target => operation.requirePath(FUNCTIONS.FILE_SYSTEM, target.origin, `mount target ${target.id} may not exist yet`));
}
