import { ApiCall, ApiInput, ApiOperation, AwsError } from '../contract';
import { designationOperations, enableMacie, MACIE_SERVICE, MacieSession, requireSession } from './macie2';
import { jobOperations } from './macie2-jobs';
import { administratorOf } from './regional-administrators';

type Run = (session: MacieSession, input: ApiInput, call: ApiCall) => unknown;

/** An operation on the caller's session: its one IAM action has its name. */
function operation(name: string, write: boolean, input: readonly string[], page: string, run: Run): ApiOperation {
  return {
    service: 'macie2', operation: name, write, input,
    source: `https://docs.aws.amazon.com/macie/latest/APIReference/${page}.html`,
    authorizations: (_, { region }) => [{ action: `macie2:${name}`, resource: '*', region }],
    run: (given, call) => run(requireSession(call), given, call),
  };
}

/** The same for the administrator alone. */
const administration = (name: string, write: boolean, input: readonly string[], page: string, run: Run): ApiOperation =>
  operation(name, write, input, page, (session, given, call) => {
    if (administratorOf(call.world, MACIE_SERVICE, call.region)?.accountId !== call.accountId) {
      throw new AwsError('AccessDeniedException', 'The request failed because you must be a user of the delegated Macie administrator account.');
    }
    return run(session, given, call);
  });

/** The management account becomes a member only when it has enabled Macie itself. */
function createMember({ accountId: own, region }: MacieSession, { account }: ApiInput, { world, origin }: ApiCall): unknown {
  const { accountId } = account as { readonly accountId: string };
  const known = world.state.organizations.accounts.get(accountId);
  if (accountId === own || (known?.parentId === undefined && accountId !== world.managementAccountId)) {
    throw new AwsError('ValidationException', `${accountId} is no account of the organization that can be a member.`);
  }
  if (accountId === world.managementAccountId && !world.state.macie.sessions.has(`${accountId}/${region}`)) {
    throw new AwsError('ValidationException', 'The request failed because Macie is not enabled for the management account.');
  }
  const session = enableMacie(world, accountId, region, origin);
  session.administratorId = own;
  return { arn: `arn:${world.partition}:macie2:${region}:${own}:member/${accountId}` };
}

const membersOf = ({ accountId, region }: MacieSession, { world }: ApiCall) =>
  [...world.state.macie.sessions.values()].filter(session => session.administratorId === accountId && session.region === region);

/** Operations of Amazon Macie. */
export const operations: readonly ApiOperation[] = [
  ...designationOperations,
  ...jobOperations,
  operation('UpdateMacieSession', true, ['status', 'findingPublishingFrequency'], 'macie', (session, { findingPublishingFrequency }) => {
    session.frequency = String(findingPublishingFrequency ?? session.frequency);
    return {};
  }),
  administration('DescribeOrganizationConfiguration', false, [], 'admin-configuration', ({ autoEnable }) => ({ autoEnable, maxAccountLimitReached: false })),
  administration('UpdateOrganizationConfiguration', true, ['autoEnable'], 'admin-configuration', (session, { autoEnable }) => {
    session.autoEnable = autoEnable === true;
    return {};
  }),
  administration('ListMembers', false, ['onlyAssociated', 'maxResults', 'nextToken'], 'members', (session, _, call) => ({
    members: membersOf(session, call).map(({ accountId }) =>
      ({ accountId, administratorAccountId: session.accountId, relationshipStatus: 'Enabled', email: call.world.state.organizations.accounts.get(accountId)?.email })),
  })),
  { ...administration('CreateMember', true, ['account', 'tags'], 'members', createMember), nested: { account: ['accountId', 'email'], tags: ['*'] } },
  operation('GetAutomatedDiscoveryConfiguration', false, [], 'automated-discovery-configuration', ({ discovery, discoveryOfMembers }) =>
    ({ status: discovery ? 'ENABLED' : 'DISABLED', autoEnableOrganizationMembers: discoveryOfMembers })),
  operation('UpdateAutomatedDiscoveryConfiguration', true, ['status', 'autoEnableOrganizationMembers'], 'automated-discovery-configuration',
    (session, { status, autoEnableOrganizationMembers }) => {
      session.discovery = status === 'ENABLED';
      session.discoveryOfMembers = String(autoEnableOrganizationMembers ?? session.discoveryOfMembers);
      return {};
    }),
];
