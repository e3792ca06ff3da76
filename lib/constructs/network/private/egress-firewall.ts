import { Fn } from 'aws-cdk-lib';
import { CfnFirewall, CfnFirewallPolicy, CfnLoggingConfiguration, CfnRuleGroup } from 'aws-cdk-lib/aws-networkfirewall';
import { Construct } from 'constructs';
import { acknowledge } from '../../../core/acknowledge';
import { deliveryBucketName, networkShareName } from '../../../core/naming';
import { LogArchiveDestination } from '../flow-logs';
import { NetworkFirewallPolicy } from '../network-firewall-policy';

/** Room for rules: it cannot be changed afterwards. A name takes one unit, and a policy has 30,000. */
const DOMAIN_CAPACITY = 1_000;
const PROTOCOL_CAPACITY = 10;

/** What goes through, and where the firewalls stand. */
export interface EgressFirewallProps {
  readonly policy: NetworkFirewallPolicy;
  readonly organizationRange: string;
  readonly logArchive: LogArchiveDestination;
  readonly vpcId: string;
  /** One subnet for each zone, of the firewall alone. */
  readonly subnetIds: string[];
}

/**
 * Firewalls of the central egress: one in each zone, since the endpoints of one firewall come in no order that a template could rely on.
 * They cost the same, as AWS bills endpoints.
 *
 * Strict order: what no network of the organization begins is dropped, then protocols but HTTP and HTTPS, then names that are let out
 * pass, then everything that a connection would carry is dropped. A TCP handshake itself passes, or the name could not be seen.
 *
 * @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
 */
export class EgressFirewall extends Construct {
  /** The endpoint of each zone: where routes lead to. */
  public readonly endpointIds: string[];

  public constructor(scope: Construct, id: string, props: EgressFirewallProps) {
    super(scope, id);
    const policy = this.createPolicy(props);
    this.endpointIds = props.subnetIds.map((subnetId, zone) => {
      const firewall = new CfnFirewall(this, `Firewall${zone + 1}`, {
        firewallName: `${networkShareName('egress')}-${zone + 1}`,
        firewallPolicyArn: policy.attrFirewallPolicyArn,
        vpcId: props.vpcId,
        subnetMappings: [{ subnetId }],
        subnetChangeProtection: true,
        firewallPolicyChangeProtection: true,
        // On, a StackSet could not leave a region, nor egress become another one.
        deleteProtection: false,
      });
      acknowledge(firewall, {
        id: 'cdk-validator-cfnguard::netfw_multi_az_enabled_check',
        reason: 'each zone has a firewall of its own, under one policy: the endpoints of one for all come in no order that routes could rely on',
      });
      logTo(this, `Logging${zone + 1}`, firewall, props.logArchive);
      // As "eu-central-1a:vpce-…".
      return Fn.select(1, Fn.split(':', Fn.select(0, firewall.attrEndpointIds)));
    });
  }

  private createPolicy({ policy, organizationRange }: EgressFirewallProps): CfnFirewallPolicy {
    // Without it the firewall looks at the addresses of its own VPC only, and lets everybody else pass.
    const ruleVariables = { ipSets: { HOME_NET: { definition: [organizationRange] } } };
    const statefulRuleOptions = { ruleOrder: 'STRICT_ORDER' };
    const protocols = new CfnRuleGroup(this, 'Protocols', {
      ruleGroupName: networkShareName('egress-protocols'),
      type: 'STATEFUL',
      capacity: PROTOCOL_CAPACITY,
      ruleGroup: { ruleVariables, statefulRuleOptions, rulesSource: { rulesString: PROTOCOLS } },
    });
    const domains = new CfnRuleGroup(this, 'Domains', {
      ruleGroupName: networkShareName('egress-domains'),
      type: 'STATEFUL',
      capacity: DOMAIN_CAPACITY,
      ruleGroup: {
        ruleVariables,
        statefulRuleOptions,
        rulesSource: { rulesSourceList: { generatedRulesType: 'ALLOWLIST', targets: policy.domainNames, targetTypes: ['TLS_SNI', 'HTTP_HOST'] } },
      },
    });
    return new CfnFirewallPolicy(this, 'Policy', {
      firewallPolicyName: networkShareName('egress'),
      firewallPolicy: {
        statelessDefaultActions: ['aws:forward_to_sfe'],
        statelessFragmentDefaultActions: ['aws:forward_to_sfe'],
        statefulEngineOptions: { ruleOrder: 'STRICT_ORDER', streamExceptionPolicy: 'DROP' },
        statefulDefaultActions: ['aws:drop_established', 'aws:alert_established'],
        statefulRuleGroupReferences: [
          { resourceArn: protocols.attrRuleGroupArn, priority: 1 },
          { resourceArn: domains.attrRuleGroupArn, priority: 2 },
        ],
      },
    });
  }
}

/**
 * Names and time come from the VPC's own resolver and clock, which no firewall sees. Of a stranger only what he begins is dropped, since
 * answers from the internet are a stranger's too.
 *
 * @see https://docs.suricata.io/en/latest/rules/flow-keywords.html#flow
 */
const PROTOCOLS = [
  ...['tcp', 'udp', 'icmp'].map((protocol, index) =>
    `drop ${protocol} !$HOME_NET any -> any any (msg:"not from a network of the organization"; flow:to_server; sid:${index + 4}; rev:1;)`),
  'drop udp $HOME_NET any -> any any (msg:"no UDP to the internet"; sid:1; rev:1;)',
  'drop icmp $HOME_NET any -> any any (msg:"no ICMP to the internet"; sid:2; rev:1;)',
  'drop tcp $HOME_NET any -> any ![80,443] (msg:"only HTTP and HTTPS to the internet"; sid:3; rev:1;)',
].join('\n');

/** @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/logging-s3.html */
function logTo(scope: Construct, id: string, firewall: CfnFirewall, { logArchiveAccountId, homeRegion }: LogArchiveDestination): void {
  const bucketName = deliveryBucketName(logArchiveAccountId, homeRegion);
  new CfnLoggingConfiguration(scope, id, {
    firewallArn: firewall.attrFirewallArn,
    loggingConfiguration: {
      logDestinationConfigs: ['ALERT', 'FLOW'].map(logType => ({ logType, logDestinationType: 'S3', logDestination: { bucketName } })),
    },
  });
}
