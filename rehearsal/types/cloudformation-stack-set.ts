import { Operation, Outcome, ResourceType } from '../aws/contract';
import { instanceKey, InstancesGroup, operateStackSet, StackSet, Target, targetsOf } from '../aws/services/stack-sets';
import { checkStackSet } from './cloudformation-stack-set-checks';
import { autoDeploymentOf, groupsOf, parametersOf, preferencesOf, selfManagedRolesOf } from './cloudformation-stack-set-values';
import { DESCRIPTION, given, inert, permissions, schema, TAGS } from './permission';
import { text, texts } from './values';

const outcome = ({ id }: StackSet): Outcome => ({ physicalId: id, attributes: { StackSetId: id } });

const plannedArn = ({ world, region, accountId, properties }: Operation) =>
  `arn:${world.partition}:cloudformation:${region}:${accountId}:stackset/${String(properties.StackSetName)}:*`;

function stackSetOf(operation: Operation): StackSet {
  const name = String(operation.physicalId).split(':')[0];
  return operation.world.state.cloudformation.stackSets.get(name) ?? operation.fail('StackSetNotFoundException', `StackSet ${name} does not exist`);
}

/** Whoever creates or updates a self-managed StackSet hands its administration role over, each time. */
const PASS_ADMINISTRATION_ROLE = permissions(['iam:PassRole'], ({ properties }) => String(properties.AdministrationRoleARN), {
  when: ({ properties }) => properties.AdministrationRoleARN !== undefined, context: () => ({ 'iam:PassedToService': 'cloudformation.amazonaws.com' }),
});

const READS = ['cloudformation:DescribeStackSet', 'cloudformation:DescribeStackSetOperation', 'cloudformation:ListStackSetOperationResults'];

/**
 * A StackSet: one template into all accounts below units (service-managed), or into named accounts by roles of theirs (self-managed), in
 * regions. Only that of a delegated administrator is not modelled.
 */
export const STACK_SET: ResourceType = {
  typeName: 'AWS::CloudFormation::StackSet',
  source: `${schema('aws-cloudformation-stackset')}; github.com/aws-cloudformation/aws-cloudformation-resource-providers-cloudformation`,
  properties: {
    StackSetName: 'interpreted', PermissionModel: 'interpreted', TemplateBody: 'interpreted', TemplateURL: 'interpreted', AutoDeployment: 'interpreted',
    Capabilities: 'interpreted', OperationPreferences: 'interpreted', Parameters: 'interpreted', StackInstancesGroup: 'interpreted',
    AdministrationRoleARN: 'interpreted', ExecutionRoleName: 'interpreted', CallAs: 'interpreted',
    ManagedExecution: inert('operations of the rehearsal come one after the other'), Description: DESCRIPTION, Tags: TAGS,
  },
  nested: {
    AutoDeployment: ['Enabled', 'RetainStacksOnAccountRemoval', 'DependsOn'],
    ManagedExecution: ['Active'],
    OperationPreferences: [
      'ConcurrencyMode', 'FailureToleranceCount', 'FailureTolerancePercentage', 'MaxConcurrentCount', 'MaxConcurrentPercentage', 'RegionConcurrencyType', 'RegionOrder',
    ],
    Parameters: ['ParameterKey', 'ParameterValue'],
    StackInstancesGroup: ['DeploymentTargets', 'Regions'],
    'StackInstancesGroup.DeploymentTargets': ['OrganizationalUnitIds', 'Accounts', 'AccountFilterType'],
  },
  required: ['StackSetName', 'PermissionModel'],
  createOnly: ['PermissionModel', 'StackSetName'],
  permissions: {
    create: [
      ...permissions(['cloudformation:GetTemplateSummary']),
      ...permissions(['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances', ...READS], plannedArn),
      ...permissions(['cloudformation:TagResource'], plannedArn, { when: given('Tags') }),
      ...PASS_ADMINISTRATION_ROLE,
    ],
    update: [
      ...permissions(['cloudformation:GetTemplateSummary']),
      ...permissions(['cloudformation:UpdateStackSet', 'cloudformation:UpdateStackInstances', ...READS], plannedArn),
      ...permissions(['cloudformation:CreateStackInstances', 'cloudformation:DeleteStackInstances'], plannedArn, { when: given('StackInstancesGroup') }),
      ...permissions(['cloudformation:TagResource', 'cloudformation:UntagResource'], plannedArn, { when: given('Tags') }),
      ...PASS_ADMINISTRATION_ROLE,
    ],
    delete: permissions(['cloudformation:DeleteStackSet', 'cloudformation:DeleteStackInstances', ...READS], plannedArn),
  },
  create: async operation => {
    const { world, memberStacks } = operation;
    const stackSet = newStackSet(operation);
    const targets = checkStackSet(operation, stackSet);
    world.state.cloudformation.stackSets.set(stackSet.name, stackSet);
    try {
      await operateStackSet(world, stackSet.name, targets, 'deploy', memberStacks);
    } catch (error) {
      // CloudFormation rolls the failed creation back, and what it made in the accounts with it.
      await operateStackSet(world, stackSet.name, [...stackSet.instances.values()], 'delete', memberStacks);
      world.state.cloudformation.stackSets.delete(stackSet.name);
      throw error;
    }
    return outcome(stackSet);
  },
  update: async operation => {
    const { world, memberStacks } = operation;
    const stackSet = stackSetOf(operation);
    const targets = checkStackSet(operation, { ...stackSet, ...settings(operation) });
    Object.assign(stackSet, settings(operation));
    const obsolete = instancesOutside(stackSet, operation, targets);
    await operateStackSet(world, stackSet.name, obsolete, 'delete', memberStacks);
    await operateStackSet(world, stackSet.name, targets, 'deploy', memberStacks);
    return outcome(stackSet);
  },
  delete: async operation => {
    const stackSet = stackSetOf(operation);
    await operateStackSet(operation.world, stackSet.name, [...stackSet.instances.values()], 'delete', operation.memberStacks);
    operation.world.state.cloudformation.stackSets.delete(stackSet.name);
  },
  import: operation => {
    const stackSet = stackSetOf(operation);
    stackSet.origin = operation.origin;
    return outcome(stackSet);
  },
};

function settings(operation: Operation) {
  const { properties } = operation;
  return {
    template: { url: text(properties, 'TemplateURL'), body: text(properties, 'TemplateBody') },
    parameters: parametersOf(properties),
    capabilities: texts(properties, 'Capabilities'),
    autoDeployment: autoDeploymentOf(properties),
    groups: groupsOf(properties),
    selfManaged: selfManagedRolesOf(properties, operation.partition, operation.accountId),
    preferences: preferencesOf(properties),
    seenEvents: operation.world.state.organizations.events.length,
  };
}

function newStackSet(operation: Operation): StackSet {
  const { world, accountId, region, origin, properties } = operation;
  const name = String(properties.StackSetName);
  const id = `${name}:${world.identifiers.uuid(`stack-set:${accountId}:${region}:${name}`)}`;
  const arn = `arn:${world.partition}:cloudformation:${region}:${accountId}:stackset/${id}`;
  return { id, arn, name, origin, instances: new Map(), ...settings(operation) };
}

/** Instances that the template asked for and no longer does; those of accounts that joined by themselves stay. */
function instancesOutside(stackSet: StackSet, { world, previous }: Operation, targets: readonly Target[]): readonly Target[] {
  const wanted = new Set(targets.map(instanceKey));
  const before: readonly InstancesGroup[] = groupsOf(previous ?? {});
  const asked = new Set(targetsOf(world, before).map(instanceKey));
  return [...stackSet.instances.values()].filter(instance => asked.has(instanceKey(instance)) && !wanted.has(instanceKey(instance)));
}
