import { throwProblems } from '../../../core/errors';
import { duplicateProblems } from '../../../core/validation';
import { PolicyType } from '../../organization';
import { assign, LOCKED } from '../private/management-syntax';
import { AiService } from './ai-service';
import { IPolicyContent } from './policy-content';

/** What an AI services opt-out policy says. Every service is opted out of but those that are named, the services to come included. */
export interface AiOptOutPolicyContentProps {
  /**
   * Services that may use content to improve themselves.
   *
   * @default - none
   */
  readonly optedIn?: AiService[];

  /**
   * Whether policies on units and accounts below may say otherwise.
   *
   * @default false
   */
  readonly overridable?: boolean;
}

/**
 * The content of an AI services opt-out policy.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html
 */
export class AiOptOutPolicyContent implements IPolicyContent {
  public readonly policyType: PolicyType = PolicyType.AISERVICES_OPT_OUT_POLICY;
  public readonly content: Record<string, unknown>;

  /** @param props what it says. */
  public constructor(props: AiOptOutPolicyContentProps = {}) {
    const { optedIn = [], overridable = false } = props;
    const services = optedIn.map(({ serviceKey }) => serviceKey);
    throwProblems(undefined, duplicateProblems('optedIn', services, 'name each service once'));

    // Each level has to be locked, or a policy below could add a service or change a value.
    const lock = overridable ? {} : LOCKED;
    const choice = (value: string) => ({ ...lock, opt_out_policy: { ...lock, ...assign(value) } });
    this.content = {
      services: {
        ...lock,
        default: choice('optOut'),
        ...Object.fromEntries(services.map(service => [service, choice('optIn')])),
      },
    };
  }
}
