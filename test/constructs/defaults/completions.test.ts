import { App, Stack } from 'aws-cdk-lib';
import { CfnApi, CfnStage, HttpApi, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DataClassification } from '../../../lib/constructs/data';
import { SecureDefaults } from '../../../lib/constructs/defaults';
import { TODAY } from './secured';

function templateOf(build: (stack: Stack) => void): Template {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  SecureDefaults.applyTo(app, { asOf: TODAY });
  DataClassification.INTERNAL.applyTo(app);
  build(stack);
  return Template.fromStack(stack);
}

describe('stages of HTTP APIs', () => {
  const COMPLETE = {
    AccessLogSettings: { DestinationArn: Match.anyValue(), Format: Match.stringLikeRegexp('requestId') },
    DefaultRouteSettings: Match.objectLike({ DetailedMetricsEnabled: true, ThrottlingRateLimit: 1_000 }),
  };

  test.each<[string, (stack: Stack) => void]>([
    ['of the L2', stack => new HttpApi(stack, 'Api')],
    ['of the L1', stack => new CfnStage(stack, 'Stage', {
      apiId: new CfnApi(stack, 'Api', { name: 'api', protocolType: 'HTTP' }).ref, stageName: '$default',
    })],
  ])('%s get logs under a key, limits and metrics', (_, build) => {
    const template = templateOf(build);
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', COMPLETE);
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() });
  });

  test('those of WebSocket APIs are left as they are', () => {
    const template = templateOf(stack => new WebSocketStage(stack, 'Stage', { stageName: 'live', webSocketApi: new WebSocketApi(stack, 'Api') }));
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { AccessLogSettings: Match.absent(), DefaultRouteSettings: Match.absent() });
  });
});
