import { keepReplaced } from '../private/keep-replaced';
import { demandTrue } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const ENCRYPTIONS = ['AtRestEncryptionEnabled', 'TransitEncryptionEnabled'];

const fillings = (): Fillings => Object.fromEntries(ENCRYPTIONS.map(path => [path, true]));

export const CACHE_ENCRYPTION: RuleDefinition = {
  id: 'cache-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Caches are encrypted, stored and on their way',
  remedy: 'set both; a cache that exists is made anew',
  source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html',
  cfnTypes: ['AWS::ElastiCache::ReplicationGroup'],
  problems: ({ properties }) => ENCRYPTIONS.flatMap(path => demandTrue(properties, path)),
  fillings,
  complete: keepReplaced(fillings),
  replaces: true,
};
