import { PolicyType } from '../../organization';
import { assign } from '../private/management-syntax';
import { IPolicyContent } from './policy-content';

/** What an S3 policy does with all four settings of S3 Block Public Access at once. */
export enum S3PublicAccessBlock {
  /** All four are on in every account. */
  ALL = 'all',

  /** All four are off in every account, whatever the account says. */
  NONE = 'none',
}

/** What an S3 policy says. */
export interface S3PolicyContentProps {
  /**
   * Whether buckets can be public.
   *
   * @default S3PublicAccessBlock.ALL
   */
  readonly publicAccessBlock?: S3PublicAccessBlock;
}

/**
 * The content of an S3 policy.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3_syntax.html
 */
export class S3PolicyContent implements IPolicyContent {
  public readonly policyType: PolicyType = PolicyType.S3_POLICY;
  public readonly content: Record<string, unknown>;

  /** @param props what it says. */
  public constructor(props: S3PolicyContentProps = {}) {
    this.content = { s3_attributes: { public_access_block_configuration: assign(props.publicAccessBlock ?? S3PublicAccessBlock.ALL) } };
  }
}
