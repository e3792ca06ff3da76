import { Operation, ResourceType } from '../aws/contract';
import { ApiDomain, ApiMapping } from '../aws/services/api-gateway';
import { partKey } from '../aws/services/service-parts';
import { API_GATEWAY } from '../rules/apis';
import { requireCertificate } from './acm-certificate';
import { calls, gatewayArn, ofApi } from './api-part';
import { inert, TAGS } from './permission';
import { needed, refuseWhileInUse, serviceType } from './service-part';
import { record, records, text, texts } from './values';

const NO_REQUESTS = inert('no request is answered in the rehearsal');
const ZONE = 'ZAPIGATEWAYREGIONAL';
const SECURITY_POLICY = /^(TLS_1_0|TLS_1_2|SecurityPolicy_TLS1[23]_[A-Za-z0-9_]+)$/;
const nameOf = ({ properties }: Operation) => String(properties.DomainName);
const domainCalls = calls(operation => operation.kind === 'create' ? '/domainnames' : `/domainnames/${nameOf(operation)}`, { create: ['POST', 'PUT', 'GET'], update: ['GET', 'PUT', 'PATCH'], delete: ['GET', 'DELETE'] });

function domainOf(operation: Operation, certificateArn: string | undefined, policy: string | undefined, edge: boolean): Pick<ApiDomain, 'regionalDomainName' | 'regionalZoneId' | 'certificateArn'> {
  const { world, accountId, region } = operation;
  const known = certificateArn !== undefined && (policy === undefined || SECURITY_POLICY.test(policy)) && /^(\*\.)?([a-z0-9-]+\.)+[a-z0-9-]+$/.test(nameOf(operation));
  operation.require(API_GATEWAY.DOMAIN, known, `${nameOf(operation)} has the certificate ${certificateArn ?? 'none'} and the policy ${policy ?? 'none'}`, 'name a certificate and TLS_1_2 or a newer policy');
  requireCertificate(operation, certificateArn!, edge ? 'us-east-1' : region);
  const taken = [...world.state.apiGateway.domains.values()].some(other => other.id === nameOf(operation) &&
    other.accountId !== accountId && other.region === region);
  operation.require(API_GATEWAY.DOMAIN, !taken, `${nameOf(operation)} is taken in ${region}`, 'choose another name');
  return { certificateArn: certificateArn!, regionalZoneId: ZONE, regionalDomainName: `d-${nameOf(operation).replace(/\W/g, '').slice(0, 20)}.execute-api.${region}.amazonaws.com` };
}

const shared = {
  createOnly: ['DomainName'], required: ['DomainName'], permissions: domainCalls,
  parts: ({ apiGateway }: Operation['world']['state']) => apiGateway.domains,
  identify: (operation: Operation) => ({ id: nameOf(operation), arn: gatewayArn(operation, `/domainnames/${nameOf(operation)}`) }),
  remove: (operation: Operation, part: ApiDomain) => refuseWhileInUse(operation, 'ConflictException', part,
    [...operation.world.state.apiGateway.mappings.values()].filter(({ domainName }) => domainName === part.id)),
  attributes: ({ arn, regionalDomainName, regionalZoneId }: ApiDomain) => ({ DomainNameArn: arn, RegionalDomainName: regionalDomainName,
    RegionalHostedZoneId: regionalZoneId, DistributionDomainName: regionalDomainName, DistributionHostedZoneId: regionalZoneId }),
};

/** A name of REST APIs. Certificates of clients are refused. */
export const API_DOMAIN: ResourceType = serviceType<ApiDomain>({
  ...shared,
  typeName: 'AWS::ApiGateway::DomainName', source: 'aws-apigateway-domainname',
  properties: { DomainName: 'interpreted', CertificateArn: 'interpreted', RegionalCertificateArn: 'interpreted', EndpointConfiguration: 'interpreted', SecurityPolicy: 'interpreted', Tags: TAGS, EndpointAccessMode: NO_REQUESTS, RoutingMode: NO_REQUESTS },
  settings: operation => {
    const { properties } = operation;
    const edge = !texts(record(properties, 'EndpointConfiguration'), 'Types').includes('REGIONAL');
    return domainOf(operation, text(properties, edge ? 'CertificateArn' : 'RegionalCertificateArn'), text(properties, 'SecurityPolicy'), edge);
  },
});

/** A name of HTTP and WebSocket APIs. Certificates of clients are refused. */
export const HTTP_DOMAIN: ResourceType = serviceType<ApiDomain>({
  ...shared,
  typeName: 'AWS::ApiGatewayV2::DomainName', source: 'aws-apigatewayv2-domainname',
  properties: { DomainName: 'interpreted', DomainNameConfigurations: 'interpreted', RoutingMode: NO_REQUESTS, Tags: TAGS },
  nested: { DomainNameConfigurations: { CertificateArn: 'interpreted', EndpointType: 'interpreted', SecurityPolicy: 'interpreted', CertificateName: NO_REQUESTS, IpAddressType: NO_REQUESTS } },
  settings: operation => {
    const [configuration = {}, ...more] = records(operation.properties, 'DomainNameConfigurations');
    const regional = [undefined, 'REGIONAL'].includes(text(configuration, 'EndpointType')) && more.length === 0;
    operation.require(API_GATEWAY.DOMAIN, regional, `the endpoint is ${text(configuration, 'EndpointType')}`, 'choose REGIONAL');
    return domainOf(operation, text(configuration, 'CertificateArn'), text(configuration, 'SecurityPolicy'), false);
  },
});

interface MappingNames { readonly api: string; readonly path: string }

const mappingSettings = ({ api, path }: MappingNames) => (operation: Operation) => {
  const { properties, world, accountId, region } = operation;
  const { apis, domains, stages } = world.state.apiGateway;
  const domain = needed(operation, domains, properties.DomainName, API_GATEWAY.EXISTS);
  const found = apis.get(partKey(accountId, region, String(properties[api])));
  operation.require(API_GATEWAY.EXISTS, found !== undefined, `the API ${String(properties[api])} does not exist`, 'create it first');
  const stage = ofApi(operation, stages, found!, properties.Stage);
  return { domainName: domain.id, path: text(properties, path) ?? '', apiId: found!.id, stage: stage.id };
};

const mappingType = (typeName: string, source: string, names: MappingNames, folder: string, id: (operation: Operation) =>
  string): Parameters<typeof serviceType<ApiMapping>>[0] => ({
  typeName, source,
  properties: { DomainName: 'interpreted', [names.api]: 'interpreted', [names.path]: 'interpreted', Stage: 'interpreted' },
  required: ['DomainName', names.api, 'Stage'], createOnly: names.path === 'BasePath' ? ['DomainName', 'BasePath'] : ['DomainName'],
  permissions: calls(operation => `/domainnames/${nameOf(operation)}/${folder}`, { create: ['POST', 'GET'], update: ['GET', 'PATCH', 'PUT'], delete: ['DELETE'] }),
  parts: ({ apiGateway }) => apiGateway.mappings,
  identify: operation => ({ id: id(operation), arn: gatewayArn(operation, `/domainnames/${nameOf(operation)}/${folder}/${id(operation)}`) }),
  settings: mappingSettings(names),
});

/** A REST API behind a name. */
export const BASE_PATH_MAPPING: ResourceType = serviceType<ApiMapping>(mappingType('AWS::ApiGateway::BasePathMapping', 'aws-apigateway-basepathmapping',
  { api: 'RestApiId', path: 'BasePath' }, 'basepathmappings', operation => `${nameOf(operation)}|${text(operation.properties, 'BasePath') ?? '(none)'}`));

/** An HTTP or WebSocket API behind a name. */
export const API_MAPPING: ResourceType = serviceType<ApiMapping>({
  ...mappingType('AWS::ApiGatewayV2::ApiMapping', 'aws-apigatewayv2-apimapping', { api: 'ApiId', path: 'ApiMappingKey' }, 'apimappings',
    operation => `${nameOf(operation)}|${text(operation.properties, 'ApiMappingKey') ?? '(none)'}`),
  attributes: ({ id }) => ({ ApiMappingId: id }),
});
