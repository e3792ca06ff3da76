import { Stack, Tags } from 'aws-cdk-lib';
import {
  CfnSecurityGroup, Connections, IConnectable, ISecurityGroup, ISubnet, IVpc, Peer, Port, SecurityGroup, SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { throwProblems } from '../../core/errors';
import { IVpcEndpoints } from './i-vpc-endpoints';
import { NamedNetwork } from './named-network';
import { OpenAdministrationPorts } from './open-administration-ports';
import { internetProblems } from './private/exposed-ports';
import { NOTHING } from './private/no-traffic';
import { descriptionProblems, tierProblems } from './private/tier-problems';
import { SecurityGroupQuotas } from './security-group-quotas';

/** What CDK's own constructs name the tier by. */
const TIER_TAG = 'aws-cdk:subnet-name';

/** Properties of a tier. */
export interface NetworkTierProps {
  /** The name, such as "app". */
  readonly tierName: string;

  /** Where it is. */
  readonly vpc: IVpc;

  /** Its subnets, one a zone. */
  readonly subnets: ISubnet[];

  /**
   * Whether something in it may be reached from the internet: only then `allowFromInternet` has a meaning.
   *
   * @default false
   */
  readonly internetFacing?: boolean;

  /**
   * The endpoints of its VPC, which `allowToEndpoints` opens to it.
   *
   * @default - none
   */
  readonly endpoints?: IVpcEndpoints;

  /**
   * The group of what runs in it, where there is one already.
   *
   * @default - a new group that lets nothing in and nothing out
   */
  readonly securityGroup?: ISecurityGroup;
}

/**
 * A tier of a VPC: subnets, and the security group of what runs in them.
 *
 *     internet ──allowFromInternet──► web ──allowTo──► app ──allowTo──► data
 *
 * The group lets nothing in and nothing out. What may, is said by calls; each makes a rule at both ends, and names groups, not ranges, so
 * that a rule stays true whatever address an instance has. Where a range is needed, it is a `NamedNetwork`.
 *
 * Rules are resources of their own, so a diff of a template shows each one that comes and goes. Costs nothing.
 *
 * SSH and RDP from everywhere fail the synthesis of the whole app, wherever they come from (`OpenAdministrationPorts`), and so does a group
 * with more than 60 rules in a direction (`SecurityGroupQuotas`, which is told of a raised quota before the first tier is made).
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export class NetworkTier extends Construct implements IConnectable {
  /** Its name. */
  public readonly tierName: string;

  /** The group of what runs in the tier: for constructs that take one. */
  public readonly securityGroup: ISecurityGroup;

  /** Its subnets: for constructs that take a VPC and a selection of subnets. */
  public readonly subnets: SubnetSelection;

  /** What other constructs connect to. */
  public readonly connections: Connections;

  private readonly internetFacing: boolean;
  private readonly endpoints?: IVpcEndpoints;

  public constructor(scope: Construct, id: string, props: NetworkTierProps) {
    super(scope, id);
    throwProblems(this, tierProblems(props.tierName, props.subnets));

    this.tierName = props.tierName;
    this.internetFacing = props.internetFacing ?? false;
    this.endpoints = props.endpoints;
    this.subnets = { subnets: props.subnets };
    this.securityGroup = props.securityGroup ?? this.newSecurityGroup(props.vpc);
    this.connections = new Connections({ securityGroups: [this.securityGroup] });
    OpenAdministrationPorts.refuse(this.node.root);
    SecurityGroupQuotas.check(this.node.root);
  }

  /**
   * Lets what runs here open connections to another tier: out of this group, and into the other one. To itself for the members of a
   * cluster.
   *
   * @param peer the tier that is called
   * @param port where it listens
   * @param description what for; by default the names of both tiers
   */
  public allowTo(peer: NetworkTier, port: Port, description?: string): void {
    const said = this.described(description ?? `${this.tierName} to ${peer.tierName}`);
    if (peer === this) {
      this.connections.allowInternally(port, said);
    } else {
      this.connections.allowTo(peer, port, said);
    }
  }

  /**
   * Lets what runs here open connections to a group that no tier has, such as that of a database of another construct.
   *
   * @param securityGroup the group that is called; it gets the rule at its end too, unless it was imported as one that cannot change
   * @param port where it listens
   * @param description what for; by default the name of the tier
   */
  public allowToSecurityGroup(securityGroup: ISecurityGroup, port: Port, description?: string): void {
    this.connections.allowTo(securityGroup, port, this.described(description ?? `from ${this.tierName}`));
  }

  /**
   * Lets what runs here call AWS by the endpoints of its VPC, on port 443: interface endpoints by their group, gateway endpoints by AWS's
   * list of their addresses.
   *
   * Fails when the VPC has no endpoints.
   */
  public allowToEndpoints(): void {
    if (!this.endpoints) {
      throwProblems(this, [`'endpoints' must be given for ${JSON.stringify(this.tierName)} to call them, got none: choose an EndpointSelection`]);
    }
    this.endpoints!.allowFrom(this.securityGroup, this.tierName);
  }

  /**
   * Lets a network in that has a name.
   *
   * @param network who comes
   * @param port where this tier listens
   */
  public allowFromNetwork(network: NamedNetwork, port: Port): void {
    this.securityGroup.addIngressRule(network.peer, port, `from ${network.networkName}`);
  }

  /**
   * Lets what runs here open connections to a network that has a name, such as a data center.
   *
   * @param network where to
   * @param port where it listens
   */
  public allowToNetwork(network: NamedNetwork, port: Port): void {
    this.securityGroup.addEgressRule(network.peer, port, `to ${network.networkName}`);
  }

  /**
   * Lets a managed prefix list in, such as that of CloudFront. Each entry that the list may have counts as a rule of the 60.
   *
   * @param name who comes, such as "CloudFront"
   * @param prefixListId the list, such as "pl-a1b2c3d4"
   * @param port where this tier listens
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
   */
  public allowFromPrefixList(name: string, prefixListId: string, port: Port): void {
    this.securityGroup.addIngressRule(Peer.prefixList(prefixListId), port, this.described(`from ${name}`));
  }

  /**
   * Lets everybody in, over IPv4 and IPv6. Nothing is reached without a public address and a route beside it: what stands here is a load
   * balancer.
   *
   * Fails in a tier that does not face the internet, and for ports of administration and of databases.
   *
   * @param port where this tier listens, such as `Port.HTTPS`
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19
   */
  public allowFromInternet(port: Port): void {
    throwProblems(this, internetProblems(this.tierName, this.internetFacing, port));
    const { node } = this.securityGroup;
    const before = node.children;
    [Peer.anyIpv4(), Peer.anyIpv6()].forEach(everybody => this.securityGroup.addIngressRule(everybody, port, 'from the internet'));
    node.children.filter(rule => !before.includes(rule)).forEach(rule => acknowledge(rule, {
      id: 'AwsSolutions::AwsSolutions-EC23',
      reason: 'Asked for by `allowFromInternet`, in a tier that faces the internet, and for a port that is neither of administration nor of a database.',
    }));
  }

  /**
   * Lets what runs here open connections to everywhere, over IPv4 and IPv6: as far as its VPC has a way out.
   *
   * @param port where the others listen, such as `Port.HTTPS`
   */
  public allowToInternet(port: Port): void {
    this.securityGroup.addEgressRule(Peer.anyIpv4(), port, 'to the internet');
    this.securityGroup.addEgressRule(Peer.anyIpv6(), port, 'to the internet');
  }

  private newSecurityGroup(vpc: IVpc): ISecurityGroup {
    const group = new CfnSecurityGroup(this, 'SecurityGroup', {
      groupDescription: `What runs in the tier ${this.tierName}`,
      vpcId: vpc.vpcId,
      securityGroupEgress: [NOTHING],
    });
    Tags.of(group).add(TIER_TAG, this.tierName);
    Tags.of(group).add('Name', `${Stack.of(this).stackName}/${this.tierName}`);
    // of the group by its id, rules become resources of their own
    return SecurityGroup.fromSecurityGroupId(this, 'Group', group.attrGroupId, { allowAllOutbound: false, allowAllIpv6Outbound: false });
  }

  private described(description: string): string {
    throwProblems(this, descriptionProblems(description));
    return description;
  }
}
