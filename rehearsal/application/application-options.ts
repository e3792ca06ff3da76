import { RehearsalListener } from '../report/listener';

/** Where in the organization an app is deployed, and by whom. */
export interface ApplicationOptions {
  /**
   * Name or id of the account for stacks that do not say theirs.
   *
   * @default - each stack must say it
   */
  readonly account?: string;
  /**
   * Region for stacks that do not say theirs.
   *
   * @default - the home region of the landing zone
   */
  readonly region?: string;
  /**
   * Which account of the landing zone an account is that stacks name: `{ '333333333333': 'production' }`. Ids of accounts that the landing
   * zone makes are unknown before it is deployed; wherever the templates of the app have the id, that of the rehearsed account takes its
   * place.
   *
   * @default - ids that stacks name are those of rehearsed accounts
   */
  readonly accounts?: Readonly<Record<string, string>>;
  /**
   * The permissions boundary of the roles of the CDK bootstrap: path and name of a policy of the account, such as
   * `lz/lz-developer-boundary`, as for `cdk bootstrap --custom-permissions-boundary`.
   *
   * @default - none: CloudFormation works with AdministratorAccess
   */
  readonly boundary?: string;
  /**
   * Qualifier of the one CDK bootstrap of the accounts: a stack that names another fails.
   *
   * @default - every qualifier that the stacks name is bootstrapped
   */
  readonly bootstrapQualifier?: string;
  /**
   * Who runs `cdk deploy`, and must be able to assume the roles of the bootstrap: as in questions, `permission-set/lz-developer`.
   *
   * @default - somebody who can
   */
  readonly as?: string;
  /**
   * Follows the rehearsal while it runs.
   *
   * @default - nobody
   */
  readonly listener?: RehearsalListener;
}
