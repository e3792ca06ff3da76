import { ORGANIZATIONS } from '../../rules/organizations';
import { ApiCall, ApiOperation, AwsError, RehearsalFailure } from '../contract';
import { globalRegion } from '../regions';
import { createServiceLinkedRole, findRole, getRole, Role, roleArn, serviceLinkedRoleArn } from './iam';
import { requireOrganization } from './organization-state';

const describe = (role: Role) => ({ RoleName: role.name, Arn: role.arn, Path: role.path, RoleId: role.id });

/** Central root management rests on trusted access for IAM, and is switched from the management account. */
function requireRootManagement(call: ApiCall): void {
  const organization = requireOrganization(call.world);
  if (!call.world.state.organizations.trustedServices.has('iam.amazonaws.com')) {
    throw new AwsError('ServiceAccessNotEnabledException', `Trusted access for iam.amazonaws.com is not enabled in ${organization.id}.`);
  }
  if (call.accountId !== call.world.managementAccountId) {
    throw new AwsError('CallerIsNotManagementAccountException', 'The request must come from the management account.');
  }
}

const features = (call: ApiCall) => ({
  OrganizationId: call.world.state.organizations.organization?.id,
  EnabledFeatures: [
    ...call.world.state.iam.rootCredentialsManagement ? ['RootCredentialsManagement'] : [],
    ...call.world.state.iam.rootSessions ? ['RootSessions'] : [],
  ],
});

/** Accounts that this deployment created already were born with root credentials, which nobody removes by itself. */
function refuseAfterAccounts({ world, origin }: ApiCall): void {
  const { organizations, deployments } = world.state;
  const born = [...organizations.accounts.values()]
    .find(account => account.origin && account.rootCredentials && account.deployment === deployments);
  if (born && origin) {
    throw new RehearsalFailure({
      kind: 'rule',
      rule: ORGANIZATIONS.ROOT_MANAGEMENT_FIRST,
      message: `account ${born.name} was created before central management of root credentials was on`,
      remedy: 'let each Account depend on the activation',
    });
  }
}

function rootFeature(feature: 'rootCredentialsManagement' | 'rootSessions', operation: string): ApiOperation {
  return {
    service: 'iam', operation, write: true, input: [],
    source: `https://docs.aws.amazon.com/IAM/latest/APIReference/API_${operation}.html`,
    authorizations: (_, call) => [{ action: `iam:${operation}`, resource: '*', region: globalRegion(call.world.partition) }],
    run: (_, call) => {
      requireRootManagement(call);
      if (feature === 'rootCredentialsManagement' && !call.world.state.iam[feature]) {
        refuseAfterAccounts(call);
      }
      call.world.state.iam[feature] ??= { deployment: call.world.state.deployments, origin: call.origin };
      return features(call);
    },
  };
}

/** Operations of AWS IAM. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'iam', operation: 'GetRole', write: false, input: ['RoleName'],
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html',
    authorizations: ({ RoleName }, call) => {
      const name = String(RoleName);
      const resource = findRole(call.world, call.accountId, name)?.arn ?? roleArn(call.world, call.accountId, name);
      return [{ action: 'iam:GetRole', resource, region: globalRegion(call.world.partition) }];
    },
    run: ({ RoleName }, call) => ({ Role: describe(getRole(call.world, call.accountId, String(RoleName))) }),
  },
  {
    service: 'iam', operation: 'CreateServiceLinkedRole', write: true, input: ['AWSServiceName', 'Description', 'CustomSuffix'],
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html',
    authorizations: ({ AWSServiceName }, call) => [{
      action: 'iam:CreateServiceLinkedRole',
      resource: serviceLinkedRoleArn(call.world, call.accountId, String(AWSServiceName)),
      region: globalRegion(call.world.partition),
      context: { 'iam:AWSServiceName': String(AWSServiceName) },
    }],
    run: ({ AWSServiceName }, call) => {
      const role = createServiceLinkedRole(call.world, call.accountId, String(AWSServiceName), call.origin);
      return { Role: describe(role) };
    },
  },
  {
    service: 'iam', operation: 'ListOrganizationsFeatures', write: false, input: [],
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html',
    authorizations: (_, call) => [{ action: 'iam:ListOrganizationsFeatures', resource: '*', region: globalRegion(call.world.partition) }],
    run: (_, call) => {
      requireRootManagement(call);
      return features(call);
    },
  },
  rootFeature('rootCredentialsManagement', 'EnableOrganizationsRootCredentialsManagement'),
  rootFeature('rootSessions', 'EnableOrganizationsRootSessions'),
];
