import { Fn, Tags } from 'aws-cdk-lib';
import { CfnVPC, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { Egress } from './egress';
import { InboundInternet } from './inbound-internet';
import { NetworkTier } from './network-tier';
import { DelegatingVpc, defaultTierOf, importVpc } from './private/delegating-vpc';
import { TierSubnets } from './private/tier-subnets';
import { tierSlot } from './private/vpc-layout';
import { vpcProblems } from './private/vpc-problems';
import { SecureVpcProps } from './secure-vpc-props';
import { Tier, TierReach } from './tier';

const DEFAULT_ZONES = 3;

/**
 * A VPC of tiers, whose security groups only name each other.
 *
 *     const network = new SecureVpc(this, 'Network', { addresses: VpcAddresses.cidr('10.20.0.0/16') });
 *     network.tier('app').allowTo(network.tier('data'), Port.POSTGRES);
 *     new DatabaseCluster(this, 'Orders', { vpc: network, vpcSubnets: network.tier('data').subnets, … });
 */
export class SecureVpc extends DelegatingVpc {
  /** The tiers, in their order. */
  public readonly tiers: NetworkTier[];

  protected readonly _delegate: IVpc;
  protected readonly _internetFacing: boolean;
  protected readonly _defaultTier: string;

  private readonly subnetsOf: ReadonlyMap<string, TierSubnets>;

  public constructor(scope: Construct, id: string, props: SecureVpcProps) {
    super(scope, id);
    const tiers = props.tiers ?? [Tier.web(), Tier.app(), Tier.data()];
    const [egress, internet] = [props.egress ?? Egress.none(), props.internet ?? InboundInternet.none()];
    const zones = props.availabilityZoneNames ?? firstZones(props.availabilityZones ?? DEFAULT_ZONES);
    throwProblems(this, vpcProblems(props, tiers, zones, egress));

    const vpc = new CfnVPC(this, 'Resource', {
      ...props.addresses.ipamPoolId === undefined
        ? { cidrBlock: props.addresses.range }
        : { ipv4IpamPoolId: props.addresses.ipamPoolId, ipv4NetmaskLength: props.addresses.netmaskLength },
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    const vpcName = props.vpcName ?? this.node.path;
    Tags.of(vpc).add('Name', vpcName);
    this.subnetsOf = new Map(tiers.map((tier, index) => [tier.tierName, new TierSubnets(this, tier.tierName, {
      vpc, vpcName, zones, tierName: tier.tierName, subnetType: tier.subnetType, addresses: props.addresses,
      slotOf: zone => tierSlot(props.addresses, index, zone),
    })]));

    this._internetFacing = internet.takesLoadBalancers;
    this._defaultTier = defaultTierOf(tiers);
    this._delegate = importVpc(this, { vpcId: vpc.attrVpcId, vpcCidrBlock: props.addresses.range ?? vpc.attrCidrBlock, availabilityZones: zones },
      tiers.map(tier => ({ tier, ...this.subnetsOf.get(tier.tierName)! })));
    this.tiers = tiers.map(({ tierName, reach }) => new NetworkTier(this, `Tier-${tierName}`, {
      tierName, vpc: this, subnets: this.selectSubnets({ subnetGroupName: tierName }).subnets,
      internetFacing: internet.takesLoadBalancers && reach === TierReach.INTERNET_FACING,
    }));
  }

  /**
   * The tier of a name; fails when there is none, and says which there are.
   *
   * @param tierName such as "app"
   */
  public tier(tierName: string): NetworkTier {
    const names = this.tiers.map(tier => tier.tierName);
    throwProblems(this, names.includes(tierName) ? [] : [`'tierName' must be one of ${JSON.stringify(names)}, got ${JSON.stringify(tierName)}: correct it, or add the tier to 'tiers'`]);
    return this.tiers[names.indexOf(tierName)];
  }

  /**
   * The route tables of a tier, one for each zone.
   *
   * @param tierName such as "app"
   */
  public routeTableIds(tierName: string): string[] {
    this.tier(tierName);
    return [...this.subnetsOf.get(tierName)!.routeTableIds];
  }
}

/** The zones as CloudFormation lists them when it deploys: no lookup, and the template fits every account. */
const firstZones = (count: number): string[] => Array.from({ length: Math.min(count, 4) }, (_, index) => Fn.select(index, Fn.getAzs()));
