/**
 * Whether the internet reaches into a VPC.
 *
 *     InboundInternet.none()
 *     InboundInternet.loadBalancers()     // the tiers with TierReach.INTERNET_FACING get a route to an internet gateway
 *
 * No subnet gives public addresses by itself either way: what is reached is what asks for one, such as an internet-facing load balancer.
 * Where an organization blocks public access of VPCs by a declarative policy, the VPC needs an exclusion there.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export class InboundInternet {
  /** Not at all. */
  public static none(): InboundInternet {
    return new InboundInternet(false);
  }

  /** By load balancers in the internet-facing tiers, which get a route to an internet gateway. Costs nothing but public addresses. */
  public static loadBalancers(): InboundInternet {
    return new InboundInternet(true);
  }

  private constructor(
    /** Whether the VPC takes load balancers that the internet reaches. */
    public readonly takesLoadBalancers: boolean,
  ) {}
}
