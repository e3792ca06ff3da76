/**
 * Encryption in transit within a VPC.
 *
 *     VpcEncryptionControl.monitor()
 *     VpcEncryptionControl.enforce()
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-encryption-controls.html
 */
export class VpcEncryptionControl {
  /** Flow logs tell which traffic is not encrypted (field `encryption-status`), and AWS which resources would stand in the way. */
  public static monitor(): VpcEncryptionControl {
    return new VpcEncryptionControl('monitor');
  }

  /**
   * What cannot encrypt cannot be put into the VPC; gateways to the internet, behind which AWS does not encrypt, are excluded as far as the
   * VPC has them. A VPC that exists must be monitored first, and moves on only when nothing stands in the way: deploy `monitor()` before.
   */
  public static enforce(): VpcEncryptionControl {
    return new VpcEncryptionControl('enforce');
  }

  private constructor(
    /** The mode as AWS names it. */
    public readonly mode: string,
  ) {}
}
