import { DefaultSecurityGroupFunction } from './default-security-group-function';
import { DnsProtection } from './dns-protection';
import { Egress } from './egress';
import { EndpointSelection } from './endpoint-selection';
import { FlowLogs } from './flow-logs';
import { InboundInternet } from './inbound-internet';
import { Ipv6 } from './ipv6';
import { Tier } from './tier';
import { VpcAddresses } from './vpc-addresses';
import { VpcEncryptionControl } from './vpc-encryption-control';

/** Properties of a VPC of tiers. */
export interface SecureVpcProps {
  /**
   * The name, for people: the tag `Name` of the VPC, and the beginning of that of its parts. 1 to 100 letters, digits and "._-/".
   *
   * @default - the path of the construct
   */
  readonly vpcName?: string;

  /** Where the addresses come from. Another range is another VPC. */
  readonly addresses: VpcAddresses;

  /**
   * The tiers, in the order in which they take addresses: put new ones at the end, else the subnets behind them are replaced.
   *
   * @default - Tier.web(), Tier.app(), Tier.data()
   */
  readonly tiers?: Tier[];

  /**
   * In how many zones: 1 to 4, the first of the region by name. Each zone more costs a NAT gateway and its part of each interface endpoint,
   * where there are such. A region with fewer (us-west-1 for many accounts) fails at deployment.
   *
   * CloudFormation lists the zones when it deploys: in an account whose default VPC lacks a zone it leaves that zone out, and lists it
   * again once the default VPC is gone. Where that may happen, name the zones.
   *
   * @default 3 - or as many as `availabilityZoneNames` names
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
   */
  readonly availabilityZones?: number;

  /**
   * The zones by name, such as "eu-central-1a": 1 to 4 of one region. The same name is another place in another account.
   *
   * @default - the first of the region, as CloudFormation lists them
   */
  readonly availabilityZoneNames?: string[];

  /**
   * How tiers with egress reach the internet.
   *
   * @default Egress.none()
   */
  readonly egress?: Egress;

  /**
   * Whether the internet reaches internet-facing tiers.
   *
   * @default InboundInternet.none()
   */
  readonly internet?: InboundInternet;

  /**
   * Whether there are IPv6 addresses.
   *
   * @default Ipv6.none()
   */
  readonly ipv6?: Ipv6;

  /**
   * Where flow logs go.
   *
   * @default FlowLogs.logGroup() - a log group of the stack, for a year, under a key of its own; templates that go to many regions hold no
   * role, so they name `FlowLogs.logArchive`
   */
  readonly flowLogs?: FlowLogs;

  /**
   * Which AWS services are reached without a way out. Interface endpoints stand in the first tier with egress.
   *
   * @default EndpointSelection.gateways() - S3 and DynamoDB, at no cost, for the own account; name the organization for others
   */
  readonly endpoints?: EndpointSelection;

  /**
   * What watches and filters the names that are asked for.
   *
   * @default DnsProtection.none()
   */
  readonly dns?: DnsProtection;

  /**
   * Whose function takes the rules out of the VPC's default security group.
   *
   * @default DefaultSecurityGroupFunction.ofStack()
   */
  readonly defaultSecurityGroup?: DefaultSecurityGroupFunction;

  /**
   * Whether AWS watches, or enforces, that traffic is encrypted in transit.
   *
   * @default - AWS does not look at it
   */
  readonly encryptionControl?: VpcEncryptionControl;

  /**
   * Why the range may overlap with that of another VPC of the app: two such VPCs can never be connected.
   *
   * @default - overlapping ranges fail the synthesis
   */
  readonly overlapsBecause?: string;

  /**
   * The name under which the ids of the VPC stand in Systems Manager (`/lz/network/<name>/…`), where `SecureVpc.fromLandingZone` of the
   * account's stacks finds them. For VPCs that the landing zone makes: the names belong to it, and guardrails keep others from writing
   * them.
   *
   * @default - nothing is published
   */
  readonly publishParameters?: string;
}
