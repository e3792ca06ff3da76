import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError } from '../contract';
import { globalRegion } from '../regions';
import { findServiceLinkedRole, serviceLinkedRoleArn } from './iam';
import { designationOperations, inspectedAccount, InspectedAccount, INSPECTOR_SERVICE, requireInspector } from './inspector2';
import { administratorOf } from './regional-administrators';

/** Scans by the name they have in settings and answers. */
const SCANS: Readonly<Record<string, string>> = { EC2: 'ec2', ECR: 'ecr', LAMBDA: 'lambda', LAMBDA_CODE: 'lambdaCode', CODE_REPOSITORY: 'codeRepository' };

/** An operation of the administrator: its one IAM action has its name, and IAM knows no resource for it. */
function operation(
  name: string, write: boolean, input: readonly string[], run: (own: InspectedAccount, input: ApiInput, call: ApiCall) => unknown,
): ApiOperation {
  return {
    service: 'inspector2', operation: name, write, input,
    source: `https://docs.aws.amazon.com/inspector/v2/APIReference/API_${name}.html`,
    authorizations: (_, call): Authorization[] => [
      { action: `inspector2:${name}`, resource: '*', region: call.region },
      ...name === 'Enable' && !findServiceLinkedRole(call.world, call.accountId, INSPECTOR_SERVICE) ? [roleCreation(call)] : [],
    ],
    run: (given, call) => run(requireAdministrator(call), given, call),
  };
}

const roleCreation = ({ world, accountId }: ApiCall): Authorization => ({
  action: 'iam:CreateServiceLinkedRole', resource: serviceLinkedRoleArn(world, accountId, INSPECTOR_SERVICE),
  region: globalRegion(world.partition), context: { 'iam:AWSServiceName': INSPECTOR_SERVICE },
});

function requireAdministrator({ world, accountId, region }: ApiCall): InspectedAccount {
  if (administratorOf(world, INSPECTOR_SERVICE, region)?.accountId !== accountId) {
    throw new AwsError('AccessDeniedException', `Invoking account ${accountId} is not the delegated administrator of Inspector in ${region}.`);
  }
  return requireInspector(world, accountId, region);
}

const flags = (scans: ReadonlySet<string>) => Object.fromEntries(Object.entries(SCANS).map(([scan, name]) => [name, scans.has(scan)]));

const membersOf = ({ accountId, region }: InspectedAccount, { world }: ApiCall) =>
  [...world.state.inspector.accounts.values()].filter(member => member.administratorId === accountId && member.region === region);

function associate(own: InspectedAccount, { accountId }: ApiInput, { world, region, origin }: ApiCall): unknown {
  const account = world.state.organizations.accounts.get(String(accountId));
  const isOfOrganization = account?.parentId !== undefined || accountId === world.managementAccountId;
  if (!isOfOrganization || accountId === own.accountId) {
    throw new AwsError('ValidationException', `${String(accountId)} is no account of the organization that can be a member.`);
  }
  if (accountId === world.managementAccountId && !findServiceLinkedRole(world, accountId, INSPECTOR_SERVICE)) {
    throw new AwsError('ValidationException', `${accountId} has no service-linked role of Inspector.`);
  }
  inspectedAccount(world, String(accountId), region, origin).administratorId = own.accountId;
  return { accountId };
}

/** The status of accounts that report to the caller, and of himself. */
function status(own: InspectedAccount, { accountIds }: ApiInput, call: ApiCall): unknown {
  const known = [own, ...membersOf(own, call)].filter(({ accountId }) => (accountIds as readonly string[]).includes(accountId));
  return {
    accounts: known.map(({ accountId, scans }) => ({
      accountId,
      state: { status: scans.size > 0 ? 'ENABLED' : 'DISABLED' },
      resourceState: Object.fromEntries(Object.entries(SCANS).map(([scan, name]) => [name, { status: scans.has(scan) ? 'ENABLED' : 'DISABLED' }])),
    })),
    failedAccounts: [],
  };
}

function enable(own: InspectedAccount, { accountIds, resourceTypes }: ApiInput, call: ApiCall): unknown {
  const known = new Map([own, ...membersOf(own, call)].map(account => [account.accountId, account]));
  const ids = accountIds as readonly string[];
  ids.forEach(id => (resourceTypes as readonly string[]).forEach(scan => known.get(id)?.scans.add(scan)));
  const failed = ids.filter(id => !known.has(id));
  return {
    accounts: ids.filter(id => known.has(id)).map(accountId => ({ accountId, status: 'ENABLED' })),
    failedAccounts: failed.map(accountId => ({ accountId, errorCode: 'ACCESS_DENIED', errorMessage: `${accountId} is no member` })),
  };
}

/** Operations of Amazon Inspector. */
export const operations: readonly ApiOperation[] = [
  ...designationOperations,
  operation('DescribeOrganizationConfiguration', false, [], own => ({ autoEnable: flags(own.autoEnable), maxAccountLimitReached: false })),
  {
    ...operation('UpdateOrganizationConfiguration', true, ['autoEnable'], (own, { autoEnable }) => {
      const wanted = autoEnable as Readonly<Record<string, boolean>>;
      own.autoEnable = new Set(Object.keys(SCANS).filter(scan => wanted[SCANS[scan]]));
      return { autoEnable };
    }),
    nested: { autoEnable: Object.values(SCANS) },
  },
  operation('ListMembers', false, ['onlyAssociated', 'maxResults', 'nextToken'], (own, _, call) => ({
    members: membersOf(own, call).map(({ accountId }) => ({ accountId, relationshipStatus: 'ENABLED', delegatedAdminAccountId: own.accountId })),
  })),
  operation('AssociateMember', true, ['accountId'], associate),
  operation('BatchGetAccountStatus', false, ['accountIds'], status),
  operation('Enable', true, ['accountIds', 'resourceTypes', 'clientToken'], enable),
];
