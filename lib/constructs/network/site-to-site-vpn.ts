import {
  CfnCustomerGateway, CfnVPCGatewayAttachment, CfnVPNConnection, CfnVPNConnectionRoute, CfnVPNGateway, CfnVPNGatewayRoutePropagation,
} from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { NamedNetwork } from './named-network';
import { EncryptedLogGroup } from './private/encrypted-log-group';
import { siteProblems } from './private/site-problems';
import { VpnGatewayTarget } from './vpn-gateway-target';

const IPSEC = 'ipsec.1';
/** Only what is strong on both sides; AWS's defaults go down to IKEv1, AES128, SHA1 and group 2. */
const ENCRYPTION = ['AES256-GCM-16', 'AES256'];
const INTEGRITY = ['SHA2-256', 'SHA2-384', 'SHA2-512'];
const GROUPS = [14, 15, 16, 17, 18, 19, 20, 21];

/** Properties of a VPN. */
export interface SiteToSiteVpnProps {
  /** Where it ends in AWS. */
  readonly target: VpnGatewayTarget;

  /** The public IPv4 address of the device on the other side. */
  readonly customerGatewayAddress: string;

  /**
   * The number of the other side in BGP, by which both sides tell each other their routes.
   *
   * @default - no BGP; `staticRoutes` say what is on the other side
   */
  readonly bgpAsn?: number;

  /**
   * Networks on the other side, where it does not speak BGP.
   *
   * @default - told by BGP
   */
  readonly staticRoutes?: NamedNetwork[];

  /**
   * A certificate of ACM's private authority that the device shows: nothing secret is shared then.
   *
   * @default - a key that both sides share, made by AWS, kept in Secrets Manager
   */
  readonly certificateArn?: string;

  /**
   * How long the logs of the tunnels are kept.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;

  /**
   * The ARN of a customer managed key for the logs, whose policy lets logs.<region>.amazonaws.com use it.
   *
   * @default - a new key
   */
  readonly logKeyArn?: string;
}

/**
 * A VPN to a data center: two tunnels, IKEv2 only, with algorithms that are strong (AES-256, SHA-2, Diffie-Hellman groups from 14), and the
 * diary of both tunnels in an encrypted log group.
 *
 * Nothing is reached by it before a tier lets its networks in: `NetworkTier.allowFromNetwork`. Guardrail G50b keeps others than the network
 * team from making one.
 *
 * Costs about USD 0.05 an hour, some USD 36.50 a month, beside the traffic out.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html
 * @see https://aws.amazon.com/vpn/pricing/
 */
export class SiteToSiteVpn extends Construct {
  /** The id of the connection. */
  public readonly vpnConnectionId: string;

  /** The log group of its tunnels. */
  public readonly logGroupArn: string;

  public constructor(scope: Construct, id: string, props: SiteToSiteVpnProps) {
    super(scope, id);
    throwProblems(this, siteProblems(props));
    const { target, staticRoutes = [] } = props;
    const logs = new EncryptedLogGroup(this, 'Logs', { path: '/vpn/site-to-site', what: 'the tunnels of a VPN', retention: props.logRetention, keyArn: props.logKeyArn });
    const device = new CfnCustomerGateway(this, 'CustomerGateway', {
      type: IPSEC, ipAddress: props.customerGatewayAddress, bgpAsn: props.bgpAsn ?? 65000, certificateArn: props.certificateArn,
    });
    const connection = new CfnVPNConnection(this, 'Resource', {
      type: IPSEC,
      customerGatewayId: device.attrCustomerGatewayId,
      ...target.vpcId === undefined
        ? { transitGatewayId: target.transitGatewayId }
        : { vpnGatewayId: this.newGateway(target.vpcId, target.routeTableIds) },
      staticRoutesOnly: props.bgpAsn === undefined,
      preSharedKeyStorage: props.certificateArn ? undefined : 'SecretsManager',
      vpnTunnelOptionsSpecifications: [0, 1].map(() => tunnel(logs.logGroupArn, props.bgpAsn !== undefined)),
    });
    if (target.vpcId !== undefined) {
      staticRoutes.forEach(({ cidr }, index) =>
        new CfnVPNConnectionRoute(this, `Route${index}`, { vpnConnectionId: connection.attrVpnConnectionId, destinationCidrBlock: cidr }));
    }

    this.vpnConnectionId = connection.attrVpnConnectionId;
    this.logGroupArn = logs.logGroupArn;
  }

  private newGateway(vpc: string, routeTableIds: string[]): string {
    const gateway = new CfnVPNGateway(this, 'VpnGateway', { type: IPSEC });
    const attachment = new CfnVPCGatewayAttachment(this, 'Attachment', { vpcId: vpc, vpnGatewayId: gateway.attrVpnGatewayId });
    const propagation = new CfnVPNGatewayRoutePropagation(this, 'Propagation', { routeTableIds, vpnGatewayId: gateway.attrVpnGatewayId });
    propagation.addResourceDependency(attachment);
    return gateway.attrVpnGatewayId;
  }
}

function tunnel(logGroupArn: string, bgp: boolean): CfnVPNConnection.VpnTunnelOptionsSpecificationProperty {
  const values = <T>(all: readonly T[]) => all.map(value => ({ value }));
  return {
    ikeVersions: values(['ikev2']),
    phase1EncryptionAlgorithms: values(ENCRYPTION),
    phase2EncryptionAlgorithms: values(ENCRYPTION),
    phase1IntegrityAlgorithms: values(INTEGRITY),
    phase2IntegrityAlgorithms: values(INTEGRITY),
    phase1DhGroupNumbers: values(GROUPS),
    phase2DhGroupNumbers: values(GROUPS),
    logOptions: {
      cloudwatchLogOptions: {
        logEnabled: true, logGroupArn, logOutputFormat: 'json',
        ...bgp && { bgpLogEnabled: true, bgpLogGroupArn: logGroupArn, bgpLogOutputFormat: 'json' },
      },
    },
  };
}
