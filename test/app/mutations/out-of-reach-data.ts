const NO_QUEUES = 'the example has no FIFO queue, nor one that chooses who redrives to it; test/rehearsal/types/queues-and-topics.test.ts has some';
const NO_SUBSCRIPTIONS = 'topics of the example tell people; test/rehearsal/types/queues-and-topics.test.ts has subscriptions of queues';
const NO_TABLES = 'the example has no tables and streams; test/rehearsal/types/tables.test.ts has some';
const NO_NETWORKED_FUNCTIONS = 'functions of the example stand in no VPC and read from no queue; test/rehearsal/types/functions.test.ts has some';
const NO_APPLICATION_BUCKETS = 'no bucket or key of the example has this; test/rehearsal/types/keys-and-buckets.test.ts has some';

/** Rules of what stores data in application stacks: the example has none of it. Each with the reason, and the test that breaks it. */
export const OUT_OF_REACH_OF_DATA: Readonly<Record<string, string>> = {
  'events/fifo-target': NO_QUEUES,
  'sqs/redrive-allow': NO_QUEUES,
  'sqs/fifo': NO_QUEUES,
  'sns/fifo': NO_SUBSCRIPTIONS,
  'sns/feedback-role': NO_SUBSCRIPTIONS,
  'sns/filter-policy': NO_SUBSCRIPTIONS,
  'sns/dead-letter-queue': NO_SUBSCRIPTIONS,
  'sns/delivered': NO_SUBSCRIPTIONS,
  's3/notification-target': NO_APPLICATION_BUCKETS,
  's3/notification-key': NO_APPLICATION_BUCKETS,
  's3/lifecycle': NO_APPLICATION_BUCKETS,
  's3/cors': NO_APPLICATION_BUCKETS,
  's3/acl-disabled': NO_APPLICATION_BUCKETS,
  'kms/replica-primary': NO_APPLICATION_BUCKETS,
  'kms/service-key-usable': NO_TABLES,
  'kms/service-key-through-service': NO_TABLES,
  'dynamodb/attributes': NO_TABLES,
  'dynamodb/billing': NO_TABLES,
  'dynamodb/encryption': NO_TABLES,
  'dynamodb/indexes': NO_TABLES,
  'dynamodb/deletion-protection': NO_TABLES,
  'dynamodb/policy-principals-exist': NO_TABLES,
  'dynamodb/replicas': NO_TABLES,
  'dynamodb/kinesis-stream': NO_TABLES,
  'kinesis/capacity': NO_TABLES,
  'lambda/network': NO_NETWORKED_FUNCTIONS,
  'lambda/dead-letters': NO_NETWORKED_FUNCTIONS,
  'lambda/tracing': NO_NETWORKED_FUNCTIONS,
  'lambda/concurrency': NO_NETWORKED_FUNCTIONS,
  'lambda/layers': NO_NETWORKED_FUNCTIONS,
  'lambda/file-system': NO_NETWORKED_FUNCTIONS,
  'lambda/version': NO_NETWORKED_FUNCTIONS,
  'lambda/destination': NO_NETWORKED_FUNCTIONS,
  'lambda/event-source-exists': NO_NETWORKED_FUNCTIONS,
  'lambda/event-source-role': NO_NETWORKED_FUNCTIONS,
  'lambda/event-source-timeout': NO_NETWORKED_FUNCTIONS,
  'lambda/event-source-settings': NO_NETWORKED_FUNCTIONS,
};
