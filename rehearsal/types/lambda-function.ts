import { Operation, Outcome, ResourceType } from '../aws/contract';
import { createFunction, functionArn, LambdaFunction } from '../aws/services/lambda';
import { LAMBDA } from '../rules';
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

function functionOf(operation: Operation): LambdaFunction {
  const arn = functionArn(operation.world, operation.accountId, operation.region, String(operation.physicalId));
  return operation.world.state.lambda.functions.get(arn) ?? operation.fail('ResourceNotFoundException', `function ${operation.physicalId} does not exist`);
}

/**
 * A function with its code in the template. Refused by name, since their pre-conditions are not modelled: VPC, file systems, layers,
 * images, keys of its own, code signing, reserved concurrency.
 */
export const FUNCTION: ResourceType = {
  typeName: 'AWS::Lambda::Function',
  source: schema('aws-lambda-function'),
  properties: {
    FunctionName: 'interpreted', Code: 'interpreted', Handler: 'interpreted', Runtime: 'interpreted', Role: 'interpreted', Timeout: 'interpreted',
    Environment: 'interpreted', Description: DESCRIPTION, Tags: TAGS, Architectures: MACHINE, MemorySize: MACHINE, EphemeralStorage: MACHINE,
    PackageType: MACHINE, SnapStart: MACHINE, RuntimeManagementConfig: MACHINE, RecursiveLoop: MACHINE,
    LoggingConfig: inert('what the code prints is not stored'), TracingConfig: inert('nothing is traced'),
  },
  nested: { Code: ['ZipFile'], Environment: ['Variables'] },
  required: ['Code', 'Role'],
  createOnly: ['FunctionName', 'PackageType'],
  permissions: {
    create: [
      ...permissions(['lambda:CreateFunction', 'lambda:GetFunction'], plannedArn),
      ...permissions(['iam:PassRole'], roleOf, { context: passed }),
      ...permissions(['lambda:PutRuntimeManagementConfig'], plannedArn, { when: given('RuntimeManagementConfig') }),
      ...permissions(['lambda:TagResource'], plannedArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['lambda:GetFunction'], plannedArn),
      ...permissions(['lambda:UpdateFunctionCode'], plannedArn, { when: given('Code', 'Architectures') }),
      ...permissions(['lambda:UpdateFunctionConfiguration'], plannedArn, {
        when: given('Handler', 'Runtime', 'Role', 'Timeout', 'Environment', 'Description', 'MemorySize', 'LoggingConfig', 'TracingConfig', 'EphemeralStorage', 'SnapStart'),
      }),
      ...permissions(['iam:PassRole'], roleOf, { when: changed('Role'), context: passed }),
      ...permissions(['lambda:PutRuntimeManagementConfig'], plannedArn, { when: given('RuntimeManagementConfig') }),
      ...permissions(['lambda:ListTags', 'lambda:TagResource', 'lambda:UntagResource'], plannedArn, { when: given('Tags') }),
    ],
    delete: permissions(['lambda:GetFunction', 'lambda:DeleteFunction'], plannedArn),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    check(operation);
    const name = physicalName(operation, 'FunctionName', MAX_NAME);
    return outcome(createFunction(world, { name, accountId, region, origin, ...settings(operation) }));
  },
  update: operation => {
    const made = functionOf(operation);
    check(operation);
    return outcome(Object.assign(made, settings(operation)));
  },
  delete: operation => {
    operation.world.state.lambda.functions.delete(functionOf(operation).arn);
  },
};

function check(operation: Operation): void {
  const { world, accountId, properties } = operation;
  const role = world.state.iam.roles.get(roleOf(operation));
  const own = role?.accountId === accountId;
  operation.require(LAMBDA.ROLE_ASSUMABLE, own, `role ${roleOf(operation)} does not exist in ${accountId}`, 'create the role first');
  operation.requirePath(LAMBDA.ROLE_ASSUMABLE, role?.origin, `role ${role?.name} may not exist yet`);
  const trusted = isAssumableBy(world, role!, 'lambda.amazonaws.com');
  operation.require(LAMBDA.ROLE_ASSUMABLE, trusted, `lambda.amazonaws.com cannot assume ${role?.name}`, 'trust lambda.amazonaws.com in the role');
  const size = Buffer.byteLength(text(record(properties, 'Code'), 'ZipFile') ?? '');
  operation.require(LAMBDA.CODE_SIZE, size <= MAX_CODE, `the code has ${size} bytes, ${MAX_CODE} are allowed`, 'leave the SDK out of the bundle');
}

function settings({ properties }: Operation): Pick<LambdaFunction, 'roleArn' | 'code' | 'handler' | 'runtime' | 'timeout' | 'environment'> {
  const variables = record(record(properties, 'Environment'), 'Variables');
  return {
    roleArn: String(properties.Role),
    code: text(record(properties, 'Code'), 'ZipFile'),
    handler: text(properties, 'Handler') ?? 'index.handler',
    runtime: text(properties, 'Runtime') ?? '',
    timeout: numeric(properties, 'Timeout') ?? DEFAULT_TIMEOUT,
    environment: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
  };
}
