import { demand } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

/** Browsers ask without credentials whether they may call. */
const isPreflight = ({ HttpMethod: method, RouteKey: route }: Readonly<Record<string, unknown>>): boolean =>
  method === 'OPTIONS' || String(route).startsWith('OPTIONS ');

export const API_METHOD_AUTHORIZATION: RuleDefinition = {
  id: 'api-method-authorization',
  theme: SecurityTheme.PUBLIC_EXPOSURE,
  title: 'Every method and route of an API asks who calls',
  remedy: 'give it an authorizer, or IAM',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-8',
  cfnTypes: ['AWS::ApiGateway::Method', 'AWS::ApiGatewayV2::Route'],
  problems: ({ properties }) => isPreflight(properties) ? []
    : demand(properties, 'AuthorizationType', 'be an authorization', type => type !== undefined && type !== 'NONE'),
};
