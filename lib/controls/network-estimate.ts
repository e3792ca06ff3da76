import { NetworkPattern } from '../constructs/network';
import { CostLine } from './cost-estimate';
import { Price } from './price';
import { NETWORK_PRICES } from './private/network-price-list';

/** How much network there is. */
export interface NetworkSize {
  /** Accounts that have a network. */
  readonly accounts: number;

  /** Regions in which they have one. */
  readonly regions: number;

  /**
   * Gigabytes that all accounts together exchange with the internet in a month.
   *
   * @default 1000
   */
  readonly internetGigabytes?: number;

  /**
   * Addresses in use in a network of an account.
   *
   * @default 20
   */
  readonly addresses?: number;

  /**
   * Interface endpoints of a network, each in every zone.
   *
   * @default 0
   */
  readonly interfaceEndpoints?: number;

  /**
   * How much dearer the regions in use are than those of the price table, where AWS's price differs by region.
   *
   * @default 1.2
   */
  readonly priceLevel?: number;
}

/** A month, as AWS counts it in its examples. */
const HOURS = 730;

/**
 * What a network pattern costs a month, by what there is and what goes through it: an order of magnitude, not an offer. Data transfer to
 * the internet itself, between zones and between regions is not counted, since it costs the same in every pattern.
 */
export class NetworkEstimate {
  /**
   * The prices it rests on: AWS's, of us-east-1.
   */
  public static prices(): Price[] {
    return Object.values(NETWORK_PRICES);
  }

  /**
   * What a pattern costs.
   *
   * @param pattern how accounts come to a network
   * @param size how much of it there is
   */
  public static of(pattern: NetworkPattern, size: NetworkSize): NetworkEstimate {
    return new NetworkEstimate(pattern, size);
  }

  /** What is billed, a line for each price. */
  public readonly lines: CostLine[];

  /** US dollars in a month. */
  public readonly total: number;

  private constructor(pattern: NetworkPattern, size: NetworkSize) {
    const level = size.priceLevel ?? 1.2;
    this.lines = quantitiesOf(pattern, size).filter(([, quantity]) => quantity > 0)
      .map(([price, quantity]) => ({ price, quantity, usd: quantity * price.usd * (price.region === 'any' ? 1 : level) }));
    this.total = this.lines.reduce((sum, { usd }) => sum + usd, 0);
  }
}

function quantitiesOf(pattern: NetworkPattern, size: NetworkSize): [Price, number][] {
  const { accounts, regions, internetGigabytes = 1000, addresses = 20, interfaceEndpoints = 0 } = size;
  const { egress, availabilityZones: zones } = pattern;
  const vpcs = pattern.hasOwnVpcs ? accounts * regions : regions;
  const nats = egress.reachesInternet ? (egress.onePerZone ? zones : 1) * regions : 0;
  const gigabytes = egress.reachesInternet ? internetGigabytes : 0;
  const firewalls = egress.firewall ? zones * regions : 0;
  const attachments = pattern.hasTransitGateway ? vpcs + (egress.reachesInternet ? regions : 0) : 0;
  return [
    [NETWORK_PRICES.MANAGED_ADDRESS_HOUR, accounts * regions * addresses * HOURS],
    [NETWORK_PRICES.ATTACHMENT_HOUR, attachments * HOURS],
    [NETWORK_PRICES.TRANSIT_GIGABYTE, pattern.hasTransitGateway ? gigabytes : 0],
    // AWS credits a NAT gateway's hours and gigabytes against those of a firewall before it.
    [NETWORK_PRICES.NAT_HOUR, Math.max(0, nats - firewalls) * HOURS],
    [NETWORK_PRICES.NAT_GIGABYTE, firewalls > 0 ? 0 : gigabytes],
    [NETWORK_PRICES.PUBLIC_ADDRESS_HOUR, nats * HOURS],
    [NETWORK_PRICES.FIREWALL_HOUR, firewalls * HOURS],
    [NETWORK_PRICES.FIREWALL_GIGABYTE, firewalls > 0 ? gigabytes : 0],
    [NETWORK_PRICES.INTERFACE_ENDPOINT_HOUR, interfaceEndpoints * zones * vpcs * HOURS],
  ];
}
