import { App, Duration, Stack } from 'aws-cdk-lib';
import { CognitoUserPoolsAuthorizer, LambdaIntegration } from 'aws-cdk-lib/aws-apigateway';
import { Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { data, defaults, edge } from 'cdk-secure-landing-zone';

/** An API that customers call with the tokens of a user pool; a function answers from a table. */
export const app = new App();
defaults.SecureDefaults.applyTo(app, { asOf: '2026-11-22' });
const stack = new Stack(app, 'Orders', { env: { account: '222222222222', region: 'eu-central-1' } });
data.DataClassification.CONFIDENTIAL.applyTo(stack);

const orders = new data.SecureTable(stack, 'Table', { partitionKey: { name: 'orderId', type: AttributeType.STRING } });

// A plain function of the CDK: the defaults of the second line give it its log group, its key and its tracing.
const reader = new Function(stack, 'Reader', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  timeout: Duration.seconds(10),
  environment: { TABLE_NAME: orders.tableName },
  code: Code.fromInline([
    "const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');",
    'const client = new DynamoDBClient();',
    'exports.handler = async ({ pathParameters: { orderId } }) => {',
    '  const Key = { orderId: { S: orderId } };',
    '  const { Item } = await client.send(new GetItemCommand({ TableName: process.env.TABLE_NAME, Key }));',
    '  return { statusCode: Item ? 200 : 404, body: JSON.stringify(Item ?? {}) };',
    '};',
  ].join('\n')),
});
orders.grant(reader, 'dynamodb:GetItem');

const customers = new UserPool(stack, 'Customers', { signInAliases: { email: true }, mfa: Mfa.REQUIRED });
const api = new edge.SecureRestApi(stack, 'Api', {
  defaultMethodOptions: { authorizer: new CognitoUserPoolsAuthorizer(stack, 'Authorizer', { cognitoUserPools: [customers] }) },
});
api.root.addResource('orders').addResource('{orderId}').addMethod('GET', new LambdaIntegration(reader), {
  requestParameters: { 'method.request.path.orderId': true },
});
