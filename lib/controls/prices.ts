import { Price } from './price';
import { PRICES } from './private/price-list';

/**
 * The prices that estimates rest on: the first tier of each, without free tiers and discounts. Regions differ by up to a quarter; see
 * `CostAssumptions.priceLevel`.
 */
export class Prices {
  /** The day on which the table was last compared with its sources. */
  public static readonly AS_OF = '2026-11-22';

  /** Every price. */
  public static all(): Price[] {
    return Object.values(PRICES);
  }

  private constructor() {}
}
