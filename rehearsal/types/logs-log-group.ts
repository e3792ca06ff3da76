import { decide } from '../aws/authorization';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { serviceCaller } from '../aws/services/iam';
import { findKey } from '../aws/services/kms';
import { createLogGroup, LogGroup, logGroupArn } from '../aws/services/logs';
import { LOGS } from '../rules';
import { given, inert, permissions, schema, TAGS } from './permission';
import { numeric, physicalName, plannedName, text } from './values';

/** Days that CloudWatch Logs offers, as the schema lists them. */
const RETENTIONS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
const MAX_NAME = 512;

const outcome = (group: LogGroup): Outcome => ({ physicalId: group.name, attributes: { Arn: `${group.arn}:*` } });
const plannedArn = (operation: Operation) => logGroupArn(operation.world, operation.accountId, operation.region, plannedName(operation, 'LogGroupName'));
const onGroup = (actions: readonly string[], ...properties: string[]) =>
  permissions(actions, plannedArn, { when: properties.length > 0 ? given(...properties) : undefined });

function groupOf(operation: Operation): LogGroup {
  const arn = logGroupArn(operation.world, operation.accountId, operation.region, String(operation.physicalId));
  return operation.world.state.logs.groups.get(arn) ?? operation.fail('ResourceNotFoundException', `log group ${operation.physicalId} does not exist`);
}

/** A log group. Policies on it (data protection, index, resource policy) are not modelled and refused by name. */
export const LOG_GROUP: ResourceType = {
  typeName: 'AWS::Logs::LogGroup',
  source: schema('aws-logs-loggroup'),
  properties: {
    LogGroupName: 'interpreted', KmsKeyId: 'interpreted', RetentionInDays: 'interpreted',
    LogGroupClass: inert('no log event is stored in the rehearsal'), Tags: TAGS,
  },
  required: [],
  createOnly: ['LogGroupName'],
  permissions: {
    create: [
      ...onGroup(['logs:DescribeLogGroups', 'logs:CreateLogGroup']),
      ...onGroup(['logs:PutRetentionPolicy'], 'RetentionInDays'),
      ...onGroup(['logs:TagResource'], 'Tags'),
    ],
    update: [
      ...onGroup(['logs:DescribeLogGroups']),
      ...onGroup(['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'], 'KmsKeyId'),
      ...onGroup(['logs:PutRetentionPolicy', 'logs:DeleteRetentionPolicy'], 'RetentionInDays'),
      ...onGroup(['logs:TagResource', 'logs:UntagResource'], 'Tags'),
    ],
    delete: onGroup(['logs:DescribeLogGroups', 'logs:DeleteLogGroup']),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    const name = physicalName(operation, 'LogGroupName', MAX_NAME);
    check(operation, name);
    return outcome(apply(operation, createLogGroup(world, { name, accountId, region, origin })));
  },
  update: operation => {
    const group = groupOf(operation);
    check(operation, group.name);
    return outcome(apply(operation, group));
  },
  delete: operation => {
    operation.world.state.logs.groups.delete(groupOf(operation).arn);
  },
  import: operation => {
    const group = groupOf(operation);
    group.origin = operation.origin;
    return outcome(group);
  },
};

function check(operation: Operation, name: string): void {
  const days = numeric(operation.properties, 'RetentionInDays');
  operation.require(LOGS.RETENTION, days === undefined || RETENTIONS.includes(days), `'RetentionInDays' is ${days}`, `choose one of ${RETENTIONS.join(', ')}`);
  const key = text(operation.properties, 'KmsKeyId');
  if (key !== undefined) {
    checkKey(operation, name, key);
  }
}

/** CloudWatch Logs checks, when it takes the key, that it may use it for the log group. */
function checkKey(operation: Operation, name: string, keyArn: string): void {
  const { world, accountId, region } = operation;
  const key = findKey(world, keyArn, operation);
  const remedy = 'create the key in the region of the log group, and let logs.<region>.amazonaws.com use it for this log group';
  operation.require(LOGS.KEY_USABLE, key?.region === region && key.enabled, `key ${keyArn} is not usable in ${region}`, remedy);
  const context = {
    'kms:EncryptionContext:aws:logs:arn': logGroupArn(world, accountId, region, name), 'kms:EncryptionContextKeys': ['aws:logs:arn'],
    'aws:SourceAccount': accountId, 'aws:SourceArn': logGroupArn(world, accountId, region, name),
  };
  for (const action of ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:GenerateDataKey', 'kms:DescribeKey']) {
    const request = { action, resource: key!.arn, resourceAccountId: key!.accountId, region, context };
    const { allowed, explanation } = decide(world, serviceCaller(`logs.${region}.amazonaws.com`), request);
    operation.require(LOGS.KEY_USABLE, allowed, `CloudWatch Logs cannot use the key for ${name}: ${explanation}`, remedy);
  }
}

function apply({ properties }: Operation, group: LogGroup): LogGroup {
  group.keyArn = text(properties, 'KmsKeyId');
  group.retentionInDays = numeric(properties, 'RetentionInDays');
  return group;
}
