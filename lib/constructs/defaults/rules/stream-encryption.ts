import { demand, isGiven } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const STREAM_ENCRYPTION: RuleDefinition = {
  id: 'stream-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Streams are encrypted',
  remedy: 'leave StreamEncryption out, or name a key',
  source: 'https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html',
  cfnTypes: ['AWS::Kinesis::Stream'],
  problems: ({ properties }) => demand(properties, 'StreamEncryption', 'name a key', isGiven),
  fillings: () => ({ StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' } }),
};
