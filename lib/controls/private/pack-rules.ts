/** How many rules of a conformance pack are evaluated in one region of an account, and how many in each. */
export interface PackRules {
  readonly once: number;
  readonly everywhere: number;
}

/** By the pack's id. A test compares them with the packs. */
export const PACK_RULES: Readonly<Record<string, PackRules>> = {
  'identity': { once: 17, everywhere: 1 },
  'detection': { once: 7, everywhere: 5 },
  'network': { once: 0, everywhere: 8 },
  'data-at-rest': { once: 1, everywhere: 16 },
  'data-in-transit': { once: 2, everywhere: 6 },
};
