import { Tags } from 'aws-cdk-lib';
import { CfnInstanceConnectEndpoint, CfnSecurityGroup, Connections, IConnectable, ISecurityGroup, ISubnet, IVpc, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { NetworkTier } from './network-tier';
import { NOTHING } from './private/no-traffic';

/** Properties of the endpoint. */
export interface InstanceConnectEndpointProps {
  /** The VPC. Five endpoints are the most of an account and region, and one of a VPC. */
  readonly vpc: IVpc;

  /** Where it stands: one subnet is enough for the whole VPC; instances in other zones cost the price of traffic between zones. */
  readonly subnet: ISubnet;
}

/**
 * A way to SSH and RDP of instances that have neither a public address nor a port open to a network: people are asked for by IAM
 * (ec2-instance-connect:OpenTunnel), each tunnel is an event of CloudTrail, and ends after an hour.
 *
 *     aws ec2-instance-connect ssh --instance-id i-0a1b2c3d --connection-type eice
 *
 * It reaches nothing before it is allowed to a tier, at both ends, by the tier's group. Session Manager needs not even that; this one is
 * for what speaks SSH or RDP itself, such as file copies and desktops.
 *
 * Costs nothing. The first endpoint of an account makes the service-linked role AWSServiceRoleForEC2InstanceConnect.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-with-ec2-instance-connect-endpoint.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/eice-security-groups.html
 */
export class InstanceConnectEndpoint extends Construct implements IConnectable {
  /** Its id, which a policy may name: arn:…:instance-connect-endpoint/<id>. */
  public readonly instanceConnectEndpointId: string;

  /** Its group: lets nothing in (the service needs no rule), and out where tiers are named. */
  public readonly securityGroup: ISecurityGroup;

  /** What other constructs connect to. */
  public readonly connections: Connections;

  public constructor(scope: Construct, id: string, props: InstanceConnectEndpointProps) {
    super(scope, id);
    const group = new CfnSecurityGroup(this, 'SecurityGroup', {
      groupDescription: 'EC2 Instance Connect Endpoint', vpcId: props.vpc.vpcId, securityGroupEgress: [NOTHING],
    });
    Tags.of(group).add('Name', this.node.path);
    const endpoint = new CfnInstanceConnectEndpoint(this, 'Resource', {
      subnetId: props.subnet.subnetId,
      securityGroupIds: [group.attrGroupId],
      // the address of the client would have to stand in the tier's rules
      preserveClientIp: false,
    });
    Tags.of(endpoint).add('Name', this.node.path);

    this.instanceConnectEndpointId = endpoint.attrId;
    this.securityGroup = SecurityGroup.fromSecurityGroupId(this, 'Group', group.attrGroupId, { allowAllOutbound: false, allowAllIpv6Outbound: false });
    this.connections = new Connections({ securityGroups: [this.securityGroup] });
  }

  /**
   * Lets SSH sessions through to the instances of a tier, on port 22.
   *
   * @param tier whose instances
   */
  public allowSshTo(tier: NetworkTier): void {
    this.connections.allowTo(tier, Port.SSH, `Instance Connect to ${tier.tierName}`);
  }

  /**
   * Lets desktop sessions through to the instances of a tier, on port 3389.
   *
   * @param tier whose instances
   */
  public allowRdpTo(tier: NetworkTier): void {
    this.connections.allowTo(tier, Port.RDP, `Instance Connect to ${tier.tierName}`);
  }
}
