import { throwProblems } from '../../../core/errors';
import { PolicyType } from '../../organization';
import { compact } from '../private/management-syntax';
import { regionalLists, regionalProblems } from '../private/regional-lists';
import { IPolicyContent } from './policy-content';
import { RegionalEnablement } from './regional-enablement';

/** What a Security Hub policy says. */
export interface SecurityHubPolicyContentProps {
  /** Where Security Hub is enabled. */
  readonly regions: RegionalEnablement;

  /**
   * Where its network scanning is enabled, in Regions where Security Hub is. Commercial Regions only.
   *
   * @default - left as it is
   */
  readonly networkScanning?: RegionalEnablement;
}

/**
 * The content of a Security Hub policy. It enables Security Hub itself; the standards of Security Hub CSPM have their own configuration.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_security_hub_syntax.html
 */
export class SecurityHubPolicyContent implements IPolicyContent {
  public readonly policyType: PolicyType = PolicyType.SECURITYHUB_POLICY;
  public readonly content: Record<string, unknown>;

  /** @param props what it says. */
  public constructor(props: SecurityHubPolicyContentProps) {
    const { networkScanning, regions } = props;
    throwProblems(undefined, [...regionalProblems('regions', regions), ...regionalProblems('networkScanning', networkScanning)]);

    this.content = {
      securityhub: compact({
        ...regionalLists(regions),
        features: networkScanning && { network_scanning: regionalLists(networkScanning) },
      }),
    };
  }
}
