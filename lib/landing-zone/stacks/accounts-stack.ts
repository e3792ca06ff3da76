import { Construct } from 'constructs';
import { IAccount } from '../../constructs/organization';
import { LandingZoneAccount } from '../landing-zone-account';
import { AccountConfiguration } from '../landing-zone-props';
import { OrganizationStack } from './organization-stack';
import { LandingZoneStack, LandingZoneStackProps } from './landing-zone-stack';

/** What a stack of accounts is told. */
export interface AccountsStackProps extends LandingZoneStackProps {
  readonly index: number;
  readonly accounts: readonly AccountConfiguration[];
  readonly organization: OrganizationStack;
}

/** The accounts of one part of the spread, created one after the other: AWS Organizations refuses two at a time. */
export class AccountsStack extends LandingZoneStack {
  public readonly accounts = new Map<string, IAccount>();

  public constructor(scope: Construct, props: AccountsStackProps) {
    super(scope, `Accounts${props.index}`, `accounts-${props.index}`, `Landing zone: accounts, part ${props.index} of the spread by name`, props);

    let previous: IAccount | undefined;
    for (const configuration of props.accounts) {
      const account = new LandingZoneAccount(this, configuration.name, {
        configuration,
        parent: props.organization.unit(configuration.organizationalUnit),
        readiness: props.organization.readiness,
        after: previous,
      });
      this.accounts.set(configuration.name, account);
      previous = account.created ?? previous;
    }
  }
}
