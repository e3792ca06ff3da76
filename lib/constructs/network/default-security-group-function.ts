/**
 * Whose function takes the rules out of the default security group of a VPC: CloudFormation cannot.
 *
 *     DefaultSecurityGroupFunction.ofStack()           // application stacks
 *     DefaultSecurityGroupFunction.ofLandingZone()     // templates of StackSets
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export class DefaultSecurityGroupFunction {
  /** A function of the stack, one for all its VPCs, whose role may change those groups and no others. Needs no asset. */
  public static ofStack(): DefaultSecurityGroupFunction {
    return new DefaultSecurityGroupFunction(false);
  }

  /**
   * The landing zone's function `lz-default-security-group`, with the role of the account (`DefaultSecurityGroupRole`, in the template that
   * goes once into each account): for templates that go to many regions, which hold no role. Guardrails keep others from making it.
   */
  public static ofLandingZone(): DefaultSecurityGroupFunction {
    return new DefaultSecurityGroupFunction(true);
  }

  private constructor(
    /** Whether the function has the landing zone's name and its role stands in another template. */
    public readonly isOfLandingZone: boolean,
  ) {}
}
