import { NetworkFirewallPolicy } from './network-firewall-policy';

/** How the network account lets the organization out. */
export interface HubEgressOptions {
  /**
   * Whether each zone has its own NAT gateway. With one for all, its zone takes the egress of all accounts down with it.
   *
   * @default true
   */
  readonly onePerZone?: boolean;
}

/** NAT behind a firewall. */
export interface InspectedEgressOptions {
  /** What the firewall lets through; everything else is dropped. */
  readonly policy: NetworkFirewallPolicy;
}

/**
 * How networks behind a transit gateway reach the internet.
 *
 *     HubEgress.none()
 *     HubEgress.nat()
 *     HubEgress.inspected({ policy: NetworkFirewallPolicy.domains(['.amazonaws.com', 'packages.example.com']) })
 */
export class HubEgress {
  /** Not at all: the transit gateway connects networks only. */
  public static none(): HubEgress {
    return new HubEgress(false, false, undefined);
  }

  /**
   * By NAT gateways of one VPC of the network account, for all accounts: about USD 33 a month and zone and 0.045 a gigabyte, and 0.02 a
   * gigabyte for the transit gateway (us-east-1).
   *
   * @param options how many
   */
  public static nat(options: HubEgressOptions = {}): HubEgress {
    return new HubEgress(true, options.onePerZone ?? true, undefined);
  }

  /**
   * By AWS Network Firewall, and by NAT behind it: about USD 290 a month and zone and 0.065 a gigabyte (us-east-1), in the place of what
   * NAT costs, which AWS credits behind a firewall.
   *
   * @param options what goes through
   * @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/what-is-aws-network-firewall.html
   */
  public static inspected(options: InspectedEgressOptions): HubEgress {
    return new HubEgress(true, true, options.policy);
  }

  private constructor(
    /** Whether there is a way out. */
    public readonly reachesInternet: boolean,
    /** Whether each zone has a NAT gateway of its own. */
    public readonly onePerZone: boolean,
    /** What inspects it. */
    public readonly firewall: NetworkFirewallPolicy | undefined,
  ) {}
}
