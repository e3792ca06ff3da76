import { ApiCall, ApiOperation, AwsError, Origin } from '../contract';
import { globalRegion } from '../regions';
import type { World } from '../world';
import { createServiceLinkedRole, findServiceLinkedRole, serviceLinkedRoleArn } from './iam';
import type { MacieJob } from './macie2-jobs';
import { Account } from './organization-state';
import { administrationOperations, administratorOf } from './regional-administrators';

/** The service principal of Macie. */
export const MACIE_SERVICE = 'macie.amazonaws.com';

/** Sessions of Macie. */
export interface MacieState {
  /** By `account id/region`. */
  readonly sessions: Map<string, MacieSession>;
  /** By their ids. */
  readonly jobs: Map<string, MacieJob>;
}

/** Macie of an account in a region. */
export interface MacieSession {
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  frequency: string;
  /** Of an administrator: whether new accounts become members. */
  autoEnable: boolean;
  /** Automated discovery of sensitive data: of the account, and for whom an administrator enables it. */
  discovery: boolean;
  discoveryOfMembers: string;
  /** Of a member: the account that administers it. */
  administratorId?: string;
}

export const initialMacie = (): MacieState => ({ sessions: new Map(), jobs: new Map() });

/** Macie of an account in a region, enabled there if it is not; its service-linked role comes along. */
export function enableMacie(world: World, accountId: string, region: string, origin?: Origin): MacieSession {
  const key = `${accountId}/${region}`;
  const session = world.state.macie.sessions.get(key)
    ?? { accountId, region, origin, frequency: 'FIFTEEN_MINUTES', autoEnable: false, discovery: false, discoveryOfMembers: 'NONE' };
  if (!findServiceLinkedRole(world, accountId, MACIE_SERVICE)) {
    createServiceLinkedRole(world, accountId, MACIE_SERVICE, origin);
  }
  world.state.macie.sessions.set(key, session);
  return session;
}

/** The session of the caller, or the words in which Macie refuses everything where it is not enabled. */
export function requireSession({ world, accountId, region }: ApiCall): MacieSession {
  const session = world.state.macie.sessions.get(`${accountId}/${region}`);
  if (!session) {
    throw new AwsError('AccessDeniedException', 'Macie is not enabled.');
  }
  return session;
}

/** A new account of the organization becomes a member wherever the administrator wants that. */
export function enrolInMacie(world: World, account: Account): void {
  for (const own of [...world.state.macie.sessions.values()]) {
    const administers = administratorOf(world, MACIE_SERVICE, own.region)?.accountId === own.accountId;
    if (administers && own.autoEnable && account.regions.includes(own.region) && account.id !== own.accountId) {
      const member = enableMacie(world, account.id, own.region);
      member.administratorId = own.accountId;
      member.discovery = own.discoveryOfMembers !== 'NONE';
    }
  }
}

/** @see https://github.com/awslabs/landing-zone-accelerator-on-aws (enables Macie in the management account before it designates) */
const designation = administrationOperations({
  service: 'macie2',
  principal: MACIE_SERVICE,
  source: 'https://docs.aws.amazon.com/macie/latest/APIReference/admin.html',
  error: 'ValidationException',
  list: {
    operation: 'ListOrganizationAdminAccounts', input: ['maxResults', 'nextToken'],
    answer: accounts => ({ adminAccounts: accounts.map(accountId => ({ accountId, status: 'ENABLED' })) }),
  },
  enable: { operation: 'EnableOrganizationAdminAccount', member: 'adminAccountId', input: ['clientToken'] },
  onDesignation: ({ world, region, origin }, accountId) => void enableMacie(world, accountId, region, origin),
});

/** Designation by the management account, which has to have enabled Macie itself. */
export const designationOperations: readonly ApiOperation[] = [
  ...designation.map(operation => ({ ...operation, run: (input: Parameters<ApiOperation['run']>[0], call: ApiCall) => {
    requireSession(call);
    return operation.run(input, call);
  } })),
  {
    service: 'macie2', operation: 'GetMacieSession', write: false, input: [],
    source: 'https://docs.aws.amazon.com/macie/latest/APIReference/macie.html',
    authorizations: (_, { region }) => [{ action: 'macie2:GetMacieSession', resource: '*', region }],
    run: (_, call) => ({ status: 'ENABLED', findingPublishingFrequency: requireSession(call).frequency }),
  },
  {
    service: 'macie2', operation: 'EnableMacie', write: true, input: ['status', 'findingPublishingFrequency', 'clientToken'],
    source: 'https://docs.aws.amazon.com/macie/latest/APIReference/macie.html',
    authorizations: (_, { world, accountId, region }) => [
      { action: 'macie2:EnableMacie', resource: '*', region },
      {
        action: 'iam:CreateServiceLinkedRole', resource: serviceLinkedRoleArn(world, accountId, MACIE_SERVICE), region: globalRegion(world.partition),
        context: { 'iam:AWSServiceName': MACIE_SERVICE },
      },
    ],
    run: ({ findingPublishingFrequency }, { world, accountId, region, origin }) => {
      if (world.state.macie.sessions.has(`${accountId}/${region}`)) {
        throw new AwsError('ConflictException', 'Macie has already been enabled.');
      }
      enableMacie(world, accountId, region, origin).frequency = String(findingPublishingFrequency ?? 'FIFTEEN_MINUTES');
      return {};
    },
  },
];
