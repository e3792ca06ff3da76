import { Mutations } from './mutation';
import { OF_ACCOUNTS } from './of-accounts';
import { OF_ALERTS } from './of-alerts';
import { OF_ANALYZERS } from './of-analyzers';
import { OF_BASELINE } from './of-baseline';
import { OF_CONFIG } from './of-config';
import { OF_COSTS } from './of-costs';
import { OF_ADDRESSES, OF_ENDPOINTS, OF_FLOW_LOGS } from './of-endpoints';
import { OF_EVENTS } from './of-events';
import { OF_GUARDDUTY } from './of-guardduty';
import { OF_IDENTITY } from './of-identity';
import { OF_IDENTITY_CENTER } from './of-identity-center';
import { OF_LIFE } from './of-life';
import { OF_NETWORKS, OF_SECURITY_GROUPS } from './of-networks';
import { OF_OPERATIONS } from './of-operations';
import { OF_ORGANIZATIONS } from './of-organizations';
import { OF_POLICY_DELEGATION } from './of-policy-delegation';
import { OF_SECURITY_HUB } from './of-security-hub';
import { OF_SHARING } from './of-sharing';
import { OF_STACK_SETS } from './of-stack-sets';
import { OF_STACKS } from './of-stacks';
import { OF_THE_TRAIL } from './of-the-trail';
import { OF_TRANSIT_GATEWAYS } from './of-transit-gateways';

/** Changes of what every landing zone has. */
export const OF_THE_BASELINE: Mutations = {
  ...OF_ORGANIZATIONS, ...OF_STACK_SETS, ...OF_ACCOUNTS, ...OF_THE_TRAIL, ...OF_STACKS, ...OF_LIFE,
  ...OF_CONFIG, ...OF_ALERTS,
  ...OF_GUARDDUTY, ...OF_SECURITY_HUB, ...OF_ANALYZERS, ...OF_POLICY_DELEGATION,
  ...OF_EVENTS, ...OF_BASELINE, ...OF_OPERATIONS, ...OF_COSTS,
};

/** Changes of people, roles, networks and what is shared: of the whole example. */
export const OF_ACCESS_AND_NETWORKS: Mutations = {
  ...OF_NETWORKS, ...OF_SECURITY_GROUPS, ...OF_ENDPOINTS, ...OF_FLOW_LOGS, ...OF_ADDRESSES, ...OF_TRANSIT_GATEWAYS,
  ...OF_IDENTITY, ...OF_IDENTITY_CENTER, ...OF_SHARING,
};
