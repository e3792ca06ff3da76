import type { ApplicationMatchers } from './application-matchers';
import { AccessMatchers, matchers } from './matchers';
import type { SecurityMatchers } from './security-matchers';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- @types/jest declares its matchers in a namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- names @types/jest gives
    interface Matchers<R, T = {}> extends AccessMatchers<R>, ApplicationMatchers<R>, SecurityMatchers<R> {}
  }
}

/** What jest gives to each test file, unless it was told not to. */
interface Extendable {
  extend(more: typeof matchers): void;
}

(globalThis as { readonly expect?: Extendable }).expect?.extend(matchers);
