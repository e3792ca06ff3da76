import { GLOBAL_SERVICES, US_EAST_1_SERVICES } from './catalogue/global-service-list';

/** Actions that work outside the governed regions, since their service is global. */
export interface GlobalService {
  /** Actions that are spared, such as `route53:*`. */
  readonly actions: string[];

  /** Why they cannot be held to a region. */
  readonly reason: string;

  /** The page of AWS that says so. */
  readonly source: string;
}

/**
 * What the guardrail on governed regions spares by default.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
export class GlobalServices {
  /** Services without regional endpoints: spared everywhere. */
  public static all(): GlobalService[] {
    return [...GLOBAL_SERVICES];
  }

  /** Regional services of which a corner serves global ones: spared in us-east-1. */
  public static inUsEast1(): GlobalService[] {
    return [...US_EAST_1_SERVICES];
  }

  /**
   * The actions of services, to pass them as a parameter of guardrails with some added or left out.
   *
   * @param services the services
   */
  public static actionsOf(services: GlobalService[]): string[] {
    return services.flatMap(service => service.actions);
  }

  private constructor() {}
}
