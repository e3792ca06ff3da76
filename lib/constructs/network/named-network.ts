import { IPeer, Peer } from 'aws-cdk-lib/aws-ec2';
import { throwProblems } from '../../core/errors';
import { lengthProblems, Problems } from '../../core/validation';
import { anywhereProblems, cidrShapeProblems } from './private/open-networks';

/** A rule's description has 255 characters, and the text around the name needs some. */
const MAX_NAME = 100;

/**
 * A range of addresses that has a name: what stands in a rule of a security group where no group of AWS can be named, such as an office or
 * a data center. The name ends up in the rule's description, so that whoever reads the rule in the console knows who may come.
 *
 * Everywhere (0.0.0.0/0, ::/0) is no named network: `NetworkTier.allowFromInternet` says so by its name.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export class NamedNetwork {
  /**
   * A network by its range, IPv4 or IPv6.
   *
   * Fails when the range is none, or is everywhere.
   *
   * @param name who comes from there, such as "corporate offices"
   * @param cidr its range, such as "203.0.113.0/24"
   */
  public static of(name: string, cidr: string): NamedNetwork {
    throwProblems(undefined, [
      ...lengthProblems('name', name, MAX_NAME),
      ...cidrShapeProblems('cidr', cidr),
      ...notEverywhere(cidr),
    ]);
    return new NamedNetwork(name, cidr);
  }

  /** What a rule of a security group names. */
  public readonly peer: IPeer;

  private constructor(
    /** Who comes from there. */
    public readonly networkName: string,
    /** Its range. */
    public readonly cidr: string,
  ) {
    this.peer = cidr.includes(':') ? Peer.ipv6(cidr) : Peer.ipv4(cidr);
  }
}

const notEverywhere = (cidr: string): Problems => anywhereProblems('cidr', cidr, "name a range, or call 'allowFromInternet' or 'allowToInternet'");
