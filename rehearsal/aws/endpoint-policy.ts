import { evaluate, PolicyDocument, PolicyStatement, statementsOf } from '../../lib/policy';
import { decisionInputs } from './authorization';
import type { Caller } from './contract';
import type { World } from './world';

/** What a service is used for, and on what. */
type Use = readonly [action: string, resource: string];

/** What services are used for first, by what the names of their endpoints have after the region. */
const USES: Readonly<Record<string, readonly Use[]>> = {
  's3': [['s3:GetObject', 's3:::own-bucket/object'], ['s3:PutObject', 's3:::own-bucket/object']],
  'dynamodb': [['dynamodb:GetItem', 'dynamodb:REGION:ACCOUNT:table/own']],
  'kms': [['kms:Decrypt', 'kms:REGION:ACCOUNT:key/00000000-0000-0000-0000-000000000000']],
  'logs': [['logs:PutLogEvents', 'logs:REGION:ACCOUNT:log-group:own:log-stream:own']],
  'secretsmanager': [['secretsmanager:GetSecretValue', 'secretsmanager:REGION:ACCOUNT:secret:own']],
  'sqs': [['sqs:SendMessage', 'sqs:REGION:ACCOUNT:own']],
  'sns': [['sns:Publish', 'sns:REGION:ACCOUNT:own']],
  'ssm': [['ssm:GetParameter', 'ssm:REGION:ACCOUNT:parameter/own']],
  'ssmmessages': [['ssmmessages:OpenDataChannel', '*']],
  'ec2messages': [['ec2messages:GetMessages', '*']],
  // sts:GetCallerIdentity is allowed whatever policies say
  'sts': [['sts:AssumeRole', 'iam::ACCOUNT:role/own']],
  'ecr.api': [['ecr:GetAuthorizationToken', '*']],
  'ecr.dkr': [['ecr:BatchGetImage', 'ecr:REGION:ACCOUNT:repository/own']],
  'monitoring': [['cloudwatch:PutMetricData', '*']],
  'events': [['events:PutEvents', 'events:REGION:ACCOUNT:event-bus/default']],
  'lambda': [['lambda:InvokeFunction', 'lambda:REGION:ACCOUNT:function:own']],
  'execute-api': [['execute-api:Invoke', 'execute-api:REGION:ACCOUNT:own/stage/GET/path']],
};

/**
 * Layers of images are in buckets of AWS: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 */
export const LAYERS: Use = ['s3:GetObject', 's3:::prod-REGION-starport-layer-bucket/layer'];

/** The endpoint whose policy is asked. */
export interface PolicyQuestion {
  readonly accountId: string;
  readonly region: string;
  readonly serviceName: string;
  readonly policy: PolicyDocument;
}

/**
 * What the policy of an endpoint, by itself, keeps a role of the account from doing with what the account has: the action and the resource.
 * Of services that are not listed it is asked whether it allows anything at all of what it names.
 */
export function shutOutBy(world: World, question: PolicyQuestion): string | undefined {
  const uses = USES[endpointService(question)];
  if (uses === undefined) {
    const named = statementsOf(question.policy).filter(({ Effect: effect }) => effect === 'Allow').flatMap(namedBy);
    return named.some(use => allows(world, question, use)) ? undefined : `everything at ${question.serviceName}`;
  }
  const refused = uses.find(use => !allows(world, question, use));
  return refused && `${refused[0]} on ${resourceOf(world, question, refused)}`;
}

/** What comes after the region: of `com.amazonaws.eu-central-1.ecr.dkr`, `ecr.dkr`. */
export const endpointService = ({ serviceName, region }: Pick<PolicyQuestion, 'serviceName' | 'region'>): string =>
  serviceName.slice(serviceName.indexOf(`${region}.`) + region.length + 1);

/** Something that a statement may be meant for: what its patterns match. */
function namedBy({ Action: action = 'any:Any', Resource: resource = '*' }: PolicyStatement): readonly Use[] {
  const actions = [action].flat().map(each => each === '*' ? 'any:Any' : each.replaceAll('*', 'Any').replaceAll('?', 'A'));
  return actions.flatMap(each => [resource].flat().map((on): Use => [each, on]));
}

const resourceOf = (world: World, { region, accountId }: PolicyQuestion, [, resource]: Use): string =>
  resource === '*' || resource.startsWith('arn:') ? resource : `arn:${world.partition}:${resource.replace('REGION', region).replace('ACCOUNT', accountId)}`;

/** Whether a policy lets a role of the account do something. What is of AWS itself has the account of nobody here. */
export function allows(world: World, question: PolicyQuestion, use: Use): boolean {
  const { accountId, region, policy } = question;
  const session = `arn:${world.partition}:sts::${accountId}:assumed-role/workload/session`;
  const caller: Caller = {
    label: `a role of ${accountId}`, accountId, identity: [],
    principal: { arn: session, kind: 'role', roleArn: `arn:${world.partition}:iam::${accountId}:role/workload`, accountId },
  };
  const resourceAccountId = use === LAYERS ? OF_AWS : accountId;
  const resource = resourceOf(world, question, use);
  const { request } = decisionInputs(world, caller, { action: use[0], resource, resourceAccountId, region });
  // between accounts both sides have to allow it: here the role always does
  const identity = use === LAYERS ? [{ name: 'policy of the role', document: EVERYTHING }] : [];
  return evaluate(request, { identity, resource: { name: 'policy of the endpoint', document: policy } }).allowed;
}

const OF_AWS = '000000000000';
const EVERYTHING: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
