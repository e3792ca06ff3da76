import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError } from '../contract';
import { unitsAbove } from './organization-tree';
import { instanceKey, StackInstance, StackSet, Target, targetsOf } from './stack-sets';

/** An operation that somebody asked for by the API; it runs after the call has answered. */
export interface StackSetOperation {
  readonly id: string;
  readonly action: 'CREATE' | 'UPDATE';
  readonly stackSetName: string;
  readonly targets: readonly Target[];
  /** Values of parameters that hold in these instances from now on. */
  readonly overrides: Readonly<Record<string, string>>;
  status: 'QUEUED' | 'SUCCEEDED';
}

type Run = (input: ApiInput, call: ApiCall) => unknown;

const INSTANCES_INPUT = ['StackSetName', 'Accounts', 'DeploymentTargets', 'Regions', 'OperationId', 'OperationPreferences', 'ParameterOverrides', 'CallAs'];

const INSTANCES_MEMBERS = {
  DeploymentTargets: ['OrganizationalUnitIds', 'Accounts', 'AccountFilterType'],
  OperationPreferences: ['ConcurrencyMode', 'FailureTolerancePercentage', 'MaxConcurrentPercentage', 'RegionConcurrencyType'],
  ParameterOverrides: ['ParameterKey', 'ParameterValue'],
};

/** An operation on one StackSet: its one IAM action has its name. */
function operation(name: string, write: boolean, input: readonly string[], run: Run): ApiOperation {
  return {
    service: 'cloudformation', operation: name, write, input, run,
    source: `https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_${name}.html`,
    authorizations: (given, { world, accountId, region }): Authorization[] => {
      const stackSet = String(given.StackSetName);
      const known = world.state.cloudformation.stackSets.get(stackSet)?.arn;
      return [{
        action: `cloudformation:${name}`, region,
        resource: known ?? `arn:${world.partition}:cloudformation:${region}:${accountId}:stackset/${stackSet}:00000000-0000-0000-0000-000000000000`,
      }];
    },
  };
}

/** StackSets of this account and region; a name of another region is not found. */
function stackSetOf({ StackSetName }: ApiInput, { world, accountId, region }: ApiCall): StackSet {
  const found = world.state.cloudformation.stackSets.get(String(StackSetName));
  if (!found?.arn.startsWith(`arn:${world.partition}:cloudformation:${region}:${accountId}:`)) {
    throw new AwsError('StackSetNotFoundException', `StackSet ${String(StackSetName)} not found`);
  }
  return found;
}

function describe(input: ApiInput, call: ApiCall): unknown {
  const { id, arn, name, groups, autoDeployment, selfManaged, instances } = stackSetOf(input, call);
  return {
    StackSet: {
      StackSetName: name, StackSetId: id, StackSetARN: arn, Status: 'ACTIVE',
      PermissionModel: selfManaged ? 'SELF_MANAGED' : 'SERVICE_MANAGED',
      ...!selfManaged && {
        AutoDeployment: { Enabled: autoDeployment.enabled, RetainStacksOnAccountRemoval: autoDeployment.retain },
        OrganizationalUnitIds: [...new Set(groups.flatMap(group => group.unitIds))],
      },
      Regions: [...new Set([...instances.values()].map(({ region }) => region))],
    },
  };
}

/** A failed operation leaves its instance OUTDATED, and FAILED in the detailed status. */
function summaryOf({ accountId, region, status, reason }: StackInstance, { id }: StackSet): object {
  return {
    StackSetId: id, Account: accountId, Region: region, Status: status === 'FAILED' ? 'OUTDATED' : 'CURRENT', StatusReason: reason,
    StackInstanceStatus: { DetailedStatus: status === 'FAILED' ? 'FAILED' : 'SUCCEEDED' },
  };
}

function listInstances(input: ApiInput, call: ApiCall): unknown {
  const stackSet = stackSetOf(input, call);
  return { Summaries: [...stackSet.instances.values()].map(instance => summaryOf(instance, stackSet)) };
}

function listOperations(input: ApiInput, call: ApiCall): unknown {
  const { name } = stackSetOf(input, call);
  const own = call.world.state.cloudformation.operations.filter(({ stackSetName }) => stackSetName === name);
  return { Summaries: own.map(({ id, action, status }) => ({ OperationId: id, Action: action, Status: status })) };
}

/** Notes the operation; the engine runs it. */
const request = (action: StackSetOperation['action']): Run => (input, call) => {
  const stackSet = stackSetOf(input, call);
  const { operations } = call.world.state.cloudformation;
  const id = input.OperationId === undefined ? call.world.identifiers.uuid(`operation:${stackSet.name}:${operations.length}`) : String(input.OperationId);
  if (!/^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/.test(id)) {
    throw new AwsError('ValidationError', `Value '${id}' at 'operationId' failed to satisfy constraint: [a-zA-Z0-9][-a-zA-Z0-9]*`);
  }
  if (operations.some(known => known.stackSetName === stackSet.name && known.id === id)) {
    throw new AwsError('OperationIdAlreadyExistsException', `Operation ${id} already exists`);
  }
  const targets = requestedTargets(stackSet, input, call);
  const strangers = targets.filter(target => !stackSet.instances.has(instanceKey(target)));
  if (action === 'UPDATE' && strangers.length > 0) {
    throw new AwsError('StackInstanceNotFoundException', `${strangers.map(instanceKey).join(', ')}: no stack instance of ${stackSet.name}`);
  }
  operations.push({ id, action, stackSetName: stackSet.name, targets, overrides: overridesOf(stackSet, input), status: 'QUEUED' });
  return { OperationId: id };
};

function requestedTargets(stackSet: StackSet, input: ApiInput, { world }: ApiCall): readonly Target[] {
  const regions = strings(input.Regions);
  if (stackSet.selfManaged) {
    if (input.DeploymentTargets !== undefined || strings(input.Accounts).length === 0) {
      throw new AwsError('ValidationError', 'Accounts, and no DeploymentTargets, must be given for StackSets with self-managed permissions');
    }
    return regions.flatMap(region => strings(input.Accounts).map(accountId => ({ accountId, region })));
  }
  const { OrganizationalUnitIds, Accounts, AccountFilterType } = (input.DeploymentTargets ?? {}) as Readonly<Record<string, unknown>>;
  const [unitIds, accounts] = [strings(OrganizationalUnitIds), strings(Accounts)];
  if (input.Accounts !== undefined || unitIds.length === 0 || (accounts.length > 0 && AccountFilterType !== 'INTERSECTION')) {
    throw new AwsError('ValidationError', 'DeploymentTargets with OrganizationalUnitIds must be given for StackSets with service-managed permissions, '
      + 'and AccountFilterType INTERSECTION with Accounts: the rehearsal knows no other');
  }
  const outside = accounts.filter(id => !unitsAbove(world, id).some(unit => unitIds.includes(unit)));
  if (outside.length > 0) {
    throw new AwsError('ValidationError', `${outside.join(', ')} is not below ${unitIds.join(', ')}`);
  }
  return targetsOf(world, [{ unitIds, accounts, filter: accounts.length > 0 ? 'INTERSECTION' : 'NONE', regions }]);
}

/** Only parameters that the StackSet itself has a value for. */
function overridesOf({ name, parameters }: StackSet, { ParameterOverrides = [] }: ApiInput): Readonly<Record<string, string>> {
  const values = ParameterOverrides as readonly Readonly<Record<string, unknown>>[];
  const given = values.map(({ ParameterKey, ParameterValue }) => [String(ParameterKey), String(ParameterValue)]);
  const unknown = given.map(([key]) => key).filter(key => !(key in parameters));
  if (unknown.length > 0) {
    throw new AwsError('ValidationError', `Parameter values specified for parameters that are not in the StackSet ${name}: ${unknown.join(', ')}`);
  }
  return Object.fromEntries(given) as Record<string, string>;
}

const strings = (value: unknown): readonly string[] => Array.isArray(value) ? value.map(String) : [];

/** Operations on StackSets that code makes. Answers come in one page. */
export const operations: readonly ApiOperation[] = [
  operation('DescribeStackSet', false, ['StackSetName', 'CallAs'], describe),
  operation('ListStackInstances', false, ['StackSetName', 'NextToken', 'MaxResults', 'CallAs'], listInstances),
  operation('ListStackSetOperations', false, ['StackSetName', 'NextToken', 'MaxResults', 'CallAs'], listOperations),
  { ...operation('CreateStackInstances', true, INSTANCES_INPUT, request('CREATE')), nested: INSTANCES_MEMBERS },
  { ...operation('UpdateStackInstances', true, INSTANCES_INPUT, request('UPDATE')), nested: INSTANCES_MEMBERS },
];
