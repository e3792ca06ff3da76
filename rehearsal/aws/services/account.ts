import { ACCOUNT } from '../../rules/account-baseline';
import { ApiCall, ApiInput, ApiOperation, AwsError, RehearsalFailure } from '../contract';
import { globalRegion } from '../regions';
import { getAccount } from './accounts';
import { requireOrganization } from './organization-state';

/** Alternate contacts by account and type, as `<account>/SECURITY`. */
export interface AccountManagementState {
  readonly contacts: Map<string, AlternateContact>;
}

/** An alternate contact, as AWS Account Management answers it. */
export interface AlternateContact {
  readonly AlternateContactType: string;
  readonly Name: string;
  readonly Title: string;
  readonly EmailAddress: string;
  readonly PhoneNumber: string;
}

export const initialAccountManagement = (): AccountManagementState => ({ contacts: new Map() });

const TYPES = ['BILLING', 'OPERATIONS', 'SECURITY'];

/** The account a call is about. The management account must not name itself, and only it names others. */
function accountOf({ AccountId }: ApiInput, call: ApiCall): string {
  if (AccountId === undefined) {
    return call.accountId;
  }
  const { world } = call;
  const target = getAccount(world, String(AccountId)).id;
  if (target === call.accountId) {
    throw new AwsError('AccessDeniedException', 'The management account cannot specify its own account id.');
  }
  if (call.accountId !== world.managementAccountId) {
    throw new AwsError('AccessDeniedException', 'Only the management account or a delegated administrator names another account.');
  }
  if (!world.state.organizations.trustedServices.has('account.amazonaws.com')) {
    throw new RehearsalFailure({
      kind: 'rule', rule: ACCOUNT.TRUSTED_ACCESS, message: `the organization does not trust account.amazonaws.com, so ${target} is out of reach`,
      remedy: 'add TrustedService.ACCOUNT_MANAGEMENT to the activation, which must come first',
    });
  }
  return target;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsaccountmanagement.html */
function resourceOf({ AccountId }: ApiInput, { world, accountId }: ApiCall): string {
  const own = `arn:${world.partition}:account::${accountId}:account`;
  return AccountId === undefined ? own : `${own}/${requireOrganization(world).id}/${String(AccountId)}`;
}

function operation(name: string, write: boolean, input: readonly string[], run: ApiOperation['run']): ApiOperation {
  return {
    service: 'account', operation: name, write, input: ['AccountId', 'AlternateContactType', ...input], run,
    source: `https://docs.aws.amazon.com/accounts/latest/reference/API_${name}.html`,
    authorizations: (given, call) => [{
      action: `account:${name}`, resource: resourceOf(given, call), region: globalRegion(call.world.partition),
      context: { 'account:AlternateContactTypes': String(given.AlternateContactType) },
    }],
  };
}

/** The least and the most of what a person wrote. */
const LENGTHS: Readonly<Record<string, number>> = { Name: 64, Title: 50, EmailAddress: 254, PhoneNumber: 25 };

function contactOf(input: ApiInput): AlternateContact {
  const wrong = Object.entries(LENGTHS).find(([member, max]) => typeof input[member] !== 'string' || input[member] === '' || String(input[member]).length > max);
  if (wrong || !TYPES.includes(String(input.AlternateContactType))) {
    throw new AwsError('ValidationException', `Invalid ${wrong?.[0] ?? 'AlternateContactType'}`);
  }
  const { AlternateContactType, Name, Title, EmailAddress, PhoneNumber } = input as unknown as AlternateContact;
  return { AlternateContactType, Name, Title, EmailAddress, PhoneNumber };
}

/** Operations of AWS Account Management. */
export const operations: readonly ApiOperation[] = [
  operation('GetAlternateContact', false, [], (input, call) => {
    const contact = call.world.state.accountManagement.contacts.get(`${accountOf(input, call)}/${String(input.AlternateContactType)}`);
    if (!contact) {
      throw new AwsError('ResourceNotFoundException', 'No contact of the inputted alternate contact type found.');
    }
    return { AlternateContact: contact };
  }),
  operation('PutAlternateContact', true, Object.keys(LENGTHS), (input, call) => {
    const accountId = accountOf(input, call);
    call.world.state.accountManagement.contacts.set(`${accountId}/${String(input.AlternateContactType)}`, contactOf(input));
    return {};
  }),
];
