import { decide } from '../aws/authorization';
import { Operation } from '../aws/contract';
import { trailDeliveries } from '../aws/log-delivery';
import { Trail } from '../aws/services/cloudtrail';
import { findServiceLinkedRole, Role } from '../aws/services/iam';
import { findKey } from '../aws/services/kms';
import { findLogGroup } from '../aws/services/logs';
import { Bucket } from '../aws/services/s3';
import { CLOUDTRAIL } from '../rules';
import { FIELD_OPERATORS, READ_WRITE_TYPES } from './cloudtrail-selectors';
import { isAssumableBy } from './principals';
import { flag, list, records, text, texts } from './values';

const SERVICE = 'cloudtrail.amazonaws.com';

/** Fields by which a trail may select events, for each category of them. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Management: ['eventCategory', 'eventSource', 'readOnly'],
  Data: [
    'eventCategory', 'eventName', 'eventSource', 'eventType', 'resources.type', 'resources.ARN', 'readOnly', 'sessionCredentialFromConsole',
    'userIdentity.arn',
  ],
  NetworkActivity: ['eventCategory', 'eventSource', 'eventName', 'errorCode', 'vpcEndpointId'],
};
const INSIGHTS = ['ApiCallRateInsight', 'ApiErrorRateInsight'];

/** Which events a trail records, and what it looks for in them. */
export function checkEvents(operation: Operation): void {
  const { properties } = operation;
  checkRegions(operation);
  checkBasicSelectors(operation);
  for (const selector of records(properties, 'AdvancedEventSelectors')) {
    const fields = records(selector, 'FieldSelectors');
    const categories = fields.filter(field => text(field, 'Field') === 'eventCategory').flatMap(field => texts(field, 'Equals'));
    const known = categories.length === 1 ? FIELDS[categories[0]] : undefined;
    const name = text(selector, 'Name');
    const remedy = `let it equal one of ${Object.keys(FIELDS).join(', ')}`;
    operation.require(CLOUDTRAIL.EVENTS, known !== undefined, `'eventCategory' of selector "${name}" equals ${categories.join(', ') || 'nothing'}`, remedy);
    const strange = fields.map(field => String(text(field, 'Field'))).filter(field => !known!.includes(field));
    operation.require(CLOUDTRAIL.EVENTS, strange.length === 0, `selector "${name}" has the fields ${strange.join(', ')}`, `use ${known!.join(', ')}`);
    checkOperators(operation, `selector "${name}"`, fields);
  }
  for (const insight of records(properties, 'InsightSelectors').map(selector => String(text(selector, 'InsightType')))) {
    operation.require(CLOUDTRAIL.EVENTS, INSIGHTS.includes(insight), `'InsightType' is ${insight}`, `use ${INSIGHTS.join(' or ')}`);
  }
}

function checkOperators(operation: Operation, selector: string, fields: readonly Readonly<Record<string, unknown>>[]): void {
  const known: readonly string[] = ['Field', ...FIELD_OPERATORS];
  const names = fields.flatMap(field => Object.keys(field)).filter(name => !known.includes(name));
  operation.require(CLOUDTRAIL.EVENTS, names.length === 0, `${selector} compares by ${names.join(', ')}`, `use ${FIELD_OPERATORS.join(', ')}`);
  const empty = fields
    .filter(field => FIELD_OPERATORS.every(operator => texts(field, operator).length === 0)).map(field => String(field.Field));
  operation.require(CLOUDTRAIL.EVENTS, empty.length === 0, `${selector} compares ${empty.join(', ')} with nothing`, 'give values');
}

/** A trail of every region records global services too, and CloudFormation does not say so by itself. */
function checkRegions(operation: Operation): void {
  const { properties } = operation;
  const complete = flag(properties, 'IsMultiRegionTrail') !== true || flag(properties, 'IncludeGlobalServiceEvents') === true;
  operation.require(CLOUDTRAIL.EVENTS, complete, '\'IsMultiRegionTrail\' is true, \'IncludeGlobalServiceEvents\' is not', 'include the events of global services');
}

function checkBasicSelectors(operation: Operation): void {
  const { properties } = operation;
  const both = list(properties, 'EventSelectors').length > 0 && list(properties, 'AdvancedEventSelectors').length > 0;
  operation.require(CLOUDTRAIL.EVENTS, !both, 'the trail has both \'EventSelectors\' and \'AdvancedEventSelectors\'', 'use the advanced ones alone');
  for (const selector of records(properties, 'EventSelectors')) {
    const type = text(selector, 'ReadWriteType') ?? 'All';
    operation.require(CLOUDTRAIL.EVENTS, READ_WRITE_TYPES.includes(type), `'ReadWriteType' is ${type}`, `use ${READ_WRITE_TYPES.join(', ')}`);
  }
}

/** What an organization must have before it gets a trail. */
export function checkOrganization(operation: Operation): void {
  const { world, accountId } = operation;
  const { delegatedAdministrators, trustedServices } = world.state.organizations;
  const entitled = accountId === world.managementAccountId || delegatedAdministrators.has(`${accountId}/${SERVICE}`);
  operation.require(CLOUDTRAIL.MANAGEMENT_ACCOUNT, entitled, `${accountId} is neither`, 'create the trail in the management account');
  const access = trustedServices.get(SERVICE);
  operation.require(CLOUDTRAIL.TRUSTED_ACCESS, access !== undefined, `trusted access for ${SERVICE} is off`, `call EnableAWSServiceAccess for ${SERVICE} first`);
  operation.requirePath(CLOUDTRAIL.TRUSTED_ACCESS, access?.origin, 'the trail may come before trusted access is on');
  const role = findServiceLinkedRole(world, world.managementAccountId, SERVICE);
  const remedy = `call iam:CreateServiceLinkedRole for ${SERVICE} first`;
  operation.require(CLOUDTRAIL.SERVICE_LINKED_ROLE, role !== undefined, 'AWSServiceRoleForCloudTrail is missing in the management account', remedy);
  operation.requirePath(CLOUDTRAIL.SERVICE_LINKED_ROLE, role?.origin, 'the trail may come before the service-linked role');
}

/** CloudTrail tries bucket and key before it accepts a trail. */
export function checkBucket(operation: Operation, trail: Trail): void {
  const { world } = operation;
  const bucket = world.state.s3.buckets.get(trail.bucketName);
  operation.require(CLOUDTRAIL.BUCKET_EXISTS, bucket !== undefined, `bucket ${trail.bucketName} does not exist`, 'create the bucket first');
  operation.requirePath(CLOUDTRAIL.BUCKET_EXISTS, bucket?.origin, `bucket ${trail.bucketName} may not exist yet`);
  checkKey(operation, trail, bucket!);
  for (const { rule, decision, what, remedy } of trailDeliveries(world, trail)) {
    operation.require(rule, decision.allowed, `${what}: ${decision.explanation}`, remedy);
  }
  operation.requirePath(CLOUDTRAIL.BUCKET_EXISTS, bucket?.policy?.origin, `the policy of bucket ${trail.bucketName} may not be there yet`);
}

function checkKey(operation: Operation, trail: Trail, bucket: Bucket): void {
  if (trail.keyArn === undefined) {
    return;
  }
  const key = findKey(operation.world, trail.keyArn, operation);
  const detail = `key ${trail.keyArn} must be an enabled key in ${bucket.region}, where the bucket is`;
  const remedy = 'create the key beside the bucket';
  operation.require(CLOUDTRAIL.KEY_IN_BUCKET_REGION, key?.region === bucket.region && key.enabled && !key.pendingDeletion, detail, remedy);
  const byAlias = /(^|:)alias\//.test(trail.keyArn) && key?.accountId !== operation.accountId;
  operation.require(CLOUDTRAIL.KEY_IN_BUCKET_REGION, !byAlias, `${trail.keyArn} is the alias of a key in another account`, 'look up the ARN of the key');
  operation.requirePath(CLOUDTRAIL.KEY_USABLE, key?.origin, `key ${trail.keyArn} may not exist yet`);
}

/** The log group beside the bucket, and the role that writes to it. */
export function checkLogGroup(operation: Operation, trail: Trail): void {
  const { world, accountId, region } = operation;
  const { logGroupArn, logRoleArn } = trail;
  if (logGroupArn === undefined && logRoleArn === undefined) {
    return;
  }
  const both = logGroupArn !== undefined && logRoleArn !== undefined;
  operation.require(CLOUDTRAIL.LOG_GROUP, both && logGroupArn.endsWith(':*'), `log group ${logGroupArn}, role ${logRoleArn}`, 'give both, the log group as its Arn attribute');
  const group = findLogGroup(world, logGroupArn!);
  const near = group?.accountId === accountId && group.region === region;
  operation.require(CLOUDTRAIL.LOG_GROUP, near, `${logGroupArn} does not exist in ${accountId} ${region}`, 'create the log group in the account and region of the trail');
  operation.requirePath(CLOUDTRAIL.LOG_GROUP, group?.origin, `log group ${group?.name} may not exist yet`);
  checkRole(operation, trail, world.state.iam.roles.get(logRoleArn!));
}

function checkRole(operation: Operation, trail: Trail, role: Role | undefined): void {
  const { world, accountId } = operation;
  const trusted = role?.accountId === accountId && isAssumableBy(world, role, SERVICE);
  operation.require(CLOUDTRAIL.LOG_ROLE_ASSUMABLE, trusted, `${SERVICE} cannot assume ${trail.logRoleArn}`, `create the role first, trusting ${SERVICE}`);
  operation.requirePath(CLOUDTRAIL.LOG_ROLE_ASSUMABLE, role!.origin, `role ${role!.name} may not exist yet`);
  const session = world.sessionOf(role!.arn);
  for (const stream of streamsOf(operation, trail)) {
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
      const { allowed, explanation } = decide(world, session, { action, resource: stream, region: operation.region });
      operation.require(CLOUDTRAIL.LOG_ROLE_WRITES, allowed, explanation, `allow ${action} on ${stream.replace(/\d{4}$/, '*')} to the role`);
    }
  }
  role!.inline.forEach(({ origin }, name) => operation.requirePath(CLOUDTRAIL.LOG_ROLE_WRITES, origin, `policy ${name} of the role may come later`));
}

/**
 * Log streams that CloudTrail writes.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
function streamsOf({ world, accountId, region }: Operation, trail: Trail): readonly string[] {
  const group = findLogGroup(world, trail.logGroupArn!)!;
  const organizationId = world.state.organizations.organization?.id;
  return [
    `${group.arn}:log-stream:${accountId}_CloudTrail_${region}_0001`,
    ...trail.organization ? [`${group.arn}:log-stream:${organizationId}_0001`] : [],
  ];
}

