import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError, Origin } from '../contract';
import { globalRegion } from '../regions';
import type { World } from '../world';
import { arnOf, requireOrganization } from './organization-state';

/** Administrators of services that have one in each region, by `service principal/region`. */
export interface RegionalAdministratorsState {
  readonly administrators: Map<string, RegionalAdministrator>;
}

/** The account that administers a service in a region, and what designated it. */
export interface RegionalAdministrator {
  readonly accountId: string;
  readonly origin?: Origin;
}

export const initialRegionalAdministrators = (): RegionalAdministratorsState => ({ administrators: new Map() });

/** Who administers a service in a region. */
export const administratorOf = (world: World, principal: string, region: string): RegionalAdministrator | undefined =>
  world.state.regionalAdministrators.administrators.get(`${principal}/${region}`);

/** The two operations of a service with which a management account learns and designates its administrator, in the service's words. */
export interface RegionalAdministration {
  /** Client package and prefix of the IAM actions. */
  readonly service: string;
  readonly principal: string;
  readonly list: { readonly operation: string; readonly input: readonly string[]; answer(accountIds: readonly string[]): unknown };
  readonly enable: { readonly operation: string; readonly member: string; readonly input?: readonly string[] };
  readonly source: string;
  /** Error with which the service refuses what makes no sense. */
  readonly error: string;
  /** What the service does in the account that becomes its administrator. */
  onDesignation(call: ApiCall, accountId: string): void;
}

/** The operations, authorised as the service documents: it reads the organization and registers the account on behalf of its caller. */
export function administrationOperations(administration: RegionalAdministration): readonly ApiOperation[] {
  const { service, principal, list, enable, source } = administration;
  return [
    {
      service, operation: list.operation, write: false, input: list.input, source,
      authorizations: (_, { region }) => [{ action: `${service}:${list.operation}`, resource: '*', region }],
      run: (_, call) => {
        requireManagement(call, administration);
        const administrator = administratorOf(call.world, principal, call.region);
        return list.answer(administrator ? [administrator.accountId] : []);
      },
    },
    {
      service, operation: enable.operation, write: true, input: [enable.member, ...enable.input ?? []], source,
      authorizations: (input, call) => [
        { action: `${service}:${enable.operation}`, resource: '*', region: call.region },
        ...organizationAuthorizations(call, principal, String(input[enable.member])),
      ],
      run: (input, call) => designate(input, call, administration),
    },
  ];
}

function organizationAuthorizations({ world }: ApiCall, principal: string, accountId: string): Authorization[] {
  const region = globalRegion(world.partition);
  const account = arnOf(world, `account/${world.state.organizations.organization?.id ?? 'o-none'}/${accountId}`);
  const context = { 'organizations:ServicePrincipal': principal };
  const reads = ['DescribeOrganization', 'ListAccounts', 'ListAWSServiceAccessForOrganization', 'ListDelegatedAdministrators'];
  return [
    ...reads.map(action => ({ action: `organizations:${action}`, resource: '*', region })),
    { action: 'organizations:DescribeAccount', resource: account, region },
    { action: 'organizations:EnableAWSServiceAccess', resource: '*', region, context },
    { action: 'organizations:RegisterDelegatedAdministrator', resource: account, region, context },
  ];
}

function designate(input: ApiInput, call: ApiCall, administration: RegionalAdministration): unknown {
  const { world, region, origin } = call;
  const { principal, error } = administration;
  requireManagement(call, administration);
  const accountId = String(input[administration.enable.member]);
  const { accounts, trustedServices, delegatedAdministrators } = world.state.organizations;
  if (accountId === world.managementAccountId || accounts.get(accountId)?.parentId === undefined) {
    throw new AwsError(error, `${accountId} is no member account of the organization.`);
  }
  const other = [...world.state.regionalAdministrators.administrators]
    .find(([key, administrator]) => key.startsWith(`${principal}/`) && administrator.accountId !== accountId);
  if (other) {
    throw new AwsError(error, `The request failed because ${other[1].accountId} is the administrator of ${other[0]}: it must be the same in all Regions.`);
  }
  if (!trustedServices.has(principal)) {
    trustedServices.set(principal, { origin });
  }
  if (!delegatedAdministrators.has(`${accountId}/${principal}`)) {
    delegatedAdministrators.set(`${accountId}/${principal}`, { accountId, service: principal, origin });
  }
  world.state.regionalAdministrators.administrators.set(`${principal}/${region}`, { accountId, origin });
  administration.onDesignation(call, accountId);
  return {};
}

function requireManagement({ world, accountId }: ApiCall, { error }: RegionalAdministration): void {
  requireOrganization(world);
  if (accountId !== world.managementAccountId) {
    throw new AwsError(error, 'The request failed because you are not the master account for your AWS Organization.');
  }
}
