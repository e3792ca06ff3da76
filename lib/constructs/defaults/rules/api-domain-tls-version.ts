import { SecureRestApi } from '../../edge';
import { demand, isUnknown, itemsOf, propertyAt } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const { current: [DEFAULT], accepted, source } = SecureRestApi._domainTls;

const pathsIn = (cfnType: string, properties: unknown): readonly string[] => cfnType === 'AWS::ApiGateway::DomainName' ? ['SecurityPolicy']
  : itemsOf(propertyAt(properties, 'DomainNameConfigurations')).map((_, index) => `DomainNameConfigurations.${index}.SecurityPolicy`);

const isCurrent = (policy: unknown): boolean => isUnknown(policy) || accepted.test(String(policy));

export const API_DOMAIN_TLS_VERSION: RuleDefinition = {
  id: 'api-domain-tls-version',
  theme: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  title: 'Domains of APIs take TLS 1.2 or later',
  remedy: `leave SecurityPolicy out, or take ${DEFAULT}`,
  source,
  cfnTypes: ['AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName'],
  problems: ({ properties, cfnType }) => pathsIn(cfnType, properties).flatMap(path => demand(properties, path, 'be TLS 1.2 or later', isCurrent)),
  fillings: ({ properties, cfnType }) => Object.fromEntries(pathsIn(cfnType, properties).map(path => [path, DEFAULT])),
};
