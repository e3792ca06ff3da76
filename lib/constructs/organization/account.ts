import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnAccount } from 'aws-cdk-lib/aws-organizations';
import { Construct, IConstruct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { MAX_ACCOUNT_NAME } from '../../core/quotas';
import { accountIdProblems, emailProblems, lengthProblems } from '../../core/validation';
import { IOrganizationParent } from './organization';

/** A member account, created here or adopted. */
export interface IAccount extends IConstruct {
  /** The id of the account, 12 digits. */
  readonly accountId: string;
}

/** Asks a new account until its services answer. */
export interface IAccountReadiness extends IConstruct {
  /**
   * Waits until the account's services answer in every region; who depends on the account then depends on this.
   *
   * @param account an account that this app creates
   * @param regions where the services must answer; the regions of this readiness when left out
   */
  check(account: IAccount, regions?: string[]): void;
}

/** Properties of an account that is created. */
export interface AccountProps {
  /** The name of the account, 1 to 50 characters. AWS::Organizations::Account cannot change it later: leave it as it is. */
  readonly accountName: string;

  /**
   * The e-mail address of its root user, 6 to 64 characters, used by no other AWS account. It cannot be changed here later: leave it as
   * it is.
   */
  readonly email: string;

  /** Where the account lies. A change moves the account. */
  readonly parent: IOrganizationParent;

  /**
   * The account that must exist before this one is requested: AWS Organizations refuses accounts that are requested at the same time, so
   * every account of an app names the one before it.
   *
   * @default - requested at once: right for the first account only
   */
  readonly after?: IAccount;

  /**
   * Waits until the account's services answer; who depends on the account, depends on the answer too. The chain by `after` does not wait
   * for it.
   *
   * @default - no wait: AWS may report an account as created minutes before it works
   */
  readonly readiness?: IAccountReadiness;
}

/**
 * A member account.
 *
 * It is retained whatever happens: deleting the resource would close the account. If AWS takes longer than about 90 seconds to create it,
 * CloudFormation gives up although the account will exist; import it into the stack by its id, then deploy again.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-account.html
 */
export class Account extends Construct implements IAccount {
  /**
   * Adopts an account that exists; it is neither looked up nor moved.
   *
   * @param scope where to put the reference
   * @param id its name in that scope
   * @param accountId 12 digits
   */
  public static fromAccountId(scope: Construct, id: string, accountId: string): IAccount {
    throwProblems(scope, accountIdProblems('accountId', accountId));

    class Import extends Construct implements IAccount {
      public readonly accountId = accountId;
    }
    return new Import(scope, id);
  }

  public readonly accountId: string;

  public constructor(scope: Construct, id: string, props: AccountProps) {
    super(scope, id);
    throwProblems(this, [
      ...lengthProblems('accountName', props.accountName, MAX_ACCOUNT_NAME),
      ...emailProblems('email', props.email),
    ]);

    const resource = new CfnAccount(this, 'Resource', {
      accountName: props.accountName,
      email: props.email,
      parentIds: [props.parent.parentId],
    });
    // Not RetainExceptOnCreate: a rollback of the first deployment would close the account.
    resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.accountId = resource.attrAccountId;

    if (props.after) {
      resource.node.addDependency(props.after.node.defaultChild ?? props.after);
    }
    props.readiness?.check(this);
  }
}
