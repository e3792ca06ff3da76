import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { DataClassification } from '../data-classification';
import { weakerSubnets } from './data-subnets';
import { factsOf, KNOWN_ENGINES } from './database-engines';
import { backupRetentionOf, DatabaseProps } from './database-props';
import { Weaker, weakerKey } from './refusals';

/** Props that must not be false. */
const SWITCHES = [
  'storageEncrypted', 'deletionProtection', 'copyTagsToSnapshot', 'autoMinorVersionUpgrade', 'manageMasterUserPassword', 'iamAuthentication',
] as const;

/** What is weaker than the default, of an instance as of a cluster. */
export const weakerDatabaseProps = (
  props: DatabaseProps, classification: DataClassification, backupRetention?: Duration,
): readonly Weaker[] => [
  ...weakerEngine(props),
  ...SWITCHES.filter(prop => prop !== 'iamAuthentication' || factsOf(props.engine)?.hasIamAuthentication === true)
    .map(prop => ({ prop, rule: 'not be false', got: props[prop], isWeaker: props[prop] === false })),
  weakerKey('storageEncryptionKey', props.storageEncryptionKey as IKey | undefined, classification),
  weakerSubnets(props.vpc, props.vpcSubnets ?? props.vpcPlacement),
  weakerBackup(classification, backupRetention),
  ...weakerLogs(props),
  {
    prop: 'removalPolicy', rule: 'keep the data or a snapshot of it', got: props.removalPolicy,
    isWeaker: props.removalPolicy === RemovalPolicy.DESTROY,
  },
  {
    prop: 'credentials', rule: 'have no password, secret or usernameAsString, since RDS makes and renews the password', got: 'such credentials',
    isWeaker: [props.credentials?.password, props.credentials?.secret, props.credentials?.usernameAsString].some(one => one !== undefined),
    remedy: 'say Credentials.fromUsername(name)',
  },
];

function weakerEngine({ engine, parameters = {} }: DatabaseProps): Weaker[] {
  const facts = factsOf(engine);
  return [
    { prop: 'engine', rule: `be one of ${KNOWN_ENGINES.join(', ')}, whose parameters force TLS`, got: engine.engineType, isWeaker: !facts, remedy: 'choose one' },
    {
      prop: 'engine', rule: 'have a version, so that it can have parameters that force TLS', got: engine.engineType,
      isWeaker: facts !== undefined && engine.parameterGroupFamily === undefined, remedy: 'name one, such as DatabaseInstanceEngine.postgres({ version })',
    },
    ...Object.entries(facts?.tls ?? {}).map(([name, value]) => ({
      prop: 'parameters', rule: `have "${name}" as ${value}, which refuses connections without TLS`, got: parameters[name],
      isWeaker: parameters[name] !== undefined && parameters[name] !== value,
    })),
  ];
}

const weakerBackup = (classification: DataClassification, got?: Duration): Weaker => ({
  prop: 'backupRetention', rule: `be at least ${backupRetentionOf(classification).toDays()} days for ${classification.className} data`,
  got: got && !got.isUnresolved() ? got.toDays() : got,
  isWeaker: got !== undefined && !got.isUnresolved() && got.toDays() < backupRetentionOf(classification).toDays(),
});

function weakerLogs({ engine, cloudwatchLogsExports: got }: DatabaseProps): Weaker[] {
  const missing = factsOf(engine)?.logTypes.filter(one => got && !got.includes(one)) ?? [];
  return [{ prop: 'cloudwatchLogsExports', rule: `have ${missing.join(', ')}`, got, isWeaker: missing.length > 0 }];
}
