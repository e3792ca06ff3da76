import { throwProblems } from '../../core/errors';
import { Problems, shapeProblems } from '../../core/validation';
import { parseCidr } from './private/cidr';

/** How many NAT gateways. */
export interface NatOptions {
  /**
   * Whether each zone has its own NAT gateway. With one for all, its zone takes the egress of all zones down with it, and what comes from
   * other zones costs $0.01 a gigabyte more.
   *
   * @default true
   */
  readonly onePerZone?: boolean;
}

/** What else goes through the transit gateway. */
export interface CentralEgressOptions {
  /**
   * Ranges of networks behind the transit gateway that isolated and internet-facing tiers reach as well, such as "10.0.0.0/8"; tiers with
   * egress send everything there anyway.
   *
   * @default - none
   */
  readonly networks?: string[];
}

/**
 * How the tiers of a VPC reach the internet: those with `TierReach.EGRESS`, others never do.
 *
 *     Egress.none()                        // endpoints of AWS services only
 *     Egress.nat()
 *     Egress.central(transitGatewayId)     // by the network account, where it is inspected
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/transitioning-to-multiple-aws-accounts/centralized-egress.html
 */
export class Egress {
  /** No way out: what needs an AWS service has an endpoint for it. Costs nothing. */
  public static none(): Egress {
    return new Egress('none', false, undefined, []);
  }

  /**
   * By NAT gateways of the VPC, in subnets of their own ("nat"), with an internet gateway.
   *
   * A NAT gateway costs about $33 a month and zone, its public address $3.60, and $0.045 a gigabyte (us-east-1).
   *
   * @param options how many
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
   */
  public static nat(options: NatOptions = {}): Egress {
    return new Egress('nat', options.onePerZone ?? true, undefined, []);
  }

  /**
   * By a transit gateway, which is attached to subnets of its own ("transit"): what lies behind it is the network account's.
   *
   * An attachment costs about $36 a month, and $0.02 a gigabyte (us-east-1).
   *
   * @param transitGatewayId the transit gateway: of this account or shared with it
   * @param options what else goes through it
   * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
   */
  public static central(transitGatewayId: string, options: CentralEgressOptions = {}): Egress {
    const networks = options.networks ?? [];
    throwProblems(undefined, [
      ...shapeProblems('transitGatewayId', transitGatewayId, /^tgw-[0-9a-f]+$/, 'be the id of a transit gateway such as "tgw-0a1b2c3d"',
        'take it from `aws ec2 describe-transit-gateways`'),
      ...networks.flatMap(networkProblems),
    ]);
    return new Egress('central', false, transitGatewayId, networks);
  }

  private constructor(
    /** @internal */
    public readonly _kind: string,
    /** @internal */
    public readonly _onePerZone: boolean,
    /** The transit gateway of central egress. */
    public readonly transitGatewayId: string | undefined,
    /** Ranges that every tier reaches by it. */
    public readonly networks: string[],
  ) {}

  /** Whether it goes by NAT gateways of the VPC. */
  public get isNat(): boolean {
    return this._kind === 'nat';
  }
}

function networkProblems(range: string): Problems {
  const parsed = parseCidr(range);
  return parsed && parsed.mask > 0
    ? []
    : [`'networks' must be IPv4 ranges that begin at their first address, such as "10.0.0.0/8", got ${JSON.stringify(range)}: correct it, and leave the default route to tiers with egress`];
}
