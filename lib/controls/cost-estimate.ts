import { CostAssumptions } from './cost-assumptions';
import { OrganizationSize } from './organization-size';
import { Price } from './price';
import { DEFAULT_ASSUMPTIONS } from './private/default-assumptions';
import { quantitiesOf } from './private/quantities';
import { ServiceSelection } from './service-selection';

/** One price of an estimate with how much of it. */
export interface CostLine {
  /** What one unit costs. */
  readonly price: Price;

  /** Units in a month. */
  readonly quantity: number;

  /** US dollars in a month. */
  readonly usd: number;
}

/** What a landing zone costs a month, computed from the price table and assumptions: an order of magnitude, not an offer. */
export class CostEstimate {
  /**
   * What the services cost an organization of a size. Free tiers, trials and discounts are left out.
   *
   * @param size accounts and regions
   * @param services what is switched on
   * @param assumptions where the organization differs from the figures assumed
   */
  public static of(size: OrganizationSize, services: ServiceSelection, assumptions: CostAssumptions = {}): CostEstimate {
    const given = Object.entries(assumptions).filter(([, value]) => value !== undefined);
    return new CostEstimate(size, services, { ...DEFAULT_ASSUMPTIONS, ...Object.fromEntries(given) });
  }

  /** What is billed, the dearest service first. */
  public readonly lines: CostLine[];

  /** US dollars in a month by service, the dearest first. */
  public readonly byService: Record<string, number>;

  /** US dollars in a month. */
  public readonly total: number;

  /** The figures that were assumed, all of them. */
  public readonly assumptions: CostAssumptions;

  private constructor(size: OrganizationSize, services: ServiceSelection, assumed: Required<CostAssumptions>) {
    const lines = quantitiesOf({ size, services, assumed }).filter(({ quantity }) => quantity > 0)
      .map(({ price, quantity }) => ({ price, quantity, usd: quantity * price.usd * (price.region === 'any' ? 1 : assumed.priceLevel) }));
    const sums = new Map<string, number>();
    lines.forEach(({ price, usd }) => sums.set(price.service, (sums.get(price.service) ?? 0) + usd));
    const dearest = [...sums].sort(([, one], [, other]) => other - one);
    this.byService = Object.fromEntries(dearest);
    this.lines = dearest.flatMap(([service]) => lines.filter(({ price }) => price.service === service));
    this.total = lines.reduce((sum, { usd }) => sum + usd, 0);
    this.assumptions = assumed;
  }
}
