import { AddressRangeOptions, NetworkPattern } from '../constructs/network';

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
   * Paths of the units whose accounts get a network in every governed region, those that join later too.
   *
   * @default - Workloads, with the units below it
   */
  readonly organizationalUnits?: string[];
}
