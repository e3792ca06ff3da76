import { Operation, Outcome, ResourceType } from '../aws/contract';
import { SsmParameter } from '../aws/services/ssm';
import { SSM_PARAMETERS } from '../rules/account-baseline';
import { DESCRIPTION, given, inert, permissions, schema, TAGS } from './permission';
import { physicalName, plannedName, text } from './values';

const MAX_STANDARD = 4_096;
const MAX_ADVANCED = 8_192;
const MAX_NAME = 1_011;

const parameterArn = (operation: Operation) => {
  const name = plannedName(operation, 'Name');
  return `arn:${operation.partition}:ssm:${operation.region}:${operation.accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
};
const keyOf = ({ accountId, region }: Operation, name: string) => `${accountId}/${region}/${name}`;
const outcome = ({ name, value }: SsmParameter, { properties }: Operation): Outcome => ({ physicalId: name, attributes: { Type: text(properties, 'Type'), Value: value } });

function parameterOf(operation: Operation): SsmParameter {
  return operation.world.state.ssm.parameters.get(keyOf(operation, String(operation.physicalId)))
    ?? operation.fail('ParameterNotFound', `parameter ${operation.physicalId} does not exist`);
}

/** A parameter of Parameter Store: text or a list of texts. CloudFormation makes no encrypted ones. */
export const SSM_PARAMETER: ResourceType = {
  typeName: 'AWS::SSM::Parameter',
  source: schema('aws-ssm-parameter'),
  properties: {
    Name: 'interpreted', Type: 'interpreted', Value: 'interpreted', Tier: 'interpreted', AllowedPattern: 'interpreted', Description: DESCRIPTION, Tags: TAGS,
    DataType: inert('no image is looked up in the rehearsal'),
  },
  required: ['Type', 'Value'],
  createOnly: ['Name'],
  permissions: {
    create: [...permissions(['ssm:PutParameter', 'ssm:GetParameters'], parameterArn), ...permissions(['ssm:AddTagsToResource'], parameterArn, { when: given('Tags') })],
    update: [
      ...permissions(['ssm:PutParameter', 'ssm:GetParameters'], parameterArn),
      ...permissions(['ssm:AddTagsToResource', 'ssm:RemoveTagsFromResource'], parameterArn, { when: given('Tags') }),
    ],
    delete: permissions(['ssm:DeleteParameter'], parameterArn),
  },
  create: operation => {
    const { world, origin, properties } = operation;
    const name = physicalName(operation, 'Name', MAX_NAME);
    operation.require(SSM_PARAMETERS.NAME, /^[a-zA-Z0-9_.\-/]+$/.test(name) && !/^\/?(aws|ssm)/i.test(name) && name.split('/').length <= 16, `the name is ${name}`, 'correct the name');
    operation.require(SSM_PARAMETERS.NAME, !world.state.ssm.parameters.has(keyOf(operation, name)), `${name} exists already`, 'choose another name, or delete it');
    check(operation);
    const parameter: SsmParameter = { name, value: text(properties, 'Value')!, origin };
    world.state.ssm.parameters.set(keyOf(operation, name), parameter);
    return outcome(parameter, operation);
  },
  update: operation => {
    check(operation);
    return outcome(Object.assign(parameterOf(operation), { value: text(operation.properties, 'Value')! }), operation);
  },
  delete: operation => {
    operation.world.state.ssm.parameters.delete(keyOf(operation, parameterOf(operation).name));
  },
};

function check(operation: Operation): void {
  const { properties } = operation;
  const value = text(properties, 'Value')!;
  const most = text(properties, 'Tier') === 'Standard' || properties.Tier === undefined ? MAX_STANDARD : MAX_ADVANCED;
  operation.require(SSM_PARAMETERS.VALUE, value.length >= 1 && value.length <= most, `the value has ${value.length} characters`, `keep to ${most}`);
  operation.require(SSM_PARAMETERS.VALUE, ['String', 'StringList'].includes(String(properties.Type)), `the type is ${String(properties.Type)}`, 'CloudFormation makes String and StringList');
  const pattern = text(properties, 'AllowedPattern');
  operation.require(SSM_PARAMETERS.VALUE, pattern === undefined || new RegExp(pattern).test(value), `the value does not match ${pattern}`, 'correct the value or the pattern');
}
