import { keyToFillIn } from '../private/classes-of-data';
import { demandTrue, isGiven } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const QUEUE_ENCRYPTION: RuleDefinition = {
  id: 'queue-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Queues are encrypted',
  remedy: 'leave SqsManagedSseEnabled out, or name a key',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html',
  cfnTypes: ['AWS::SQS::Queue'],
  problems: ({ properties }) => isGiven(properties.KmsMasterKeyId) ? [] : demandTrue(properties, 'SqsManagedSseEnabled'),
  fillings: (resource): Fillings => KEYS.some(name => isGiven(resource.properties[name])) ? {} : encryptionOf(keyToFillIn(resource)),
};

const KEYS = ['KmsMasterKeyId', 'SqsManagedSseEnabled'];
const encryptionOf = (key?: string): Fillings => key === undefined ? { SqsManagedSseEnabled: true } : { KmsMasterKeyId: key };
