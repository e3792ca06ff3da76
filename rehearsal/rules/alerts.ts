import { Rule } from '../aws/contract';

const LOGS_GUIDE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs';
const SNS_GUIDE = 'https://docs.aws.amazon.com/sns/latest/dg';
const PUT_ALARM = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html';

/** What CloudWatch Logs asks of metric filters. */
export const METRIC_FILTERS = {
  PATTERN: {
    id: 'logs/filter-pattern',
    statement: 'The pattern of a metric filter has at most 1,024 characters and follows the syntax of filters on JSON.',
    source: `${LOGS_GUIDE}/FilterAndPatternSyntaxForMetricFilters.html`,
  },
  LOG_GROUP: {
    id: 'logs/filter-log-group',
    statement: 'The log group of a metric filter exists in its account and region, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html',
  },
  QUOTA: {
    id: 'logs/filter-quota',
    statement: 'A log group has at most 100 metric filters, each with one transformation.',
    source: `${LOGS_GUIDE}/cloudwatch_limits_cwl.html`,
  },
  WATCHED: {
    id: 'logs/filter-watched',
    statement: 'An alarm of the account and region watches the metric that a metric filter makes, and has an action that is enabled, or a webhook gets its events: what nobody watches, nobody hears of.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html; CIS AWS Foundations Benchmark 7.0, 5.1 to 5.15: a filter goes with an alarm',
  },
} as const satisfies Record<string, Rule>;

/** What CloudWatch asks of alarms, and what an alarm needs so that somebody hears of it: nobody is told when one is lost. */
export const CLOUDWATCH = {
  ALARM_SETTINGS: {
    id: 'cloudwatch/alarm-settings',
    statement: 'The period of an alarm is 10, 20, 30 or a multiple of 60 seconds, all periods together last at most a week, and no more datapoints are asked for than periods.',
    source: PUT_ALARM,
  },
  ALARM_ACTIONS: {
    id: 'cloudwatch/alarm-actions',
    statement: 'An alarm has at most five actions for each state, on topics of its own region.',
    source: PUT_ALARM,
  },
  ALARM_FED: {
    id: 'cloudwatch/alarm-fed',
    statement: 'The metric of an alarm is one that AWS makes of a function, a queue, a rule or a topic that is there; or a metric filter of the account and region makes it, in a log group to which a trail that logs, or a function, writes: what nobody feeds never goes off.',
    source: `${LOGS_GUIDE}/MonitoringLogData.html`,
  },
  ALARM_GOES_OFF: {
    id: 'cloudwatch/alarm-goes-off',
    statement: 'There is a number of events that takes the statistic of an alarm to where it goes off: an average, a minimum or a maximum does not grow with the number of events.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html',
  },
  ALARM_DELIVERY: {
    id: 'cloudwatch/alarm-delivery',
    statement: 'The topic of an alarm exists, its policy lets cloudwatch.amazonaws.com publish for the alarm, and its key lets it make data keys and decrypt.',
    source: `${SNS_GUIDE}/sns-key-management.html; ${SNS_GUIDE}/sns-access-policy-use-cases.html`,
  },
  SOMEBODY_IS_TOLD: {
    id: 'cloudwatch/somebody-is-told',
    statement: 'Somebody subscribed to one of the topics that alarms publish to: one without subscribers is fine, all of them are not.',
    source: 'the model\'s own: https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html asks for an alarm with an action that somebody gets',
  },
} as const satisfies Record<string, Rule>;

/** What SNS asks of topics and subscriptions. */
export const SNS = {
  KEY_USABLE: {
    id: 'sns/key-usable',
    statement: 'The customer managed key of a topic exists in its region, and the template says that it is there first; AWS services cannot publish under the key alias/aws/sns.',
    source: `${SNS_GUIDE}/sns-key-management.html`,
  },
  POLICY_PRINCIPALS_EXIST: {
    id: 'sns/policy-principals-exist',
    statement: 'Roles that a topic policy names as principals exist, and the template says that it waits for them.',
    source: `${SNS_GUIDE}/sns-using-identity-based-policies.html`,
  },
  SUBSCRIPTION: {
    id: 'sns/subscription',
    statement: 'A subscription has a topic that is there first, a protocol that SNS knows, and an endpoint of that protocol; a queue or a function that it names exists.',
    source: 'https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html',
  },
  FIFO: {
    id: 'sns/fifo',
    statement: 'The name of a FIFO topic, and of no other, ends with ".fifo"; deduplication, an archive and throughput for each message group are of FIFO topics alone, queues subscribe to those, and FIFO queues to no other.',
    source: `${SNS_GUIDE}/sns-fifo-topics.html; ${SNS_GUIDE}/fifo-topic-message-delivery.html`,
  },
  FEEDBACK_ROLE: {
    id: 'sns/feedback-role',
    statement: 'The role by which SNS logs what became of messages exists in the account, trusts sns.amazonaws.com, and the template says that it is there first.',
    source: `${SNS_GUIDE}/sns-topic-attributes.html`,
  },
  FILTER: {
    id: 'sns/filter-policy',
    statement: 'A filter of a subscription has up to 5 names, each with a list of values, up to 150 combinations of them, and nested names only where it filters the body.',
    source: `${SNS_GUIDE}/subscription-filter-policy-constraints.html`,
  },
  DEAD_LETTERS: {
    id: 'sns/dead-letter-queue',
    statement: 'What could not be delivered to a subscription goes to a queue of its account and region, FIFO for a FIFO topic, and the template says that it is there first.',
    source: `${SNS_GUIDE}/sns-dead-letter-queues.html`,
  },
  DELIVERED: {
    id: 'sns/delivered',
    statement: 'The policy and the key of a queue that subscribed, or that takes what could not be delivered, let sns.amazonaws.com send messages for the topic; a permission lets it invoke a function: else messages are lost silently.',
    source: `${SNS_GUIDE}/subscribe-sqs-queue-to-sns-topic.html; ${SNS_GUIDE}/sns-key-management.html; https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html`,
  },
  CRITICAL_HEARD: {
    id: 'sns/critical-heard',
    statement: 'Somebody subscribed to each topic whose name ends with "critical" and to which an alarm or a rule publishes, or a webhook gets the same.',
    source: 'the model\'s own, after https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html',
  },
} as const satisfies Record<string, Rule>;

/** What Amazon Q Developer in chat applications (AWS Chatbot) asks of channels. */
export const CHATBOT = {
  ROLE_ASSUMABLE: {
    id: 'chatbot/role-assumable',
    statement: 'The role of a channel exists in its account, trusts chatbot.amazonaws.com, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-iam-policies.html',
  },
  TOPICS_EXIST: {
    id: 'chatbot/topics-exist',
    statement: 'The topics of a channel exist in its account, and the template says that they are there first.',
    source: 'https://docs.aws.amazon.com/chatbot/latest/adminguide/slr-permissions.html',
  },
} as const satisfies Record<string, Rule>;

/** What EventBridge asks of connections and API destinations. */
export const API_DESTINATIONS = {
  CONNECTION: {
    id: 'events/connection',
    statement: 'A connection has the parameters of its one type of authorization, and its secret comes by a reference to AWS Secrets Manager, never as text in a template.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-connection.html; that the secret is a reference is the model\'s own',
  },
  DESTINATION: {
    id: 'events/api-destination',
    statement: 'An API destination has an HTTPS endpoint, and a connection that the template says is there first.',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html',
  },
} as const satisfies Record<string, Rule>;
