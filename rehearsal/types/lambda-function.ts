import { Operation, Outcome, ResourceType } from '../aws/contract';
import { createFunction, functionArn, LambdaFunction } from '../aws/services/lambda';
import { LAMBDA } from '../rules';
import { checkRuntime, networkContext, networkOf, settingRuntime } from './lambda-runtime';
import { changed, DESCRIPTION, given, inert, permissions, schema, TAGS } from './permission';
import { isAssumableBy } from './principals';
import { numeric, physicalName, plannedName, record, text } from './values';

const MAX_NAME = 64;
/** Bytes: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html */
const MAX_CODE = 4_000_000;
/** Seconds that Lambda gives a function when the template says nothing. */
const DEFAULT_TIMEOUT = 3;
const MACHINE = inert('the code runs in the rehearsal, not on a machine of Lambda');

const outcome = ({ name, arn }: LambdaFunction): Outcome => ({ physicalId: name, attributes: { Arn: arn } });
const plannedArn = (operation: Operation) => functionArn(operation.world, operation.accountId, operation.region, plannedName(operation, 'FunctionName'));
const roleOf = ({ properties }: Operation) => String(properties.Role);
const passed = () => ({ 'iam:PassedToService': 'lambda.amazonaws.com' });

/** Whoever deploys code from a bucket reads it. */
const READ_CODE = permissions(['s3:GetObject'], ({ partition, properties }) => {
  const { S3Bucket, S3Key } = record(properties, 'Code');
  return `arn:${partition}:s3:::${String(S3Bucket)}/${String(S3Key)}`;
}, { when: operation => given('Code')(operation) && record(operation.properties, 'Code').S3Bucket !== undefined });

function functionOf(operation: Operation): LambdaFunction {
  const arn = functionArn(operation.world, operation.accountId, operation.region, String(operation.physicalId));
  return operation.world.state.lambda.functions.get(arn) ?? operation.fail('ResourceNotFoundException', `function ${operation.physicalId} does not exist`);
}

/**
 * A function with its code in the template or in a bucket, from where it is not run. Refused by name, since their pre-conditions are not
 * modelled: images, code signing, durable functions, managed instances.
 */
export const FUNCTION: ResourceType = {
  typeName: 'AWS::Lambda::Function',
  source: schema('aws-lambda-function'),
  properties: {
    FunctionName: 'interpreted', Code: 'interpreted', Handler: 'interpreted', Runtime: 'interpreted', Role: 'interpreted', Timeout: 'interpreted',
    Environment: 'interpreted', Description: DESCRIPTION, Tags: TAGS, Architectures: MACHINE, MemorySize: MACHINE, EphemeralStorage: MACHINE,
    PackageType: MACHINE, SnapStart: MACHINE, RuntimeManagementConfig: MACHINE, RecursiveLoop: MACHINE,
    LoggingConfig: inert('what the code prints is not stored'), TracingConfig: 'interpreted', VpcConfig: 'interpreted',
    DeadLetterConfig: 'interpreted', KmsKeyArn: 'interpreted', ReservedConcurrentExecutions: 'interpreted', Layers: 'interpreted', FileSystemConfigs: 'interpreted',
  },
  nested: {
    Code: { ZipFile: 'interpreted', S3Bucket: 'interpreted', S3Key: 'interpreted', S3ObjectVersion: inert('code in a bucket is not run') },
    Environment: ['Variables'], TracingConfig: ['Mode'], DeadLetterConfig: ['TargetArn'], FileSystemConfigs: ['Arn', 'LocalMountPath'],
    VpcConfig: { SubnetIds: 'interpreted', SecurityGroupIds: 'interpreted', Ipv6AllowedForDualStack: inert('addresses of functions are not modelled') },
  },
  required: ['Code', 'Role'],
  createOnly: ['FunctionName', 'PackageType'],
  permissions: {
    create: [
      ...permissions(['lambda:CreateFunction'], plannedArn, { context: networkContext }),
      ...permissions(['lambda:GetFunction'], plannedArn), ...READ_CODE, ...settingRuntime(plannedArn),
      ...permissions(['iam:PassRole'], roleOf, { context: passed }),
      ...permissions(['lambda:PutRuntimeManagementConfig'], plannedArn, { when: given('RuntimeManagementConfig') }),
      ...permissions(['lambda:TagResource'], plannedArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['lambda:GetFunction'], plannedArn),
      ...READ_CODE, ...settingRuntime(plannedArn),
      ...permissions(['lambda:UpdateFunctionCode'], plannedArn, { when: given('Code', 'Architectures') }),
      ...permissions(['lambda:UpdateFunctionConfiguration'], plannedArn, {
        context: networkContext,
        when: given('VpcConfig', 'DeadLetterConfig', 'KmsKeyArn', 'Layers', 'FileSystemConfigs', 'Handler', 'Runtime', 'Role', 'Timeout', 'Environment', 'Description', 'MemorySize', 'LoggingConfig', 'TracingConfig', 'EphemeralStorage', 'SnapStart'),
      }),
      ...permissions(['iam:PassRole'], roleOf, { when: changed('Role'), context: passed }),
      ...permissions(['lambda:PutRuntimeManagementConfig'], plannedArn, { when: given('RuntimeManagementConfig') }),
      ...permissions(['lambda:ListTags', 'lambda:TagResource', 'lambda:UntagResource'], plannedArn, { when: given('Tags') }),
    ],
    delete: permissions(['lambda:GetFunction', 'lambda:DeleteFunction'], plannedArn),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    const name = physicalName(operation, 'FunctionName', MAX_NAME);
    check(operation, functionArn(world, accountId, region, name));
    return outcome(createFunction(world, { name, accountId, region, origin, ...settings(operation) }));
  },
  update: operation => {
    const made = functionOf(operation);
    check(operation, made.arn);
    return outcome(Object.assign(made, settings(operation)));
  },
  delete: operation => {
    operation.world.state.lambda.functions.delete(functionOf(operation).arn);
  },
};

function check(operation: Operation, arn: string): void {
  const { world, accountId, properties } = operation;
  const role = world.state.iam.roles.get(roleOf(operation));
  const own = role?.accountId === accountId;
  operation.require(LAMBDA.ROLE_ASSUMABLE, own, `role ${roleOf(operation)} does not exist in ${accountId}`, 'create the role first');
  operation.requirePath(LAMBDA.ROLE_ASSUMABLE, role?.origin, `role ${role?.name} may not exist yet`);
  const trusted = isAssumableBy(world, role!, 'lambda.amazonaws.com');
  operation.require(LAMBDA.ROLE_ASSUMABLE, trusted, `lambda.amazonaws.com cannot assume ${role?.name}`, 'trust lambda.amazonaws.com in the role');
  const size = Buffer.byteLength(text(record(properties, 'Code'), 'ZipFile') ?? '');
  operation.require(LAMBDA.CODE_SIZE, size <= MAX_CODE, `the code has ${size} bytes, ${MAX_CODE} are allowed`, 'leave the SDK out of the bundle');
  checkRuntime(operation, role!, arn);
}

function settings(operation: Operation): Omit<LambdaFunction, 'arn' | 'name' | 'accountId' | 'region' | 'origin' | 'permissions'> {
  const { properties } = operation;
  const variables = record(record(properties, 'Environment'), 'Variables');
  return {
    roleArn: String(properties.Role),
    code: text(record(properties, 'Code'), 'ZipFile'),
    handler: text(properties, 'Handler') ?? 'index.handler',
    runtime: text(properties, 'Runtime') ?? '',
    timeout: numeric(properties, 'Timeout') ?? DEFAULT_TIMEOUT,
    network: networkOf(operation),
    reserved: numeric(properties, 'ReservedConcurrentExecutions'),
    environment: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
  };
}
