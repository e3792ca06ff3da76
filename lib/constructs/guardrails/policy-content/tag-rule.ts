/**
 * A tag and the values it may have.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html
 */
export interface TagRule {
  /** Key of the tag, in the spelling that counts. */
  readonly tagKey: string;

  /**
   * The values that are allowed; `*` once in a value stands for anything.
   *
   * @default - any value
   */
  readonly tagValues?: string[];

  /**
   * Resource types on which AWS refuses another spelling or value, such as `s3:bucket` or `ec2:ALL_SUPPORTED`. It refuses no resource
   * without the tag.
   *
   * @default - none: what does not comply is reported, and nothing is refused
   */
  readonly enforcedFor?: string[];

  /**
   * Resource types that are reported when they lack the tag; CloudFormation, Terraform and Pulumi can refuse to make them.
   *
   * @default - none
   */
  readonly reportRequiredFor?: string[];
}
