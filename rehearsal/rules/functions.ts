import { Rule } from '../aws/contract';

const GUIDE = 'https://docs.aws.amazon.com/lambda/latest/dg';
const API = 'https://docs.aws.amazon.com/lambda/latest/api';

/** What Lambda asks of functions in networks, and of what calls them. */
export const FUNCTIONS = {
  NETWORK: {
    id: 'lambda/network',
    statement: 'Subnets and security groups of a function exist and are of one VPC, and its role may make, describe and delete network interfaces.',
    source: `${GUIDE}/configuration-vpc.html`,
  },
  DEAD_LETTERS: {
    id: 'lambda/dead-letters',
    statement: 'The queue or topic for what a function failed to handle exists, and the role of the function may send to it, with its key.',
    source: `${GUIDE}/invocation-async-retain-records.html`,
  },
  TRACING: {
    id: 'lambda/tracing',
    statement: 'The role of a function that traces actively may put trace segments.',
    source: `${GUIDE}/services-xray.html`,
  },
  CONCURRENCY: {
    id: 'lambda/concurrency',
    statement: 'What functions of an account and region reserve leaves 100 of its 1,000 concurrent executions to the others.',
    source: `${API}/API_PutFunctionConcurrency.html; ${GUIDE}/configuration-concurrency.html`,
  },
  LAYERS: {
    id: 'lambda/layers',
    statement: 'A function has up to 5 layers, each named by the ARN of a version in its region.',
    source: `${GUIDE}/gettingstarted-limits.html`,
  },
  FILE_SYSTEM: {
    id: 'lambda/file-system',
    statement: 'A function mounts one access point of a file system below /mnt/, stands in a VPC that has a mount target of it, and is declared to come after the mount targets.',
    source: `${GUIDE}/configuration-filesystem.html`,
  },
  VERSION: {
    id: 'lambda/version',
    statement: 'A version, an alias, a URL or a setting of asynchronous calls is of a function that the template says is there first; an alias names a version that is there.',
    source: `${API}/API_PublishVersion.html; ${API}/API_CreateAlias.html; ${API}/API_CreateFunctionUrlConfig.html`,
  },
  DESTINATION: {
    id: 'lambda/destination',
    statement: 'Where results of asynchronous calls, or records that failed, are sent exists, and the role of the function may send them there.',
    source: `${GUIDE}/invocation-async-retain-records.html`,
  },
  SOURCE_EXISTS: {
    id: 'lambda/event-source-exists',
    statement: 'The function and the queue or stream of an event source mapping exist in one region, and the template says that they are there first; a function has one mapping of each source.',
    source: `${API}/API_CreateEventSourceMapping.html`,
  },
  SOURCE_ROLE: {
    id: 'lambda/event-source-role',
    statement: 'The role of a function may read what an event source mapping polls for it, and decrypt with the key of the source: Lambda looks when the mapping is made.',
    source: `${GUIDE}/services-sqs-configure.html; ${GUIDE}/services-dynamodb-eventsourcemapping.html; ${GUIDE}/services-kinesis-create.html`,
  },
  SOURCE_TIMEOUT: {
    id: 'lambda/event-source-timeout',
    statement: 'A queue hides its messages for at least as long as the function that reads them may run.',
    source: `${GUIDE}/services-sqs-configure.html (InvalidParameterValueException: Queue visibility timeout is less than Function timeout)`,
  },
  SOURCE_SETTINGS: {
    id: 'lambda/event-source-settings',
    statement: 'A mapping of a stream says where to begin, and one of a queue does not; batches, windows, retries and filters are within what the kind of source takes.',
    source: `${API}/API_CreateEventSourceMapping.html`,
  },
} as const satisfies Record<string, Rule>;
