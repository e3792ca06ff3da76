import { PolicyError } from './policy-error';
import { contentSize } from './size';

/** Content of a policy around its statements. */
const ENVELOPE = { Version: '2012-10-17', Statement: [] };

/** A statement that wants a place in a policy. */
export interface PackItem<T> {
  /** Whose statement it is, for messages; several items may share one. */
  readonly id: string;
  /** The statement. */
  readonly statement: T;
  /**
   * Characters of the minified statement.
   *
   * @default - counted by `contentSize`
   */
  readonly size?: number;
}

/** How much room there is. */
export interface PackLimits {
  /** Characters that one policy may have. */
  readonly maxContentSize: number;
  /** Policies that may be attached to the target, without the one AWS attaches by itself. */
  readonly maxPolicies: number;
}

/** One policy and what went into it. */
export interface Pack<T> {
  /** Items in the order of their statements. */
  readonly items: readonly PackItem<T>[];
  /** Characters of the whole policy, minified. */
  readonly size: number;
  /** Characters left. */
  readonly free: number;
}

/** Why items do not fit. */
export interface PackingShortfall {
  /** Which limit is exceeded. */
  readonly limit: 'maxContentSize' | 'maxPolicies';
  /** Ids of the items that found no place. */
  readonly items: readonly string[];
  /** What the limit would have to be. */
  readonly needed: number;
  /** What the limit is. */
  readonly allowed: number;
  /** The shortfall in words, with what to drop or raise. */
  readonly message: string;
}

/** The result of packing, whether it fits or not. */
export interface PackingPlan<T> {
  /** The policies, those beyond the limits included. */
  readonly packs: readonly Pack<T>[];
  /** What exceeds the limits; empty when all fits. */
  readonly shortfalls: readonly PackingShortfall[];
}

/** Items that do not fit; `shortfalls` tells them. */
export class PackingError extends PolicyError {
  public constructor(public readonly shortfalls: readonly PackingShortfall[]) {
    super(shortfalls.map(shortfall => shortfall.message).join('\n'));
    this.name = 'PackingError';
  }
}

/**
 * Puts each item into the first policy that has room for it, in the order given.
 *
 * Stateless, so that the same items always give the same policies, and an item appended at the end moves none of the others.
 *
 * @throws PackingError when the items do not fit
 */
export function pack<T>(items: readonly PackItem<T>[], limits: PackLimits): Pack<T>[] {
  const { packs, shortfalls } = planPacks(items, limits);
  if (shortfalls.length > 0) {
    throw new PackingError(shortfalls);
  }
  return [...packs];
}

/** As `pack`, but tells what does not fit instead of throwing it. */
export function planPacks<T>(items: readonly PackItem<T>[], limits: PackLimits): PackingPlan<T> {
  const bins: Bin<T>[] = [];
  for (const item of items) {
    place(bins, { ...item, size: item.size ?? contentSize(item.statement) }, limits.maxContentSize);
  }
  const packs = bins.map(bin => ({ items: bin.items, size: bin.size, free: limits.maxContentSize - bin.size }));
  return { packs, shortfalls: [...tooLarge(packs, limits), ...tooMany(packs, limits)] };
}

interface Bin<T> {
  readonly items: PackItem<T>[];
  size: number;
}

function place<T>(bins: Bin<T>[], item: PackItem<T> & { readonly size: number }, maxContentSize: number): void {
  const comma = 1;
  const bin = bins.find(candidate => candidate.size + comma + item.size <= maxContentSize);
  if (bin) {
    bin.items.push(item);
    bin.size += comma + item.size;
  } else {
    bins.push({ items: [item], size: contentSize(ENVELOPE) + item.size });
  }
}

function tooLarge<T>(packs: readonly Pack<T>[], { maxContentSize }: PackLimits): PackingShortfall[] {
  return packs.filter(({ free }) => free < 0).map(({ items: [item], size }) => ({
    limit: 'maxContentSize' as const,
    items: [item.id],
    needed: size,
    allowed: maxContentSize,
    message: `statement of "${item.id}" must fit a policy of ${maxContentSize} characters, got ${size}: split the statement, or raise 'maxContentSize'`,
  }));
}

function tooMany<T>(packs: readonly Pack<T>[], { maxPolicies }: PackLimits): PackingShortfall[] {
  if (packs.length <= maxPolicies) {
    return [];
  }
  const items = [...new Set(packs.slice(maxPolicies).flatMap(({ items: overflow }) => overflow.map(item => item.id)))];
  const excess = packs.slice(maxPolicies).flatMap(({ items: overflow }) => overflow).reduce((sum, item) => sum + (item.size ?? 0), 0);
  return [{
    limit: 'maxPolicies',
    items,
    needed: packs.length,
    allowed: maxPolicies,
    message: `statements must fit ${maxPolicies} policies, got ${packs.length}: drop ${items.map(id => `"${id}"`).join(', ')} (${excess} characters), `
      + 'or raise \'maxPolicies\' or \'maxContentSize\'',
  }];
}
