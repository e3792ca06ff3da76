import { evaluate, PolicyDocument } from '../../lib/policy';
import { decisionInputs } from './authorization';
import type { Caller } from './contract';
import type { World } from './world';

/** What a service is used for first, and on what, by the end of its endpoint's name: for others nothing is asked. */
const USES: Readonly<Record<string, readonly [action: string, resource: string]>> = {
  s3: ['s3:GetObject', 's3:::own-bucket/object'],
  dynamodb: ['dynamodb:GetItem', 'dynamodb:REGION:ACCOUNT:table/own'],
  kms: ['kms:Decrypt', 'kms:REGION:ACCOUNT:key/00000000-0000-0000-0000-000000000000'],
  logs: ['logs:PutLogEvents', 'logs:REGION:ACCOUNT:log-group:own:log-stream:own'],
  secretsmanager: ['secretsmanager:GetSecretValue', 'secretsmanager:REGION:ACCOUNT:secret:own'],
  sqs: ['sqs:SendMessage', 'sqs:REGION:ACCOUNT:own'],
  sns: ['sns:Publish', 'sns:REGION:ACCOUNT:own'],
  ssm: ['ssm:GetParameter', 'ssm:REGION:ACCOUNT:parameter/own'],
  ssmmessages: ['ssmmessages:OpenDataChannel', '*'],
  ec2messages: ['ec2messages:GetMessages', '*'],
};

/**
 * What the policy of an endpoint, by itself, keeps a role of the account from doing with what the account has: the action and the resource;
 * nothing for services that are not listed.
 */
export function shutOutBy(
  world: World, { accountId, region }: { readonly accountId: string; readonly region: string }, serviceName: string, policy: PolicyDocument,
): string | undefined {
  const use = USES[serviceName.split('.').at(-1)!];
  if (!use) {
    return undefined;
  }
  const resource = use[1] === '*' ? '*' : `arn:${world.partition}:${use[1].replace('REGION', region).replace('ACCOUNT', accountId)}`;
  const session = `arn:${world.partition}:sts::${accountId}:assumed-role/workload/session`;
  const caller: Caller = {
    label: `a role of ${accountId}`, accountId, identity: [],
    principal: { arn: session, kind: 'role', roleArn: `arn:${world.partition}:iam::${accountId}:role/workload`, accountId },
  };
  const { request } = decisionInputs(world, caller, { action: use[0], resource, resourceAccountId: accountId, region });
  const { allowed } = evaluate(request, { identity: [], resource: { name: 'policy of the endpoint', document: policy } });
  return allowed ? undefined : `${use[0]} on ${resource}`;
}
