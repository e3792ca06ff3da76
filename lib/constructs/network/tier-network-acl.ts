import { CfnResource } from 'aws-cdk-lib';
import { CfnNetworkAcl, CfnNetworkAclEntry, CfnSubnetNetworkAclAssociation, IVpc, Port } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { throwProblems } from '../../core/errors';
import { NamedNetwork } from './named-network';
import { NetworkTier } from './network-tier';
import { aclPort, aclPortProblems, entryQuotaProblems, EPHEMERAL_PORTS, ProtocolRange } from './private/acl-ports';
import { internetProblems } from './private/exposed-ports';

const ANY_IPV4 = '0.0.0.0/0';
const ANY_IPV6 = '::/0';
const FIRST_REFUSAL = 10;
const FIRST_ENTRY = 1000;

/** Properties of a network ACL. */
export interface TierNetworkAclProps {
  /** The VPC of the tier. */
  readonly vpc: IVpc;

  /** The tier whose subnets get it. */
  readonly tier: NetworkTier;
}

/**
 * A network ACL around the subnets of a tier: the last resort, for what security groups cannot say. Only on request.
 *
 * Security groups remember connections, name each other and are enough for who may talk to whom; a network ACL forgets, knows ranges alone,
 * and binds everything in its subnets, endpoints and load balancers included. It is for refusing: a network that must never get in
 * (`refuseNetwork`), or a regulation that asks for a second fence. Whoever debugs a connection looks at it last.
 *
 * Nothing passes but what is said; answers come and go through the ports from 1024 up, which is opened beside each call, but for 3389.
 *
 * At most 20 entries in a direction; more fail the synthesis. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html
 */
export class TierNetworkAcl extends Construct {
  /** Its id. */
  public readonly networkAclId: string;

  private readonly tierName: string;
  private readonly entries = new Map<string, number>();

  public constructor(scope: Construct, id: string, props: TierNetworkAclProps) {
    super(scope, id);
    const acl = new CfnNetworkAcl(this, 'Resource', { vpcId: props.vpc.vpcId, tags: [{ key: 'Name', value: props.tier.tierName }] });
    acknowledgeNetworkAcl(acl);
    (props.tier.subnets.subnets ?? []).forEach((subnet, index) =>
      new CfnSubnetNetworkAclAssociation(this, `Subnet${index}`, { networkAclId: acl.attrId, subnetId: subnet.subnetId }));

    this.networkAclId = acl.attrId;
    this.tierName = props.tier.tierName;
    this.node.addValidation({ validate: () => [...entryQuotaProblems(this.tierName, this.entries)] });
  }

  /**
   * Refuses a network in both directions, before anything else is asked.
   *
   * @param network who never gets in
   */
  public refuseNetwork(network: NamedNetwork): void {
    [false, true].forEach(egress => this.addEntry(egress, 'deny', network.cidr, { protocol: -1 }));
  }

  /**
   * Lets a network call the tier, and the answers out.
   *
   * @param network who comes
   * @param port where the tier listens: TCP or UDP
   */
  public allowFromNetwork(network: NamedNetwork, port: Port): void {
    this.allowCalls(false, network.cidr, port);
  }

  /**
   * Lets the tier call a network, and the answers in.
   *
   * @param network who is called
   * @param port where it listens: TCP or UDP
   */
  public allowToNetwork(network: NamedNetwork, port: Port): void {
    this.allowCalls(true, network.cidr, port);
  }

  /**
   * Lets everybody call the tier, over IPv4 and IPv6, and the answers out.
   *
   * Fails for ports of administration and of databases.
   *
   * @param port where the tier listens
   */
  public allowFromInternet(port: Port): void {
    throwProblems(this, internetProblems(this.tierName, true, port));
    [ANY_IPV4, ANY_IPV6].forEach(cidr => this.allowCalls(false, cidr, port));
  }

  /**
   * Lets the tier call everybody, over IPv4 and IPv6, and the answers in.
   *
   * @param port where the others listen
   */
  public allowToInternet(port: Port): void {
    [ANY_IPV4, ANY_IPV6].forEach(cidr => this.allowCalls(true, cidr, port));
  }

  private allowCalls(egress: boolean, cidr: string, port: Port): void {
    throwProblems(this, aclPortProblems(port));
    const calls = aclPort(port);
    this.addEntry(egress, 'allow', cidr, calls);
    EPHEMERAL_PORTS.forEach(answers => this.addEntry(!egress, 'allow', cidr, { protocol: calls.protocol, ...answers }));
  }

  /** The same entry is made once: answers to one network are the same for all its calls. */
  private addEntry(egress: boolean, action: 'allow' | 'deny', cidr: string, { protocol, fromPort, toPort }: ProtocolRange): void {
    const direction = egress ? 'Out' : 'In';
    const id = `${direction} ${action} ${protocol} ${fromPort ?? 'all'}-${toPort ?? 'all'} ${cidr.replace(/\//g, '_')}`;
    if (this.node.tryFindChild(id)) {
      return;
    }
    const key = `${direction} ${action}`;
    const count = this.entries.get(key) ?? 0;
    this.entries.set(key, count + 1);
    const entry = new CfnNetworkAclEntry(this, id, {
      networkAclId: this.networkAclId,
      egress,
      ruleAction: action,
      ruleNumber: (action === 'deny' ? FIRST_REFUSAL : FIRST_ENTRY) + count * 10,
      protocol,
      ...cidr.includes(':') ? { ipv6CidrBlock: cidr } : { cidrBlock: cidr },
      ...fromPort !== undefined && { portRange: { from: fromPort, to: toPort } },
    });
    acknowledgeNetworkAcl(entry);
  }
}

/** cdk-nag prefers security groups, and so does this library: this construct is asked for by name. */
function acknowledgeNetworkAcl(resource: CfnResource): void {
  acknowledge(resource, {
    id: 'AwsSolutions::AwsSolutions-VPC3',
    reason: 'asked for by name, as a second fence beside the security groups of the tiers; answers are opened with each call',
  });
}
