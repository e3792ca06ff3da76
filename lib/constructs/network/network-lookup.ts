import { Aws, CustomResource, Duration, Fn } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName, NETWORK_READER_ROLE, ROLE_PATH } from '../../core/naming';
import { accountIdProblems, duplicateProblems, Problems } from '../../core/validation';
import { NetworkPattern } from './network-pattern';
import { CODE } from './private/network-lookup.bundle';
import { SHARED_VPC_TAG, TRANSIT_GATEWAY_TAG } from './private/network-names';

/** Something that the network account holds in each region. */
export class NetworkResource {
  /** The pool that networks of the region take their addresses from, by `AddressPools`. */
  public static readonly ADDRESS_POOL = new NetworkResource('AddressPool', undefined);

  /** The transit gateway of the region, by `TransitGateway`. */
  public static readonly TRANSIT_GATEWAY = new NetworkResource('TransitGateway', TRANSIT_GATEWAY_TAG);

  /**
   * The VPC of the region whose subnets are shared, by `SharedSubnets`: what `NetworkSpoke` takes as its `sharedNetwork`.
   *
   * @param pattern whose tiers are looked for
   */
  public static sharedSubnets(pattern: NetworkPattern): NetworkResource {
    return new NetworkResource('SharedSubnets', SHARED_VPC_TAG, pattern.tiers.map(({ tierName }) => tierName), pattern.availabilityZones);
  }

  private constructor(
    /** @internal */
    public readonly _kind: string,
    /** @internal What its tag Name says, where that is the same in each region. */
    public readonly _tag: string | undefined,
    /** @internal */
    public readonly _tiers: string[] = [],
    /** @internal */
    public readonly _zones = 0,
  ) {}
}

/** Properties of a lookup. */
export interface NetworkLookupProps {
  /** The account that holds the networks; it has the `NetworkReaderRole`. */
  readonly networkAccountId: string;

  /** The region of the address pools: that of `AddressPools`. */
  readonly homeRegion: string;

  /** The regions, in the order in which `values` names them. */
  readonly regions: string[];

  /** What is looked for in each region. */
  readonly resource: NetworkResource;
}

/**
 * Finds what the network account holds in each region, when the stack of the management account is deployed.
 *
 * Ids of pools and gateways are random and StackSets return nothing, so the management account asks, by a role that can only look.
 * What makes them must come first: `lookup.node.addDependency(stackSet)`; what is not there after some minutes fails the deployment. The
 * answer goes into the StackSets of the accounts: `stackSet.addParameter('TransitGateways', lookup.values)`, and there a `ValueOfRegion`
 * chooses.
 *
 * Deployed again with the same properties nothing is asked. Costs nothing but the run of a function.
 */
export class NetworkLookup extends Construct {
  /** What was found, one for each region in their order, with "," between. */
  public readonly values: string;

  private readonly regions: string[];

  public constructor(scope: Construct, id: string, props: NetworkLookupProps) {
    super(scope, id);
    throwProblems(this, problems(props));
    const roleArn = `arn:${Aws.PARTITION}:iam::${props.networkAccountId}:role${ROLE_PATH}${NETWORK_READER_ROLE}`;
    const handler = InlineHandler.of(this, {
      functionName: functionName('network-lookup'),
      description: 'Finds address pools, transit gateways and shared subnets of the network account',
      code: CODE,
      timeout: Duration.minutes(10),
      statements: [new PolicyStatement({ sid: 'AskNetworkAccount', actions: ['sts:AssumeRole'], resources: [roleArn] })],
    });
    const lookup = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::NetworkLookup',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: {
        RoleArn: roleArn,
        HomeRegion: props.homeRegion,
        Regions: props.regions,
        Kind: props.resource._kind,
        Name: props.resource._tag,
        ...props.resource._tiers.length > 0 && { Tiers: props.resource._tiers },
      },
    });
    this.values = lookup.getAttString('Values');
    this.regions = [...props.regions];
  }

  /**
   * What was found in one region.
   *
   * @param region one of the regions
   */
  public valueIn(region: string): string {
    const index = this.regions.indexOf(region);
    throwProblems(this, index < 0 ? [`'region' must be one of ${JSON.stringify(this.regions)}, got "${region}": add it to 'regions'`] : []);
    return Fn.select(index, Fn.split(',', this.values));
  }
}

/** Bytes that CloudFormation takes of an answer, and what ids and the frame around them need. */
const MAX_ANSWER = 4_096;
const FRAME = 600;
const BYTES_OF_VPC = 42;
const BYTES_OF_ZONE = 12;
const BYTES_OF_SUBNET = 25;

function problems({ networkAccountId, regions, resource }: NetworkLookupProps): Problems {
  const { _tiers: tiers, _zones: zones } = resource;
  const answer = FRAME + regions.length * (BYTES_OF_VPC + zones * (BYTES_OF_ZONE + tiers.length * BYTES_OF_SUBNET));
  return [
    ...tiers.length > 0 && answer > MAX_ANSWER
      ? [`'regions' must be few enough for an answer of ${MAX_ANSWER} bytes, got ${regions.length} with ${tiers.length} tiers in ${zones} zones, about ${answer}: make two lookups`]
      : [],
    ...accountIdProblems('networkAccountId', networkAccountId),
    ...regions.length === 0 ? ["'regions' must name a region, got none: name those that have networks"] : [],
    ...duplicateProblems('regions', regions, 'name each region once'),
  ];
}
