import { GLOBAL_SERVICES, US_EAST_1_SERVICES } from './catalogue/global-service-list';
import { GlobalService } from './global-service';

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
