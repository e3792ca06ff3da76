import { isUnknown, propertyAt } from './problems';

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
  [/aws_?secret_?access_?key\W{1,6}[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/i, 'the secret of an access key'],
  [/\bsk_live_[A-Za-z0-9]{16,}/, 'a key of Stripe'],
  [/:\/\/[^\s/:@<{]+:[^\s/:@<{$]{3,}@/, 'a password in an address'],
];

/** Names of variables and parameters that hold a secret, and not a name, an ARN, a length or a policy of one. */
const SECRET_NAME = /(password|passwd|passphrase|secret|api_?key|access_?key|private_?key|token|credential)s?(_?(value|text|string))?$/i;

/** Short ones, which must be a word of their own: `DB_PASS`, `dbPwd`, and neither `BYPASS` nor `OAUTH`. */
const SHORT_SECRET_NAME = /((^|[^A-Za-z])(pass|pwd|auth)|[a-z](Pass|Pwd|Auth)|^(PASS|PWD|AUTH)|[^A-Za-z](PASS|PWD|AUTH))$/;

/** What variables with short names say that is no secret: how somebody authenticates, where, and whether. */
const NO_SECRET = /^(true|false|yes|no|on|off|none|(aws_)?iam|jwt|oidc|oauth2?|basic|required|optional|enabled|disabled|\d{1,3}|https?:\/\/.*)$/i;

const isSecretBy = (name: string, text: string): boolean =>
  SECRET_NAME.test(name) || (SHORT_SECRET_NAME.test(name) && !NO_SECRET.test(text));

/** What programs take to connect with, such as `host=db password=…`; in code it is an assignment. */
const CONNECTION = /\b(password|passwd|pwd)=(?![$%{"'\s])[^\s;&"']{3,}/i;

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
const VARIABLES = /(^|\.)(Environment|Variables|(Runtime)?EnvironmentVariables|BuildArgs|StageVariables)(\.|$)/;

/** Secrets that stand as text in the properties of a resource. */
export function secretsIn(properties: unknown, cfnType: string): SecretInText[] {
  return textsIn(properties, []).flatMap(text => {
    const written = text.text.replace(REFERENCES, '');
    const shape = SHAPES.find(([pattern]) => pattern.test(written))?.[1];
    const isSecret = shape || isSecretProperty(text, cfnType) || isSecretVariable(text, written, variableName(text, properties, cfnType));
    return isSecret ? [{ path: text.path, kind: shape ?? 'a secret' }] : [];
  });
}

const isSecretProperty = ({ path, text }: Text, cfnType: string): boolean =>
  !isReference(text) && (SECRET_PROPERTIES[cfnType]?.includes(path.replace(/\.\d+\./g, '.*.')) ?? false);

const isSecretVariable = ({ text }: Text, written: string, name?: string): boolean =>
  name !== undefined && (CONNECTION.test(written) || (!isReference(text) && isSecretBy(name, text)));

/** What a value is called that a program finds: in its environment, or in Systems Manager. */
function variableName({ path, name }: Text, properties: unknown, cfnType: string): string | undefined {
  if (cfnType === PARAMETER && path === 'Value') {
    return String(propertyAt(properties, 'Name')).split('/').at(-1)!.replace(/[-.]/g, '_');
  }
  return VARIABLES.test(path) ? name : undefined;
}

const PARAMETER = 'AWS::SSM::Parameter';

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

/** What is filled in on deployment, and is no secret; what stands beside it may be one. */
const REFERENCES = /\{\{resolve:[^}]*\}\}|<[^<>]*>/g;

/** Names a secret or is not known before the deployment; a text with nothing in it hides nothing. */
const isReference = (text: string): boolean => text === '' || /\{\{resolve:/.test(text) || isUnknown(text) || /^arn:/.test(text);
