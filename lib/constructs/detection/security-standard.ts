import { throwProblems } from '../../core/errors';
import { shapeProblems } from '../../core/validation';

/**
 * A standard of AWS Security Hub CSPM: a set of controls that it checks in every account.
 *
 * Controls of several standards are one control with one finding, so a second standard costs only what it adds.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html
 */
export class SecurityStandard {
  /** AWS Foundational Security Best Practices: what AWS itself recommends for its services. */
  public static readonly FOUNDATIONAL_BEST_PRACTICES = new SecurityStandard('aws-foundational-security-best-practices/v/1.0.0');

  /** CIS AWS Foundations Benchmark 5.0, the newest that Security Hub has. */
  public static readonly CIS_5_0 = new SecurityStandard('cis-aws-foundations-benchmark/v/5.0.0');

  /** CIS AWS Foundations Benchmark 3.0, for who is audited against it. */
  public static readonly CIS_3_0 = new SecurityStandard('cis-aws-foundations-benchmark/v/3.0.0');

  /** NIST SP 800-53 Revision 5. */
  public static readonly NIST_800_53 = new SecurityStandard('nist-800-53/v/5.0.0');

  /** NIST SP 800-171 Revision 2. */
  public static readonly NIST_800_171 = new SecurityStandard('nist-800-171/v/2.0.0');

  /** PCI DSS 4.0.1. */
  public static readonly PCI_DSS_4_0 = new SecurityStandard('pci-dss/v/4.0.1');

  /** AWS Resource Tagging Standard: resources have the tags that its controls ask for. */
  public static readonly RESOURCE_TAGGING = new SecurityStandard('aws-resource-tagging-standard/v/1.0.0');

  /**
   * A standard that has no name here.
   *
   * @param standardId what follows "standards/" in its ARN, such as "nist-800-53/v/5.0.0"
   */
  public static of(standardId: string): SecurityStandard {
    throwProblems(undefined, shapeProblems('standardId', standardId, /^[a-z0-9-]+\/v\/\d+\.\d+\.\d+$/, 'be a standard such as "nist-800-53/v/5.0.0"',
      'take what follows "standards/" in its ARN: `aws securityhub describe-standards`'));
    return new SecurityStandard(standardId);
  }

  /** @param standardId what follows "standards/" in its ARN. */
  private constructor(public readonly standardId: string) {}
}
