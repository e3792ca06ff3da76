import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { throwProblems } from '../../core/errors';
import { Problems, shapeProblems } from '../../core/validation';

/** How far a tier can reach and be reached, before security groups are asked. */
export enum TierReach {
  /**
   * The internet reaches it where the VPC takes load balancers (`InboundInternet.loadBalancers`), by public addresses that nothing has by
   * itself. The CDK calls its subnets public.
   */
  INTERNET_FACING = 'internet-facing',

  /** It reaches the internet by the egress of the VPC, and is never reached from there. The CDK calls its subnets private with egress. */
  EGRESS = 'egress',

  /** It reaches the VPC and its gateway endpoints, and nothing else. The CDK calls its subnets isolated. */
  ISOLATED = 'isolated',
}

/** How a tier differs from what its name says. */
export interface TierOptions {
  /** How far it can reach. */
  readonly reach: TierReach;
}

/** The names of the subnets that the VPC makes for its own plumbing. */
const RESERVED = ['nat', 'transit'];

/**
 * A layer of an application: subnets of one kind in each zone, and one security group.
 *
 *     Tier.web()                                                      // load balancers
 *     Tier.app()                                                      // what computes
 *     Tier.data()                                                     // databases
 *     Tier.custom('queue', { reach: TierReach.ISOLATED })
 *
 * Costs nothing.
 */
export class Tier {
  /** Load balancers, and nothing else: internet-facing, where the VPC takes the internet at all. */
  public static web(): Tier {
    return new Tier('web', TierReach.INTERNET_FACING);
  }

  /** What computes: reaches the internet by the egress of the VPC. Where an L2 names no subnets it is put here. */
  public static app(): Tier {
    return new Tier('app', TierReach.EGRESS);
  }

  /** Databases, caches, file systems: isolated. */
  public static data(): Tier {
    return new Tier('data', TierReach.ISOLATED);
  }

  /**
   * A tier of another name.
   *
   * @param tierName lower case letters, digits and "-", at most 32, a letter first; not "nat" and "transit", which the VPC itself has
   * @param options how far it can reach
   */
  public static custom(tierName: string, options: TierOptions): Tier {
    throwProblems(undefined, nameProblems(tierName));
    return new Tier(tierName, options.reach);
  }

  /** What the CDK calls subnets that reach so far: by this an L2 finds them. */
  public readonly subnetType: SubnetType;

  private constructor(
    /** The name: of the group of subnets as well, and of its tags. */
    public readonly tierName: string,
    /** How far it can reach. */
    public readonly reach: TierReach,
  ) {
    this.subnetType = SUBNET_TYPES[reach];
  }
}

const SUBNET_TYPES: Readonly<Record<TierReach, SubnetType>> = {
  [TierReach.INTERNET_FACING]: SubnetType.PUBLIC,
  [TierReach.EGRESS]: SubnetType.PRIVATE_WITH_EGRESS,
  [TierReach.ISOLATED]: SubnetType.PRIVATE_ISOLATED,
};

function nameProblems(tierName: string): Problems {
  return RESERVED.includes(tierName)
    ? [`'tierName' must not be one of ${JSON.stringify(RESERVED)}, which the VPC makes for itself, got "${tierName}": choose another name`]
    : shapeProblems('tierName', tierName, /^[a-z][a-z0-9-]{0,31}$/, 'have 1 to 32 lower case letters, digits and "-", a letter first', 'rename it');
}
