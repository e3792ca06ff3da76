import { EbsKey } from '../constructs/encryption';
import { PasswordPolicyProps } from '../constructs/identity';
import { SessionManagerDefaultsProps } from '../constructs/network';
import { AlternateContact, OperationPreferences } from '../constructs/organization';

/** What every account gets, where this organization wants it otherwise. */
export interface BaselineConfiguration {
  /**
   * The key of EBS volumes that name none. A customer managed key in every account and region costs about USD 1 a month each.
   *
   * @default EbsKey.asFound() - what each account uses; in a new one the key that AWS manages
   */
  readonly ebsKey?: EbsKey;

  /**
   * The password policy of IAM users.
   *
   * @default - what CIS AWS Foundations Benchmark asks for
   */
  readonly passwordPolicy?: PasswordPolicyProps;

  /**
   * Preferences of Session Manager, around what an account has chosen itself; `{ leavePreferences: true }` leaves all of them as found.
   *
   * @default - sessions are logged, in an account that logs none already, and end after 20 idle minutes
   */
  readonly sessionManager?: SessionManagerDefaultsProps;

  /**
   * Whether the default VPC of every account and baseline region, governed or us-east-1, is kept although nothing is in it.
   *
   * @default false - it is removed; one that is used stays in any case
   */
  readonly keepDefaultVpcs?: boolean;

  /**
   * How operations go through accounts and regions.
   *
   * @default OperationPreferences.atScale()
   */
  readonly operationPreferences?: OperationPreferences;
}

/** Whom AWS turns to about every account of the organization. */
export interface ContactsConfiguration {
  /**
   * Whom AWS warns of abuse, leaked keys and incidents.
   *
   * @default - what each account has
   */
  readonly security?: AlternateContact;

  /**
   * Whom AWS tells of maintenance and health events.
   *
   * @default - what each account has
   */
  readonly operations?: AlternateContact;

  /**
   * Whom AWS writes about invoices and payments.
   *
   * @default - what each account has
   */
  readonly billing?: AlternateContact;
}
