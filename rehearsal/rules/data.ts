import { Rule } from '../aws/contract';

/** What services ask of the keys by which they encrypt data. */
export const DATA_KEYS = {
  USABLE: {
    id: 'kms/service-key-usable',
    statement: 'The customer managed key of a table, a stream, a database, a file system, a volume, a secret, a vault or a function is enabled and in its region, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html; https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html',
  },
  THROUGH_SERVICE: {
    id: 'kms/service-key-through-service',
    statement: 'Whoever has a service use a key may do with it, through that service (kms:ViaService), what the service does in the caller\'s name: make a grant for it, make data keys, decrypt.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html; https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html; https://docs.aws.amazon.com/efs/latest/ug/EFSKMS.html; https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
  },
} as const satisfies Record<string, Rule>;
