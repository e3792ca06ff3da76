/**
 * A requirement of a framework that a guardrail helps to meet. It prevents what the requirement forbids; it is not the check that finds
 * what was there before.
 */
export class ComplianceReference {
  /**
   * A recommendation of the CIS Amazon Web Services Foundations Benchmark.
   *
   * @param version the benchmark's version, such as `7.0`
   * @param recommendation its number, such as `2.1.1`
   * @see https://www.cisecurity.org/benchmark/amazon_web_services
   */
  public static cis(version: string, recommendation: string): ComplianceReference {
    return new ComplianceReference(`CIS ${version}`, recommendation);
  }

  /**
   * A control of AWS Foundational Security Best Practices.
   *
   * @param control its id, such as `IAM.4`
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
   */
  public static fsbp(control: string): ComplianceReference {
    return new ComplianceReference('FSBP', control);
  }

  /**
   * A requirement of another framework.
   *
   * @param framework its name and version, such as `PCI DSS 4.0`
   * @param requirement its number there
   */
  public static of(framework: string, requirement: string): ComplianceReference {
    return new ComplianceReference(framework, requirement);
  }

  /** Name and version of the framework, such as `CIS 7.0`. */
  public readonly framework: string;

  /** Number of the requirement there, such as `2.1.1`. */
  public readonly requirement: string;

  private constructor(framework: string, requirement: string) {
    this.framework = framework;
    this.requirement = requirement;
  }

  /** Both, as one writes them: `CIS 7.0: 2.1.1`. */
  public toString(): string {
    return `${this.framework}: ${this.requirement}`;
  }
}
