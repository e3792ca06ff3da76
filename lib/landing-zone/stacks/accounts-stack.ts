import { Construct } from 'constructs';
import { Account, IAccount } from '../../constructs/organization';
import { AccountConfiguration } from '../organization-configuration';
import { LandingZoneStack } from './landing-zone-stack';
import { OrganizationMemberStackProps } from './organization-stack';

/** What a stack of accounts is told. */
export interface AccountsStackProps extends OrganizationMemberStackProps {
  readonly index: number;
  /** Accounts to create, at least one. */
  readonly accounts: readonly AccountConfiguration[];
}

/** The accounts of one part of the spread, created one after the other: AWS Organizations refuses two at a time. */
export class AccountsStack extends LandingZoneStack {
  public readonly accounts = new Map<string, IAccount>();

  public constructor(scope: Construct, props: AccountsStackProps) {
    super(scope, `Accounts${props.index}`, `accounts-${props.index}`, `Landing zone: accounts, part ${props.index} of the spread by name`, props);

    let previous: IAccount | undefined;
    for (const { name, email, organizationalUnit } of props.accounts) {
      previous = new Account(this, name, {
        accountName: name,
        email,
        parent: props.organization.unit(organizationalUnit),
        readiness: props.organization.readiness,
        after: previous,
      });
      this.accounts.set(name, previous);
    }
  }
}
