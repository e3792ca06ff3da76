import { demandTrue } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const ENCRYPTIONS = ['EncryptionAtRestOptions.Enabled', 'NodeToNodeEncryptionOptions.Enabled', 'DomainEndpointOptions.EnforceHTTPS'];

export const SEARCH_ENCRYPTION: RuleDefinition = {
  id: 'search-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Search domains are encrypted: stored, between nodes and on their way',
  remedy: 'leave these out, and do not switch them off',
  source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html',
  cfnTypes: ['AWS::OpenSearchService::Domain'],
  problems: ({ properties }) => ENCRYPTIONS.flatMap(path => demandTrue(properties, path)),
  fillings: () => ({
    ...Object.fromEntries(ENCRYPTIONS.map(path => [path, true])),
    'DomainEndpointOptions.TLSSecurityPolicy': 'Policy-Min-TLS-1-2-PFS-2023-10',
  }),
};
