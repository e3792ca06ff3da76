import { RenderedResource } from '../../../core/rendered-resources';
import { definitionProblems, unread } from '../private/open-api-definition';
import { demand, isGiven } from '../private/problems';
import { isNamedBy, RenderedWorld } from '../private/rendered-world';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const REST = 'AWS::ApiGateway::RestApi';
const METHOD = 'AWS::ApiGateway::Method';
const API = 'AWS::ApiGatewayV2::Api';
const ROUTE = 'AWS::ApiGatewayV2::Route';

/** Browsers ask without credentials whether they may call. */
const isPreflight = ({ HttpMethod: method, RouteKey: route }: Readonly<Record<string, unknown>>): boolean =>
  method === 'OPTIONS' || String(route).startsWith('OPTIONS ');

/** As HTTP APIs have them; `$connect` is the route of a WebSocket API that asks. */
const ASKS = /^([A-Z]+ \/|\$default$|\$connect$)/;

/**
 * Whether a route takes messages of a connection: a WebSocket API asks who calls when somebody connects, and can do so then alone.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html
 */
function isOfConnection({ properties, construct }: RenderedResource, world: RenderedWorld): boolean {
  const key = String(properties.RouteKey);
  const api = world.withTypes([API]).find(one => one.construct.stack === construct.stack && isNamedBy(one, properties.ApiId));
  return api === undefined ? !ASKS.test(key) : api.properties.ProtocolType === 'WEBSOCKET' && key !== '$connect';
}

const methodProblems = (resource: RenderedResource, world: RenderedWorld): string[] =>
  isPreflight(resource.properties) || (resource.cfnType === ROUTE && isOfConnection(resource, world)) ? []
    : demand(resource.properties, 'AuthorizationType', 'be an authorization', type => type !== undefined && type !== 'NONE');

/** What makes methods and routes without resources of their own. */
function apiProblems({ properties }: RenderedResource): string[] {
  const { Body: body, BodyS3Location: elsewhere } = properties;
  return [
    ...isGiven(body) ? definitionProblems(body) : [],
    ...isGiven(elsewhere) ? [unread('BodyS3Location', elsewhere)] : [],
    ...demand(properties, 'Target', 'be left out, since the route that it makes asks nobody', target => !isGiven(target)),
  ];
}

export const API_METHOD_AUTHORIZATION: RuleDefinition = {
  id: 'api-method-authorization',
  theme: SecurityTheme.PUBLIC_EXPOSURE,
  title: 'Every method and route of an API asks who calls; a WebSocket API asks when somebody connects',
  remedy: 'give it an authorizer, or IAM',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-8',
  cfnTypes: [METHOD, ROUTE, REST, API],
  problems: (resource, world) => [METHOD, ROUTE].includes(resource.cfnType) ? methodProblems(resource, world) : apiProblems(resource),
};
