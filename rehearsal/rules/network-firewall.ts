import { Rule } from '../aws/contract';

const API = 'https://docs.aws.amazon.com/network-firewall/latest/APIReference';
const GUIDE = 'https://docs.aws.amazon.com/network-firewall/latest/developerguide';

/** What AWS Network Firewall asks of rule groups, policies and firewalls. */
export const NETWORK_FIREWALL = {
  STATELESS: {
    id: 'network-firewall/stateless-actions',
    statement: 'What is no part of a rule without state is passed, dropped or handed on to the rules with state; where there are such rules, it is not passed by them (which AWS accepts, and which makes them idle).',
    source: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-default-actions.html',
  },
  NAME: {
    id: 'network-firewall/name',
    statement: 'Names of firewalls, policies and rule groups are unique in an account and region.',
    source: `${API}/API_CreateFirewall.html`,
  },
  CAPACITY: {
    id: 'network-firewall/capacity',
    statement: 'A rule group has room for its rules: it announces at least as much capacity as it has rules or names, and a policy refers to at most 30,000 in all.',
    source: `${GUIDE}/rule-group-managing-capacity.html`,
  },
  RULE_ORDER: {
    id: 'network-firewall/rule-order',
    statement: 'A policy in strict order refers to rule groups in strict order, each with a priority of its own; only such a policy has default actions for stateful rules.',
    source: `${GUIDE}/suricata-rule-evaluation-order.html`,
  },
  EXISTS: {
    id: 'network-firewall/parts-exist',
    statement: 'Rule groups that a policy names, and the policy, the VPC and the subnets that a firewall names, exist, and the template says that they are there first.',
    source: `${API}/API_CreateFirewall.html`,
  },
  ENDPOINT: {
    id: 'network-firewall/one-endpoint-per-zone',
    statement: 'A firewall has one subnet of its VPC in a zone at most.',
    source: `${GUIDE}/firewall-creating.html`,
  },
} as const satisfies Record<string, Rule>;
