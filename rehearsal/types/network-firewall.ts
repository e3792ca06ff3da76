import { Operation, Outcome, ResourceType } from '../aws/contract';
import { Firewall, FirewallPolicy, RuleGroup } from '../aws/services/network-firewall';
import { networkId, VpcEndpoint } from '../aws/services/networks';
import { NETWORK_FIREWALL } from '../rules/network-firewall';
import { partNamed } from './ec2';
import { DESCRIPTION, inert, permissions, schema, TAGS } from './permission';
import { flag, numeric, record, records, text, texts } from './values';

const MAX_CAPACITY = 30_000;
const stateOf = ({ world }: Operation) => world.state.networkFirewall;

const arnOf = ({ world, accountId, region }: Operation, kind: string, name: string) =>
  `arn:${world.partition}:network-firewall:${region}:${accountId}:${kind}/${name}`;
const onNamed = (kind: string, property: string) => (operation: Operation) =>
  operation.physicalId ?? arnOf(operation, kind, String(operation.properties[property]));

/** What is named, as long as nothing else has the name. */
function newPart<T>(operation: Operation, parts: ReadonlyMap<string, T>, kind: string, name: string) {
  const arn = arnOf(operation, kind, name);
  operation.require(NETWORK_FIREWALL.NAME, !parts.has(arn), `${arn} exists already`, 'choose another name');
  return { arn, name, origin: operation.origin };
}

function existing<T>(operation: Operation, parts: ReadonlyMap<string, T & { readonly origin?: Operation['origin'] }>, arn: unknown): T {
  const part = parts.get(String(arn));
  operation.require(NETWORK_FIREWALL.EXISTS, part !== undefined, `${String(arn)} does not exist`, 'make it first');
  operation.requirePath(NETWORK_FIREWALL.EXISTS, part!.origin, `${String(arn)} may not exist yet`);
  return part!;
}

const found = <T>(operation: Operation, parts: ReadonlyMap<string, T>): T =>
  parts.get(String(operation.physicalId)) ?? operation.fail('ResourceNotFoundException', `${operation.physicalId} does not exist`);

const groupOutcome = ({ arn }: RuleGroup): Outcome => ({ physicalId: arn, attributes: { RuleGroupArn: arn } });
const STRICT = 'STRICT_ORDER';

/** Stateful rules: names that are let out, or rules of Suricata. */
export const RULE_GROUP: ResourceType = {
  typeName: 'AWS::NetworkFirewall::RuleGroup',
  source: schema('aws-networkfirewall-rulegroup'),
  properties: { RuleGroupName: 'interpreted', Type: 'interpreted', Capacity: 'interpreted', RuleGroup: 'interpreted', Description: DESCRIPTION, Tags: TAGS },
  nested: {
    RuleGroup: {
      RulesSource: 'interpreted', StatefulRuleOptions: 'interpreted', RuleVariables: inert('what rules of a firewall match is not judged'),
    },
  },
  required: ['RuleGroupName', 'Type', 'Capacity'],
  createOnly: ['RuleGroupName', 'Type', 'Capacity'],
  permissions: {
    create: permissions(['network-firewall:CreateRuleGroup', 'network-firewall:DescribeRuleGroup'], onNamed('stateful-rulegroup', 'RuleGroupName')),
    update: permissions(['network-firewall:UpdateRuleGroup', 'network-firewall:DescribeRuleGroup'], onNamed('stateful-rulegroup', 'RuleGroupName')),
    delete: permissions(['network-firewall:DeleteRuleGroup', 'network-firewall:DescribeRuleGroup'], onNamed('stateful-rulegroup', 'RuleGroupName')),
  },
  create: operation => {
    const { ruleGroups } = stateOf(operation);
    const name = String(operation.properties.RuleGroupName);
    if (text(operation.properties, 'Type') !== 'STATEFUL') {
      operation.fail('NotModelled', `rule group ${name} is stateless: the rehearsal knows stateful ones`);
    }
    const group: RuleGroup = { ...newPart(operation, ruleGroups, 'stateful-rulegroup', name), capacity: numeric(operation.properties, 'Capacity')!, strict: checkRules(operation) };
    ruleGroups.set(group.arn, group);
    return groupOutcome(group);
  },
  update: operation => groupOutcome(Object.assign(found(operation, stateOf(operation).ruleGroups), { strict: checkRules(operation) })),
  delete: operation => {
    const { ruleGroups, policies } = stateOf(operation);
    const { arn } = found(operation, ruleGroups);
    if ([...policies.values()].some(policy => policy.ruleGroups.includes(arn))) {
      operation.fail('InvalidOperationException', `${arn} is in use`);
    }
    ruleGroups.delete(arn);
  },
};

/** Whether the rules are in strict order, once they fit. */
function checkRules(operation: Operation): boolean {
  const { properties } = operation;
  const group = record(properties, 'RuleGroup');
  const source = record(group, 'RulesSource');
  const rules = (text(source, 'RulesString') ?? '').split('\n').filter(line => line.trim() !== '' && !line.startsWith('#')).length;
  const count = rules + texts(record(source, 'RulesSourceList'), 'Targets').length;
  const capacity = numeric(properties, 'Capacity')!;
  operation.require(NETWORK_FIREWALL.CAPACITY, count <= capacity && capacity <= MAX_CAPACITY, `${count} rules in a capacity of ${capacity}`, 'make another rule group with more');
  return text(record(group, 'StatefulRuleOptions'), 'RuleOrder') === STRICT;
}

const policyOutcome = ({ arn }: FirewallPolicy): Outcome => ({ physicalId: arn, attributes: { FirewallPolicyArn: arn } });
const POLICY = 'FirewallPolicy';

/** Which rule groups a firewall goes by, and what it does with the rest. */
export const FIREWALL_POLICY: ResourceType = {
  typeName: 'AWS::NetworkFirewall::FirewallPolicy',
  source: schema('aws-networkfirewall-firewallpolicy'),
  properties: { FirewallPolicyName: 'interpreted', FirewallPolicy: 'interpreted', Description: DESCRIPTION, Tags: TAGS },
  nested: {
    FirewallPolicy: {
      StatefulRuleGroupReferences: 'interpreted', StatefulEngineOptions: 'interpreted', StatefulDefaultActions: 'interpreted',
      StatelessDefaultActions: 'interpreted', StatelessFragmentDefaultActions: 'interpreted',
    },
  },
  required: ['FirewallPolicyName', 'FirewallPolicy'],
  createOnly: ['FirewallPolicyName'],
  permissions: {
    create: permissions(['network-firewall:CreateFirewallPolicy', 'network-firewall:DescribeFirewallPolicy'], onNamed('firewall-policy', 'FirewallPolicyName')),
    update: permissions(['network-firewall:UpdateFirewallPolicy', 'network-firewall:DescribeFirewallPolicy'], onNamed('firewall-policy', 'FirewallPolicyName')),
    delete: permissions(['network-firewall:DeleteFirewallPolicy', 'network-firewall:DescribeFirewallPolicy'], onNamed('firewall-policy', 'FirewallPolicyName')),
  },
  create: operation => {
    const { policies } = stateOf(operation);
    const policy: FirewallPolicy = { ...newPart(operation, policies, 'firewall-policy', String(operation.properties.FirewallPolicyName)), ruleGroups: checkPolicy(operation) };
    policies.set(policy.arn, policy);
    return policyOutcome(policy);
  },
  update: operation => policyOutcome(Object.assign(found(operation, stateOf(operation).policies), { ruleGroups: checkPolicy(operation) })),
  delete: operation => {
    const { firewalls, policies } = stateOf(operation);
    const { arn } = found(operation, policies);
    if ([...firewalls.values()].some(firewall => firewall.policyArn === arn)) {
      operation.fail('InvalidOperationException', `${arn} is in use`);
    }
    policies.delete(arn);
  },
};

/** What becomes of packets before any rule with state sees them: handed on to those, dropped, or let through past them all. */
const STATELESS = ['aws:forward_to_sfe', 'aws:drop', 'aws:pass'];

function checkStateless(operation: Operation, name: string, actions: readonly string[]): void {
  const [action] = actions.filter(each => STATELESS.includes(each));
  const custom = actions.find(each => !each.startsWith('aws:'));
  if (custom !== undefined) {
    operation.fail('NotModelled', `the rehearsal does not know the custom action ${custom} of a firewall`);
  }
  operation.require(NETWORK_FIREWALL.STATELESS, actions.length === 1 && action !== undefined, `'${name}' is ${actions.join(', ') || 'empty'}`, `give one of ${STATELESS.join(', ')}`);
  const references = records(record(operation.properties, POLICY), 'StatefulRuleGroupReferences');
  operation.require(NETWORK_FIREWALL.STATELESS, action !== 'aws:pass' || references.length === 0, `'${name}' lets everything past ${references.length} rule groups with state`, 'hand packets on: aws:forward_to_sfe');
}

function checkPolicy(operation: Operation): readonly string[] {
  const policy = record(operation.properties, POLICY);
  const isStrict = text(record(policy, 'StatefulEngineOptions'), 'RuleOrder') === STRICT;
  const references = records(policy, 'StatefulRuleGroupReferences');
  const groups = references.map(({ ResourceArn }) => existing<RuleGroup>(operation, stateOf(operation).ruleGroups, ResourceArn));
  const priorities = new Set(references.map(reference => numeric(reference, 'Priority')).filter(priority => priority !== undefined));
  const other = groups.find(group => group.strict !== isStrict);
  operation.require(NETWORK_FIREWALL.RULE_ORDER, other === undefined, `${other?.name} is ${isStrict ? 'not ' : ''}in strict order, its policy is ${isStrict ? '' : 'not'}`, 'give both the same order');
  operation.require(NETWORK_FIREWALL.RULE_ORDER, priorities.size === (isStrict ? groups.length : 0), `${groups.length} rule groups have ${priorities.size} priorities`, 'number them in strict order, and only there');
  ['StatelessDefaultActions', 'StatelessFragmentDefaultActions'].forEach(name => checkStateless(operation, name, texts(policy, name)));
  const defaults = texts(policy, 'StatefulDefaultActions');
  operation.require(NETWORK_FIREWALL.RULE_ORDER, isStrict || defaults.length === 0, `the policy has ${defaults.join(', ')} without strict order`, 'put it in strict order');
  const capacity = groups.reduce((sum, group) => sum + group.capacity, 0);
  operation.require(NETWORK_FIREWALL.CAPACITY, capacity <= MAX_CAPACITY, `the rule groups have ${capacity} in all`, 'leave some out');
  return groups.map(({ arn }) => arn);
}

const firewallOutcome = ({ arn, endpointIds, zones }: Firewall): Outcome =>
  ({ physicalId: arn, attributes: { FirewallArn: arn, EndpointIds: endpointIds.map((id, index) => `${zones[index]}:${id}`) } });

/** A firewall in subnets of a VPC: routes lead to its endpoints. */
export const FIREWALL: ResourceType = {
  typeName: 'AWS::NetworkFirewall::Firewall',
  source: schema('aws-networkfirewall-firewall'),
  properties: {
    FirewallName: 'interpreted', FirewallPolicyArn: 'interpreted', VpcId: 'interpreted', SubnetMappings: 'interpreted', Description: DESCRIPTION, Tags: TAGS,
    FirewallPolicyChangeProtection: 'interpreted', SubnetChangeProtection: inert('its subnets are changed by another firewall'), DeleteProtection: 'interpreted',
  },
  nested: { SubnetMappings: ['SubnetId'] },
  required: ['FirewallName', 'FirewallPolicyArn', 'VpcId', 'SubnetMappings'],
  createOnly: ['FirewallName', 'VpcId', 'SubnetMappings'],
  permissions: {
    create: [
      ...permissions(['network-firewall:CreateFirewall', 'network-firewall:DescribeFirewall'], onNamed('firewall', 'FirewallName')),
      ...permissions(['ec2:DescribeSubnets', 'ec2:DescribeVpcs', 'ec2:DescribeVpcEndpoints']),
    ],
    update: permissions([
      'network-firewall:AssociateFirewallPolicy', 'network-firewall:UpdateFirewallPolicyChangeProtection', 'network-firewall:UpdateSubnetChangeProtection',
      'network-firewall:UpdateFirewallDeleteProtection', 'network-firewall:DescribeFirewall',
    ], onNamed('firewall', 'FirewallName')),
    delete: permissions(['network-firewall:DeleteFirewall', 'network-firewall:DescribeFirewall'], onNamed('firewall', 'FirewallName')),
  },
  create: operation => {
    const { firewalls, policies } = stateOf(operation);
    const { properties } = operation;
    const part = newPart(operation, firewalls, 'firewall', String(properties.FirewallName));
    const policyArn = existing<FirewallPolicy>(operation, policies, properties.FirewallPolicyArn).arn;
    const { endpoints, zones } = makeEndpoints(operation);
    const firewall: Firewall = { ...part, policyArn, endpointIds: endpoints.map(({ id }) => id), zones, logTypes: [] };
    firewalls.set(part.arn, firewall);
    return firewallOutcome(firewall);
  },
  update: operation => {
    const { firewalls, policies } = stateOf(operation);
    const policyArn = existing<FirewallPolicy>(operation, policies, operation.properties.FirewallPolicyArn).arn;
    const firewall = found(operation, firewalls);
    if (policyArn !== firewall.policyArn && flag(operation.previous ?? {}, 'FirewallPolicyChangeProtection')) {
      operation.fail('InvalidOperationException', `${firewall.arn} is protected against a change of its policy`);
    }
    return firewallOutcome(Object.assign(firewall, { policyArn }));
  },
  delete: operation => {
    const { firewalls } = stateOf(operation);
    const firewall = found(operation, firewalls);
    if (flag(operation.properties, 'DeleteProtection')) {
      operation.fail('InvalidOperationException', `${firewall.arn} is protected against deletion`);
    }
    firewall.endpointIds.forEach(id => operation.world.state.networks.endpoints.delete(id));
    firewalls.delete(firewall.arn);
  },
};

/** An endpoint in each subnet, as Network Firewall makes them. */
function makeEndpoints(operation: Operation): { readonly endpoints: readonly VpcEndpoint[]; readonly zones: readonly string[] } {
  const { world, accountId, region, origin, properties } = operation;
  const { endpoints, subnets, vpcs } = world.state.networks;
  const vpc = partNamed(operation, vpcs, properties.VpcId, NETWORK_FIREWALL.EXISTS);
  const inside = records(properties, 'SubnetMappings').map(({ SubnetId }) => partNamed(operation, subnets, SubnetId, NETWORK_FIREWALL.EXISTS));
  const zones = inside.map(({ zone }) => zone);
  const holds = inside.every(({ vpcId }) => vpcId === vpc.id) && new Set(zones).size === zones.length;
  operation.require(NETWORK_FIREWALL.ENDPOINT, holds, `${inside.length} subnets in ${new Set(zones).size} zones of ${vpc.id}`, 'name one subnet of the VPC in each zone');
  const made = inside.map((subnet): VpcEndpoint => ({
    id: networkId(world, 'vpce', `${accountId}:${region}:firewall:${String(properties.FirewallName)}:${subnet.id}`), accountId, region, origin, tags: {},
    vpcId: vpc.id, serviceName: 'network-firewall', kind: 'GatewayLoadBalancer', routeTableIds: [], subnetIds: [subnet.id], securityGroupIds: [], privateDns: false, families: [4, 6],
  }));
  made.forEach(endpoint => endpoints.set(endpoint.id, endpoint));
  return { endpoints: made, zones };
}

/** Where a firewall logs: whether it may is not asked. */
export const FIREWALL_LOGGING: ResourceType = {
  typeName: 'AWS::NetworkFirewall::LoggingConfiguration',
  source: schema('aws-networkfirewall-loggingconfiguration'),
  properties: { FirewallArn: 'interpreted', LoggingConfiguration: 'interpreted' },
  nested: { LoggingConfiguration: ['LogDestinationConfigs'] },
  required: ['FirewallArn', 'LoggingConfiguration'],
  createOnly: ['FirewallArn'],
  permissions: {
    create: permissions(['network-firewall:UpdateLoggingConfiguration', 'network-firewall:DescribeLoggingConfiguration', 'logs:CreateLogDelivery']),
    update: permissions(['network-firewall:UpdateLoggingConfiguration', 'network-firewall:DescribeLoggingConfiguration', 'logs:UpdateLogDelivery']),
    delete: permissions(['network-firewall:UpdateLoggingConfiguration', 'network-firewall:DescribeLoggingConfiguration', 'logs:DeleteLogDelivery']),
  },
  create: settleLogging,
  update: settleLogging,
  delete: operation => {
    Object.assign(firewallOf(operation), { logTypes: [] });
  },
};

const firewallOf = (operation: Operation): Firewall =>
  existing<Firewall>(operation, stateOf(operation).firewalls, operation.properties.FirewallArn);

function settleLogging(operation: Operation): Outcome {
  const firewall = firewallOf(operation);
  const destinations = records(record(operation.properties, 'LoggingConfiguration'), 'LogDestinationConfigs');
  firewall.logTypes = destinations.map(({ LogType }) => String(LogType));
  return { physicalId: firewall.arn, attributes: {} };
}
