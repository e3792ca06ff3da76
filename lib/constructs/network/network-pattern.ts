import { throwProblems } from '../../core/errors';
import { duplicateProblems, Problems, shapeProblems, wholeRangeProblems } from '../../core/validation';
import { HubEgress } from './hub-egress';
import { Tier } from './tier';

/** What the network of an account looks like. */
export interface NetworkShape {
  /**
   * Its name: accounts find it by `SecureVpc.fromLandingZone`. Lower case letters, digits and "-".
   *
   * @default "main"
   */
  readonly networkName?: string;

  /**
   * The netmask of a VPC: 16 to 24.
   *
   * @default 20 - 4,096 addresses, 16 subnets of 256
   */
  readonly netmaskLength?: number;

  /**
   * The layers of subnets.
   *
   * @default - web, app and data
   */
  readonly tiers?: Tier[];

  /**
   * Zones in a region: 1 to 3. Whatever is paid by zone, such as NAT gateways, firewalls and interface endpoints, is paid that often.
   *
   * They are the first ones that the account sees. us-west-1 has two for an account. A zone may lack a service, such as use1-az3 Network
   * Firewall, and is a letter of its own in each account: where a deployment says that a zone does not support it, ask for fewer.
   *
   * @default 3
   */
  readonly availabilityZones?: number;
}

/** A network of transit gateways. */
export interface TransitGatewayPatternOptions extends NetworkShape {
  /**
   * How the networks of all accounts reach the internet.
   *
   * @default HubEgress.nat() - by NAT gateways of the network account
   */
  readonly egress?: HubEgress;

  /**
   * Whether the networks of accounts reach each other through the transit gateway. Security groups decide then, and they alone.
   *
   * @default false - what goes from one to another is dropped by the transit gateway
   */
  readonly networksReachEachOther?: boolean;
}

const SIZES = { min: 16, max: 24 };
const ZONES = { min: 1, max: 3 };

/**
 * How the organization's accounts come to a network.
 *
 * | | each account has | the internet is reached | a month and region, three zones, us-east-1 |
 * |---|---|---|---|
 * | `isolated` | a VPC of its own | not at all: endpoints of AWS services only | nothing but addresses |
 * | `transitGateway` | its own VPC, attached | by NAT or firewalls of the network account | USD 36 an account, 110 NAT or 870 firewalls |
 * | `sharedSubnets` | subnets of the network account's VPC | by its NAT gateways | 110 for NAT, nothing an account |
 *
 * `sharedSubnets` is the cheapest and has the widest blast radius: one VPC for all, in which only security groups keep accounts apart.
 * `NetworkEstimate` counts exactly.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/welcome.html
 */
export class NetworkPattern {
  /**
   * Each account has VPCs of its own that nothing connects: neither to each other, nor to the internet.
   *
   * @param shape what they look like
   */
  public static isolated(shape: NetworkShape = {}): NetworkPattern {
    return new NetworkPattern('isolated', shape, HubEgress.none(), false);
  }

  /**
   * Each account has VPCs of its own, attached to a transit gateway of the network account.
   *
   * @param options what they look like, and what lies behind the transit gateway
   */
  public static transitGateway(options: TransitGatewayPatternOptions = {}): NetworkPattern {
    return new NetworkPattern('transit-gateway', options, options.egress ?? HubEgress.nat(), options.networksReachEachOther ?? false);
  }

  /**
   * Accounts use subnets of one VPC of the network account in each region. They make their own security groups and resources in it, and see
   * nothing of each other's; routes, gateways and flow logs are the network account's.
   *
   * @param shape what it looks like; the default size is /16, since it is for all
   */
  public static sharedSubnets(shape: NetworkShape = {}): NetworkPattern {
    return new NetworkPattern('shared-subnets', { ...shape, netmaskLength: shape.netmaskLength ?? SIZES.min }, HubEgress.nat(), true);
  }

  /** The name of the network. */
  public readonly networkName: string;

  /** The netmask of a VPC. */
  public readonly netmaskLength: number;

  /** The layers of subnets. */
  public readonly tiers: Tier[];

  /** Zones in a region. */
  public readonly availabilityZones: number;

  private constructor(
    /** "isolated", "transit-gateway" or "shared-subnets". */
    public readonly patternName: string,
    shape: NetworkShape,
    /** How networks reach the internet. */
    public readonly egress: HubEgress,
    /** Whether the networks of accounts reach each other. */
    public readonly networksReachEachOther: boolean,
  ) {
    this.networkName = shape.networkName ?? 'main';
    this.netmaskLength = shape.netmaskLength ?? 20;
    this.tiers = [...shape.tiers ?? [Tier.web(), Tier.app(), Tier.data()]];
    this.availabilityZones = shape.availabilityZones ?? 3;
    throwProblems(undefined, this.problems());
  }

  /** Whether each account gets VPCs of its own. */
  public get hasOwnVpcs(): boolean {
    return this.patternName !== 'shared-subnets';
  }

  /** Whether there is a transit gateway. */
  public get hasTransitGateway(): boolean {
    return this.patternName === 'transit-gateway';
  }

  /** Whether accounts use subnets of the network account. */
  public get hasSharedSubnets(): boolean {
    return this.patternName === 'shared-subnets';
  }

  private problems(): Problems {
    return [
      ...shapeProblems('networkName', this.networkName, /^[a-z][a-z0-9-]{0,31}$/, 'have 1 to 32 lower case letters, digits and "-", a letter first', 'rename it'),
      ...wholeRangeProblems('netmaskLength', 'bits', this.netmaskLength, SIZES, 'choose a VPC of that size'),
      ...wholeRangeProblems('availabilityZones', 'zones', this.availabilityZones, ZONES, 'choose that many'),
      ...this.tiers.length === 0 ? ["'tiers' must name a tier, got none: leave it out for web, app and data"] : [],
      ...duplicateProblems('tiers', this.tiers.map(({ tierName }) => tierName), 'name each tier once'),
    ];
  }
}
