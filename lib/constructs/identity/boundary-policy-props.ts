/** Properties of a permissions boundary. */
export interface BoundaryPolicyProps {
  /**
   * Qualifiers of CDK bootstraps whose roles all have a boundary: nobody bound here assumes or passes the roles of any other bootstrap,
   * which may be administrators. Never name the qualifier that the landing zone itself is deployed with.
   *
   * @default ['teams']
   */
  readonly cdkQualifiers?: string[];

  /**
   * ARNs, wildcards allowed, that nobody bound here changes, passes or assumes: administrators' roles from before the boundary, stacks
   * that were deployed with such a role, functions that have one, the users of break-glass.
   *
   * @default - what the platform, AWS Organizations and Control Tower put into an account
   */
  readonly protectedArns?: string[];
}
