import { ApplicationKey } from '../../encryption';
import { demand, isGiven } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const TOPIC_ENCRYPTION: RuleDefinition = {
  id: 'topic-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Topics are encrypted',
  remedy: 'leave KmsMasterKeyId out, or name a key',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html',
  cfnTypes: ['AWS::SNS::Topic'],
  problems: ({ properties }) => demand(properties, 'KmsMasterKeyId', 'name a key', isGiven),
  fillings: ({ construct, properties }): Fillings => isGiven(properties.KmsMasterKeyId) ? {}
    // The key that AWS manages lets no alarm and no event publish.
    : { KmsMasterKeyId: ApplicationKey.of(construct).keyArn },
};
