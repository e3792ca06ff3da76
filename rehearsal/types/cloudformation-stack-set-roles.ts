import { decide } from '../aws/authorization';
import { Operation } from '../aws/contract';
import { defaultRegions } from '../aws/regions';
import { serviceCaller } from '../aws/services/iam';
import { executionRoleArn, SelfManagedRoles, StackSet } from '../aws/services/stack-sets';
import { CLOUDFORMATION } from '../rules';

const PRINCIPAL = 'cloudformation.amazonaws.com';

/** Checks what a self-managed StackSet asks for: its accounts by name, and the two roles by which CloudFormation gets into them. */
export function checkSelfManaged(operation: Operation, stackSet: StackSet, roles: SelfManagedRoles): void {
  checkModel(operation, stackSet);
  checkAdministrationRole(operation, stackSet, roles);
  const accounts = new Set(stackSet.groups.flatMap(group => group.accounts));
  accounts.forEach(accountId => checkExecutionRole(operation, accountId, roles));
}

function checkModel(operation: Operation, { groups }: StackSet): void {
  const { AutoDeployment, CallAs = 'SELF', AdministrationRoleARN, ExecutionRoleName } = operation.properties;
  const holds = AutoDeployment === undefined && CallAs === 'SELF' && AdministrationRoleARN !== undefined && ExecutionRoleName !== undefined
    && groups.every(({ unitIds, accounts, filter }) => unitIds.length === 0 && accounts.length > 0 && filter === 'NONE');
  const detail = `'AutoDeployment' ${JSON.stringify(AutoDeployment)}, 'AdministrationRoleARN' ${AdministrationRoleARN}, 'ExecutionRoleName' ${ExecutionRoleName}, `
    + `targets ${groups.map(({ unitIds, accounts, filter }) => [...unitIds, ...accounts, filter].join(' ')).join(', ')}`;
  operation.require(CLOUDFORMATION.SELF_MANAGED_MODEL, holds, detail, "leave out 'AutoDeployment', units and filters, name both roles and the accounts");
}

function checkAdministrationRole(operation: Operation, stackSet: StackSet, { administrationRoleArn }: SelfManagedRoles): void {
  const { world } = operation;
  const role = world.state.iam.roles.get(administrationRoleArn);
  operation.require(CLOUDFORMATION.ADMINISTRATION_ROLE, role !== undefined, `${administrationRoleArn} does not exist`, 'create the role in a stack before');
  operation.requirePath(CLOUDFORMATION.ADMINISTRATION_ROLE, role?.origin, `the StackSet may come before ${administrationRoleArn}`);
  const remedy = (principal: string) => `let the role trust ${principal}, with conditions that this StackSet meets`;
  const trusted = trusts(operation, stackSet, administrationRoleArn, PRINCIPAL);
  operation.require(CLOUDFORMATION.ADMINISTRATION_ROLE, trusted, `${administrationRoleArn} does not trust ${PRINCIPAL} acting for ${stackSet.arn}`, remedy(PRINCIPAL));
  for (const region of new Set(stackSet.groups.flatMap(group => group.regions))) {
    const principal = `cloudformation.${region}.amazonaws.com`;
    const holds = defaultRegions(world.partition).includes(region) || trusts(operation, stackSet, administrationRoleArn, principal);
    operation.require(CLOUDFORMATION.REGIONAL_PRINCIPAL, holds, `${administrationRoleArn} does not trust ${principal}`, remedy(principal));
  }
}

/** CloudFormation says which StackSet of which account it acts for. */
function trusts({ world, accountId, region }: Operation, { arn }: StackSet, resource: string, principal: string): boolean {
  const context = { 'aws:SourceAccount': accountId, 'aws:SourceArn': arn };
  return decide(world, serviceCaller(principal), { action: 'sts:AssumeRole', resource, resourceAccountId: accountId, region, context }).allowed;
}

function checkExecutionRole(operation: Operation, accountId: string, roles: SelfManagedRoles): void {
  const { world, region } = operation;
  const resource = executionRoleArn(world, accountId, roles);
  const role = world.state.iam.roles.get(resource);
  operation.require(CLOUDFORMATION.EXECUTION_ROLE, role !== undefined, `${resource} does not exist`, 'create the role, without a path, in a stack before');
  operation.requirePath(CLOUDFORMATION.EXECUTION_ROLE, role?.origin, `the StackSet may come before ${resource}`);
  const administration = world.sessionOf(roles.administrationRoleArn);
  const decision = decide(world, administration, { action: 'sts:AssumeRole', resource, resourceAccountId: accountId, region });
  const remedy = 'let the execution role trust the administration role, and the administration role assume it';
  operation.require(CLOUDFORMATION.EXECUTION_ROLE, decision.allowed, `${administration.label} may not assume ${resource}: ${decision.explanation}`, remedy);
}
