import { parseArn } from '../aws/arn';
import { Operation, ResourceType } from '../aws/contract';
import { tableOf } from '../aws/services/dynamodb';
import { findKey } from '../aws/services/kms';
import { EventSourceMapping, LambdaFunction } from '../aws/services/lambda';
import { Queue } from '../aws/services/sqs';
import { FUNCTIONS } from '../rules/functions';
import { functionArnIn, functionIn } from './lambda-parts';
import { sendingTo } from './lambda-runtime';
import { given, inert, permissions, schema, TAGS } from './permission';
import { Ask, roleMay } from './service-roles';
import { arnHere, placeOf, storedType } from './stored';
import { flag, list, numeric, record, records, text } from './values';

const NO_RECORDS = inert('no record is polled in the rehearsal');
const MAX_FILTERS = 5;
const MAX_CONCURRENCY = 1_000;

/** Kinds of sources that the model knows, by the service in their ARN. */
const SOURCES = ['sqs', 'dynamodb', 'kinesis'];
/** Seconds; -1 stands for no end: https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
const MIN_RECORD_AGE = 60;
/** Settings of streams that a queue does not have. */
const OF_STREAMS = ['StartingPosition', 'StartingPositionTimestamp', 'BisectBatchOnFunctionError', 'MaximumRecordAgeInSeconds', 'MaximumRetryAttempts', 'ParallelizationFactor',
  'TumblingWindowInSeconds', 'DestinationConfig'];

const planned = (operation: Operation) => arnHere(operation, 'lambda', `event-source-mapping:${operation.physicalId ?? '*'}`);
const onFunction = (operation: Operation) => ({ 'lambda:FunctionArn': functionArnIn(operation) });

/** A mapping of a queue, a stream of a table or of Kinesis. Kafka, MQ and DocumentDB are refused by name. */
export const EVENT_SOURCE_MAPPING: ResourceType = storedType<EventSourceMapping>({
  typeName: 'AWS::Lambda::EventSourceMapping',
  source: schema('aws-lambda-eventsourcemapping'),
  properties: {
    EventSourceArn: 'interpreted', FunctionName: 'interpreted', BatchSize: 'interpreted', MaximumBatchingWindowInSeconds: 'interpreted', Enabled: 'interpreted',
    StartingPosition: 'interpreted', StartingPositionTimestamp: 'interpreted', DestinationConfig: 'interpreted', FilterCriteria: 'interpreted', ScalingConfig: 'interpreted',
    BisectBatchOnFunctionError: 'interpreted', MaximumRecordAgeInSeconds: 'interpreted', MaximumRetryAttempts: 'interpreted', ParallelizationFactor: 'interpreted',
    TumblingWindowInSeconds: 'interpreted', FunctionResponseTypes: NO_RECORDS, MetricsConfig: NO_RECORDS, Tags: TAGS,
  },
  nested: {
    'DestinationConfig': ['OnFailure'], 'DestinationConfig.OnFailure': ['Destination'], 'ScalingConfig': ['MaximumConcurrency'], 'FilterCriteria': ['Filters'],
    'FilterCriteria.Filters': ['Pattern'],
  },
  required: ['FunctionName', 'EventSourceArn'],
  createOnly: ['EventSourceArn', 'StartingPosition', 'StartingPositionTimestamp'],
  permissions: {
    create: [
      ...permissions(['lambda:CreateEventSourceMapping'], undefined, { context: onFunction }), ...permissions(['lambda:GetEventSourceMapping'], planned, { context: onFunction }),
      ...permissions(['lambda:TagResource'], planned, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['lambda:UpdateEventSourceMapping', 'lambda:GetEventSourceMapping'], planned, { context: onFunction }),
      ...permissions(['lambda:TagResource', 'lambda:UntagResource'], planned, { when: given('Tags') }),
    ],
    delete: permissions(['lambda:DeleteEventSourceMapping', 'lambda:GetEventSourceMapping'], planned, { context: onFunction }),
  },
  parts: world => world.state.lambda.mappings,
  codes: { exists: 'ResourceConflictException', missing: 'ResourceNotFoundException' },
  make: operation => {
    const made = check(operation);
    const sourceArn = String(operation.properties.EventSourceArn);
    const { mappings } = operation.world.state.lambda;
    const twin = [...mappings.values()].find(other => other.functionArn === made.arn && other.sourceArn === sourceArn);
    operation.require(FUNCTIONS.SOURCE_EXISTS, twin === undefined, `${made.name} has a mapping of ${sourceArn} already`, 'keep one of them');
    const id = operation.world.identifiers.uuid(`mapping:${made.arn}:${sourceArn}`);
    return { ...placeOf(operation), arn: arnHere(operation, 'lambda', `event-source-mapping:${id}`), id, functionArn: made.arn, sourceArn, enabled: isEnabled(operation) };
  },
  change: (operation, mapping) => {
    check(operation);
    mapping.enabled = isEnabled(operation);
  },
  physicalId: ({ id }) => id,
  attributes: ({ id, arn }) => ({ Id: id, EventSourceMappingArn: arn }),
});

const isEnabled = ({ properties }: Operation) => flag(properties, 'Enabled') ?? true;

function check(operation: Operation): LambdaFunction {
  const made = functionIn(operation, 'FunctionName', FUNCTIONS.SOURCE_EXISTS);
  const arn = String(operation.properties.EventSourceArn);
  const { service = '', region } = parseArn(arn) ?? {};
  operation.require(FUNCTIONS.SOURCE_EXISTS, SOURCES.includes(service) && region === made.region, `${arn} is no queue or stream in ${made.region}`, `name one of ${SOURCES.join(', ')} there`);
  checkSettings(operation, service);
  const role = operation.world.state.iam.roles.get(made.roleArn)!;
  roleMay(operation, FUNCTIONS.SOURCE_ROLE, role, service === 'sqs' ? readingQueue(operation, made, arn) : readingStream(operation, service, arn));
  const destination = text(record(record(operation.properties, 'DestinationConfig'), 'OnFailure'), 'Destination');
  if (destination !== undefined) {
    roleMay(operation, FUNCTIONS.DESTINATION, role, sendingTo(operation, FUNCTIONS.DESTINATION, destination));
  }
  return made;
}

function readingQueue(operation: Operation, made: LambdaFunction, arn: string): readonly Ask[] {
  const queue = operation.world.state.sqs.queues.get(arn);
  operation.require(FUNCTIONS.SOURCE_EXISTS, queue !== undefined, `queue ${arn} does not exist`, 'create the queue first');
  operation.requirePath(FUNCTIONS.SOURCE_EXISTS, queue!.origin, `queue ${queue!.name} may not exist yet`);
  const hidden = queue!.visibilityTimeout ?? 30;
  operation.require(FUNCTIONS.SOURCE_TIMEOUT, hidden >= made.timeout, `${queue!.name} hides messages for ${hidden} seconds, ${made.name} may run for ${made.timeout}`, 'raise \'VisibilityTimeout\', to six times the timeout');
  checkBatch(operation, queue!);
  return [...['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(action => [`sqs:${action}`, arn] as const), ...decrypting(operation, 'sqs', queue!.keyId)];
}

function readingStream(operation: Operation, service: string, arn: string): readonly Ask[] {
  const { kinesis } = operation.world.state;
  const table = service === 'dynamodb' ? tableOf(operation.world, arn) : undefined;
  const source = service === 'kinesis' ? kinesis.streams.get(arn) : table?.streamArn === arn ? table : undefined;
  operation.require(FUNCTIONS.SOURCE_EXISTS, source !== undefined, `stream ${arn} does not exist`, 'create the stream first');
  operation.requirePath(FUNCTIONS.SOURCE_EXISTS, source!.origin, `stream ${arn} may not exist yet`);
  const reads = ['GetRecords', 'GetShardIterator', 'DescribeStream'].map(action => [`${service}:${action}`, arn] as const);
  return [...reads, [`${service}:ListStreams`, '*'], ...service === 'kinesis' ? decrypting(operation, service, source!.keyArn) : []];
}

/** Reading a queue or a stream of Kinesis decrypts; streams of tables decrypt by the grant of the table. */
function decrypting(operation: Operation, service: string, keyId: string | undefined): readonly Ask[] {
  const key = keyId === undefined ? undefined : findKey(operation.world, keyId, operation);
  const context = { 'kms:ViaService': `${service}.${operation.region}.amazonaws.com`, 'aws:ViaAWSService': 'true', 'kms:CallerAccount': operation.accountId };
  return key ? [['kms:Decrypt', key.arn, context]] : [];
}

function checkBatch(operation: Operation, { fifo = false }: Queue): void {
  const size = numeric(operation.properties, 'BatchSize') ?? 10;
  const window = numeric(operation.properties, 'MaximumBatchingWindowInSeconds') ?? 0;
  const holds = fifo ? size <= 10 && window === 0 : size <= 10 || window >= 1;
  operation.require(FUNCTIONS.SOURCE_SETTINGS, holds, `'BatchSize' is ${size}, 'MaximumBatchingWindowInSeconds' is ${window}`, fifo ? 'take up to 10 from a FIFO queue, at once' : 'wait for more than 10 at least a second');
  const most = numeric(record(operation.properties, 'ScalingConfig'), 'MaximumConcurrency') ?? 2;
  operation.require(FUNCTIONS.SOURCE_SETTINGS, most >= 2 && most <= MAX_CONCURRENCY, `'MaximumConcurrency' is ${most}`, `choose 2 to ${MAX_CONCURRENCY}`);
}

function checkSettings(operation: Operation, service: string): void {
  const { properties } = operation;
  const strange = service === 'sqs' ? OF_STREAMS.filter(name => properties[name] !== undefined) : ['ScalingConfig'].filter(name => properties[name] !== undefined);
  operation.require(FUNCTIONS.SOURCE_SETTINGS, strange.length === 0, `a source of ${service} has no ${strange.join(', ')}`, 'leave it out');
  const start = text(properties, 'StartingPosition');
  const timed = start === 'AT_TIMESTAMP';
  const begins = service === 'sqs' || start === 'LATEST' || start === 'TRIM_HORIZON' || (timed && service === 'kinesis');
  operation.require(FUNCTIONS.SOURCE_SETTINGS, begins && timed === (properties.StartingPositionTimestamp !== undefined), `'StartingPosition' is ${start}`, 'use LATEST or TRIM_HORIZON');
  const inRange = between(properties, 'BatchSize', 1, 10_000) && between(properties, 'MaximumBatchingWindowInSeconds', 0, 300)
    && between(properties, 'ParallelizationFactor', 1, 10) && between(properties, 'MaximumRetryAttempts', -1, 10_000)
    && between(properties, 'TumblingWindowInSeconds', 0, 900) && (text(properties, 'MaximumRecordAgeInSeconds') === '-1' || between(properties, 'MaximumRecordAgeInSeconds', MIN_RECORD_AGE, 604_800));
  operation.require(FUNCTIONS.SOURCE_SETTINGS, inRange, 'a number of the mapping is out of its range', 'look it up in the API reference');
  const filters = records(record(properties, 'FilterCriteria'), 'Filters');
  operation.require(FUNCTIONS.SOURCE_SETTINGS, filters.length <= MAX_FILTERS && filters.every(({ Pattern }) => isPattern(String(Pattern))),
    `there are ${filters.length} filters`, `give up to ${MAX_FILTERS}, each a JSON object`);
}

const between = (properties: Readonly<Record<string, unknown>>, name: string, min: number, max: number) => {
  const value = numeric(properties, name) ?? min;
  return value >= min && value <= max;
};

function isPattern(value: string): boolean {
  try {
    const pattern: unknown = JSON.parse(value);
    return typeof pattern === 'object' && pattern !== null && list({ pattern }, 'pattern').length === 0;
  } catch {
    return false;
  }
}
