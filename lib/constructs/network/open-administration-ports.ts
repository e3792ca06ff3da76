import { IConstruct } from 'constructs';
import { administrationOpenings, administrationProblems, Opening, riskyOpenings } from './private/administration-problems';

const REFUSED = Symbol.for('cdk-secure-landing-zone.open-administration-ports');

/**
 * Refuses SSH and RDP from everywhere, at synth, wherever the rule comes from: a construct of this library or of another, an L1, an
 * included template, an override.
 *
 * Found are rules of security groups and entries of network ACLs that let port 22 or 3389 in from 0.0.0.0/0, from ::/0, or from a piece of
 * them that is as good as all (IPv4 shorter than /8, IPv6 shorter than /16): by TCP, by UDP, by all protocols, by a range around them, by a
 * prefix list or a default of a parameter of the same app, and in either branch of a condition. What a mapping holds under a key that is
 * known on deployment only, such as the region, and what another app, a person or a script makes, is found by AWS Config and Security Hub
 * (EC2.13, EC2.14, EC2.21, EC2.53, EC2.54).
 *
 * Nobody needs them: Session Manager and `InstanceConnectEndpoint` lead to instances without an open port.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
 */
export class OpenAdministrationPorts {
  /**
   * Refuses them below a scope, as soon as it is synthesised. Twice is as good as once.
   *
   * @param scope an app, a stage, a stack or any construct
   */
  public static refuse(scope: IConstruct): void {
    if (!(REFUSED in scope)) {
      Object.defineProperty(scope, REFUSED, { value: true });
      // What stands in a scope that refuses too is judged there, once.
      const isRefusedAbove = () => scope.node.scopes.some(above => above !== scope && REFUSED in above);
      scope.node.addValidation({ validate: () => isRefusedAbove() ? [] : [...administrationProblems(scope)] });
    }
  }

  /** @internal */
  public static _openings(scope: IConstruct): readonly Opening[] {
    return administrationOpenings(scope);
  }

  /** @internal */
  public static _riskyOpenings(scope: IConstruct): readonly Opening[] {
    return riskyOpenings(scope);
  }

  private constructor() {}
}
