/**
 * A policy or a request that cannot be judged: malformed, or written with something this library does not know.
 *
 * Never turned into an allow or a deny, since either could be wrong.
 */
export class PolicyError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'PolicyError';
  }
}
