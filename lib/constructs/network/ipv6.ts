/**
 * Whether a VPC has IPv6 addresses beside IPv4.
 *
 *     Ipv6.none()
 *     Ipv6.dualStack()
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
 */
export class Ipv6 {
  /** IPv4 only. */
  public static none(): Ipv6 {
    return new Ipv6(false);
  }

  /**
   * A range of 56 bits of Amazon's, and a /64 of it for each subnet. IPv6 addresses are public ones, so what may be reached is decided by
   * routes: internet-facing tiers route to the internet gateway, tiers with egress by NAT to an egress-only internet gateway, others
   * nowhere. Central egress has no route for IPv6: what goes out is to be inspected.
   *
   * Subnets give no IPv6 address by themselves: what wants one asks for it. Costs nothing.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
   */
  public static dualStack(): Ipv6 {
    return new Ipv6(true);
  }

  private constructor(
    /** Whether there are IPv6 addresses. */
    public readonly isDualStack: boolean,
  ) {}
}
