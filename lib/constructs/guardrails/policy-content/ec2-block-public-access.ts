/** What VPCs may exchange with the internet. */
export enum VpcBlockPublicAccessMode {
  /** Whatever their routes say. */
  OFF = 'off',

  /** Connections that begin inside, by NAT gateways and egress-only internet gateways. Breaks public load balancers. */
  BLOCK_INGRESS = 'block_ingress',

  /** Nothing through internet gateways, in neither direction. Breaks NAT gateways too. */
  BLOCK_BIDIRECTIONAL = 'block_bidirectional',
}

/**
 * VPC Block Public Access of whole accounts.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export interface VpcBlockPublicAccess {
  /** What is blocked. */
  readonly mode: VpcBlockPublicAccessMode;

  /**
   * Whether accounts may exclude single VPCs and subnets.
   *
   * @default true
   */
  readonly exclusionsAllowed?: boolean;
}

/** Whether machine images can be shared with everybody. */
export enum ImageBlockPublicAccess {
  /** They can. */
  UNBLOCKED = 'unblocked',

  /** They can no longer; those that are public stay public. */
  BLOCK_NEW_SHARING = 'block_new_sharing',
}

/** Whether EBS snapshots can be shared with everybody. */
export enum SnapshotBlockPublicAccess {
  /** They can. */
  UNBLOCKED = 'unblocked',

  /** They can no longer; those that are public stay public. */
  BLOCK_NEW_SHARING = 'block_new_sharing',

  /** None is public, those that were included. */
  BLOCK_ALL_SHARING = 'block_all_sharing',
}
