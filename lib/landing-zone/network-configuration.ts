import { AddressRangeOptions, DnsProtection, EndpointSelection, NetworkPattern } from '../constructs/network';

/** The networks of the organization's accounts. */
export interface NetworkConfiguration {
  /**
   * Name of the account that owns what networks share: address pools, transit gateway, egress. One of `accounts`, in a unit of its own such
   * as "Infrastructure".
   */
  readonly account: string;

  /** How accounts come to a network: docs/networks.md compares the patterns and their prices. */
  readonly pattern: NetworkPattern;

  /** The private range of the organization, of which IPAM gives each VPC a part that nobody else has. */
  readonly addresses: AddressRangeOptions;

  /**
   * Paths of the units whose accounts get a network in each of `regions`, those that join later too.
   *
   * @default - Workloads, with the units below it
   */
  readonly organizationalUnits?: string[];

  /**
   * Regions in which accounts get a network: some of `governedRegions`. A region that is to leave leaves here first, which deletes its
   * networks, and `governedRegions` after that is deployed. Every governed region has its address pool, and its transit gateway with the
   * way out, which is paid for as long as the region is governed.
   *
   * @default - all of `governedRegions`
   */
  readonly regions?: string[];

  /**
   * Which AWS services the networks of accounts reach without a way out; their policies are for the organization, whether they name it or
   * not. Not for shared subnets, which have those of the default. An interface endpoint is paid in each account and region, about USD 22 a
   * month in three zones (us-east-1).
   *
   * @default - S3 and DynamoDB, for data of the organization
   */
  readonly endpoints?: EndpointSelection;

  /**
   * What watches and filters the names that the networks of accounts ask for; not in shared subnets.
   *
   * @default - nothing
   */
  readonly dns?: DnsProtection;
}
