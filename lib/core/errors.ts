import { IConstruct } from 'constructs';

/** A configuration that cannot become a secure landing zone. Not exported: jsii languages see the message. */
export class ConfigurationError extends Error {
  public constructor(public readonly problems: readonly string[], public readonly constructPath?: string) {
    super(describe(problems, constructPath));
    this.name = 'ConfigurationError';
  }
}

/**
 * Throws every problem at once, so that the user mends them in one run; does nothing when there are none.
 *
 * @param scope the construct whose props are wrong; its path ends up in the message
 */
export function throwProblems(scope: IConstruct | undefined, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new ConfigurationError(problems, scope?.node.path);
  }
}

function describe(problems: readonly string[], path?: string): string {
  const where = path ? `${path}: ` : '';
  return problems.length === 1
    ? `${where}${problems[0]}`
    : `${where}${problems.length} problems\n${problems.map(problem => `  - ${problem}`).join('\n')}`;
}
