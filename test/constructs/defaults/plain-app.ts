import { App, Duration, Stack } from 'aws-cdk-lib';
import { CognitoUserPoolsAuthorizer, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { CfnUserPool, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Cluster, ContainerImage, FargateService, FargateTaskDefinition, LogDrivers } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancer, ListenerCertificate } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function, IFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnLogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { DataClassification } from '../../../lib/constructs/data';
import { SecureDefaults } from '../../../lib/constructs/defaults';
import { TODAY } from './secured';

/** Where it goes. */
export const ENV = { account: '111111111111', region: 'eu-central-1' };

const CERTIFICATE = ListenerCertificate.fromArn('arn:aws:acm:eu-central-1:111111111111:certificate/1234abcd-12ab-34cd-56ef-1234567890ab');

const functionIn = (stack: Stack, id: string, vpc?: IVpc) => new Function(stack, id, {
  vpc, runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {};'),
});

/** An app as people write it, without a word about security in it: what keeps data and messages, and grants to a function elsewhere. */
function data(stack: Stack, worker: IFunction): void {
  const queue = new Queue(stack, 'Queue');
  const topic = new Topic(stack, 'Topic');
  topic.addSubscription(new SqsSubscription(queue));
  const table = new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING }, billingMode: BillingMode.PAY_PER_REQUEST });
  table.addGlobalSecondaryIndex({ indexName: 'byName', partitionKey: { name: 'name', type: AttributeType.STRING } });
  const bucket = new Bucket(stack, 'Bucket');
  bucket.grantReadWrite(worker);
  table.grantReadWriteData(worker);
  topic.grantPublish(worker);
  queue.grantSendMessages(worker);
  new LogGroup(stack, 'Logs');
  new CfnBucket(stack, 'PlainBucket');
  new CfnQueue(stack, 'PlainQueue');
  new CfnTopic(stack, 'PlainTopic');
  new CfnLogGroup(stack, 'PlainLogs');
}

/** Functions, and who calls them. */
function functions(stack: Stack): IFunction {
  const worker = functionIn(stack, 'Function');
  const work = new Queue(stack, 'Work', { deadLetterQueue: { queue: new Queue(stack, 'Dead'), maxReceiveCount: 5 } });
  worker.addEventSource(new SqsEventSource(work));
  new Rule(stack, 'Nightly', { schedule: Schedule.rate(Duration.days(1)), targets: [new LambdaFunction(worker), new SqsQueue(work)] });
  new StateMachine(stack, 'Steps', { definitionBody: DefinitionBody.fromChainable(new LambdaInvoke(stack, 'Invoke', { lambdaFunction: worker })) });
  const users = new UserPool(stack, 'Users', { mfa: Mfa.REQUIRED });
  new CfnUserPool(stack, 'PlainUsers', { mfaConfiguration: 'ON', enabledMfas: ['SOFTWARE_TOKEN_MFA'] });
  const authorizer = new CognitoUserPoolsAuthorizer(stack, 'Authorizer', { cognitoUserPools: [users] });
  new RestApi(stack, 'Rest').root.addMethod('GET', new LambdaIntegration(worker), { authorizer });
  new HttpApi(stack, 'Http', { defaultAuthorizer: new HttpIamAuthorizer() })
    .addRoutes({ path: '/orders', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('Orders', worker) });
  return worker;
}

/** A service of containers behind a load balancer. */
function containers(stack: Stack): void {
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 });
  functionIn(stack, 'InVpc', vpc);
  const taskDefinition = new FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('Web', {
    image: ContainerImage.fromEcrRepository(new Repository(stack, 'Images')), user: '1000', portMappings: [{ containerPort: 8443 }],
    logging: LogDrivers.awsLogs({ streamPrefix: 'web' }),
  });
  const service = new FargateService(stack, 'Service', { cluster: new Cluster(stack, 'Cluster', { vpc }), taskDefinition, minHealthyPercent: 50 });
  const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
  balancer.addListener('Https', { port: 443, certificates: [CERTIFICATE] }).addTargets('Web', { port: 8443, targets: [service] });
  balancer.addRedirect();
}

/** All of it, under the defaults by one line. */
export function plainApp(): App {
  const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
  SecureDefaults.applyTo(app, { asOf: TODAY });
  DataClassification.CONFIDENTIAL.applyTo(app);
  const [calls, stores, web] = ['Calls', 'Stores', 'Web'].map(name => new Stack(app, name, { env: ENV }));
  data(stores, functions(calls));
  containers(web);
  return app;
}
