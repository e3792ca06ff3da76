/** A resource of a rehearsed or a real organization, as far as controls look at it. */
export interface ControlledResource {
  /** Its type in CloudFormation. */
  readonly resourceType: string;

  /** Its logical id in the template. */
  readonly logicalId: string;

  /** Its id in AWS. */
  readonly physicalId: string;

  /** Name of the stack it is in. */
  readonly stackName: string;

  /** Its account. */
  readonly accountId: string;

  /** Its region. */
  readonly region: string;

  /** Properties without intrinsic functions. */
  readonly properties: Record<string, unknown>;

  /** Metadata of the template, where guardrails name themselves. */
  readonly metadata: Record<string, unknown>;
}
