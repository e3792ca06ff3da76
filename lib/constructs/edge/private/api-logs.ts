/** What is told of a request: who, what, how it ended, and over which TLS. Never a body, a header or a query. */
const COMMON = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  sourceIp: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
  httpMethod: '$context.httpMethod',
  status: '$context.status',
  responseLength: '$context.responseLength',
  protocol: '$context.protocol',
};

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html */
export const REST_LOG_FORMAT = JSON.stringify({
  ...COMMON,
  resourcePath: '$context.resourcePath',
  principal: '$context.authorizer.principalId',
  caller: '$context.identity.userArn',
  authorizeError: '$context.authorize.error',
  error: '$context.error.messageString',
  wafStatus: '$context.wafResponseCode',
  tlsVersion: '$context.tlsVersion',
  cipherSuite: '$context.cipherSuite',
});

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
export const HTTP_LOG_FORMAT = JSON.stringify({
  ...COMMON,
  routeKey: '$context.routeKey',
  caller: '$context.identity.caller',
  authorizerError: '$context.authorizer.error',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
});

/** Requests a second of one API, where nobody says more: a tenth of what all APIs of an account and region share. */
export const DEFAULT_RATE = 1_000;
/** How many may come at once. */
export const DEFAULT_BURST = 500;
