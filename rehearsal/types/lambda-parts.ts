import { parseArn } from '../aws/arn';
import { Operation, Permission, ResourceType } from '../aws/contract';
import { findFunction, FunctionPart, functionArn, LambdaFunction, LambdaState } from '../aws/services/lambda';
import { FUNCTIONS } from '../rules/functions';
import { sendingTo } from './lambda-runtime';
import { DESCRIPTION, given, inert, permissions, schema } from './permission';
import { roleMay } from './service-roles';
import { placeOf, storedType } from './stored';
import { valueChecks } from './value-checks';
import { record, text } from './values';

type Version = LambdaState['versions'] extends Map<string, infer T> ? T : never;
type Alias = LambdaState['aliases'] extends Map<string, infer T> ? T : never;
type Url = LambdaState['urls'] extends Map<string, infer T> ? T : never;
type Asynchronous = LambdaState['asynchronous'] extends Map<string, infer T> ? T : never;

const WARM = inert('where code is kept warm does not matter to what it may do');
const CODES = { exists: 'ResourceConflictException', missing: 'ResourceNotFoundException' };

/** The ARN of the function that a property names, without version and alias. */
export const functionArnIn = ({ world, accountId, region, properties }: Operation, property = 'FunctionName'): string => {
  const name = String(properties[property]);
  return findFunction(world, name, { accountId, region })?.arn ?? (parseArn(name) ? name : functionArn(world, accountId, region, name));
};
const onFunction = (operation: Operation) => functionArnIn(operation);
const onTarget = (operation: Operation) => functionArnIn(operation, 'TargetFunctionArn');
const warmed = (arn: (operation: Operation) => string): readonly Permission[] =>
  permissions(['lambda:PutProvisionedConcurrencyConfig', 'lambda:GetProvisionedConcurrencyConfig'], arn, { when: given('ProvisionedConcurrencyConfig') });

/** The function that a property names, which is there first. */
export function functionIn(operation: Operation, property = 'FunctionName', rule: typeof FUNCTIONS[keyof typeof FUNCTIONS] = FUNCTIONS.VERSION): LambdaFunction {
  const made = findFunction(operation.world, String(operation.properties[property]), operation);
  operation.require(rule, made !== undefined, `function ${String(operation.properties[property])} does not exist`, 'create the function first');
  operation.requirePath(rule, made!.origin, `function ${made!.name} may not exist yet`);
  return made!;
}

const base = (operation: Operation, made: LambdaFunction): Omit<FunctionPart, 'arn'> => ({ ...placeOf(operation), functionArn: made.arn });

/** A version of a function. */
export const FUNCTION_VERSION: ResourceType = storedType<Version>({
  typeName: 'AWS::Lambda::Version',
  source: schema('aws-lambda-version'),
  properties: {
    FunctionName: 'interpreted', Description: DESCRIPTION, ProvisionedConcurrencyConfig: WARM, CodeSha256: inert('code is not compared'),
    RuntimePolicy: inert('the code runs in the rehearsal, not on a machine of Lambda'),
  },
  required: ['FunctionName'],
  createOnly: ['FunctionName', 'Description', 'CodeSha256', 'ProvisionedConcurrencyConfig', 'RuntimePolicy'],
  permissions: {
    create: [...permissions(['lambda:PublishVersion', 'lambda:GetFunctionConfiguration'], onFunction), ...warmed(onFunction)],
    update: [],
    delete: permissions(['lambda:GetFunctionConfiguration', 'lambda:DeleteFunction'], onFunction),
  },
  parts: world => world.state.lambda.versions,
  codes: CODES,
  make: operation => {
    const made = functionIn(operation);
    const published = [...operation.world.state.lambda.versions.values()].filter(({ functionArn: arn }) => arn === made.arn);
    const numbers = published.map(other => Number(other.version));
    const version = String(Math.max(0, ...numbers) + 1);
    return { ...base(operation, made), arn: `${made.arn}:${version}`, version };
  },
  remove: (operation, { arn, functionArn: of, version }) => {
    const alias = [...operation.world.state.lambda.aliases.values()].find(other => other.functionArn === of && other.version === version);
    if (alias) operation.fail('ResourceConflictException', `alias ${alias.name} points to ${arn}`);
  },
  physicalId: ({ arn }) => arn,
  attributes: ({ arn, version }) => ({ Version: version, FunctionArn: arn }),
});

/** An alias of a version. Traffic that is shifted by CodeDeploy is not modelled. */
export const FUNCTION_ALIAS: ResourceType = storedType<Alias>({
  typeName: 'AWS::Lambda::Alias',
  source: schema('aws-lambda-alias'),
  properties: {
    FunctionName: 'interpreted', FunctionVersion: 'interpreted', Name: 'interpreted', Description: DESCRIPTION, ProvisionedConcurrencyConfig: WARM,
    RoutingConfig: inert('no traffic is shifted in the rehearsal'),
  },
  required: ['FunctionName', 'FunctionVersion', 'Name'],
  createOnly: ['FunctionName', 'Name'],
  permissions: {
    create: [...permissions(['lambda:CreateAlias'], onFunction), ...warmed(onFunction)],
    update: [...permissions(['lambda:UpdateAlias', 'lambda:GetAlias'], onFunction), ...warmed(onFunction)],
    delete: permissions(['lambda:DeleteAlias', 'lambda:GetAlias'], onFunction),
  },
  parts: world => world.state.lambda.aliases,
  codes: CODES,
  make: operation => {
    const made = functionIn(operation);
    const name = String(operation.properties.Name);
    valueChecks(operation, 'ValidationException').like('Name', name, /^(?![0-9]+$)[\w-]{1,128}$/, 'letters, digits, "-" and "_", and not digits alone');
    return { ...base(operation, made), arn: `${made.arn}:${name}`, name, version: versionOf(operation, made) };
  },
  change: (operation, alias) => {
    alias.version = versionOf(operation, functionIn(operation));
  },
  physicalId: ({ arn }) => arn,
  attributes: ({ arn }) => ({ AliasArn: arn }),
});

function versionOf(operation: Operation, { arn }: LambdaFunction): string {
  const version = String(operation.properties.FunctionVersion);
  const published = operation.world.state.lambda.versions.get(`${arn}:${version}`);
  operation.require(FUNCTIONS.VERSION, published !== undefined || version === '$LATEST', `version ${version} of ${arn} does not exist`, 'publish the version first');
  operation.requirePath(FUNCTIONS.VERSION, published?.origin, `version ${version} of ${arn} may not exist yet`);
  return version;
}

const authType = ({ properties }: Operation) => ({ 'lambda:FunctionUrlAuthType': String(properties.AuthType) });

/** The URL of a function. */
export const FUNCTION_URL: ResourceType = storedType<Url>({
  typeName: 'AWS::Lambda::Url',
  source: schema('aws-lambda-url'),
  properties: {
    TargetFunctionArn: 'interpreted', Qualifier: 'interpreted', AuthType: 'interpreted', Cors: inert('browsers ask for it, and nobody else'),
    InvokeMode: inert('answers are not modelled'),
  },
  required: ['TargetFunctionArn', 'AuthType'],
  createOnly: ['TargetFunctionArn', 'Qualifier'],
  permissions: {
    create: permissions(['lambda:CreateFunctionUrlConfig'], onTarget, { context: authType }),
    update: permissions(['lambda:UpdateFunctionUrlConfig'], onTarget, { context: authType }),
    delete: permissions(['lambda:DeleteFunctionUrlConfig'], onTarget),
  },
  parts: world => world.state.lambda.urls,
  codes: CODES,
  make: operation => {
    const made = functionIn(operation, 'TargetFunctionArn');
    checkAuthType(operation);
    const qualifier = text(operation.properties, 'Qualifier');
    const arn = qualifier === undefined ? made.arn : `${made.arn}:${qualifier}`;
    const known = qualifier === undefined || operation.world.state.lambda.aliases.get(arn);
    operation.require(FUNCTIONS.VERSION, known !== undefined, `alias ${arn} does not exist`, 'name an alias, or leave \'Qualifier\' out');
    const id = operation.world.identifiers.letters(`url:${arn}`, 32);
    return { ...base(operation, made), arn, url: `https://${id}.lambda-url.${operation.region}.on.aws/`, authType: String(operation.properties.AuthType) };
  },
  change: (operation, url) => {
    checkAuthType(operation);
    url.authType = String(operation.properties.AuthType);
  },
  physicalId: ({ arn }) => arn,
  attributes: ({ arn, url }) => ({ FunctionArn: arn, FunctionUrl: url }),
});

const checkAuthType = (operation: Operation) => valueChecks(operation, 'ValidationException').oneOf('AuthType', operation.properties.AuthType, ['AWS_IAM', 'NONE']);

/** What Lambda does with asynchronous calls of a function. */
export const ASYNCHRONOUS_CALLS: ResourceType = storedType<Asynchronous>({
  typeName: 'AWS::Lambda::EventInvokeConfig',
  source: schema('aws-lambda-eventinvokeconfig'),
  properties: {
    FunctionName: 'interpreted', Qualifier: 'interpreted', DestinationConfig: 'interpreted', MaximumEventAgeInSeconds: 'interpreted', MaximumRetryAttempts: 'interpreted',
  },
  nested: { 'DestinationConfig': ['OnFailure', 'OnSuccess'], 'DestinationConfig.OnFailure': ['Destination'], 'DestinationConfig.OnSuccess': ['Destination'] },
  required: ['FunctionName', 'Qualifier'],
  createOnly: ['FunctionName', 'Qualifier'],
  permissions: {
    create: permissions(['lambda:PutFunctionEventInvokeConfig'], onFunction),
    update: permissions(['lambda:UpdateFunctionEventInvokeConfig'], onFunction),
    delete: permissions(['lambda:DeleteFunctionEventInvokeConfig'], onFunction),
  },
  parts: world => world.state.lambda.asynchronous,
  codes: CODES,
  make: operation => {
    const made = checkAsynchronous(operation);
    const qualifier = String(operation.properties.Qualifier);
    return { ...base(operation, made), arn: `${made.arn}:${qualifier}`, id: `${made.name}|${qualifier}` };
  },
  change: operation => void checkAsynchronous(operation),
  physicalId: ({ id }) => id,
  attributes: () => ({}),
});

function checkAsynchronous(operation: Operation): LambdaFunction {
  const { properties, world } = operation;
  const made = functionIn(operation);
  const checks = valueChecks(operation, 'InvalidParameterValueException');
  checks.between('MaximumEventAgeInSeconds', properties.MaximumEventAgeInSeconds, 60, 21_600);
  checks.between('MaximumRetryAttempts', properties.MaximumRetryAttempts, 0, 2);
  const destinations = ['OnFailure', 'OnSuccess'].map(when => text(record(record(properties, 'DestinationConfig'), when), 'Destination')).filter(arn => arn !== undefined);
  const role = world.state.iam.roles.get(made.roleArn)!;
  destinations.forEach(arn => roleMay(operation, FUNCTIONS.DESTINATION, role, sendingTo(operation, FUNCTIONS.DESTINATION, arn)));
  return made;
}
