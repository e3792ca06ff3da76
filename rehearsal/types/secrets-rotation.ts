import { Context } from '../../lib/policy';
import { decide } from '../aws/authorization';
import { Operation, ResourceType } from '../aws/contract';
import { serviceCaller } from '../aws/services/iam';
import { findFunction } from '../aws/services/lambda';
import { Secret, SecretsState } from '../aws/services/secrets-manager';
import { scheduleProblem } from '../aws/schedule-expression';
import { SECRETS } from '../rules/databases';
import { given, inert, permissions } from './permission';
import { onSecret, secretIn } from './secrets-manager';
import { Ask, roleMay } from './service-roles';
import { placeOf, storedType } from './stored';
import { numeric, record, text } from './values';

type Rotation = SecretsState['rotations'] extends Map<string, infer T> ? T : never;

const SERVICE = 'secretsmanager.amazonaws.com';
const MAX_DAYS = 1_000;
const ACTIONS = ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'].map(action => `secretsmanager:${action}`);

const onFunction = ({ properties }: Operation) => text(properties, 'RotationLambdaARN') ?? '*';
const context = ({ properties }: Operation): Context => properties.RotationLambdaARN === undefined ? {} : { 'secretsmanager:RotationLambdaARN': String(properties.RotationLambdaARN) };
const rotates = [
  ...permissions(['secretsmanager:RotateSecret', 'secretsmanager:DescribeSecret'], onSecret, { context }),
  ...permissions(['lambda:InvokeFunction'], onFunction, { when: operation => given('RotationLambdaARN')(operation) && operation.properties.RotationLambdaARN !== undefined }),
];

/**
 * When a secret is rotated, and by what. A function that CloudFormation hosts (`HostedRotationLambda`, a nested stack) is refused by name.
 */
export const ROTATION_SCHEDULE: ResourceType = storedType<Rotation>({
  typeName: 'AWS::SecretsManager::RotationSchedule',
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html (the registry schema lists no permissions: those of the call)',
  properties: {
    SecretId: 'interpreted', RotationLambdaARN: 'interpreted', RotationRules: 'interpreted', RotateImmediatelyOnUpdate: inert('no secret is rotated in the rehearsal'),
  },
  nested: { RotationRules: { AutomaticallyAfterDays: 'interpreted', ScheduleExpression: 'interpreted', Duration: inert('no secret is rotated in the rehearsal') } },
  required: ['SecretId'],
  createOnly: ['SecretId'],
  permissions: { create: rotates, update: rotates, delete: permissions(['secretsmanager:CancelRotateSecret', 'secretsmanager:DescribeSecret'], onSecret) },
  parts: world => world.state.secrets.rotations,
  codes: { exists: 'ResourceExistsException', missing: 'ResourceNotFoundException' },
  make: operation => {
    const secret = secretIn(operation, SECRETS.ROTATION);
    return { ...placeOf(operation), arn: secret.arn, functionArn: checked(operation, secret) };
  },
  change: (operation, rotation) => {
    rotation.functionArn = checked(operation, secretIn(operation, SECRETS.ROTATION));
  },
  physicalId: ({ arn }) => arn,
  attributes: ({ arn }) => ({ Id: arn }),
});

function checked(operation: Operation, secret: Secret): string | undefined {
  checkSchedule(operation);
  const arn = text(operation.properties, 'RotationLambdaARN');
  const attachment = operation.world.state.secrets.attachments.get(secret.arn);
  operation.requirePath(SECRETS.ROTATION, attachment?.origin, `secret ${secret.name} may not be attached to its database yet`);
  operation.require(SECRETS.ROTATION, (secret.managedBy === undefined) === (arn !== undefined), `secret ${secret.name} is managed by ${secret.managedBy ?? 'nobody'}, 'RotationLambdaARN' is ${arn}`,
    'name a function, unless a service manages the secret');
  if (arn !== undefined) {
    checkFunction(operation, secret, arn);
  }
  return arn;
}

function checkFunction(operation: Operation, secret: Secret, arn: string): void {
  const { world, accountId, region } = operation;
  const made = findFunction(world, arn, operation);
  operation.require(SECRETS.ROTATION, made?.accountId === accountId && made.region === region, `function ${arn} does not exist in ${accountId} ${region}`, 'name a function beside the secret');
  operation.requirePath(SECRETS.ROTATION, made!.origin, `function ${made!.name} may not exist yet`);
  const source = { 'aws:SourceAccount': accountId, 'aws:SourceArn': secret.arn };
  const invoked = decide(world, serviceCaller(SERVICE), { action: 'lambda:InvokeFunction', resource: made!.arn, resourceAccountId: accountId, region, context: source });
  operation.require(SECRETS.ROTATION, invoked.allowed, `${SERVICE} may not invoke ${made!.name}: ${invoked.explanation}`, `add a permission for ${SERVICE}`);
  made!.permissions?.forEach(({ origin }) => operation.requirePath(SECRETS.ROTATION, origin, `a permission of ${made!.name} may come later`));
  const via = { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com`, 'aws:ViaAWSService': 'true', 'kms:CallerAccount': accountId };
  const asked: readonly Ask[] = [
    ...ACTIONS.map(action => [action, secret.arn] as const),
    ...secret.keyArn === undefined ? [] : ['kms:Decrypt', 'kms:GenerateDataKey'].map(action => [action, secret.keyArn!, via] as const),
  ];
  roleMay(operation, SECRETS.ROTATION_ROLE, world.state.iam.roles.get(made!.roleArn)!, asked);
}

function checkSchedule(operation: Operation): void {
  const rules = record(operation.properties, 'RotationRules');
  const days = numeric(rules, 'AutomaticallyAfterDays');
  const expression = text(rules, 'ScheduleExpression');
  operation.require(SECRETS.ROTATION_SCHEDULE, days === undefined || (days >= 1 && days <= MAX_DAYS && expression === undefined), `'AutomaticallyAfterDays' is ${days}, 'ScheduleExpression' is ${expression}`,
    `choose 1 to ${MAX_DAYS} days, or a schedule`);
  if (expression !== undefined) {
    const hours = /^rate\((\d+) hours?\)$/.exec(expression)?.[1];
    const problem = /^rate\(\d+ minutes?\)$/.test(expression) || (hours !== undefined && Number(hours) < 4) ? 'it is more often than every four hours' : scheduleProblem(expression);
    operation.require(SECRETS.ROTATION_SCHEDULE, problem === undefined, `'ScheduleExpression' is ${expression}: ${problem}`, 'use rate(30 days) or cron(…)');
  }
}
