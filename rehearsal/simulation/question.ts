import { Context } from '../../lib/policy';

/**
 * May somebody do something?
 *
 * The id of an account that is not created yet is nobody's to know: in `as`, `resource` and `context`, `{log-archive}` stands for the id of
 * the account of that name.
 */
export interface Question {
  /**
   * Who asks: `root`, `root-session` (central root access), `role/<path><name>`, `user/<name>`, `saml-provider/<name>` or
   * `oidc-provider/<host>` of the account; an ARN of one of them, of a session too; a service such as `cloudtrail.amazonaws.com`; `*` for
   * an unsigned request.
   *
   * A role or user that the deployment did not make is taken with full permissions, in a session that no EC2 instance or function has.
   */
  readonly as: string;
  /**
   * Id or name of the account in which it happens: that of the principal, where `as` is not an ARN, and of the resource, where its ARN has
   * none.
   */
  readonly account: string;
  /** IAM action, e.g. `s3:DeleteObject`. */
  readonly action: string;
  /** ARN of the resource; a key may be given by the ARN of its alias. @default '*' */
  readonly resource?: string;
  /** Region of the endpoint. @default - that of the resource, else the home region; for global services the one in which they sign */
  readonly region?: string;
  /**
   * Condition keys that neither the caller nor the deployed resource tells: what the request itself says. What is given here wins; an
   * empty list means that the request does not have the key.
   *
   * @default - none
   */
  readonly context?: Context;
}
