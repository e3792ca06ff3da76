import { Stack, StackProps } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { data } from 'cdk-secure-landing-zone';

/** Orders arrive in a queue, and a function writes them into a table. */
export class ApplicationStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    // What the data is: its tag, its key, its backups follow.
    data.DataClassification.CONFIDENTIAL.applyTo(this);

    const orders = new data.SecureTable(this, 'Orders', { partitionKey: { name: 'orderId', type: AttributeType.STRING } });
    const arrivals = new data.SecureQueue(this, 'Arrivals');
    const worker = new Function(this, 'Worker', {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      environment: { TABLE_NAME: orders.tableName },
      code: Code.fromInline('exports.handler = async event => console.log(event.Records.length);'),
    });
    worker.addEventSource(new SqsEventSource(arrivals));
    orders.grantWriteData(worker);
  }
}
