import { isUnknown } from './problems';

/** A secret that a template tells. */
export interface SecretInText {
  readonly path: string;
  /** What it is, such as "an access key". */
  readonly kind: string;
}

/** Shapes that are nothing but secrets, wherever they stand. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[A-Z2-7]{16}\b/, 'the id of an access key'],
  [/-----BEGIN (RSA |EC |OPENSSH |PGP |ENCRYPTED )?PRIVATE KEY/, 'a private key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36}\b/, 'a token of GitHub'],
  [/\bxox[baprs]-[A-Za-z0-9-]{10,}/, 'a token of Slack'],
  [/\bsk_live_[A-Za-z0-9]{16,}/, 'a key of Stripe'],
  [/:\/\/[^\s/:@<{]+:[^\s/:@<{$]{3,}@/, 'a password in an address'],
];

/** Names of variables and parameters that hold a secret, and not a name, an ARN, a length or a policy of one. */
const SECRET_NAME = /(password|passwd|secret|api_?key|access_?key|private_?key|token|credential)s?(_?(value|text|string))?$/i;

/** Properties that are secrets by what CloudFormation says of them. */
const SECRET_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::RDS::DBInstance': ['MasterUserPassword', 'TdeCredentialPassword'],
  'AWS::RDS::DBCluster': ['MasterUserPassword'],
  'AWS::DocDB::DBCluster': ['MasterUserPassword'],
  'AWS::Redshift::Cluster': ['MasterUserPassword'],
  'AWS::ElastiCache::ReplicationGroup': ['AuthToken'],
  'AWS::SecretsManager::Secret': ['SecretString'],
  'AWS::DMS::Endpoint': ['Password'],
  'AWS::AmazonMQ::Broker': ['Users.*.Password'],
  'AWS::DirectoryService::MicrosoftAD': ['Password'],
  'AWS::IAM::User': ['LoginProfile.Password'],
  'AWS::CodePipeline::Webhook': ['AuthenticationConfiguration.SecretToken'],
};

/** Lists of names and values: what a program finds in its environment. */
const VARIABLES = /(^|\.)(Environment|Variables|EnvironmentVariables|BuildArgs|StageVariables)(\.|$)/;

/** Secrets that stand as text in the properties of a resource. */
export function secretsIn(properties: unknown, cfnType: string): SecretInText[] {
  return textsIn(properties, []).flatMap(({ path, name, text }) => {
    if (isReference(text)) {
      return [];
    }
    const shape = SHAPES.find(([pattern]) => pattern.test(text))?.[1];
    const isSecret = SECRET_PROPERTIES[cfnType]?.includes(path.replace(/\.\d+\./g, '.*.')) || (VARIABLES.test(path) && SECRET_NAME.test(name));
    return shape || isSecret ? [{ path, kind: shape ?? 'a secret' }] : [];
  });
}

interface Text {
  readonly path: string;
  /** Its key, or the `Name` beside a `Value`. */
  readonly name: string;
  readonly text: string;
}

function textsIn(value: unknown, keys: readonly string[]): Text[] {
  if (typeof value === 'string') {
    return [{ path: keys.join('.'), name: keys.at(-1) ?? '', text: value }];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { Name: name } = value as { readonly Name?: unknown };
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, [...keys, key])
    .map(text => key === 'Value' && typeof name === 'string' ? { ...text, name } : text));
}

/** Names a secret or is not known before the deployment; a text with nothing in it hides nothing. */
const isReference = (text: string): boolean => text === '' || /\{\{resolve:/.test(text) || isUnknown(text) || /^arn:/.test(text);
