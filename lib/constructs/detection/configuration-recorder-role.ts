import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { CONFIG_SERVICE_LINKED_ROLE, functionName } from '../../core/naming';

/**
 * What `ConfigurationRecorder` may do, in every region of the account: stands in the template of the account's global part.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsconfig.html
 */
export class ConfigurationRecorderRole extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const account = `${Aws.PARTITION}:config:*:${Aws.ACCOUNT_ID}`;
    const recorders = `arn:${account}:configuration-recorder/*`;
    InlineHandlerRole.forEveryRegion(this, 'Resource', {
      functionName: functionName('config-recorder'),
      statements: [
        new PolicyStatement({
          sid: 'ReadRecording',
          actions: ['config:DescribeConfigurationRecorders', 'config:DescribeConfigurationRecorderStatus', 'config:DescribeDeliveryChannels'],
          resources: ['*'],
        }),
        new PolicyStatement({ sid: 'Record', actions: ['config:PutConfigurationRecorder', 'config:StartConfigurationRecorder'], resources: [recorders] }),
        new PolicyStatement({ sid: 'Deliver', actions: ['config:PutDeliveryChannel'], resources: ['*'] }),
        new PolicyStatement({
          sid: 'PassRoleToConfig',
          actions: ['iam:PassRole'],
          resources: [`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${CONFIG_SERVICE_LINKED_ROLE}`],
        }),
      ],
      acknowledgedWildcards: [
        { resource: '*', reason: 'IAM knows no resource for delivery channels, and what is asked for is whether there is a recorder, of whatever name.' },
        { resource: recorders, reason: 'The recorder of an adopted account keeps its name, and every recorder has a random id.' },
      ],
    });
  }
}
