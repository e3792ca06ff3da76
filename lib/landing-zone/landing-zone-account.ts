import { Construct } from 'constructs';
import { Account, IAccount, IAccountReadiness, IOrganizationalUnit } from '../constructs/organization';
import { CoreAccountConfiguration } from './landing-zone-props';

/** What one account of the configuration needs to become a construct. */
export interface LandingZoneAccountProps {
  readonly configuration: CoreAccountConfiguration;
  readonly parent: IOrganizationalUnit;
  readonly readiness: IAccountReadiness;
  /** The account that is created before this one in the same stack. */
  readonly after?: IAccount;
}

/** An account of the configuration: created and waited for, or adopted and left where it is. */
export class LandingZoneAccount extends Construct implements IAccount {
  public readonly accountId: string;

  /** The account's resource if it is created here: what the next account of the chain waits for. */
  public readonly created?: Account;

  public constructor(scope: Construct, id: string, props: LandingZoneAccountProps) {
    super(scope, id);
    const { configuration, parent, readiness, after } = props;

    if (configuration.accountId) {
      this.accountId = Account.fromAccountId(this, 'Account', configuration.accountId).accountId;
      return;
    }
    this.created = new Account(this, 'Account', { accountName: configuration.name, email: configuration.email, parent, readiness, after });
    this.accountId = this.created.accountId;
  }
}
