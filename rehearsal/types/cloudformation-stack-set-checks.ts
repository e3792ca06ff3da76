import { Operation } from '../aws/contract';
import { unitsAbove } from '../aws/services/organization-tree';
import { InstancesGroup, operationMinutes, StackSet, Target, targetsOf } from '../aws/services/stack-sets';
import { CLOUDFORMATION } from '../rules';
import { checkSelfManaged } from './cloudformation-stack-set-roles';

/** The resource handler gives up after 36 hours: timeoutInMinutes of its registry schema. */
const HANDLER_MINUTES = 2_160;
const MAX_DEPENDENCIES = 10;

/** Checks what StackSets ask for, and answers where the stacks go. */
export function checkStackSet(operation: Operation, stackSet: StackSet): readonly Target[] {
  checkName(operation, stackSet);
  if (stackSet.selfManaged) {
    checkSelfManaged(operation, stackSet, stackSet.selfManaged);
  } else {
    checkAccess(operation);
    checkPermissionModel(operation, stackSet);
  }
  checkTemplateSource(operation, stackSet);
  if (!stackSet.selfManaged) {
    stackSet.groups.forEach(group => checkGroup(operation, stackSet, group));
  }
  checkDependencies(operation, stackSet);
  const targets = targetsOf(operation.world, stackSet.groups);
  checkRegions(operation, targets);
  checkPreferences(operation, stackSet, targets);
  return targets;
}

function checkAccess(operation: Operation): void {
  const { world } = operation;
  const access = world.state.cloudformation.organizationsAccess;
  const trusted = world.state.organizations.trustedServices.has('member.org.stacksets.cloudformation.amazonaws.com');
  const detail = `StackSets have no access to the organization${trusted ? ', although trusted access is on' : ''}`;
  operation.require(CLOUDFORMATION.ORGANIZATIONS_ACCESS, access !== undefined, detail, 'call cloudformation:ActivateOrganizationsAccess first');
  operation.requirePath(CLOUDFORMATION.ORGANIZATIONS_ACCESS, access?.origin, 'the StackSet may come before the access of StackSets to the organization');
}

function checkName(operation: Operation, { name }: StackSet): void {
  const taken = operation.kind === 'create' && operation.world.state.cloudformation.stackSets.has(name);
  operation.require(CLOUDFORMATION.STACK_SET_NAME_UNIQUE, !taken, `StackSet ${name} exists already`, 'choose another name, or import the StackSet');
}

function checkPermissionModel(operation: Operation, { groups }: StackSet): void {
  const { PermissionModel, AdministrationRoleARN, ExecutionRoleName, AutoDeployment, CallAs = 'SELF' } = operation.properties;
  if (PermissionModel !== 'SERVICE_MANAGED' || CallAs !== 'SELF') {
    operation.fail('InvalidRequest', `the rehearsal knows StackSets of the management account only, got ${PermissionModel}, CallAs ${CallAs}`);
  }
  const holds = AdministrationRoleARN === undefined && ExecutionRoleName === undefined && AutoDeployment !== undefined
    && groups.every(group => group.unitIds.length > 0);
  const detail = `'AdministrationRoleARN' ${AdministrationRoleARN}, 'ExecutionRoleName' ${ExecutionRoleName}, 'AutoDeployment' ${JSON.stringify(AutoDeployment)}`;
  operation.require(CLOUDFORMATION.PERMISSION_MODEL, holds, detail, "leave out the roles, set 'AutoDeployment', target organizational units");
}

function checkTemplateSource(operation: Operation, { template }: StackSet): void {
  if ((template.url === undefined) === (template.body === undefined)) {
    operation.fail('ValidationError', "exactly one of 'TemplateURL' and 'TemplateBody' must be given");
  }
}

function checkGroup(operation: Operation, stackSet: StackSet, { unitIds, accounts, filter }: InstancesGroup): void {
  const { world } = operation;
  const missing = unitIds.filter(id => !world.state.organizations.units.has(id));
  operation.require(CLOUDFORMATION.TARGET_UNITS_EXIST, missing.length === 0, `${missing.join(', ')} does not exist`, 'create the units first');
  const management = accounts.includes(world.managementAccountId) && filter !== 'DIFFERENCE';
  operation.require(CLOUDFORMATION.MANAGEMENT_ACCOUNT, !management, `${world.managementAccountId} is the management account`, 'use a self-managed StackSet for it');
  const paired = (accounts.length === 0) === (filter === 'NONE') && ['NONE', 'INTERSECTION', 'DIFFERENCE'].includes(filter);
  const detail = `'Accounts' is [${accounts.join(', ')}], 'AccountFilterType' is ${filter}`;
  operation.require(CLOUDFORMATION.ACCOUNT_FILTER, paired, detail, 'name accounts with INTERSECTION or DIFFERENCE, or name none');
  const outside = filter === 'INTERSECTION' ? accounts.filter(id => !unitsAbove(world, id).some(unit => unitIds.includes(unit))) : [];
  operation.require(CLOUDFORMATION.ACCOUNT_FILTER, outside.length === 0, `${outside.join(', ')} is not below ${unitIds.join(', ')}`, 'name the unit that the account is in');
  const quiet = filter === 'NONE' || !stackSet.autoDeployment.enabled;
  const remedy = "set 'AutoDeployment.Enabled' to false";
  operation.require(CLOUDFORMATION.FILTER_WITHOUT_AUTO_DEPLOYMENT, quiet, 'accounts that join later would get the stacks too', remedy);
}

function checkDependencies(operation: Operation, { autoDeployment }: StackSet): void {
  const { dependsOn } = autoDeployment;
  const known = [...operation.world.state.cloudformation.stackSets.values()];
  const remedy = 'depend on at most ten StackSets, by their ARN';
  const few = dependsOn.length <= MAX_DEPENDENCIES;
  operation.require(CLOUDFORMATION.AUTO_DEPLOYMENT_DEPENDENCIES, few, `automatic deployment depends on ${dependsOn.length} StackSets`, remedy);
  for (const arn of dependsOn) {
    const other = known.find(stackSet => stackSet.arn === arn);
    operation.require(CLOUDFORMATION.AUTO_DEPLOYMENT_DEPENDENCIES, other !== undefined, `${arn} is no StackSet`, remedy);
    operation.requirePath(CLOUDFORMATION.AUTO_DEPLOYMENT_DEPENDENCIES, other?.origin, `StackSet ${other?.name} may come later`);
  }
}

function checkRegions(operation: Operation, targets: readonly Target[]): void {
  const { world } = operation;
  const { accounts } = world.state.organizations;
  const isClosed = (id: string, region: string) => !accounts.get(id)?.regions.includes(region);
  const closed = targets.find(({ accountId, region }) => isClosed(accountId, region) || isClosed(world.managementAccountId, region));
  const detail = `${closed?.region} is not enabled in ${closed?.accountId} or in the management account`;
  operation.require(CLOUDFORMATION.REGIONS_ENABLED, closed === undefined, detail, 'enable the region in every account first, or leave it out');
}

function checkPreferences(operation: Operation, { preferences }: StackSet, targets: readonly Target[]): void {
  const { toleranceCount, tolerancePercentage, concurrentCount, concurrentPercentage } = preferences;
  const one = (toleranceCount === undefined || tolerancePercentage === undefined)
    && (concurrentCount === undefined || concurrentPercentage === undefined);
  const inRange = [tolerancePercentage, concurrentPercentage].every(value => value === undefined || (value >= 0 && value <= 100))
    && concurrentCount !== 0 && concurrentPercentage !== 0;
  const preferencesText = JSON.stringify(operation.properties.OperationPreferences);
  operation.require(CLOUDFORMATION.OPERATION_PREFERENCES, one && inRange, `'OperationPreferences' is ${preferencesText}`, 'give a count or a percentage of each');
  const [accounts, regions] = [new Set(targets.map(target => target.accountId)).size, new Set(targets.map(target => target.region)).size];
  const minutes = accounts === 0 ? 0 : operationMinutes(preferences, accounts, regions);
  const detail = `${accounts} accounts in ${regions} regions take about ${Math.round(minutes / 60)} hours`;
  operation.require(CLOUDFORMATION.OPERATION_FINISHES, minutes <= HANDLER_MINUTES, detail, 'use SOFT_FAILURE_TOLERANCE, a higher concurrency and PARALLEL regions');
}
