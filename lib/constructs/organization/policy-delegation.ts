import { throwProblems } from '../../core/errors';
import { accountIdProblems, duplicateProblems, Problems } from '../../core/validation';
import { PolicyTarget } from './policy-target';
import { PolicyType } from './policy-type';

/** What is delegated. */
export interface PolicyDelegationProps {
  /** The types of policies that the account creates, edits and deletes. */
  readonly policyTypes: PolicyType[];

  /**
   * Where it attaches and detaches them. A target is meant by itself: units and accounts below it are not.
   *
   * @default - nowhere: it writes policies, and the management account attaches them
   */
  readonly targets?: PolicyTarget[];
}

/**
 * A member account manages policies of the organization, so that nobody has to work in the management account for it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html
 */
export class PolicyDelegation {
  /**
   * A delegation.
   *
   * @param accountId the member account, 12 digits
   * @param props what it may do
   */
  public static to(accountId: string, props: PolicyDelegationProps): PolicyDelegation {
    throwProblems(undefined, problems(accountId, props));
    return new PolicyDelegation(accountId, [...props.policyTypes], [...props.targets ?? []]);
  }

  private constructor(
    /** The member account. */
    public readonly accountId: string,
    /** The types of policies that it manages. */
    public readonly policyTypes: PolicyType[],
    /** Where it attaches them. */
    public readonly targets: PolicyTarget[],
  ) {}
}

const problems = (accountId: string, { policyTypes, targets = [] }: PolicyDelegationProps): Problems => [
  ...accountIdProblems('accountId', accountId),
  ...policyTypes.length === 0 ? ["'policyTypes' must name a type, got none: leave the delegation out"] : [],
  ...duplicateProblems('policyTypes', policyTypes.map(({ policyTypeName }) => policyTypeName), 'name each type once'),
  ...duplicateProblems('targets', targets.map(({ targetId }) => targetId), 'name each target once'),
];
