import { Operation, Outcome, ResourceType } from '../aws/contract';
import { assign, Assignment, assignmentKey, assignmentObstacle, instanceObstacle, neededPolicies, plannedRoleArn, samlProviderArn, unassign } from '../aws/services/identity-center';
import { IDENTITY_CENTER } from '../rules/identity-center';
import { permissions, schema } from './permission';
import { refuse } from './sso-permission-set';

const assignmentOf = ({ properties, origin }: Operation): Assignment => ({
  permissionSetArn: String(properties.PermissionSetArn), accountId: String(properties.TargetId),
  principalType: String(properties.PrincipalType), principalId: String(properties.PrincipalId), origin,
});

const PARTS = ['InstanceArn', 'TargetId', 'TargetType', 'PermissionSetArn', 'PrincipalType', 'PrincipalId'];
const outcome = ({ properties }: Operation): Outcome => ({ physicalId: PARTS.map(part => String(properties[part])).join('|'), attributes: {} });

const instanceArn = ({ properties }: Operation) => String(properties.InstanceArn);
const permissionSetArn = ({ properties }: Operation) => String(properties.PermissionSetArn);
const accountArn = ({ world, properties }: Operation) => `arn:${world.partition}:sso:::account/${String(properties.TargetId)}`;
const onAssignment = (...actions: string[]) =>
  [instanceArn, permissionSetArn, accountArn].flatMap(resource => permissions(actions, resource));

/**
 * In the management account the caller's own permissions decide, elsewhere those of IAM Identity Center's role.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtodelegatessoaccess.html
 */
const inManagementAccount = ({ world, properties }: Operation) => properties.TargetId === world.managementAccountId;
const role = (operation: Operation) => {
  const { world } = operation;
  const name = world.state.identityCenter.permissionSets.get(permissionSetArn(operation))?.name ?? 'unknown';
  return plannedRoleArn(world, world.managementAccountId, name);
};
const provider = ({ world }: Operation) => samlProviderArn(world, world.managementAccountId);

/** A permission set given to a user or group in one account. */
export const ASSIGNMENT: ResourceType = {
  typeName: 'AWS::SSO::Assignment',
  source: schema('aws-sso-assignment'),
  properties: {
    InstanceArn: 'interpreted', TargetId: 'interpreted', TargetType: 'interpreted', PermissionSetArn: 'interpreted', PrincipalType: 'interpreted',
    PrincipalId: 'interpreted',
  },
  required: PARTS,
  createOnly: PARTS,
  permissions: {
    create: [
      ...onAssignment('sso:CreateAccountAssignment', 'sso:ListAccountAssignments'),
      ...permissions(['sso:DescribeAccountAssignmentCreationStatus'], instanceArn),
      ...permissions(['iam:GetSAMLProvider', 'iam:CreateSAMLProvider'], provider, { when: inManagementAccount }),
      ...permissions(['iam:CreateRole', 'iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:ListRolePolicies'], role, { when: inManagementAccount }),
    ],
    update: [],
    delete: [
      ...onAssignment('sso:DeleteAccountAssignment', 'sso:ListAccountAssignments'),
      ...permissions(['sso:DescribeAccountAssignmentDeletionStatus'], instanceArn),
      ...permissions(['iam:GetSAMLProvider'], provider, { when: inManagementAccount }),
      ...permissions(['iam:ListRolePolicies'], role, { when: inManagementAccount }),
    ],
  },
  create: operation => {
    const { world, accountId, region, properties } = operation;
    const assignment = assignmentOf(operation);
    refuse(operation, instanceObstacle(world, instanceArn(operation), accountId, region));
    const shaped = properties.TargetType === 'AWS_ACCOUNT' && ['USER', 'GROUP'].includes(assignment.principalType) && ID.test(assignment.principalId);
    operation.require(IDENTITY_CENTER.ASSIGNMENT, shaped, `${assignment.principalType} ${assignment.principalId} is no user or group by its id`,
      'take the id from the identity store: a UUID, in older ones with ten characters before it');
    refuse(operation, assignmentObstacle(world, assignment));
    declareOrder(operation, assignment);
    const { assignments } = world.state.identityCenter;
    // https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-sso/blob/main/aws-sso-assignment (CreateHandler)
    if (assignments.has(assignmentKey(assignment))) {
      operation.fail('AlreadyExists', `the assignment exists already in ${assignment.accountId}`, 'take the other one away first');
    }
    assign(world, assignment);
    return outcome(operation);
  },
  update: outcome,
  delete: operation => {
    unassign(operation.world, assignmentOf(operation));
  },
};

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html */
const ID = /^([0-9a-f]{10}-)?[A-Fa-f0-9]{8}(-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12}$/;

/** What the assignment needs in the account is there because something is declared to come first. */
function declareOrder(operation: Operation, { permissionSetArn: arn, accountId }: Assignment): void {
  const { identityCenter, iam } = operation.world.state;
  const set = identityCenter.permissionSets.get(arn)!;
  operation.requirePath(IDENTITY_CENTER.ASSIGNMENT, set.origin, `permission set ${set.name} may not exist yet`);
  for (const policy of neededPolicies(operation.world, set, accountId)) {
    operation.requirePath(IDENTITY_CENTER.POLICIES_IN_ACCOUNT, iam.managedPolicies.get(policy)?.origin, `${policy} may not exist yet`);
  }
}
