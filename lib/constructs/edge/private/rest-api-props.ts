import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogFormat, CfnRestApi, DomainNameOptions, EndpointType, LogGroupLogDestination, MethodLoggingLevel, RestApiProps, SecurityPolicy,
  StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { Problems } from '../../../core/validation';
import { DEFAULT_BURST, DEFAULT_RATE, REST_LOG_FORMAT } from './api-logs';
import { encryptedLogGroup } from './encrypted-log-group';
import { refusedIf } from './refusals';
import { API_DOMAIN_TLS, API_ENDPOINT_TLS } from './tls-policies';

const PLAIN = 'apigateway.RestApi';

/** A domain with what its options leave open. */
export function securedDomain<Options extends Omit<DomainNameOptions, 'certificate'>>(options: Options): Options {
  return { ...options, securityPolicy: options.securityPolicy ?? API_DOMAIN_TLS.current[0] as SecurityPolicy };
}

/**
 * A REST API, of ours or not, with what the props of its stage and its domain leave open; its log group stands beside it. Its own endpoint
 * stays, since clients may call it, and so does the role of API Gateway's logs, which an account and region has one of.
 */
export function restApiDefaults(scope: Construct, id: string, props: RestApiProps): RestApiProps {
  return {
    ...props,
    ...props.deploy === false ? {} : { deployOptions: securedStage(scope, id, props.deployOptions) },
    ...props.domainName === undefined ? {} : { domainName: securedDomain(props.domainName) },
  };
}

/** A REST API of ours: closed at its own endpoint where it has a domain name, with the role that its logs need. */
export function securedRestApiProps(scope: Construct, id: string, props: RestApiProps): RestApiProps {
  return {
    ...restApiDefaults(scope, id, props),
    disableExecuteApiEndpoint: props.disableExecuteApiEndpoint ?? (props.domainName === undefined ? undefined : true),
    cloudWatchRole: props.cloudWatchRole ?? true,
    cloudWatchRoleRemovalPolicy: props.cloudWatchRole === false ? undefined : props.cloudWatchRoleRemovalPolicy ?? RemovalPolicy.RETAIN,
  };
}

function securedStage(scope: Construct, id: string, options: StageOptions = {}): StageOptions {
  const isCached = options.cacheClusterEnabled === true || options.cachingEnabled === true;
  return {
    ...options,
    accessLogDestination: options.accessLogDestination ?? new LogGroupLogDestination(encryptedLogGroup(scope, `${id}AccessLogs`)),
    accessLogFormat: options.accessLogFormat ?? AccessLogFormat.custom(REST_LOG_FORMAT),
    loggingLevel: options.loggingLevel ?? MethodLoggingLevel.ERROR,
    dataTraceEnabled: options.dataTraceEnabled ?? false,
    metricsEnabled: options.metricsEnabled ?? true,
    tracingEnabled: options.tracingEnabled ?? true,
    throttlingRateLimit: options.throttlingRateLimit ?? DEFAULT_RATE,
    throttlingBurstLimit: options.throttlingBurstLimit ?? DEFAULT_BURST,
    ...isCached ? { cacheDataEncrypted: options.cacheDataEncrypted ?? true } : {},
  };
}

/** Props of a REST API that say less than what it does by itself. */
export function restApiProblems(props: RestApiProps): Problems {
  const plain = PLAIN;
  const { domainName, deployOptions = {} } = props;
  return [
    ...domainProblems(domainName),
    ...refusedIf(domainName !== undefined && props.disableExecuteApiEndpoint === false, {
      prop: 'disableExecuteApiEndpoint', rule: 'be true where there is a domain name', got: false, remedy: 'leave it out', plain,
    }),
    ...refusedIf(props.cloudWatchRoleRemovalPolicy !== undefined && props.cloudWatchRoleRemovalPolicy !== RemovalPolicy.RETAIN, {
      prop: 'cloudWatchRoleRemovalPolicy', rule: 'be "retain", since every API of the account and region logs with it', got: props.cloudWatchRoleRemovalPolicy,
      remedy: 'leave it out', plain,
    }),
    ...stageProblems(deployOptions),
  ];
}

/** A domain that speaks an old TLS. */
export function domainProblems(options?: DomainNameOptions): Problems {
  return refusedIf(options?.securityPolicy !== undefined && !API_DOMAIN_TLS.current.includes(options.securityPolicy), {
    prop: 'domainName.securityPolicy', rule: `be one of ${API_DOMAIN_TLS.current.join(', ')}`, got: options?.securityPolicy, remedy: 'leave it out', plain: PLAIN,
  });
}

function stageProblems(options: StageOptions): Problems {
  const refused = (isWeaker: boolean, prop: keyof StageOptions, rule: string, remedy = 'leave it out') =>
    refusedIf(isWeaker, { prop: `deployOptions.${prop}`, rule, got: options[prop], remedy, plain: PLAIN });
  return [
    ...refused(options.tracingEnabled === false, 'tracingEnabled', 'be true'),
    ...refused(options.loggingLevel === MethodLoggingLevel.OFF, 'loggingLevel', 'be ERROR or INFO'),
    ...refused(options.dataTraceEnabled === true, 'dataTraceEnabled', 'be false, since it writes whole requests into a log that no key of yours encrypts'),
    ...refused(options.cacheDataEncrypted === false, 'cacheDataEncrypted', 'be true'),
  ];
}

/** TLS of the endpoint itself, which has TLS 1.0 where its template says nothing. */
export function completeRestApi(resource: CfnRestApi, isEdge: boolean): void {
  if (resource.securityPolicy === undefined) {
    resource.securityPolicy = isEdge ? API_ENDPOINT_TLS.edge : API_ENDPOINT_TLS.regional;
    resource.endpointAccessMode ??= 'STRICT';
  }
}

/** Whether the API stands behind the edge locations of API Gateway. */
export const isEdgeOptimised = ({ endpointTypes = [], endpointConfiguration }: RestApiProps): boolean =>
  [...endpointTypes, ...endpointConfiguration?.types ?? []].includes(EndpointType.EDGE);
