import { Context, Decision } from '../../lib/policy';
import { decide } from '../aws/authorization';
import { Operation, Origin } from '../aws/contract';
import { serviceCaller } from '../aws/services/iam';
import { findKey } from '../aws/services/kms';
import { bucketArn } from '../aws/services/s3';
import { S3 } from '../rules';
import { numeric, plannedName, record, records, text, texts } from './values';
import { valueChecks } from './value-checks';

/** Where S3 sends events: each kind with what it calls there. */
const DESTINATIONS = [
  { configurations: 'QueueConfigurations', property: 'Queue', action: 'sqs:SendMessage' },
  { configurations: 'TopicConfigurations', property: 'Topic', action: 'sns:Publish' },
  { configurations: 'LambdaConfigurations', property: 'Function', action: 'lambda:InvokeFunction' },
] as const;

/** What an application asks of a bucket besides its protection. */
export function checkBucketSettings(operation: Operation): void {
  checkNotifications(operation);
  checkLifecycle(operation);
  checkCors(operation);
  checkAcl(operation);
}

/** S3 tries each destination before it takes the configuration. */
function checkNotifications(operation: Operation): void {
  const notifications = record(operation.properties, 'NotificationConfiguration');
  for (const { configurations, property, action } of DESTINATIONS) {
    records(notifications, configurations).forEach(configuration => checkDestination(operation, String(configuration[property]), action));
  }
}

/** A destination as far as S3 asks for it. */
interface Destination {
  readonly region: string;
  readonly accountId: string;
  readonly origin?: Origin;
  readonly policyOrigins: readonly (Origin | undefined)[];
  readonly key?: string;
}

function destinationOf({ world }: Operation, arn: string): Destination | undefined {
  const queue = world.state.sqs.queues.get(arn);
  const topic = world.state.sns.topics.get(arn);
  const target = world.state.lambda.functions.get(arn);
  const found = queue ?? topic ?? target;
  return found && {
    region: found.region, accountId: found.accountId, origin: found.origin, key: queue?.keyId ?? topic?.keyArn,
    policyOrigins: [queue?.policy?.origin, topic?.policy?.origin, ...[...target?.permissions?.values() ?? []].map(({ origin }) => origin)],
  };
}

function checkDestination(operation: Operation, arn: string, action: string): void {
  const { world, accountId, region } = operation;
  const found = destinationOf(operation, arn);
  const remedy = 'make a standard queue, a standard topic or a function in the region of the bucket';
  operation.require(S3.NOTIFICATION_TARGET, found?.region === region && !arn.endsWith('.fifo'), `${arn} is no destination of events in ${region}`, remedy);
  const source = { 'aws:SourceAccount': accountId, 'aws:SourceArn': bucketArn(world, plannedName(operation, 'BucketName').toLowerCase()) };
  const request = (what: string, resource: string, context: Context = source) =>
    decide(world, serviceCaller('s3.amazonaws.com'), { action: what, resource, resourceAccountId: found!.accountId, region, context });
  const sending = request(action, arn);
  operation.require(S3.NOTIFICATION_TARGET, sending.allowed, `s3.amazonaws.com may not ${action} on ${arn}: ${sending.explanation}`,
    'allow it in the policy of the destination, for aws:SourceAccount and aws:SourceArn of the bucket');
  [found!.origin, ...found!.policyOrigins].forEach(origin => operation.requirePath(S3.NOTIFICATION_TARGET, origin, `${arn} may not let S3 in yet`));
  checkKey(operation, arn, found!.key, keyArn => ['kms:GenerateDataKey', 'kms:Decrypt'].map(what => request(what, keyArn)));
}

function checkKey(operation: Operation, arn: string, name: string | undefined, ask: (keyArn: string) => readonly Decision[]): void {
  if (name === undefined) {
    return;
  }
  const key = findKey(operation.world, name, operation);
  const remedy = 'encrypt it with a customer managed key that lets s3.amazonaws.com do kms:GenerateDataKey and kms:Decrypt';
  operation.require(S3.NOTIFICATION_KEY, key !== undefined, `${arn} is encrypted by ${name}, which is no customer managed key here`, remedy);
  const denied = ask(key!.arn).find(({ allowed }) => !allowed);
  operation.require(S3.NOTIFICATION_KEY, denied === undefined, `s3.amazonaws.com may not use the key of ${arn}: ${denied?.explanation}`, remedy);
}

const DOING = [
  'AbortIncompleteMultipartUpload', 'ExpirationDate', 'ExpirationInDays', 'ExpiredObjectDeleteMarker', 'NoncurrentVersionExpiration',
  'NoncurrentVersionExpirationInDays', 'NoncurrentVersionTransition', 'NoncurrentVersionTransitions', 'Transition', 'Transitions',
];

function checkLifecycle(operation: Operation): void {
  records(record(operation.properties, 'LifecycleConfiguration'), 'Rules').forEach((rule, index) => {
    const must = (holds: boolean, detail: string, remedy: string) => operation.require(S3.LIFECYCLE, holds, `rule ${text(rule, 'Id') ?? index} ${detail}`, remedy);
    must(['Enabled', 'Disabled'].includes(String(rule.Status)), `has the status ${String(rule.Status)}`, 'say Enabled or Disabled');
    must(DOING.some(name => rule[name] !== undefined), 'does nothing', 'give it an expiration or a transition');
    const days = [
      numeric(rule, 'ExpirationInDays'), numeric(record(rule, 'AbortIncompleteMultipartUpload'), 'DaysAfterInitiation'),
      numeric(record(rule, 'NoncurrentVersionExpiration'), 'NoncurrentDays'),
    ];
    days.forEach(count => must(count === undefined || Number.isInteger(count) && count >= 1, `names ${count} days`, 'name whole days of one or more'));
    const latest = Math.max(0, ...records(rule, 'Transitions').map(transition => numeric(transition, 'TransitionInDays') ?? 0));
    must(days[0] === undefined || days[0] > latest, `expires after ${days[0]} days what moves after ${latest}`, 'expire later, or move earlier');
  });
}

const MOST_CORS_RULES = 100;

function checkCors(operation: Operation): void {
  const rules = records(record(operation.properties, 'CorsConfiguration'), 'CorsRules');
  operation.require(S3.CORS, rules.length <= MOST_CORS_RULES, `there are ${rules.length} rules`, 'merge some');
  for (const rule of rules) {
    const methods = texts(rule, 'AllowedMethods');
    const known = methods.length > 0 && methods.every(method => ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'].includes(method));
    operation.require(S3.CORS, known, `'AllowedMethods' is ${JSON.stringify(methods)}`, 'name GET, PUT, HEAD, POST or DELETE');
    const origins = texts(rule, 'AllowedOrigins');
    const single = origins.length > 0 && origins.every(origin => origin.split('*').length <= 2);
    operation.require(S3.CORS, single, `'AllowedOrigins' is ${JSON.stringify(origins)}`, 'name origins with at most one wildcard each');
  }
}

/** ACLs that a bucket with enforced ownership takes all the same, since they say what is so anyway. */
const HARMLESS_ACLS = ['Private', 'BucketOwnerFullControl', 'BucketOwnerRead'];

function checkAcl(operation: Operation): void {
  const { properties } = operation;
  const acl = text(properties, 'AccessControl');
  valueChecks(operation, 'InvalidArgument').oneOf('AccessControl', acl, [
    ...HARMLESS_ACLS, 'AuthenticatedRead', 'AwsExecRead', 'LogDeliveryWrite', 'PublicRead', 'PublicReadWrite',
  ]);
  const [ownership] = records(record(properties, 'OwnershipControls'), 'Rules');
  const isEnforced = ownership === undefined || ownership.ObjectOwnership === 'BucketOwnerEnforced';
  operation.require(S3.ACL_DISABLED, acl === undefined || HARMLESS_ACLS.includes(acl) || !isEnforced, `'AccessControl' is ${acl}, and ACLs are disabled`,
    "leave 'AccessControl' out, and grant by the policy of the bucket");
}
