import { Context, PolicyStatement } from '../../lib/policy';
import { parseArn } from '../aws/arn';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { findFunction, functionArn, LambdaFunction } from '../aws/services/lambda';
import { LAMBDA } from '../rules/services';
import { permissions, schema } from './permission';
import { text } from './values';

const arnOf = ({ world, accountId, region, properties }: Operation) => {
  const name = String(properties.FunctionName);
  return findFunction(world, name, { accountId, region })?.arn ?? (parseArn(name) ? name : functionArn(world, accountId, region, name));
};

/** What the request says of who is let in, and by which URL. */
const added = ({ properties }: Operation): Context => ({
  'lambda:Principal': String(properties.Principal),
  ...properties.FunctionUrlAuthType === undefined ? {} : { 'lambda:FunctionUrlAuthType': String(properties.FunctionUrlAuthType) },
});

function functionOf(operation: Operation): LambdaFunction {
  const { world, properties } = operation;
  const found = world.state.lambda.functions.get(arnOf(operation));
  operation.require(LAMBDA.PERMISSION_FUNCTION, found !== undefined, `function ${String(properties.FunctionName)} does not exist`, 'create the function first');
  operation.requirePath(LAMBDA.PERMISSION_FUNCTION, found?.origin, `function ${found?.name} may not exist yet`);
  return found!;
}

/** Lambda compares the source's ARN by ArnLike, the account and the organization by StringEquals. */
function statementOf({ properties }: Operation): PolicyStatement {
  const principal = String(properties.Principal);
  const equals = {
    ...properties.SourceAccount !== undefined && { 'aws:SourceAccount': String(properties.SourceAccount) },
    ...properties.FunctionUrlAuthType !== undefined && { 'lambda:FunctionUrlAuthType': String(properties.FunctionUrlAuthType) },
    ...properties.PrincipalOrgID !== undefined && { 'aws:PrincipalOrgID': String(properties.PrincipalOrgID) },
  };
  const sourceArn = text(properties, 'SourceArn');
  return {
    Effect: 'Allow',
    Action: String(properties.Action),
    Resource: '*',
    Principal: principal === '*' ? '*' : /\.amazonaws\.com(\.cn)?$/.test(principal) ? { Service: principal } : { AWS: principal },
    Condition: {
      ...Object.keys(equals).length > 0 && { StringEquals: equals },
      ...properties.InvokedViaFunctionUrl !== undefined && { Bool: { 'lambda:InvokedViaFunctionUrl': String(properties.InvokedViaFunctionUrl) } },
      ...sourceArn !== undefined && { ArnLike: { 'aws:SourceArn': sourceArn } },
    },
  };
}

/** One statement of the policy of a function. Alexa's token is refused by name. */
export const LAMBDA_PERMISSION: ResourceType = {
  typeName: 'AWS::Lambda::Permission',
  source: schema('aws-lambda-permission'),
  properties: {
    FunctionName: 'interpreted', Action: 'interpreted', Principal: 'interpreted', SourceArn: 'interpreted', SourceAccount: 'interpreted',
    PrincipalOrgID: 'interpreted', FunctionUrlAuthType: 'interpreted', InvokedViaFunctionUrl: 'interpreted',
  },
  required: ['FunctionName', 'Action', 'Principal'],
  createOnly: ['FunctionName', 'Action', 'Principal', 'SourceArn', 'SourceAccount', 'PrincipalOrgID', 'FunctionUrlAuthType', 'InvokedViaFunctionUrl'],
  permissions: {
    create: permissions(['lambda:AddPermission'], arnOf, { context: added }),
    update: permissions(['lambda:GetPolicy'], arnOf),
    delete: permissions(['lambda:RemovePermission'], arnOf),
  },
  create: operation => {
    const { stackName, logicalId, world, accountId, region, origin } = operation;
    const id = `${stackName}-${logicalId}-${world.identifiers.letters(`permission:${accountId}:${region}:${stackName}:${logicalId}`, 12)}`;
    const made = functionOf(operation);
    made.permissions ??= new Map();
    made.permissions.set(id, { statement: { ...statementOf(operation), Sid: id }, origin });
    return answer(id);
  },
  update: operation => answer(String(operation.physicalId)),
  delete: operation => {
    operation.world.state.lambda.functions.get(arnOf(operation))?.permissions?.delete(String(operation.physicalId));
  },
};

const answer = (id: string): Outcome => ({ physicalId: id, attributes: { Id: id } });
