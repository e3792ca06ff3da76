import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { networkOf, REGION } from './rehearsed';

const TIER = 'aws-cdk:subnet-name';
export const tag = (tier: string) => [{ key: TIER, value: tier }];

/** Three tiers by hand: web behind an internet gateway, app behind NAT, data without a way out. */
export class Network {
  public readonly vpc: ec2.CfnVPC;
  public readonly tables = new Map<string, ec2.CfnRouteTable>();
  public readonly subnets = new Map<string, ec2.CfnSubnet>();
  public readonly groups = new Map<string, ec2.CfnSecurityGroup>();
  public readonly attachment: ec2.CfnVPCGatewayAttachment;

  public constructor(public readonly stack: Stack) {
    this.vpc = new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
    const gateway = new ec2.CfnInternetGateway(stack, 'Gateway');
    this.attachment = new ec2.CfnVPCGatewayAttachment(stack, 'Attachment', { vpcId: this.vpc.ref, internetGatewayId: gateway.ref });
    ['web', 'app', 'data'].forEach((tier, index) => this.add(tier, `10.0.${index}.0/24`));
    const address = new ec2.CfnEIP(stack, 'Address', { domain: 'vpc' });
    const nat = new ec2.CfnNatGateway(stack, 'Nat', { subnetId: this.subnets.get('web')!.ref, allocationId: address.attrAllocationId });
    [address, nat, this.route('web', 'Internet', { gatewayId: gateway.ref })].forEach(resource => resource.addResourceDependency(this.attachment));
    this.route('app', 'Internet', { natGatewayId: nat.ref });
  }

  public route(tier: string, id: string, target: Partial<ec2.CfnRouteProps>, destinationCidrBlock = '0.0.0.0/0'): ec2.CfnRoute {
    return new ec2.CfnRoute(this.stack, `${tier}${id}`, { routeTableId: this.tables.get(tier)!.ref, destinationCidrBlock, ...target });
  }

  public allow(from: string, to: string, port: number, egress = true): void {
    const [source, destination] = [this.groups.get(from)!, this.groups.get(to)!];
    const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port };
    new ec2.CfnSecurityGroupIngress(this.stack, `${to}From${from}${port}`, { groupId: destination.ref, sourceSecurityGroupId: source.ref, ...rule });
    if (egress) {
      new ec2.CfnSecurityGroupEgress(this.stack, `${from}To${to}${port}`, { groupId: source.ref, destinationSecurityGroupId: destination.ref, ...rule });
    }
  }

  public open(direction: 'in' | 'out', tier: string, cidr: string, port: number): void {
    const rule = { groupId: this.groups.get(tier)!.ref, cidrIp: cidr, ipProtocol: 'tcp', fromPort: port, toPort: port };
    if (direction === 'in') {
      new ec2.CfnSecurityGroupIngress(this.stack, `${tier}Open${port}`, rule);
    } else {
      new ec2.CfnSecurityGroupEgress(this.stack, `${tier}Out${port}`, rule);
    }
  }

  private add(tier: string, cidrBlock: string): void {
    const subnet = new ec2.CfnSubnet(this.stack, `${tier}Subnet`, { vpcId: this.vpc.ref, cidrBlock, availabilityZone: `${REGION}a`, tags: tag(tier) });
    const table = new ec2.CfnRouteTable(this.stack, `${tier}Table`, { vpcId: this.vpc.ref });
    new ec2.CfnSubnetRouteTableAssociation(this.stack, `${tier}Association`, { subnetId: subnet.ref, routeTableId: table.ref });
    const group = new ec2.CfnSecurityGroup(this.stack, `${tier}Group`, {
      vpcId: this.vpc.ref, groupDescription: tier, securityGroupEgress: [{ ipProtocol: 'icmp', cidrIp: '255.255.255.255/32', fromPort: 252, toPort: 86 }], tags: tag(tier),
    });
    this.subnets.set(tier, subnet);
    this.tables.set(tier, table);
    this.groups.set(tier, group);
  }
}

/** The network, with app reachable from web, and data from app. */
export const tiers = (more: (network: Network) => void = () => undefined) => networkOf(stack => {
  const network = new Network(stack);
  network.allow('web', 'app', 8443);
  network.allow('app', 'data', 5432);
  more(network);
});
