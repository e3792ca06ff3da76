import { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { wholeRangeProblems } from '../../core/validation';
import { ISecureVpc } from './i-secure-vpc';
import { InboundInternet } from './inbound-internet';
import { NetworkTier } from './network-tier';
import { DelegatingVpc, defaultTierOf, importVpc } from './private/delegating-vpc';
import { readPublished } from './private/network-parameters';
import { tierNameProblems } from './private/tier-names';
import { ZONES_PER_TIER } from './private/vpc-layout';
import { networkNameProblems } from './private/vpc-problems';
import { Tier, TierReach } from './tier';

/** What an app knows of the VPC that its account was given. */
export interface LandingZoneVpcAttributes {
  /** The name of the network in the landing zone's configuration. */
  readonly networkName: string;

  /**
   * The tiers it has, as far as the app uses them.
   *
   * @default - Tier.web(), Tier.app(), Tier.data()
   */
  readonly tiers?: Tier[];

  /**
   * In how many of its zones the app runs; not more than it has.
   *
   * @default 3
   */
  readonly availabilityZones?: number;

  /**
   * Whether it lets the internet in.
   *
   * @default InboundInternet.none()
   */
  readonly internet?: InboundInternet;
}

/**
 * The VPC that the landing zone gave to the account and region, for the stacks of applications. Its ids stand in Systems Manager, where
 * CloudFormation reads them when it deploys: no lookup, no account id, and the same template fits each stage.
 *
 * Each tier has a security group of the stack, which lets nothing in and nothing out: `allowTo` says what may. It is made when the tier is
 * asked for.
 */
export class LandingZoneVpc extends DelegatingVpc implements ISecureVpc {
  /** @internal */
  protected readonly _delegate: IVpc;

  /** @internal */
  protected readonly _internetFacing: boolean;

  /** @internal */
  protected readonly _defaultTier: string;

  private readonly kinds: readonly Tier[];

  public constructor(scope: Construct, id: string, attributes: LandingZoneVpcAttributes) {
    super(scope, id);
    const zones = attributes.availabilityZones ?? 3;
    this.kinds = attributes.tiers ?? [Tier.web(), Tier.app(), Tier.data()];
    throwProblems(this, [
      ...networkNameProblems('networkName', attributes.networkName),
      ...wholeRangeProblems('availabilityZones', 'zones', zones, { min: 1, max: ZONES_PER_TIER }, 'choose as many as the network has, or fewer'),
    ]);

    const { tiers, ...vpc } = readPublished(this, attributes.networkName, this.kinds, zones);
    this._internetFacing = attributes.internet?.takesLoadBalancers ?? false;
    this._defaultTier = defaultTierOf(this.kinds);
    this._delegate = importVpc(this, { ...vpc, availabilityZones: [...vpc.availabilityZones] }, tiers);
  }

  /** The tiers, in their order. */
  public get tiers(): NetworkTier[] {
    return this.kinds.map(({ tierName }) => this.tier(tierName));
  }

  /**
   * The tier of a name, with a security group of this stack; fails when there is none, and says which there are.
   *
   * @param tierName such as "app"
   */
  public tier(tierName: string): NetworkTier {
    throwProblems(this, tierNameProblems(this.kinds, tierName));
    const { reach } = this.kinds.find(tier => tier.tierName === tierName)!;
    const id = `Tier-${tierName}`;
    return this.node.tryFindChild(id) as NetworkTier | undefined ?? new NetworkTier(this, id, {
      tierName,
      vpc: this,
      subnets: this.selectSubnets({ subnetGroupName: tierName }).subnets,
      internetFacing: this._internetFacing && reach === TierReach.INTERNET_FACING,
    });
  }
}
