import { decide } from '../authorization';
import { ApiCall, ApiInput, ApiOperation, AwsError } from '../contract';
import { serviceCaller } from './iam';
import { findKey } from './kms';
import { createLogGroup, findLogGroup, LogGroup, logGroupArn, logGroupsIn } from './logs';

const arnOf = (name: unknown, { world, accountId, region }: ApiCall) => logGroupArn(world, accountId, region, String(name ?? '*'));

/** IAM policies name log groups with `:*` at the end: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html */
function operation(name: string, write: boolean, input: readonly string[], run: ApiOperation['run']): ApiOperation {
  return {
    service: 'cloudwatch-logs', operation: name, write, input, run,
    source: `https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_${name}.html`,
    authorizations: (given, call) => [{ action: `logs:${name}`, resource: `${arnOf(given.logGroupName, call)}:*`, region: call.region }],
  };
}

function groupOf({ logGroupName }: ApiInput, call: ApiCall): LogGroup {
  const group = findLogGroup(call.world, arnOf(logGroupName, call));
  if (!group) {
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  }
  return group;
}

/** CloudWatch Logs takes a key only when the key's policy lets it use it for this log group. */
function usableKey({ kmsKeyId, logGroupName }: ApiInput, call: ApiCall): string | undefined {
  if (kmsKeyId === undefined) {
    return undefined;
  }
  const { world, region } = call;
  const key = findKey(world, String(kmsKeyId), call);
  const arn = arnOf(logGroupName, call);
  const context = { 'kms:EncryptionContext:aws:logs:arn': arn, 'aws:SourceArn': arn, 'aws:SourceAccount': call.accountId };
  const usable = key?.enabled && key.region === region && ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'].every(action =>
    decide(world, serviceCaller(`logs.${region}.amazonaws.com`), { action, resource: key.arn, resourceAccountId: key.accountId, region, context }).allowed);
  if (!usable) {
    throw new AwsError('InvalidParameterException', `The specified KMS Key Id could not be found or CloudWatch Logs is not allowed to use it: ${String(kmsKeyId)}`);
  }
  return key.arn;
}

/** Operations of Amazon CloudWatch Logs. */
export const operations: readonly ApiOperation[] = [
  operation('DescribeLogGroups', false, ['logGroupNamePrefix', 'nextToken', 'limit'], ({ logGroupNamePrefix = '' }, { world, accountId, region }) => ({
    logGroups: logGroupsIn(world, accountId, region)
      .filter(group => group.name.startsWith(String(logGroupNamePrefix)))
      .map(group => ({ logGroupName: group.name, arn: `${group.arn}:*`, retentionInDays: group.retentionInDays, kmsKeyId: group.keyArn })),
  })),
  operation('CreateLogGroup', true, ['logGroupName', 'kmsKeyId'], (input, call) => {
    const keyArn = usableKey(input, call);
    const { world, accountId, region, origin } = call;
    createLogGroup(world, { name: String(input.logGroupName), accountId, region, origin }).keyArn = keyArn;
    return {};
  }),
  operation('AssociateKmsKey', true, ['logGroupName', 'kmsKeyId'], (input, call) => {
    groupOf(input, call).keyArn = usableKey(input, call);
    return {};
  }),
  operation('PutRetentionPolicy', true, ['logGroupName', 'retentionInDays'], (input, call) => {
    groupOf(input, call).retentionInDays = Number(input.retentionInDays);
    return {};
  }),
];
