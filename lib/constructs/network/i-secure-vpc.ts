import { IVpc } from 'aws-cdk-lib/aws-ec2';
import { NetworkTier } from './network-tier';

/** A VPC of tiers: one of this app, or one that the landing zone gave to the account. */
export interface ISecureVpc extends IVpc {
  /** The tiers, in their order. */
  readonly tiers: NetworkTier[];

  /**
   * The tier of a name; fails when there is none, and says which there are.
   *
   * @param tierName such as "app"
   */
  tier(tierName: string): NetworkTier;
}
