import { throwProblems } from '../../core/errors';
import { lengthProblems, shapeProblems } from '../../core/validation';

/** A method or route that everybody may call, and why. */
export class PublicRoute {
  /**
   * A route that needs no authorisation.
   *
   * @param routeKey method and path, such as "GET /health", or "$default"
   * @param reason why everybody may call it, for whoever reviews it
   */
  public static of(routeKey: string, reason: string): PublicRoute {
    throwProblems(undefined, [
      ...shapeProblems('routeKey', routeKey, /^(\$default|[A-Z]+ \/\S*)$/, 'be a method and a path, or "$default"', 'say it like "GET /health"'),
      ...lengthProblems('reason', reason.trim(), 1_000, 10),
    ]);
    return new PublicRoute(routeKey, reason);
  }

  private constructor(
    /** Method and path. */
    public readonly routeKey: string,
    /** Why everybody may call it. */
    public readonly reason: string,
  ) {}
}
