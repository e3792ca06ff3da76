import { createHash } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const DIGITS = '0123456789';
const HEX = '0123456789abcdef';

/**
 * Ids as AWS gives them: opaque, and never the same twice. They depend on what is named and on how often it was made, not on the order of
 * the deployment, so that two orders of the same deployment end in the same world.
 */
export class Identifiers {
  public constructor(private readonly counters: Map<string, number>) {}

  /** Lower case letters and digits. */
  public letters(seed: string, length: number): string {
    return this.draw(seed, length, LETTERS);
  }

  /** Digits, the first of them not zero. */
  public digits(seed: string, length: number): string {
    return this.draw(seed, 1, DIGITS.slice(1)) + this.draw(seed, length - 1, DIGITS);
  }

  /** The shape of a KMS key id or of the suffix of a stack id. */
  public uuid(seed: string): string {
    const hex = this.draw(seed, 32, HEX);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  private draw(seed: string, length: number, alphabet: string): string {
    const count = (this.counters.get(seed) ?? 0) + 1;
    this.counters.set(seed, count);
    const bytes = createHash('sha512').update(`${seed}#${count}`).digest();
    return Array.from({ length }, (_, i) => alphabet[bytes[i] % alphabet.length]).join('');
  }
}
