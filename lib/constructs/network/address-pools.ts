import { CfnIPAM, CfnIPAMPool, CfnIPAMPoolCidr } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { networkShareName } from '../../core/naming';
import { duplicateProblems, Problems, wholeRangeProblems } from '../../core/validation';
import { parseCidr } from './private/cidr';
import { addressPoolTag, NAME_TAG } from './private/network-names';
import { ResourceShare, SharePrincipal } from './resource-share';

/** The addresses of the organization, and how regions divide them. */
export interface AddressRangeOptions {
  /** The private range that all networks of the organization lie in, such as "10.0.0.0/8": /8 to /16. */
  readonly cidrBlock: string;

  /**
   * The netmask of what each region gets of it.
   *
   * @default - four more than that of the range: 16 regions, such as /12 in a /8
   */
  readonly regionNetmaskLength?: number;
}

/** Properties of the pools. */
export interface AddressPoolsProps extends AddressRangeOptions {
  /** The regions that get a pool. A region that is added takes free addresses: no other moves. */
  readonly regions: string[];

  /** Who may take addresses. */
  readonly principals: SharePrincipal[];

  /**
   * The netmask of a network: what an account gets that asks for no size, and the most that one may take at once. Smaller networks may be
   * taken too, as small as a VPC may be.
   *
   * Whoever may take addresses may take them again and again, so it is no quota of an account.
   *
   * @default - no more than a /16 at once, nor than half of a region; who asks says the size
   * @see https://docs.aws.amazon.com/vpc/latest/ipam/create-locale-pool-ipam.html
   */
  readonly networkNetmaskLength?: number;
}

/** AWS takes /16 to /28 for a VPC, and a region has room for some. */
const RANGES = { min: 8, max: 16 };
const REGION_BITS = 4;
const MAX_REGION_MASK = 20;
const NETWORKS = { min: 16, max: 27 };
const SMALLEST_VPC = 28;

/**
 * Address pools by Amazon VPC IPAM: one for the organization, below it one for each region, shared with those who make networks. A VPC that
 * asks a pool for its range gets one that nobody else has, with no plan to keep and no lookup; that is how a template for hundreds of
 * accounts has no overlapping networks.
 *
 *     10.0.0.0/8  organization          held back: nobody takes from it
 *       10.0.0.0/12   eu-central-1      shared; IPAM chooses which part of the range a region gets
 *       10.16.0.0/12  eu-west-1         shared
 *
 * It stands in the home region of the account that `DelegatedAdministrators` made administrator of `TrustedService.IPAM`: pools are shared
 * from there only. Sharing and private addresses are of IPAM's advanced tier, which costs USD 0.00027 an hour for each address in use,
 * about 0.20 a month.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/ipam/share-pool-ipam.html
 * @see https://aws.amazon.com/vpc/pricing/
 */
export class AddressPools extends Construct {
  /**
   * The netmask of what each region gets of a range.
   *
   * @param options the range, and what is said of regions
   */
  public static regionNetmaskLength(options: AddressRangeOptions): number {
    return options.regionNetmaskLength ?? (parseCidr(options.cidrBlock)?.mask ?? 0) + REGION_BITS;
  }

  /** The range of the organization. */
  public readonly cidrBlock: string;

  public constructor(scope: Construct, id: string, props: AddressPoolsProps) {
    super(scope, id);
    const range = parseCidr(props.cidrBlock);
    const regionMask = AddressPools.regionNetmaskLength(props);
    throwProblems(this, problems(props, range?.mask, regionMask));

    const ipam = new CfnIPAM(this, 'Ipam', {
      description: 'Addresses of the organization',
      tier: 'advanced',
      operatingRegions: [...props.regions].sort().map(regionName => ({ regionName })),
      tags: [{ key: NAME_TAG, value: networkShareName('addresses') }],
    });
    const organization = new CfnIPAMPool(this, 'Organization', {
      description: 'All addresses of the organization',
      addressFamily: 'ipv4',
      ipamScopeId: ipam.attrPrivateDefaultScopeId,
      provisionedCidrs: [{ cidr: props.cidrBlock }],
      tags: [{ key: NAME_TAG, value: networkShareName('addresses-organization') }],
    });
    const traits = { organization, ipam, networkMask: props.networkNetmaskLength };
    const pools = [...props.regions].sort().map(region => this.createPool(region, regionMask, traits));

    new ResourceShare(this, 'Share', {
      shareName: networkShareName('addresses'), resourceArns: pools.map(pool => pool.attrArn), principals: props.principals,
    });
    this.cidrBlock = props.cidrBlock;
  }

  /** The pool of a region, with its part of the organization's range: IPAM finds one that is free. */
  private createPool(region: string, netmaskLength: number, { organization, ipam, networkMask }: PoolTraits): CfnIPAMPool {
    const pool = new CfnIPAMPool(this, `Pool-${region}`, {
      description: `Addresses of networks in ${region}`,
      addressFamily: 'ipv4',
      ipamScopeId: ipam.attrPrivateDefaultScopeId,
      sourceIpamPoolId: organization.attrIpamPoolId,
      locale: region,
      // Whom the pool is shared with takes from it as he likes; without a limit all of it at once.
      allocationDefaultNetmaskLength: networkMask,
      allocationMinNetmaskLength: networkMask ?? Math.max(NETWORKS.min, netmaskLength + 1),
      allocationMaxNetmaskLength: SMALLEST_VPC,
      tags: [{ key: NAME_TAG, value: addressPoolTag(region) }],
    });
    new CfnIPAMPoolCidr(this, `Range-${region}`, { ipamPoolId: pool.attrIpamPoolId, netmaskLength });
    return pool;
  }
}

/** What pools of regions have in common. */
interface PoolTraits {
  readonly organization: CfnIPAMPool;
  readonly ipam: CfnIPAM;
  readonly networkMask?: number;
}

function problems({ cidrBlock, regions, networkNetmaskLength }: AddressPoolsProps, mask: number | undefined, regionMask: number): Problems {
  if (mask === undefined) {
    return [`'cidrBlock' must be an IPv4 range that begins at its first address, such as "10.0.0.0/8", got ${JSON.stringify(cidrBlock)}: correct it`];
  }
  const room = 2 ** (regionMask - mask);
  return [
    ...wholeRangeProblems('cidrBlock', 'bits of netmask', mask, RANGES, 'choose a larger or a smaller range'),
    ...wholeRangeProblems('regionNetmaskLength', 'bits', regionMask, { min: mask + 1, max: MAX_REGION_MASK }, 'a region gets a part of the range'),
    ...networkNetmaskLength === undefined ? [] : wholeRangeProblems('networkNetmaskLength', 'bits', networkNetmaskLength,
      { ...NETWORKS, min: Math.max(NETWORKS.min, regionMask) }, 'a network is a part of its region\'s range'),
    ...regions.length === 0 ? ["'regions' must name a region, got none: name the regions that have networks"] : [],
    ...duplicateProblems('regions', regions, 'name each region once'),
    ...regions.length > room
      ? [`'regionNetmaskLength' must leave room for ${regions.length} regions, got ${regionMask} in ${cidrBlock}, which is ${room}: raise it`]
      : [],
  ];
}
