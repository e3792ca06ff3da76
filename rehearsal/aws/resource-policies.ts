import { asList, NamedPolicy } from '../../lib/policy';
import { parseArn } from './arn';
import { tableOf } from './services/dynamodb';
import { busPolicy, findBus } from './services/eventbridge';
import { findKey } from './services/kms';
import { topicPolicy } from './services/sns';
import type { World } from './world';

/** The policy on the resource that has a say: of a bucket, a key, a role (its trust), a queue, a topic, an event bus, a function. */
export function resourcePolicyOf(world: World, action: string, resource: string): NamedPolicy | undefined {
  const parts = parseArn(resource);
  switch (parts?.service) {
    case 's3':
      return bucketPolicy(world, parts.resource.split('/')[0]);
    case 'kms':
      return keyPolicy(world, resource);
    case 'iam':
      return action.toLowerCase().startsWith('sts:') ? trustPolicy(world, resource) : undefined;
    case 'sqs':
      return queuePolicy(world, resource);
    case 'sns':
      return snsTopicPolicy(world, resource);
    case 'events':
      return eventBusPolicy(world, resource);
    case 'lambda':
      return functionPolicy(world, resource);
    case 'secretsmanager':
      return secretPolicy(world, resource);
    case 'elasticfilesystem':
      return fileSystemPolicy(world, resource);
    case 'dynamodb':
      return tablePolicy(world, resource);
    case 'logs':
      return logGroupPolicy(world, parts.accountId, parts.region);
    case 'organizations':
      return delegationPolicy(world);
    default:
      return undefined;
  }
}

/** Policies of CloudWatch Logs are of the account and region, for all log groups there. */
function logGroupPolicy({ state }: World, accountId: string, region: string): NamedPolicy | undefined {
  const here = [...state.logDeliveryPairs.policies.values()].filter(policy => policy.accountId === accountId && policy.region === region);
  const Statement = here.flatMap(({ document }) => asList(document.Statement));
  return here.length > 0 ? { name: `resource policies of log groups in ${region}`, document: { Version: '2012-10-17', Statement } } : undefined;
}

function delegationPolicy(world: World): NamedPolicy | undefined {
  const policy = world.state.organizations.resourcePolicy;
  return policy && { name: 'resource policy of the organization', document: policy.document };
}

function bucketPolicy(world: World, name: string): NamedPolicy | undefined {
  const policy = world.state.s3.buckets.get(name)?.policy;
  return policy && { name: `bucket policy of ${name}`, document: policy.document };
}

function keyPolicy(world: World, arn: string): NamedPolicy | undefined {
  const key = findKey(world, arn);
  return key && { name: `key policy of ${key.id}`, document: key.policy };
}

function trustPolicy(world: World, arn: string): NamedPolicy | undefined {
  const role = world.state.iam.roles.get(arn);
  return role && { name: `trust policy of ${role.name}`, document: role.trust };
}

function queuePolicy(world: World, arn: string): NamedPolicy | undefined {
  const queue = world.state.sqs.queues.get(arn);
  return queue?.policy && { name: `queue policy of ${queue.name}`, document: queue.policy.document };
}

function snsTopicPolicy(world: World, arn: string): NamedPolicy | undefined {
  const topic = world.state.sns.topics.get(arn);
  return topic && { name: `topic policy of ${topic.name}`, document: topicPolicy(topic) };
}

function secretPolicy(world: World, arn: string): NamedPolicy | undefined {
  const secret = world.state.secrets.secrets.get(arn);
  return secret?.policy && { name: `policy of the secret ${secret.name}`, document: secret.policy.document };
}

function fileSystemPolicy(world: World, arn: string): NamedPolicy | undefined {
  const found = world.state.efs.fileSystems.get(arn);
  return found?.policy && { name: `policy of the file system ${found.id}`, document: found.policy.document };
}

function tablePolicy(world: World, arn: string): NamedPolicy | undefined {
  const table = tableOf(world, arn);
  return table?.policy && { name: `policy of the table ${table.name}`, document: table.policy.document };
}

function eventBusPolicy(world: World, arn: string): NamedPolicy | undefined {
  const bus = findBus(world, arn);
  const document = bus && busPolicy(bus);
  return document && { name: `policy of the event bus ${bus.name}`, document };
}

function functionPolicy(world: World, arn: string): NamedPolicy | undefined {
  const made = world.state.lambda.functions.get(arn.split(':').slice(0, 7).join(':'));
  const statements = [...made?.permissions?.values() ?? []].map(({ statement }) => statement);
  return made && statements.length > 0 ? { name: `policy of the function ${made.name}`, document: { Version: '2012-10-17', Statement: statements } } : undefined;
}
