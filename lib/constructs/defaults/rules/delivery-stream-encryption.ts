import { demand, isGiven } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const ENCRYPTION = 'DeliveryStreamEncryptionConfigurationInput';

/** What comes by another stream is encrypted there, and Firehose takes no encryption of its own for it. */
const isDirect = ({ DeliveryStreamType: kind = 'DirectPut' }: Readonly<Record<string, unknown>>): boolean => kind === 'DirectPut';

export const DELIVERY_STREAM_ENCRYPTION: RuleDefinition = {
  id: 'delivery-stream-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Delivery streams of Firehose are encrypted',
  remedy: `leave ${ENCRYPTION} out, or name a key`,
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/datafirehose-controls.html#datafirehose-1',
  cfnTypes: ['AWS::KinesisFirehose::DeliveryStream'],
  problems: ({ properties }) => isDirect(properties) ? demand(properties, ENCRYPTION, 'name a kind of key', isGiven) : [],
  fillings: ({ properties }): Fillings => isDirect(properties) ? { [`${ENCRYPTION}.KeyType`]: 'AWS_OWNED_CMK' } : {},
};
