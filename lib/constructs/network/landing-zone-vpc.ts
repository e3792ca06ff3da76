import { ISecurityGroup, IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { wholeRangeProblems } from '../../core/validation';
import { EndpointSelection } from './endpoint-selection';
import { ISecureVpc } from './i-secure-vpc';
import { IVpcEndpoints } from './i-vpc-endpoints';
import { InboundInternet } from './inbound-internet';
import { NetworkTier } from './network-tier';
import { importDeferred, subnetsOf } from './private/deferred-vpc';
import { DelegatingVpc, defaultTierOf } from './private/delegating-vpc';
import { allowToEndpoints } from './private/endpoint-access';
import { readEndpointsSecurityGroup, readerOf } from './private/network-parameters';
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

  /**
   * Which endpoints it has, for `NetworkTier.allowToEndpoints`; their policies are the landing zone's.
   *
   * @default EndpointSelection.gateways()
   */
  readonly endpoints?: EndpointSelection;
}

/**
 * The VPC that the landing zone gave to the account and region, for the stacks of applications. Its ids stand in Systems Manager, where
 * CloudFormation reads them when it deploys, those that are used: no lookup, no account id, and the same template fits each stage.
 *
 * Each tier has a security group of the stack, which lets nothing in and nothing out: `allowTo` says what may. It is made when the tier is
 * asked for.
 *
 * Costs nothing: the VPC is paid for where it is made.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
export class LandingZoneVpc extends DelegatingVpc implements ISecureVpc {
  /** @internal */
  protected readonly _delegate: IVpc;

  /** @internal */
  protected readonly _internetFacing: boolean;

  /** @internal */
  protected readonly _defaultTier: string;

  private readonly kinds: readonly Tier[];
  private readonly zones: number;
  private readonly endpoints: IVpcEndpoints;

  public constructor(scope: Construct, id: string, attributes: LandingZoneVpcAttributes) {
    super(scope, id);
    const zones = attributes.availabilityZones ?? 3;
    this.kinds = attributes.tiers ?? [Tier.web(), Tier.app(), Tier.data()];
    throwProblems(this, [
      ...networkNameProblems('networkName', attributes.networkName),
      ...wholeRangeProblems('availabilityZones', 'zones', zones, { min: 1, max: ZONES_PER_TIER }, 'choose as many as the network has, or fewer'),
    ]);

    this.endpoints = new PublishedEndpoints(this, 'Endpoints', attributes.networkName, attributes.endpoints ?? EndpointSelection.gateways());
    this._internetFacing = attributes.internet?.takesLoadBalancers ?? false;
    this._defaultTier = defaultTierOf(this.kinds);
    this.zones = zones;
    this._delegate = importDeferred(this, this.kinds, zones, readerOf(this, attributes.networkName));
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
      subnets: subnetsOf(this._delegate, tierName, this.zones),
      internetFacing: this._internetFacing && reach === TierReach.INTERNET_FACING,
      endpoints: this.endpoints,
    });
  }
}

/** Endpoints of a network that the landing zone made; rules for their group are resources of this stack. */
class PublishedEndpoints extends Construct implements IVpcEndpoints {
  private group?: ISecurityGroup;

  public constructor(scope: Construct, id: string, private readonly networkName: string, private readonly selection: EndpointSelection) {
    super(scope, id);
  }

  public allowFrom(caller: ISecurityGroup, callerName: string): void {
    if (this.selection.interfaceServices.length > 0) {
      this.group ??= SecurityGroup.fromSecurityGroupId(this, 'Group', readEndpointsSecurityGroup(this, this.networkName), {
        allowAllOutbound: false, allowAllIpv6Outbound: false,
      });
    }
    allowToEndpoints(this, caller, callerName, this.selection, this.group);
  }
}
