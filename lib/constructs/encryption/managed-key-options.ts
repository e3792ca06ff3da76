import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IPrincipal } from 'aws-cdk-lib/aws-iam';
import { KeyPurpose } from './key-purpose';

/** What every customer managed key of this library has: a name, purposes and administrators. */
export interface ManagedKeyOptions {
  /** Name to find the key by, such as "alias/lz/trail". Another account knows no more of a key than this name. */
  readonly alias: string;

  /** What the key protects, for whoever meets it in the console. */
  readonly description: string;

  /** Who uses the key, for what, and under which conditions. */
  readonly purposes: KeyPurpose[];

  /**
   * Who administers the key: its policy, its rotation, its deletion, never its use.
   *
   * AWS KMS refuses a policy that would lock out whoever creates the key, so name the role that deploys the stack too.
   *
   * @default - the account, so that its IAM policies decide who administers the key
   */
  readonly administrators?: IPrincipal[];

  /**
   * How long a deletion waits before it is final, 7 to 30 days.
   *
   * @default Duration.days(30)
   */
  readonly pendingWindow?: Duration;

  /**
   * What happens to the key and its alias when they leave the stack.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - without its key no log can be read; only a first deployment that fails takes it
   * away
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * What happens to the alias when it leaves the stack. An alias that is kept blocks the next deployment of the same stack.
   *
   * @default - as the key: another account that knows no more of the key than its name finds it for as long as it is there
   */
  readonly aliasRemovalPolicy?: RemovalPolicy;
}
