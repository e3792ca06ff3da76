import { Rule } from '../aws/contract';

const GUIDE = 'https://docs.aws.amazon.com/eventbridge/latest/userguide';

/** What EventBridge asks of rules and targets, and what they need so that an event arrives: nobody is told when one does not. */
export const EVENTS = {
  PATTERN: {
    id: 'events/pattern',
    statement: 'An event pattern has at most 2,048 characters, lists at its leaves, and operators that EventBridge knows.',
    source: `${GUIDE}/eb-create-pattern-operators.html; ${GUIDE}/eb-quota.html`,
  },
  TRIGGER: {
    id: 'events/trigger',
    statement: 'A rule has an event pattern, or a schedule as rate(…) or cron(…); schedules run on the default bus only.',
    source: `${GUIDE}/eb-create-rule-schedule.html; https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html`,
  },
  BUS_EXISTS: {
    id: 'events/bus-exists',
    statement: 'The bus of a rule exists in its account and region, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html (ResourceNotFoundException)',
  },
  BUS_POLICY: {
    id: 'events/bus-policy',
    statement: 'The policy of a bus names actions of EventBridge on that bus, and roles in it exist and are there first.',
    source: `${GUIDE}/eb-event-bus-perms.html (that any other resource is refused, \`*\` too, is the model's own)`,
  },
  TARGETS: {
    id: 'events/targets',
    statement: 'A rule has at most five targets, each with an id of its own.',
    source: `${GUIDE}/eb-quota.html`,
  },
  TRANSFORMER: {
    id: 'events/transformer',
    statement: 'A template names only values that its map of at most 100 paths defines, or those that EventBridge predefines.',
    source: `${GUIDE}/eb-transform-target-input.html`,
  },
  TARGET_REGION: {
    id: 'events/target-region',
    statement: 'Topics, queues and functions that a rule invokes, and its dead-letter queues, are in its region; only a bus may be in another one.',
    source: `${GUIDE}/eb-service-cross-account.html; ${GUIDE}/eb-rule-dlq.html`,
  },
  TARGET_EXISTS: {
    id: 'events/target-exists',
    statement: 'What a rule invokes exists.',
    source: `${GUIDE}/eb-targets.html`,
  },
  TARGET_ROLE: {
    id: 'events/target-role',
    statement: 'A rule that sends to another bus or to an API destination names a role of its account that events.amazonaws.com may assume, and that is there first.',
    source: `${GUIDE}/eb-cross-account.html; ${GUIDE}/eb-cross-region.html; ${GUIDE}/eb-bus-to-bus.html`,
  },
  ROLE_SENDS: {
    id: 'events/role-sends',
    statement: 'The role of a target may put events on the bus or invoke the API destination, under its own policies, those of the organization, and the policy of a bus in another account.',
    source: `${GUIDE}/eb-cross-account.html`,
  },
  RULE_FED: {
    id: 'events/rule-fed',
    statement: 'All that a rule on a bus of one\'s own waits for is sent there by another rule, where AWS services alone make such events.',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html (only services make sources that begin with "aws."; that such a rule is an error is the model\'s own)',
  },
  FORWARDED_CAUGHT: {
    id: 'events/forwarded-caught',
    statement: 'What a rule sends to a bus of one\'s own is looked for by a rule there: else it vanishes without a word.',
    source: 'the model\'s own, after https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html (events that match no rule are dropped)',
  },
  SENT_EVERYWHERE: {
    id: 'events/sent-everywhere',
    statement: 'What one account sends to a bus, each sends that the same StackSet goes to, or that has the same queue for what could not be sent: from each such region, or from the global one alone.',
    source: 'the model\'s own: the queue\'s name, the same everywhere, tells which rules belong together; for the global region https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html',
  },
  FIFO_TARGET: {
    id: 'events/fifo-target',
    statement: 'A rule gives a FIFO queue, and no other target, a message group; what a target did not get goes to a standard queue.',
    source: `${GUIDE}/eb-targets.html; ${GUIDE}/eb-rule-dlq.html (only standard queues)`,
  },
  HAS_TARGET: {
    id: 'events/has-target',
    statement: 'A rule that is on has a target: AWS takes one without, and its events vanish.',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html (targets are put later); that such a rule is an error is the model\'s own',
  },
  ONE_ACCOUNT_ON: {
    id: 'events/one-account-on',
    statement: 'An event that came from another account is not sent on to a third one, nor in circles.',
    source: `${GUIDE}/eb-cross-account.html`,
  },
  TOPIC_POLICY: {
    id: 'events/topic-policy',
    statement: 'The policy of a topic lets events.amazonaws.com publish in a statement without conditions: with one, events are lost silently.',
    source: `${GUIDE}/eb-use-resource-based.html (Condition blocks in Amazon SNS topic policies are not supported)`,
  },
  TOPIC_KEY: {
    id: 'events/topic-key',
    statement: 'The key of a topic that a rule publishes to lets events.amazonaws.com generate data keys and decrypt.',
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
  },
  QUEUE_POLICY: {
    id: 'events/queue-policy',
    statement: 'The policy and the key of a queue let events.amazonaws.com send messages for the rule.',
    source: `${GUIDE}/eb-use-resource-based.html`,
  },
  FUNCTION_PERMISSION: {
    id: 'events/function-permission',
    statement: 'A permission lets events.amazonaws.com invoke the function for the rule.',
    source: `${GUIDE}/eb-use-resource-based.html`,
  },
  DEAD_LETTER_QUEUE: {
    id: 'events/dead-letter-queue',
    statement: 'The dead-letter queue of a target exists, and its policy and key let events.amazonaws.com write to it for the rule.',
    source: `${GUIDE}/eb-rule-dlq.html; https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html`,
  },
} as const satisfies Record<string, Rule>;

/** What SQS asks of queues. */
export const SQS = {
  KEY_EXISTS: {
    id: 'sqs/key-exists',
    statement: 'The customer managed key of a queue exists in its region, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html',
  },
  DEAD_LETTERS: {
    id: 'sqs/dead-letter-queue',
    statement: 'What a queue could not hand over goes to a queue of the same account, region and kind (FIFO or standard), after 1 to 1,000 attempts, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  },
  REDRIVE_ALLOW: {
    id: 'sqs/redrive-allow',
    statement: 'A queue for what could not be handed over lets the queue that uses it: all of the account and region, up to 10 by name, or none.',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html (RedriveAllowPolicy)',
  },
  FIFO: {
    id: 'sqs/fifo',
    statement: 'The name of a FIFO queue, and of no other, ends with ".fifo"; deduplication and throughput are of FIFO queues alone, and throughput for each message group needs deduplication within the group.',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html; https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html',
  },
  POLICY_PRINCIPALS_EXIST: {
    id: 'sqs/policy-principals-exist',
    statement: 'Roles that a queue policy names as principals exist, and the template says that it waits for them.',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html',
  },
} as const satisfies Record<string, Rule>;
