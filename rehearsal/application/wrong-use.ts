/** What was asked for cannot be done, whatever the guardrails say: an account that there is not, an option that would be passed over. */
export class WrongUseError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'WrongUseError';
  }
}

/** Looks up what options name: that it is not there is wrong use, any other error is what it is. */
export function named<T>(lookUp: () => T): T {
  try {
    return lookUp();
  } catch (error) {
    throw error instanceof Error && error.constructor === Error ? new WrongUseError(error.message) : error;
  }
}
