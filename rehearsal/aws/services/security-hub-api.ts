import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError, RehearsalFailure } from '../contract';
import { SECURITY_HUB } from '../../rules/security-hub';
import { globalRegion } from '../regions';
import { findServiceLinkedRole, serviceLinkedRoleArn } from './iam';
import { arnOf, requireOrganization } from './organization-state';
import { unitsAbove } from './organization-tree';
import { enableHub, hubArn, hubIn, SECURITY_HUB_SERVICE } from './security-hub';

const PAGES = ['MaxResults', 'NextToken'];
const source = (name: string) => `https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_${name}.html`;
const onHub = (name: string, { world, accountId, region }: ApiCall): Authorization =>
  ({ action: `securityhub:${name}`, resource: hubArn(world, accountId, region), region });
const onOrganization = (action: string, { world }: ApiCall, more: Partial<Authorization> = {}): Authorization =>
  ({ action: `organizations:${action}`, resource: '*', region: globalRegion(world.partition), ...more });

function refuseMembers({ world, accountId }: ApiCall): void {
  requireOrganization(world);
  if (accountId !== world.managementAccountId) {
    throw new AwsError('InvalidAccessException', `Account ${accountId} is not the management account of the organization.`);
  }
}

/** What naming an administrator needs besides its own permission: as the CloudFormation type that makes the same call declares it. */
function designationRights(input: ApiInput, call: ApiCall): readonly Authorization[] {
  const context = { 'organizations:ServicePrincipal': SECURITY_HUB_SERVICE };
  const { organization } = call.world.state.organizations;
  const account = arnOf(call.world, `account/${organization?.id ?? 'o-none'}/${String(input.AdminAccountId)}`);
  return [
    onHub('EnableOrganizationAdminAccount', call), onOrganization('DescribeOrganization', call),
    onOrganization('EnableAWSServiceAccess', call, { context }), onOrganization('RegisterDelegatedAdministrator', call, { resource: account, context }),
  ];
}

/** Names the administrator of the Region: it is registered with Organizations, and Security Hub is enabled there unless it is already. */
function designate(input: ApiInput, call: ApiCall): unknown {
  refuseMembers(call);
  const { world, region, origin } = call;
  const { organizations, securityHub } = world.state;
  const accountId = String(input.AdminAccountId);
  if (accountId === world.managementAccountId || unitsAbove(world, accountId).length === 0) {
    throw new AwsError('InvalidInputException', `${accountId} is no member account of the organization.`);
  }
  const other = [...securityHub.administrators.values()].find(administrator => administrator.accountId !== accountId);
  demand(!other, SECURITY_HUB.ONE_ADMINISTRATOR, `${other?.accountId} administers Security Hub in ${other?.region}`, 'name the same account in every Region');
  demand(organizations.trustedServices.has(SECURITY_HUB_SERVICE), SECURITY_HUB.TRUSTED_ACCESS, `${SECURITY_HUB_SERVICE} is not trusted`,
    'enable trusted access for Security Hub before the delegation');
  const registration = `${accountId}/${SECURITY_HUB_SERVICE}`;
  if (!organizations.delegatedAdministrators.has(registration)) {
    organizations.delegatedAdministrators.set(registration, { accountId, service: SECURITY_HUB_SERVICE, origin });
  }
  if (!securityHub.administrators.has(region)) {
    securityHub.administrators.set(region, { accountId, region, origin });
  }
  if (!securityHub.hubs.has(`${accountId}/${region}`)) {
    enableHub(world, { accountId, region, enabledBy: 'designation', defaultStandards: true, origin });
  }
  return { AdminAccountId: accountId, Feature: 'SecurityHub' };
}

function demand(holds: boolean, rule: typeof SECURITY_HUB[keyof typeof SECURITY_HUB], message: string, remedy: string): void {
  if (!holds) {
    throw new RehearsalFailure({ kind: 'rule', rule, message, remedy });
  }
}

/** Operations of AWS Security Hub CSPM. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'securityhub', operation: 'EnableOrganizationAdminAccount', write: true, input: ['AdminAccountId'],
    source: `${source('EnableOrganizationAdminAccount')}; permissions: registry schema of AWS::SecurityHub::DelegatedAdmin`,
    authorizations: designationRights,
    run: designate,
  },
  {
    service: 'securityhub', operation: 'ListOrganizationAdminAccounts', write: false, input: PAGES,
    source: source('ListOrganizationAdminAccounts'),
    authorizations: (_, call) => [onHub('ListOrganizationAdminAccounts', call), onOrganization('DescribeOrganization', call)],
    run: (_, call) => {
      refuseMembers(call);
      const administrator = call.world.state.securityHub.administrators.get(call.region);
      return { AdminAccounts: administrator ? [{ AccountId: administrator.accountId, Status: 'ENABLED' }] : [], Feature: 'SecurityHub' };
    },
  },
  {
    service: 'securityhub', operation: 'DescribeHub', write: false, input: ['HubArn'],
    source: source('DescribeHub'),
    authorizations: (_, call) => [onHub('DescribeHub', call)],
    run: (_, call) => {
      const { world, accountId, region } = call;
      if (!hubIn(world, accountId, region)) {
        throw new AwsError('InvalidAccessException', `Account ${accountId} is not subscribed to AWS Security Hub`);
      }
      return { HubArn: hubArn(world, accountId, region), AutoEnableControls: true, ControlFindingGenerator: 'SECURITY_CONTROL' };
    },
  },
  {
    service: 'securityhub', operation: 'EnableSecurityHub', write: true, input: ['EnableDefaultStandards', 'ControlFindingGenerator', 'Tags'],
    nested: { Tags: ['*'] },
    source: `${source('EnableSecurityHub')}; https://docs.aws.amazon.com/securityhub/latest/userguide/using-service-linked-roles.html`,
    authorizations: (_, call) => {
      const { world, accountId } = call;
      const role: Authorization = {
        action: 'iam:CreateServiceLinkedRole', resource: serviceLinkedRoleArn(world, accountId, SECURITY_HUB_SERVICE),
        region: globalRegion(world.partition), context: { 'iam:AWSServiceName': SECURITY_HUB_SERVICE },
      };
      return [onHub('EnableSecurityHub', call), ...findServiceLinkedRole(world, accountId, SECURITY_HUB_SERVICE) ? [] : [role]];
    },
    run: ({ EnableDefaultStandards }, { world, accountId, region, origin }) => {
      if (hubIn(world, accountId, region)) {
        throw new AwsError('ResourceConflictException', `Account ${accountId} is already subscribed to Security Hub`);
      }
      enableHub(world, { accountId, region, enabledBy: 'account', defaultStandards: EnableDefaultStandards !== false, origin });
      return {};
    },
  },
];
