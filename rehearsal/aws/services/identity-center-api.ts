import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError } from '../contract';
import {
  assign, Assignment, assignmentKey, assignmentObstacle, AssignmentRequest, instanceObstacle, plannedRoleArn, samlProviderArn, unassign,
} from './identity-center';

type Run = (input: ApiInput, call: ApiCall) => unknown;

/** Virtual time that IAM Identity Center takes for an assignment: less than in AWS, where a minute sees about twenty of them. */
const ASSIGNMENT_TAKES = 2_000;
/** https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html */
const MAX_OUTSTANDING = 10;

const INSTANCE = ['InstanceArn'];
const OF_ASSIGNMENT = [...INSTANCE, 'TargetId', 'TargetType', 'PermissionSetArn', 'PrincipalType', 'PrincipalId'];

/** An operation of the administration of IAM Identity Center: one action of its name, on each resource that AWS lists for it. */
function operation(name: string, write: boolean, input: readonly string[], run: Run): ApiOperation {
  return {
    service: 'sso-admin', operation: name, write, input,
    source: `https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_${name}.html`,
    authorizations: (given, call) => resourcesOf(given, call).map((resource): Authorization => ({ action: `sso:${name}`, resource, region: call.region })),
    run: (given, call) => {
      requireInstance(given, call);
      return run(given, call);
    },
  };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html */
const resourcesOf = ({ InstanceArn, PermissionSetArn, TargetId }: ApiInput, { world }: ApiCall): readonly string[] => [
  String(InstanceArn),
  ...PermissionSetArn === undefined ? [] : [String(PermissionSetArn)],
  ...TargetId === undefined ? [] : [`arn:${world.partition}:sso:::account/${String(TargetId)}`],
];

function requireInstance({ InstanceArn }: ApiInput, { world, accountId, region }: ApiCall): void {
  const obstacle = instanceObstacle(world, String(InstanceArn), accountId, region);
  if (obstacle) {
    throw new AwsError('ResourceNotFoundException', obstacle.message);
  }
}

const assignmentOf = ({ PermissionSetArn, TargetId, PrincipalType, PrincipalId }: ApiInput, { origin }: ApiCall): Assignment => ({
  permissionSetArn: String(PermissionSetArn), accountId: String(TargetId),
  principalType: String(PrincipalType), principalId: String(PrincipalId), origin,
});

/** One role of an account is changed at a time, and few assignments altogether. */
function requireQuiet({ world }: ApiCall, { accountId }: Assignment): void {
  const outstanding = [...world.state.identityCenter.assignmentRequests.values()].filter(({ readyAt }) => readyAt > world.now);
  if (outstanding.some(other => other.accountId === accountId)) {
    throw new AwsError('ConflictException', `There is a conflicting operation in process in ${accountId}.`);
  }
  if (outstanding.length >= MAX_OUTSTANDING) {
    throw new AwsError('ThrottlingException', 'There are too many requests processing. Please try again later.');
  }
}

/**
 * The management account is not entered by IAM Identity Center's own role: there the caller's permissions decide.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSSSOServiceRolePolicy.html (aws:PrincipalOrgMasterAccountId)
 * @see https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/496
 */
function refusalInManagementAccount({ world, caller }: ApiCall, { accountId, permissionSetArn }: Assignment): string | undefined {
  if (accountId !== world.managementAccountId) {
    return undefined;
  }
  const role = plannedRoleArn(world, accountId, world.state.identityCenter.permissionSets.get(permissionSetArn)?.name ?? 'unknown');
  const uses = [
    ...['iam:GetSAMLProvider', 'iam:UpdateSAMLProvider'].map(action => ({ action, resource: samlProviderArn(world, accountId) })),
    ...['iam:GetRole', 'iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:ListRolePolicies'].map(action => ({ action, resource: role })),
  ];
  const denied = uses.find(use => !isAllowed(() => world.authorize(caller, { ...use, region: 'us-east-1' }, true)));
  return denied && `Received a 403 status error: Access denied by IAM. ${caller.label} is not authorized to perform: ${denied.action} on resource: ${denied.resource}`;
}

function isAllowed(attempt: () => void): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

function create(input: ApiInput, call: ApiCall): unknown {
  const { world } = call;
  const assignment = assignmentOf(input, call);
  if (!world.state.identityCenter.permissionSets.has(assignment.permissionSetArn)) {
    throw new AwsError('ResourceNotFoundException', `PermissionSet ${assignment.permissionSetArn} not found.`);
  }
  requireQuiet(call, assignment);
  const failure = assignmentObstacle(world, assignment)?.message ?? refusalInManagementAccount(call, assignment);
  // one that exists succeeds again: https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html does not list it as an error
  if (failure === undefined && !world.state.identityCenter.assignments.has(assignmentKey(assignment))) {
    assign(world, assignment);
  }
  return { AccountAssignmentCreationStatus: statusOf(request(call, { ...assignment, kind: 'creation', failure }), call) };
}

function remove(input: ApiInput, call: ApiCall): unknown {
  const { world } = call;
  const assignment = assignmentOf(input, call);
  requireQuiet(call, assignment);
  const known = world.state.identityCenter.assignments.get(assignmentKey(assignment));
  const failure = known ? refusalInManagementAccount(call, assignment) : 'the assignment does not exist';
  if (known && failure === undefined) {
    unassign(world, known);
  }
  return { AccountAssignmentDeletionStatus: statusOf(request(call, { ...assignment, kind: 'deletion', failure }), call) };
}

function request({ world }: ApiCall, of: Omit<AssignmentRequest, 'readyAt'>): [string, AssignmentRequest] {
  const entry: [string, AssignmentRequest] = [
    world.identifiers.uuid(`${of.kind}:${assignmentKey(of)}`), { ...of, readyAt: world.now + ASSIGNMENT_TAKES },
  ];
  world.state.identityCenter.assignmentRequests.set(...entry);
  return entry;
}

function statusOf([id, asked]: [string, AssignmentRequest], { world }: ApiCall): unknown {
  const { readyAt, failure, accountId, permissionSetArn, principalType, principalId } = asked;
  const ended = failure === undefined ? { Status: 'SUCCEEDED' } : { Status: 'FAILED', FailureReason: failure };
  return {
    ...world.now < readyAt ? { Status: 'IN_PROGRESS' } : ended,
    RequestId: id, TargetId: accountId, TargetType: 'AWS_ACCOUNT', PermissionSetArn: permissionSetArn, PrincipalType: principalType, PrincipalId: principalId,
  };
}

function describe(kind: AssignmentRequest['kind'], id: unknown, call: ApiCall): unknown {
  const found = call.world.state.identityCenter.assignmentRequests.get(String(id));
  if (found?.kind !== kind) {
    throw new AwsError('ResourceNotFoundException', `there is no ${kind} of an assignment with the id ${String(id)}`);
  }
  return statusOf([String(id), found], call);
}

/**
 * Assignments of one user or group; those that a user has by a group come along in AWS, and are left out here: nobody is in a group. What
 * AWS answers for an id that nobody has is not documented, and taken from the list of errors.
 */
function listForPrincipal({ PrincipalId, PrincipalType, Filter }: ApiInput, { world }: ApiCall): unknown {
  const { principals } = world.state.identityCenter.instance ?? {};
  if (principals && !principals.includes(String(PrincipalId))) {
    throw new AwsError('ResourceNotFoundException', `${String(PrincipalType)} ${String(PrincipalId)} not found.`);
  }
  const only = (Filter as { readonly AccountId?: string } | undefined)?.AccountId;
  const found = [...world.state.identityCenter.assignments.values()].filter(({ principalId, principalType, accountId }) =>
    principalId === PrincipalId && principalType === PrincipalType && (only === undefined || only === accountId));
  return {
    AccountAssignments: found.map(({ accountId, permissionSetArn, principalId, principalType }) =>
      ({ AccountId: accountId, PermissionSetArn: permissionSetArn, PrincipalId: principalId, PrincipalType: principalType })),
  };
}

/** Operations of the administration of IAM Identity Center. */
export const operations: readonly ApiOperation[] = [
  {
    ...operation('ListAccountAssignmentsForPrincipal', false, [...INSTANCE, 'PrincipalId', 'PrincipalType', 'Filter', 'MaxResults', 'NextToken'], listForPrincipal),
    nested: { Filter: ['AccountId'] },
  },
  operation('CreateAccountAssignment', true, OF_ASSIGNMENT, create),
  operation('DeleteAccountAssignment', true, OF_ASSIGNMENT, remove),
  operation('DescribeAccountAssignmentCreationStatus', false, [...INSTANCE, 'AccountAssignmentCreationRequestId'], (input, call) =>
    ({ AccountAssignmentCreationStatus: describe('creation', input.AccountAssignmentCreationRequestId, call) })),
  operation('DescribeAccountAssignmentDeletionStatus', false, [...INSTANCE, 'AccountAssignmentDeletionRequestId'], (input, call) =>
    ({ AccountAssignmentDeletionStatus: describe('deletion', input.AccountAssignmentDeletionRequestId, call) })),
];
