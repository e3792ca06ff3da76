import { Origin } from '../contract';
import type { World } from '../world';
import { createServiceLinkedRole, findServiceLinkedRole } from './iam';
import { Account } from './organization-state';
import { administrationOperations } from './regional-administrators';

/** The service principal of Detective. */
export const DETECTIVE_SERVICE = 'detective.amazonaws.com';

/** Behavior graphs. */
export interface DetectiveState {
  /** By `account id/region`: an account has one in a region. */
  readonly graphs: Map<string, BehaviorGraph>;
}

/** A behavior graph, whose owner sees what its members do. */
export interface BehaviorGraph {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  /** Whether new accounts of the organization become members. */
  autoEnable: boolean;
  readonly members: Set<string>;
}

export const initialDetective = (): DetectiveState => ({ graphs: new Map() });

/** The graph of an account in a region, made if it has none; the service-linked role comes along. */
export function enableDetective(world: World, accountId: string, region: string, origin?: Origin): BehaviorGraph {
  const key = `${accountId}/${region}`;
  const id = world.state.detective.graphs.has(key) ? '' : world.identifiers.letters(`graph:${key}`, 32);
  const graph: BehaviorGraph = world.state.detective.graphs.get(key) ?? {
    arn: `arn:${world.partition}:detective:${region}:${accountId}:graph:${id}`, accountId, region, origin, autoEnable: false, members: new Set(),
  };
  if (!findServiceLinkedRole(world, accountId, DETECTIVE_SERVICE)) {
    createServiceLinkedRole(world, accountId, DETECTIVE_SERVICE, origin);
  }
  world.state.detective.graphs.set(key, graph);
  return graph;
}

/** A new account of the organization becomes a member wherever the administrator wants that. */
export function enrolInDetective(world: World, account: Account): void {
  [...world.state.detective.graphs.values()]
    .filter(({ autoEnable, region, accountId }) => autoEnable && account.regions.includes(region) && account.id !== accountId)
    .forEach(graph => graph.members.add(account.id));
}

/** Designation by the management account. */
export const designationOperations = administrationOperations({
  service: 'detective',
  principal: DETECTIVE_SERVICE,
  source: 'https://docs.aws.amazon.com/detective/latest/APIReference/API_EnableOrganizationAdminAccount.html',
  error: 'ValidationException',
  list: {
    operation: 'ListOrganizationAdminAccounts', input: ['MaxResults', 'NextToken'],
    answer: accounts => ({ Administrators: accounts.map(AccountId => ({ AccountId })) }),
  },
  enable: { operation: 'EnableOrganizationAdminAccount', member: 'AccountId' },
  onDesignation: ({ world, region, origin }, accountId) => void enableDetective(world, accountId, region, origin),
});
