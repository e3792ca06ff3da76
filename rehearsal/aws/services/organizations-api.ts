import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError } from '../contract';
import { EPOCH } from '../epoch';
import { globalRegion } from '../regions';
import { getAccount } from './accounts';
import { addDefaultPolicy, POLICY_TYPE_READY_AFTER } from './organization-policies';
import { arnOf, requireOrganization } from './organization-state';
import { unitsAbove } from './organization-tree';

type Run = (input: ApiInput, call: ApiCall) => unknown;

/** An operation of Organizations: its one IAM action has its name. */
function operation(
  name: string, write: boolean, input: readonly string[], run: Run, resource?: (input: ApiInput, call: ApiCall) => string,
): ApiOperation {
  return {
    service: 'organizations', operation: name, write, input, run,
    source: `https://docs.aws.amazon.com/organizations/latest/APIReference/API_${name}.html`,
    authorizations: (given, call): Authorization[] => [{
      action: `organizations:${name}`,
      resource: resource?.(given, call) ?? '*',
      region: globalRegion(call.world.partition),
      context: {
        ...given.ServicePrincipal === undefined ? {} : { 'organizations:ServicePrincipal': String(given.ServicePrincipal) },
        ...given.PolicyType === undefined ? {} : { 'organizations:PolicyType': String(given.PolicyType) },
      },
    }],
  };
}

/** Root with its policy types; whoever asks late enough sees them ENABLED. */
function listRoots(_: ApiInput, call: ApiCall): unknown {
  const { rootId } = requireOrganization(call.world);
  const { policyTypes, units } = call.world.state.organizations;
  for (const [type, state] of policyTypes) {
    if (state.status === 'PENDING_ENABLE' && call.world.now >= state.readyAt) {
      state.status = 'ENABLED';
      addDefaultPolicy(call.world, type);
    }
  }
  const types = [...policyTypes].map(([Type, { status }]) => ({ Type, Status: status }));
  return { Roots: [{ Id: rootId, Name: 'Root', Arn: units.get(rootId)!.arn, PolicyTypes: types }] };
}

function enablePolicyType({ RootId, PolicyType }: ApiInput, call: ApiCall): unknown {
  const { policyTypes, units } = call.world.state.organizations;
  if (RootId !== requireOrganization(call.world).rootId) {
    throw new AwsError('RootNotFoundException', `You specified a root that doesn't exist: ${String(RootId)}.`);
  }
  if (policyTypes.has(String(PolicyType))) {
    throw new AwsError('PolicyTypeAlreadyEnabledException', 'The specified policy type is already enabled in the specified root.');
  }
  const readyAt = call.world.now + POLICY_TYPE_READY_AFTER;
  policyTypes.set(String(PolicyType), { status: 'PENDING_ENABLE', readyAt, origin: call.origin });
  return { Root: { Id: RootId, Arn: units.get(String(RootId))!.arn, PolicyTypes: [{ Type: PolicyType, Status: 'PENDING_ENABLE' }] } };
}

function enableServiceAccess({ ServicePrincipal }: ApiInput, call: ApiCall): unknown {
  requireOrganization(call.world);
  const { trustedServices } = call.world.state.organizations;
  if (!trustedServices.has(String(ServicePrincipal))) {
    trustedServices.set(String(ServicePrincipal), { origin: call.origin });
  }
  return {};
}

function registerDelegatedAdministrator({ AccountId, ServicePrincipal }: ApiInput, call: ApiCall): unknown {
  const accountId = String(AccountId);
  const service = String(ServicePrincipal);
  const { delegatedAdministrators, trustedServices } = call.world.state.organizations;
  if (accountId === call.world.managementAccountId || unitsAbove(call.world, accountId).length === 0) {
    throw new AwsError('AccountNotFoundException', `${accountId} is no member account of the organization.`);
  }
  if (!trustedServices.has(service)) {
    throw new AwsError('ConstraintViolationException', `Trusted access is not enabled for ${service}.`);
  }
  if (delegatedAdministrators.has(`${accountId}/${service}`)) {
    throw new AwsError('AccountAlreadyRegisteredException', `${accountId} is already a delegated administrator for ${service}.`);
  }
  delegatedAdministrators.set(`${accountId}/${service}`, { accountId, service, origin: call.origin });
  return {};
}

function listDelegatedAdministrators({ ServicePrincipal }: ApiInput, call: ApiCall): unknown {
  const registered = [...call.world.state.organizations.delegatedAdministrators.values()]
    .filter(({ service }) => ServicePrincipal === undefined || service === ServicePrincipal)
    .map(({ accountId }) => accountId);
  return { DelegatedAdministrators: [...new Set(registered)].map(id => describeAccount(getAccount(call.world, id), call)) };
}

function listDelegatedServices({ AccountId }: ApiInput, call: ApiCall): unknown {
  const registered = [...call.world.state.organizations.delegatedAdministrators.values()]
    .filter(({ accountId }) => accountId === AccountId);
  if (registered.length === 0) {
    throw new AwsError('AccountNotRegisteredException', `${String(AccountId)} is no delegated administrator.`);
  }
  return { DelegatedServices: registered.map(({ service }) => ({ ServicePrincipal: service })) };
}

/** The management account's, and a delegated administrator's of whatever service. */
function listAccounts(_: ApiInput, call: ApiCall): unknown {
  requireOrganization(call.world);
  const { accounts, delegatedAdministrators } = call.world.state.organizations;
  const { managementAccountId } = call.world;
  const administers = [...delegatedAdministrators.values()].some(({ accountId }) => accountId === call.accountId);
  if (call.accountId !== managementAccountId && !administers) {
    throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
  }
  const members = [...accounts.values()].filter(({ id, parentId }) => parentId !== undefined || id === managementAccountId);
  return { Accounts: members.map(account => describeAccount(account, call)) };
}

function requireParent({ world }: ApiCall, parentId: unknown): void {
  if (!world.state.organizations.units.has(String(parentId))) {
    throw new AwsError('ParentNotFoundException', `You specified the parent ${String(parentId)}, which does not exist.`);
  }
}

/** AWS retired Status, which State replaced, on 2026-09-09. */
const describeAccount = ({ id, name, email, status, joinedMethod, readyAt }: ReturnType<typeof getAccount>, call: ApiCall) => ({
  Id: id, Name: name, Email: email, State: status, Arn: accountArn(call, id),
  JoinedMethod: joinedMethod, JoinedTimestamp: new Date(EPOCH + readyAt),
});

const accountArn = (call: ApiCall, id: string) => arnOf(call.world, `account/${call.world.state.organizations.organization?.id ?? 'o-none'}/${id}`);
const accountOf = ({ AccountId }: ApiInput, call: ApiCall) => accountArn(call, String(AccountId));
const childOf = ({ ChildId }: ApiInput, call: ApiCall) =>
  call.world.state.organizations.units.get(String(ChildId))?.arn ?? accountArn(call, String(ChildId));
const rootOf = ({ RootId }: ApiInput, call: ApiCall) => arnOf(call.world, `root/${call.world.state.organizations.organization?.id ?? 'o-none'}/${String(RootId)}`);
const parentOf = ({ ParentId }: ApiInput, call: ApiCall) => call.world.state.organizations.units.get(String(ParentId))?.arn ?? '*';
const PAGES = ['MaxResults', 'NextToken'];

/** Operations of AWS Organizations. */
export const operations: readonly ApiOperation[] = [
  operation('DescribeOrganization', false, [], (_, { world }) => {
    const { id, arn } = requireOrganization(world);
    return { Organization: { Id: id, Arn: arn, FeatureSet: 'ALL', MasterAccountId: world.managementAccountId } };
  }),
  operation('ListRoots', false, PAGES, listRoots),
  operation('EnablePolicyType', true, ['RootId', 'PolicyType'], enablePolicyType, rootOf),
  operation('ListAWSServiceAccessForOrganization', false, PAGES, (_, { world }) => {
    requireOrganization(world);
    const services = [...world.state.organizations.trustedServices.keys()];
    return { EnabledServicePrincipals: services.map(ServicePrincipal => ({ ServicePrincipal })) };
  }),
  operation('EnableAWSServiceAccess', true, ['ServicePrincipal'], enableServiceAccess),
  operation('ListDelegatedAdministrators', false, ['ServicePrincipal', ...PAGES], listDelegatedAdministrators),
  operation('ListDelegatedServicesForAccount', false, ['AccountId', ...PAGES], listDelegatedServices, accountOf),
  operation('RegisterDelegatedAdministrator', true, ['AccountId', 'ServicePrincipal'], registerDelegatedAdministrator, accountOf),
  operation('ListAccounts', false, PAGES, listAccounts),
  operation('ListAccountsForParent', false, ['ParentId', ...PAGES], ({ ParentId }, call) => {
    requireParent(call, ParentId);
    const children = [...call.world.state.organizations.accounts.values()].filter(({ parentId }) => parentId === ParentId);
    return { Accounts: children.map(account => describeAccount(account, call)) };
  }, parentOf),
  operation('ListOrganizationalUnitsForParent', false, ['ParentId', ...PAGES], ({ ParentId }, call) => {
    requireParent(call, ParentId);
    const children = [...call.world.state.organizations.units.values()].filter(({ parentId }) => parentId === ParentId);
    return { OrganizationalUnits: children.map(({ id, name, arn }) => ({ Id: id, Name: name, Arn: arn })) };
  }, parentOf),
  operation('DescribeAccount', false, ['AccountId'], ({ AccountId }, call) => ({ Account: describeAccount(getAccount(call.world, String(AccountId)), call) }), accountOf),
  operation('ListParents', false, ['ChildId', ...PAGES], ({ ChildId }, { world }) => {
    const parent = unitsAbove(world, String(ChildId)).at(-1);
    if (!parent) {
      throw new AwsError('ChildNotFoundException', `You specified the child ${String(ChildId)}, which does not exist.`);
    }
    return { Parents: [{ Id: parent, Type: parent.startsWith('r-') ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }] };
  }, childOf),
];
