import { demandTrue } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const ENCRYPTIONS = ['AtRestEncryptionEnabled', 'TransitEncryptionEnabled'];

export const CACHE_ENCRYPTION: RuleDefinition = {
  id: 'cache-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Caches are encrypted, stored and on their way',
  remedy: 'set both; a cache that exists is made anew',
  source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html',
  cfnTypes: ['AWS::ElastiCache::ReplicationGroup'],
  problems: ({ properties }) => ENCRYPTIONS.flatMap(path => demandTrue(properties, path)),
  fillings: () => Object.fromEntries(ENCRYPTIONS.map(path => [path, true])),
};
