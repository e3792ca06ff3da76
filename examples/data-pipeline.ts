import { App, Duration, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { data, defaults } from 'cdk-secure-landing-zone';

/**
 * Files of customers come into one bucket and leave another without names:
 *
 *     raw (restricted) ──► rule ──► queue ──► function ──► curated (confidential)
 *                                     └──► dead letters ──► alarm     └──► catalogue
 */
export const app = new App();
defaults.SecureDefaults.applyTo(app, { asOf: '2026-11-22' });
const stack = new Stack(app, 'Pipeline', { env: { account: '222222222222', region: 'eu-central-1' } });
data.DataClassification.CONFIDENTIAL.applyTo(stack);

const raw = new data.SecureBucket(stack, 'Raw', { classification: data.DataClassification.RESTRICTED, eventBridgeEnabled: true });
const curated = new data.SecureBucket(stack, 'Curated');
const catalogue = new data.SecureTable(stack, 'Catalogue', { partitionKey: { name: 'objectKey', type: AttributeType.STRING } });

const arrivals = new data.SecureQueue(stack, 'Arrivals', { visibilityTimeout: Duration.minutes(6) });
new Rule(stack, 'Arrived', {
  eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [raw.bucketName] } } },
  targets: [new SqsQueue(arrivals)],
});

const curator = new Function(stack, 'Curator', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  timeout: Duration.minutes(1),
  environment: { CURATED: curated.bucketName, CATALOGUE: catalogue.tableName },
  code: Code.fromInline('exports.handler = async ({ Records }) => console.log(`${Records.length} files`);'),
});
curator.addEventSource(new SqsEventSource(arrivals, { reportBatchItemFailures: true }));
raw.grantRead(curator);
curated.grantPut(curator);
catalogue.grantWriteData(curator);

// What could not be read is told to somebody.
const alerts = new data.SecureTopic(stack, 'Alerts');
alerts.grantPublishToAlarms();
alerts.addSubscription(new EmailSubscription('data-team@example.com'));
arrivals.metricDeadLetters().createAlarm(stack, 'DeadLetters', { threshold: 1, evaluationPeriods: 1 }).addAlarmAction(new SnsAction(alerts));

// Kept as long as their class says.
new data.BackupByClass(stack, 'Backups');
