import { Duration, Tags } from 'aws-cdk-lib';
import {
  CfnClientVpnAuthorizationRule, CfnClientVpnEndpoint, CfnClientVpnRoute, CfnClientVpnTargetNetworkAssociation, CfnSecurityGroup,
  Connections, IConnectable, ISecurityGroup, ISubnet, IVpc, Port, SecurityGroup,
} from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { NamedNetwork } from './named-network';
import { NetworkTier } from './network-tier';
import { clientVpnProblems, groupProblems, SESSION_HOURS } from './private/client-vpn-problems';
import { EncryptedLogGroup } from './private/encrypted-log-group';
import { NOTHING } from './private/no-traffic';
import { VpnAuthentication } from './vpn-authentication';

/** Properties of a Client VPN. */
export interface ClientVpnProps {
  /** The VPC that people get into. */
  readonly vpc: IVpc;

  /** Where they get in: one subnet a zone. Each costs by the hour. */
  readonly subnets: ISubnet[];

  /** How they prove who they are. */
  readonly authentication: VpnAuthentication;

  /** The certificate of the endpoint itself, in ACM of the region. */
  readonly serverCertificateArn: string;

  /** Addresses that people are given: from /12 to /22, and no part of the VPC. */
  readonly clientAddresses: string;

  /**
   * After how long people have to prove again who they are: 8, 10, 12 or 24 hours.
   *
   * @default Duration.hours(8)
   */
  readonly sessionTimeout?: Duration;

  /**
   * How long the log of connections is kept.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;

  /**
   * The ARN of a customer managed key for the log, whose policy lets logs.<region>.amazonaws.com use it.
   *
   * @default - a new key
   */
  readonly logKeyArn?: string;
}

/** Whom a rule lets reach a network: one of the two. */
interface Authorized {
  readonly accessGroupId?: string;
  readonly authorizeAllGroups?: boolean;
}

/**
 * A VPN for people: who comes proves who he is, gets to the networks that his group may reach, and each connection is logged.
 *
 * Only what is meant for the VPC goes through it (split tunnel), so people's other traffic stays theirs. Two things are opened one by one,
 * and both are needed: a network for a group (`authorizeGroup`), and a tier for the VPN (`allowTo`). A network outside of the VPC, such as
 * one behind a transit gateway, needs a route besides (`routeTo`); the VPC's own comes by itself.
 *
 * Costs about USD 0.10 an hour and subnet, some USD 73 a month, and 0.05 an hour for each person who is connected.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is.html
 * @see https://aws.amazon.com/vpn/pricing/
 */
export class ClientVpn extends Construct implements IConnectable {
  /** The id of the endpoint. */
  public readonly clientVpnEndpointId: string;

  /** The group of everybody who comes by it: what it may reach is said by `allowTo`. */
  public readonly securityGroup: ISecurityGroup;

  /** What other constructs connect to. */
  public readonly connections: Connections;

  private readonly authentication: VpnAuthentication;
  private readonly associations: CfnClientVpnTargetNetworkAssociation[];

  public constructor(scope: Construct, id: string, props: ClientVpnProps) {
    super(scope, id);
    const { sessionTimeout = Duration.hours(SESSION_HOURS[0]) } = props;
    throwProblems(this, clientVpnProblems({ ...props, sessionTimeout }));
    const logs = new EncryptedLogGroup(this, 'Logs', { path: '/vpn/client', what: 'a VPN for people', retention: props.logRetention, keyArn: props.logKeyArn });
    const group = new CfnSecurityGroup(this, 'SecurityGroup', { groupDescription: 'Who comes by the Client VPN', vpcId: props.vpc.vpcId, securityGroupEgress: [NOTHING] });
    Tags.of(group).add('Name', this.node.path);
    const endpoint = new CfnClientVpnEndpoint(this, 'Resource', {
      vpcId: props.vpc.vpcId,
      securityGroupIds: [group.attrGroupId],
      authenticationOptions: [props.authentication._request],
      serverCertificateArn: props.serverCertificateArn,
      clientCidrBlock: props.clientAddresses,
      splitTunnel: true,
      transportProtocol: 'udp',
      vpnPort: 443,
      sessionTimeoutHours: sessionTimeout.toHours(),
      disconnectOnSessionTimeout: true,
      connectionLogOptions: { enabled: true, cloudwatchLogGroup: logs.logGroupName },
      selfServicePortal: 'disabled',
    });
    // By their ids and not by their order: an association that is replaced cuts everybody off.
    this.associations = props.subnets.map(subnet => new CfnClientVpnTargetNetworkAssociation(this, `Subnet-${subnet.node.id}`, {
      clientVpnEndpointId: endpoint.ref, subnetId: subnet.subnetId,
    }));

    this.clientVpnEndpointId = endpoint.ref;
    this.authentication = props.authentication;
    this.securityGroup = SecurityGroup.fromSecurityGroupId(this, 'Group', group.attrGroupId, { allowAllOutbound: false, allowAllIpv6Outbound: false });
    this.connections = new Connections({ securityGroups: [this.securityGroup] });
  }

  /**
   * Lets the members of a group reach a network: the least that they need, such as the subnets of one tier. One outside of the VPC is
   * reached once `routeTo` names it.
   *
   * Fails for certificates, which tell no groups.
   *
   * @param groupId the id of the group, as the identity provider tells it
   * @param network what they may reach
   */
  public authorizeGroup(groupId: string, network: NamedNetwork): void {
    throwProblems(this, groupProblems(groupId, this.authentication.knowsGroups));
    this.authorize(`${groupId} ${network.networkName}`, network, { accessGroupId: groupId });
  }

  /**
   * Lets everybody who proves who he is reach a network.
   *
   * @param network what they may reach
   */
  public authorizeEverybody(network: NamedNetwork): void {
    this.authorize(`everybody ${network.networkName}`, network, { authorizeAllGroups: true });
  }

  /**
   * Sends what is meant for a network outside of the VPC through each of the subnets, whose routes lead on: to a transit gateway, a peering
   * or another VPN. Whoever may reach it is said by `authorizeGroup` as for any other.
   *
   * @param network what lies behind the VPC
   * @see https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-routes.html
   */
  public routeTo(network: NamedNetwork): void {
    this.associations.forEach(association => {
      const route = new CfnClientVpnRoute(this, `Route ${network.networkName} ${association.node.id}`, {
        clientVpnEndpointId: this.clientVpnEndpointId,
        destinationCidrBlock: network.cidr,
        targetVpcSubnetId: association.subnetId,
        description: `to ${network.networkName}`,
      });
      this.associations.forEach(other => route.addResourceDependency(other));
    });
  }

  /**
   * Lets people's connections through to a tier, by its group.
   *
   * @param tier what they reach
   * @param port where it listens
   */
  public allowTo(tier: NetworkTier, port: Port): void {
    this.connections.allowTo(tier, port, `Client VPN to ${tier.tierName}`);
  }

  private authorize(id: string, network: NamedNetwork, who: Authorized): void {
    const rule = new CfnClientVpnAuthorizationRule(this, `Authorize ${id}`, {
      clientVpnEndpointId: this.clientVpnEndpointId, targetNetworkCidr: network.cidr, description: `to ${network.networkName}`, ...who,
    });
    // the endpoint takes one change at a time
    this.associations.forEach(association => rule.addResourceDependency(association));
  }
}
