import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnApi, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { DEFAULT_BURST, DEFAULT_RATE, HTTP_LOG_FORMAT } from './api-logs';
import { encryptedLogGroup } from './encrypted-log-group';

/**
 * Gives a stage, of an L2 or not, the logs, limits and metrics that its template leaves out. What it says stays as it is, and so
 * does a stage of a WebSocket API, or of one that is not in the stack: its protocol is known there alone.
 */
export function completeHttpStage(resource: CfnStage): void {
  const stack = Stack.of(resource);
  if (!isOfHttpApi(resource, stack)) {
    return;
  }
  if (stack.resolve(resource.accessLogSettings) === undefined) {
    const scope = resource.node.scope?.node.defaultChild === resource ? resource.node.scope as Construct : resource;
    resource.accessLogSettings = { destinationArn: encryptedLogGroup(scope, 'AccessLogs').logGroupArn, format: HTTP_LOG_FORMAT };
  }
  const said = stack.resolve(resource.defaultRouteSettings) as CfnStage.RouteSettingsProperty | undefined;
  resource.defaultRouteSettings = {
    detailedMetricsEnabled: true, throttlingRateLimit: DEFAULT_RATE, throttlingBurstLimit: DEFAULT_BURST, ...said,
  };
}

function isOfHttpApi(stage: CfnStage, stack: Stack): boolean {
  const isCalled = ({ ref }: CfnApi) => JSON.stringify(stack.resolve(ref)) === JSON.stringify(stack.resolve(stage.apiId));
  return stack.node.findAll()
    .filter((one): one is CfnApi => CfnResource.isCfnResource(one) && one.cfnResourceType === CfnApi.CFN_RESOURCE_TYPE_NAME)
    .some(api => isCalled(api) && api.protocolType !== 'WEBSOCKET');
}
