import { demandTrue } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const DOMAIN = 'AWS::OpenSearchService::Domain';
const ENCRYPTIONS = ['EncryptionAtRestOptions.Enabled', 'NodeToNodeEncryptionOptions.Enabled', 'DomainEndpointOptions.EnforceHTTPS'];

export const SEARCH_ENCRYPTION: RuleDefinition = {
  id: 'search-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Search domains are encrypted: stored, between nodes and on their way',
  remedy: 'leave these out, and do not switch them off; write them for a domain of Elasticsearch, whose older versions do not know them',
  source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html',
  cfnTypes: [DOMAIN, 'AWS::Elasticsearch::Domain'],
  problems: ({ properties }) => ENCRYPTIONS.flatMap(path => demandTrue(properties, path)),
  fillings: ({ cfnType }): Fillings => cfnType !== DOMAIN ? {} : {
    ...Object.fromEntries(ENCRYPTIONS.map(path => [path, true])),
    'DomainEndpointOptions.TLSSecurityPolicy': 'Policy-Min-TLS-1-2-PFS-2023-10',
  },
};
