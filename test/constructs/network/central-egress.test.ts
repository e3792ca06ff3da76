import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CentralEgress, FlowLogs, HubEgress, NetworkFirewallPolicy, NetworkHub, NetworkPattern, SharePrincipal, TransitGateway } from '../../../lib/constructs/network';

const ORGANIZATION = SharePrincipal.organization('arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5');
const RANGE = '10.0.0.0/8';
const LOG_ARCHIVE = { logArchiveAccountId: '222222222222', homeRegion: 'eu-central-1' };

function templateOf(egress?: HubEgress): Template {
  const stack = new Stack(new App(), 'Stack');
  new NetworkHub(stack, 'Hub', {
    pattern: NetworkPattern.transitGateway({ egress }), organizationRange: RANGE, organizationId: 'o-a1b2c3d4e5', principals: [ORGANIZATION],
    logArchive: LOG_ARCHIVE,
  });
  return Template.fromStack(stack);
}

const PLAIN = templateOf();
const INSPECTED = templateOf(HubEgress.inspected({ policy: NetworkFirewallPolicy.domains(['example.com']) }));

const all = (template: Template, type: string) => Object.entries(template.findResources(type));

/** Where the route tables of a kind of subnet lead to, for a destination. */
function targetsOf(template: Template, kind: string, destination: string): string[] {
  return all(template, 'AWS::EC2::Route').map(([, { Properties }]) => Properties)
    .filter(({ DestinationCidrBlock, RouteTableId }) => DestinationCidrBlock === destination && JSON.stringify(RouteTableId).includes(`Egress${kind}`))
    .map(({ DestinationCidrBlock: _, RouteTableId: __, ...target }) => Object.keys(target).join());
}

describe('routes', () => {
  test.each([
    ['what networks send goes to the NAT gateways', PLAIN, 'Transit', '0.0.0.0/0', 'NatGatewayId'],
    ['NAT gateways send to the internet', PLAIN, 'Nat', '0.0.0.0/0', 'GatewayId'],
    ['answers go back to the transit gateway', PLAIN, 'Nat', RANGE, 'TransitGatewayId'],
    ['what networks send goes to the firewall first', INSPECTED, 'Transit', '0.0.0.0/0', 'VpcEndpointId'],
    ['the firewall sends to the NAT gateways', INSPECTED, 'Inspected', '0.0.0.0/0', 'NatGatewayId'],
    ['NAT gateways send to the internet, behind a firewall too', INSPECTED, 'Nat', '0.0.0.0/0', 'GatewayId'],
    ['answers go back through the firewall', INSPECTED, 'Nat', RANGE, 'VpcEndpointId'],
    ['the firewall sends answers to the transit gateway', INSPECTED, 'Inspected', RANGE, 'TransitGatewayId'],
  ])('%s, in each zone', (_, template, kind, destination, target) => {
    expect(targetsOf(template, kind, destination)).toEqual([target, target, target]);
  });
});

describe('the firewall', () => {
  test('drops first what no network of the organization begins, and lets answers to those pass', () => {
    const [{ RulesString }] = all(INSPECTED, 'AWS::NetworkFirewall::RuleGroup').map(([, { Properties }]) => Properties.RuleGroup.RulesSource).filter(({ RulesString: text }) => text);
    const rules = String(RulesString).split('\n');
    ['tcp', 'udp', 'icmp'].forEach((protocol, index) => expect(rules[index]).toMatch(new RegExp(`^drop ${protocol} !\\$HOME_NET any -> any any \\(.*flow:to_server;`)));
    const ids = rules.map(rule => /sid:(\d+);/.exec(rule)?.[1]);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test('keeps its policy and its subnets, and goes with its region', () => {
    const firewalls = all(INSPECTED, 'AWS::NetworkFirewall::Firewall');
    expect(firewalls).toHaveLength(3);
    firewalls.forEach(([, { Properties }]) => expect(Properties).toMatchObject({
      FirewallPolicyChangeProtection: true, SubnetChangeProtection: true, DeleteProtection: false,
    }));
  });

  test('judges protocols first, and names after them', () => {
    const [[, { Properties }]] = all(INSPECTED, 'AWS::NetworkFirewall::FirewallPolicy');
    const group = (name: string) => ({ 'Fn::GetAtt': [expect.stringMatching(name), 'RuleGroupArn'] });
    expect(Properties.FirewallPolicy.StatefulRuleGroupReferences).toEqual([
      { Priority: 1, ResourceArn: group('Protocols') }, { Priority: 2, ResourceArn: group('Domains') },
    ]);
  });

  test.each([
    ['UDP', 'drop udp $HOME_NET any -> any any '],
    ['ICMP', 'drop icmp $HOME_NET any -> any any '],
    ['TCP at other ports than those of HTTP and HTTPS', 'drop tcp $HOME_NET any -> any ![80,443] '],
  ])('drops %s', (_, rule) => {
    const [{ RulesString }] = all(INSPECTED, 'AWS::NetworkFirewall::RuleGroup').map(([, { Properties }]) => Properties.RuleGroup.RulesSource).filter(({ RulesString }) => RulesString);
    expect(RulesString).toContain(rule);
  });

  test('has one policy in all zones, and logs alerts and flows to the log archive in each', () => {
    const [[policy]] = all(INSPECTED, 'AWS::NetworkFirewall::FirewallPolicy');
    INSPECTED.allResourcesProperties('AWS::NetworkFirewall::Firewall', {
      FirewallPolicyArn: { 'Fn::GetAtt': [policy, 'FirewallPolicyArn'] }, SubnetMappings: [{ SubnetId: Match.anyValue() }], VpcId: Match.anyValue(),
    });
    const firewalls = all(INSPECTED, 'AWS::NetworkFirewall::LoggingConfiguration').map(([, { Properties }]) => Properties.FirewallArn['Fn::GetAtt'][0]);
    expect(firewalls).toEqual(all(INSPECTED, 'AWS::NetworkFirewall::Firewall').map(([id]) => id));
    INSPECTED.allResourcesProperties('AWS::NetworkFirewall::LoggingConfiguration', { LoggingConfiguration: { LogDestinationConfigs: ['ALERT', 'FLOW'].map(LogType => ({
      LogType, LogDestinationType: 'S3', LogDestination: { bucketName: 'lz-delivery-222222222222-eu-central-1' },
    })) } });
  });
});

describe('validation', () => {
  test.each([
    ['it leads nowhere', { egress: HubEgress.none() }, /'egress' must reach the internet, got 'HubEgress\.none\(\)': leave the central egress out/],
    ['no region has as many zones', { availabilityZones: 5 }, /'availabilityZones' must be 1 to 4 whole zones, got 5/],
  ])('fails when %s, and says so', (_, props, message) => {
    const stack = new Stack(new App(), 'Stack');
    const transitGateway = new TransitGateway(stack, 'Gateway', { organizationRange: RANGE, principals: [ORGANIZATION], flowLogs: FlowLogs.logArchive(LOG_ARCHIVE) });
    expect(() => new CentralEgress(stack, 'Egress', { organizationRange: RANGE, logArchive: LOG_ARCHIVE, transitGateway, egress: HubEgress.nat(), ...props }))
      .toThrow(message);
  });
});
