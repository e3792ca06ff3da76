import { AutoDeployment, InstancesGroup, OperationPreferences, SelfManagedRoles } from '../aws/services/stack-sets';
import { flag, numeric, record, records, text, texts } from './values';

type Properties = Readonly<Record<string, unknown>>;

/** Values of the template's parameters. */
export function parametersOf(properties: Properties): Readonly<Record<string, string>> {
  return Object.fromEntries(records(properties, 'Parameters').map(parameter => [String(parameter.ParameterKey), String(parameter.ParameterValue)]));
}

/** Automatic deployment; off when the template says nothing. */
export function autoDeploymentOf(properties: Properties): AutoDeployment {
  const given = record(properties, 'AutoDeployment');
  return { enabled: flag(given, 'Enabled') ?? false, retain: flag(given, 'RetainStacksOnAccountRemoval') ?? false, dependsOn: texts(given, 'DependsOn') };
}

/** Where the stacks go. */
export function groupsOf(properties: Properties): readonly InstancesGroup[] {
  return records(properties, 'StackInstancesGroup').map(group => {
    const targets = record(group, 'DeploymentTargets');
    return {
      unitIds: texts(targets, 'OrganizationalUnitIds'),
      accounts: texts(targets, 'Accounts'),
      filter: (text(targets, 'AccountFilterType') ?? 'NONE') as InstancesGroup['filter'],
      regions: texts(group, 'Regions'),
    };
  });
}

/** How operations go about their instances; one by one, without tolerance, when the template says nothing. */
export function preferencesOf(properties: Properties): OperationPreferences {
  const given = record(properties, 'OperationPreferences');
  return {
    soft: text(given, 'ConcurrencyMode') === 'SOFT_FAILURE_TOLERANCE',
    parallelRegions: text(given, 'RegionConcurrencyType') === 'PARALLEL',
    regionOrder: texts(given, 'RegionOrder'),
    toleranceCount: numeric(given, 'FailureToleranceCount'),
    tolerancePercentage: numeric(given, 'FailureTolerancePercentage'),
    concurrentCount: numeric(given, 'MaxConcurrentCount'),
    concurrentPercentage: numeric(given, 'MaxConcurrentPercentage'),
  };
}

/** AWS's names for the roles when the template gives none: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html */
const DEFAULT_ADMINISTRATION_ROLE = 'AWSCloudFormationStackSetAdministrationRole';
const DEFAULT_EXECUTION_ROLE = 'AWSCloudFormationStackSetExecutionRole';

/** The roles of a self-managed StackSet; none of a service-managed one. */
export function selfManagedRolesOf(properties: Properties, partition: string, accountId: string): SelfManagedRoles | undefined {
  return text(properties, 'PermissionModel') !== 'SELF_MANAGED' ? undefined : {
    administrationRoleArn: text(properties, 'AdministrationRoleARN') ?? `arn:${partition}:iam::${accountId}:role/${DEFAULT_ADMINISTRATION_ROLE}`,
    executionRoleName: text(properties, 'ExecutionRoleName') ?? DEFAULT_EXECUTION_ROLE,
  };
}
