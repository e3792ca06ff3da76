import { App, PropertyInjectors, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AuthorizationType, Cors, DomainName, EndpointType, MethodLoggingLevel, MockIntegration, RestApi, RestApiProps, SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import * as v2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  PublicRoute, SecureHttpApi, SecureHttpApiProps, SecureRestApi, SecureRestApiProps, WebApplicationFirewall,
} from '../../../lib/constructs/edge';

const REST = 'AWS::ApiGateway::RestApi';
const STAGE = 'AWS::ApiGateway::Stage';
const HEALTH = PublicRoute.of('GET /health', 'monitoring asks for it');

const newStack = (app = new App()) => new Stack(app, 'Shop', { env: { account: '111111111111', region: 'eu-central-1' } });
const certificateIn = (stack: Stack) => Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-central-1:111111111111:certificate/c');
const domainIn = (stack: Stack) => ({ domainName: 'api.example.com', certificate: certificateIn(stack) });

function rest(props: SecureRestApiProps = {}, stack = newStack()) {
  const api = new SecureRestApi(stack, 'Api', props);
  api.root.addMethod('GET', new MockIntegration(), { authorizationType: AuthorizationType.IAM });
  return { stack, api };
}

describe('a REST API, by default', () => {
  const template = Template.fromStack(rest().stack);

  test('is regional, and speaks TLS 1.2 and newer with forward secrecy', () => {
    template.hasResourceProperties(REST, {
      EndpointConfiguration: { Types: ['REGIONAL'] }, SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', EndpointAccessMode: 'STRICT',
    });
  });

  test('logs requests and errors but no bodies, traces, counts and limits', () => {
    template.hasResourceProperties(STAGE, {
      AccessLogSetting: { DestinationArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('AccessLogs'), 'Arn'] }, Format: Match.stringLikeRegexp('requestId.*tlsVersion') },
      TracingEnabled: true,
      MethodSettings: [{
        HttpMethod: '*', ResourcePath: '/*', LoggingLevel: 'ERROR', DataTraceEnabled: false, MetricsEnabled: true,
        ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 500,
      }],
    });
  });

  test('keeps its log for a year under the key of the stack', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SecureApplicationKey'), 'Arn'] } },
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });

  test('validates requests by one validator', () => {
    template.hasResourceProperties('AWS::ApiGateway::RequestValidator', { ValidateRequestBody: true, ValidateRequestParameters: true });
    template.hasResourceProperties('AWS::ApiGateway::Method', { RequestValidatorId: { Ref: Match.stringLikeRegexp('Requests') } });
  });

  test('has the web ACL of the stack', () => {
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SecureRegionalWebAcl'), 'Arn'] } });
  });

  test('sets the role that API Gateway logs with, and leaves it behind', () => {
    template.hasResource('AWS::ApiGateway::Account', { DeletionPolicy: 'Retain' });
    template.hasResource('AWS::IAM::Role', { DeletionPolicy: 'Retain' });
  });
});

describe('options of a REST API', () => {
  test('with a domain name its own endpoint is closed, and the domain speaks TLS 1.2 and newer', () => {
    const stack = newStack();
    const template = Template.fromStack(rest({ domainName: domainIn(stack) }, stack).stack);
    template.hasResourceProperties(REST, { DisableExecuteApiEndpoint: true });
    template.hasResourceProperties('AWS::ApiGateway::DomainName', { SecurityPolicy: 'TLS_1_2' });
  });

  test('a domain that is added later too', () => {
    const stack = newStack();
    const { api } = rest({}, stack);
    api.addDomainName('Later', domainIn(stack));
    Template.fromStack(stack).hasResourceProperties('AWS::ApiGateway::DomainName', { SecurityPolicy: 'TLS_1_2' });
    expect(() => api.addDomainName('Old', { ...domainIn(new Stack()), securityPolicy: SecurityPolicy.TLS_1_0 })).toThrow(/'domainName\.securityPolicy'/);
  });

  test('what is said stays: edge locations, limits, a cache, which is encrypted', () => {
    const template = Template.fromStack(rest({
      endpointTypes: [EndpointType.EDGE],
      deployOptions: { throttlingRateLimit: 5, cacheClusterEnabled: true, loggingLevel: MethodLoggingLevel.INFO },
    }).stack);
    template.hasResourceProperties(REST, { SecurityPolicy: 'SecurityPolicy_TLS12_PFS_2025_EDGE' });
    template.hasResourceProperties(STAGE, {
      MethodSettings: [Match.objectLike({ ThrottlingRateLimit: 5, CacheDataEncrypted: true, LoggingLevel: 'INFO' })],
    });
  });

  test('without a stage there is no log and no web ACL, and the role can be somebody else\'s', () => {
    const template = Template.fromStack(rest({ deploy: false, cloudWatchRole: false }).stack);
    ['AWS::WAFv2::WebACL', 'AWS::Logs::LogGroup', 'AWS::ApiGateway::Account'].forEach(type => template.resourceCountIs(type, 0));
  });

  test('no firewall, with a reason', () => {
    const template = Template.fromStack(rest({ webApplicationFirewall: WebApplicationFirewall.none('CloudFront stands in front') }).stack);
    template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });

  test('CORS and public routes need no authorizer', () => {
    const { stack, api } = rest({ publicRoutes: [HEALTH], defaultCorsPreflightOptions: { allowOrigins: Cors.ALL_ORIGINS } });
    api.root.addResource('health').addMethod('GET', new MockIntegration());
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('the validation of a REST API', () => {
  test('refuses a method that everybody may call, and one that says so itself', () => {
    const { stack, api } = rest();
    api.root.addMethod('POST', new MockIntegration());
    api.root.addResource('x').addMethod('OPTIONS', new MockIntegration(), { authorizationType: AuthorizationType.NONE });
    expect(() => Template.fromStack(stack)).toThrow(/route "POST \/" must say who may call it, got no authorizer: give an authorizer or AuthorizationType\.IAM/);
  });

  test('refuses a public route that is none', () => {
    expect(() => Template.fromStack(rest({ publicRoutes: [HEALTH] }).stack)).toThrow(/'publicRoutes' must name routes that everybody may call, got "GET \/health"/);
    expect(() => PublicRoute.of('health', '')).toThrow(/2 problems\n.*'routeKey' must be a method and a path.*\n.*'reason'/);
  });

  test('tells everything that would weaken it at once', () => {
    const stack = newStack();
    const props: RestApiProps = {
      domainName: { ...domainIn(stack), securityPolicy: SecurityPolicy.TLS_1_0 }, disableExecuteApiEndpoint: false,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.DESTROY,
      deployOptions: { tracingEnabled: false, loggingLevel: MethodLoggingLevel.OFF, dataTraceEnabled: true, cacheDataEncrypted: false },
    };
    expect(() => rest(props, stack)).toThrow(new RegExp(['7 problems', "'domainName.securityPolicy'", "'disableExecuteApiEndpoint'", "'cloudWatchRoleRemovalPolicy'",
      "'deployOptions.tracingEnabled'", "'deployOptions.loggingLevel'", "'deployOptions.dataTraceEnabled'", "'deployOptions.cacheDataEncrypted'"].join('.*\n.*')));
  });
});

describe('an HTTP API', () => {
  const integration = new HttpUrlIntegration('Url', 'https://origin.example.com');
  function http(props: SecureHttpApiProps = {}, stack = newStack()) {
    const api = new SecureHttpApi(stack, 'Api', { defaultAuthorizer: new HttpIamAuthorizer(), ...props });
    api.addRoutes({ path: '/orders', methods: [v2.HttpMethod.GET], integration: new HttpUrlIntegration('Url', 'https://origin.example.com') });
    return { stack, api };
  }

  test('logs requests under the key of the stack, counts and limits, by default', () => {
    const template = Template.fromStack(http().stack);
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      AccessLogSettings: { DestinationArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('AccessLogs'), 'Arn'] }, Format: Match.stringLikeRegexp('requestId') },
      DefaultRouteSettings: { ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 500, DetailedMetricsEnabled: true },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365, KmsKeyId: Match.anyValue() });
  });

  test('closes its own endpoint where it has a domain name', () => {
    const stack = newStack();
    const domainName = new v2.DomainName(stack, 'Domain', domainIn(stack));
    Template.fromStack(http({ defaultDomainMapping: { domainName } }, stack).stack).hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
    expect(() => http({ defaultDomainMapping: { domainName }, disableExecuteApiEndpoint: false })).toThrow(/'disableExecuteApiEndpoint' must be true/);
  });

  test('keeps the limits of a stage that is added, and logs it too', () => {
    const { stack, api } = http({ createDefaultStage: false });
    api.addStage('Live', { stageName: 'live', throttle: { rateLimit: 7, burstLimit: 3 } });
    Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: 'live', AccessLogSettings: Match.anyValue(), DefaultRouteSettings: { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 3 },
    });
  });

  test('refuses a route that everybody may call, wherever in the stack it is made', () => {
    const { stack, api } = http();
    new v2.HttpRoute(stack, 'Elsewhere', { httpApi: api, routeKey: v2.HttpRouteKey.DEFAULT, integration, authorizer: new v2.HttpNoneAuthorizer() });
    expect(() => Template.fromStack(stack)).toThrow(/route "\$default" must say who may call it/);
  });

  test('takes a route that is public by choice, and not the choice alone', () => {
    const { stack, api } = http({ publicRoutes: [HEALTH] });
    const more = new HttpUrlIntegration('More', 'https://a.example.com');
    api.addRoutes({ path: '/health', methods: [v2.HttpMethod.GET], integration: more, authorizer: new v2.HttpNoneAuthorizer() });
    expect(() => Template.fromStack(stack)).not.toThrow();
    expect(() => Template.fromStack(http({ publicRoutes: [HEALTH] }).stack)).toThrow(/'publicRoutes' must name routes/);
  });

  test('knows its routes from those of another one', () => {
    const { stack } = http();
    new v2.HttpApi(stack, 'Plain').addRoutes({ path: '/', integration: new HttpUrlIntegration('Other', 'https://a.example.com') });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('APIs of the CDK, in a scope with the defaults', () => {
  const app = (context = {}) => {
    const made = new App({ context });
    PropertyInjectors.of(made).add(SecureRestApi.defaults(), SecureRestApi.domainDefaults());
    PropertyInjectors.of(made).add(SecureHttpApi.domainDefaults());
    return made;
  };

  test('get logs, limits and TLS 1.2, and keep what is said', () => {
    const stack = newStack(app());
    const api = new RestApi(stack, 'Plain', { deployOptions: { tracingEnabled: false } });
    api.root.addMethod('GET');
    new DomainName(stack, 'Domain', domainIn(stack));
    const template = Template.fromStack(stack);
    template.hasResourceProperties(STAGE, {
      AccessLogSetting: Match.anyValue(), TracingEnabled: false, MethodSettings: [Match.objectLike({ ThrottlingRateLimit: 1_000 })],
    });
    template.hasResourceProperties('AWS::ApiGateway::DomainName', { SecurityPolicy: 'TLS_1_2' });
  });

  test('keep their own endpoint beside a domain name, and the role of the account', () => {
    const stack = newStack(app({ '@aws-cdk/aws-apigateway:disableCloudWatchRole': true }));
    new RestApi(stack, 'Plain', { domainName: domainIn(stack) }).root.addMethod('GET');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: Match.absent() });
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
  });

  test('of the HTTP kind keep their own endpoint too, and their stages are completed', () => {
    const stack = newStack(app());
    const domainName = new v2.DomainName(stack, 'Domain', domainIn(stack));
    const api = new v2.HttpApi(stack, 'Plain', { defaultDomainMapping: { domainName } });
    SecureHttpApi._completeStage(api.defaultStage!.node.defaultChild as v2.CfnStage);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: Match.absent() });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { AccessLogSettings: Match.anyValue() });
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainNameConfigurations: [Match.objectLike({ SecurityPolicy: 'TLS_1_2' })] });
  });
});
