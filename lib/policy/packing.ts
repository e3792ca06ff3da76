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
  /**
   * The first policy it may go into, from 1.
   *
   * @default 1
   */
  readonly notBefore?: number;
  /**
   * Whether it only keeps its place, so that what comes after it stays where it is.
   *
   * @default false
   */
  readonly reserved?: boolean;
}

/** How much room there is. */
export interface PackLimits {
  /** Characters that one policy may have. */
  readonly maxContentSize: number;
  /** Policies that may be attached to the target, without the one AWS attaches by itself. */
  readonly maxPolicies: number;
}

/** Characters of a policy of some items. It may not shrink when an item is added. */
export type PackSize<T> = (items: readonly PackItem<T>[]) => number;

/** One policy and what went into it. */
export interface Pack<T> {
  /** Items in the order of their statements; none of those that only keep a place. */
  readonly items: readonly PackItem<T>[];
  /** Characters of the whole policy, minified. */
  readonly size: number;
  /** Characters that are kept for items that only keep a place. */
  readonly reserved: number;
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
  /** The policies, those beyond the limits included; one is empty where all its items only keep a place. */
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
 * Fills one policy after the other, in the order given. A policy that had no room for an item is closed: a smaller one that comes later
 * does not slip in.
 *
 * Stateless, so that the same items always give the same policies, and in order, so that a change has one direction:
 *
 * - an item that is appended changes the last policy alone, or opens one after it;
 * - an item that grows, or a new one in between, moves others to later policies only;
 * - an item that shrinks or leaves moves others to earlier policies only, and none when it keeps its place by `reserved`, or they by
 *   `notBefore`.
 *
 * @throws PackingError when the items do not fit
 */
export function pack<T>(items: readonly PackItem<T>[], limits: PackLimits, sizeOf: PackSize<T> = sizeOfAll): Pack<T>[] {
  const { packs, shortfalls } = planPacks(items, limits, sizeOf);
  if (shortfalls.length > 0) {
    throw new PackingError(shortfalls);
  }
  return [...packs];
}

/** As `pack`, but tells what does not fit instead of throwing it. */
export function planPacks<T>(items: readonly PackItem<T>[], limits: PackLimits, sizeOf: PackSize<T> = sizeOfAll): PackingPlan<T> {
  const bins: PackItem<T>[][] = [];
  for (const item of items) {
    place(bins, item, limits.maxContentSize, sizeOf);
  }
  const packs = bins.map(bin => packOf(bin, limits, sizeOf));
  return { packs, shortfalls: [...tooLarge(packs, limits), ...tooMany(packs, limits)] };
}

function sizeOfAll<T>(items: readonly PackItem<T>[]): number {
  const commas = Math.max(items.length - 1, 0);
  return contentSize(ENVELOPE) + commas + items.reduce((sum, { size, statement }) => sum + (size ?? contentSize(statement)), 0);
}

function place<T>(bins: PackItem<T>[][], item: PackItem<T>, maxContentSize: number, sizeOf: PackSize<T>): void {
  const current = bins.at(-1);
  const fits = current !== undefined && (current.length === 0 || sizeOf([...current, item]) <= maxContentSize);
  if (fits && bins.length >= (item.notBefore ?? 1)) {
    current.push(item);
    return;
  }
  bins.push([]);
  if (bins.length >= (item.notBefore ?? 1)) {
    bins.at(-1)!.push(item);
  } else {
    place(bins, item, maxContentSize, sizeOf);
  }
}

function packOf<T>(bin: readonly PackItem<T>[], { maxContentSize }: PackLimits, sizeOf: PackSize<T>): Pack<T> {
  const items = bin.filter(({ reserved }) => !reserved);
  const [taken, size] = [sizeOf(bin), sizeOf(items)];
  return { items, size, reserved: taken - size, free: maxContentSize - taken };
}

function tooLarge<T>(packs: readonly Pack<T>[], { maxContentSize }: PackLimits): PackingShortfall[] {
  return packs.filter(({ free, items }) => free < 0 && items.length > 0).map(({ items: [item], size }) => ({
    limit: 'maxContentSize' as const,
    items: [item.id],
    needed: size,
    allowed: maxContentSize,
    message: `statement of "${item.id}" must fit a policy of ${maxContentSize} characters, got ${size}: split the statement, or raise 'maxContentSize'`,
  }));
}

function tooMany<T>(packs: readonly Pack<T>[], { maxPolicies }: PackLimits): PackingShortfall[] {
  const filled = packs.filter(({ items }) => items.length > 0);
  if (filled.length <= maxPolicies) {
    return [];
  }
  const overflow = filled.slice(maxPolicies);
  const items = [...new Set(overflow.flatMap(({ items: unplaced }) => unplaced.map(item => item.id)))];
  const excess = overflow.reduce((sum, { size }) => sum + size - contentSize(ENVELOPE), 0);
  return [{
    limit: 'maxPolicies',
    items,
    needed: filled.length,
    allowed: maxPolicies,
    message: `statements must fit ${maxPolicies} policies, got ${filled.length}: drop ${items.map(id => `"${id}"`).join(', ')} (${excess} characters), `
      + 'or raise \'maxPolicies\' or \'maxContentSize\'',
  }];
}
