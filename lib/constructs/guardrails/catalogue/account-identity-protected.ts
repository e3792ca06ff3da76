import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Who an account belongs to: its contacts, its name, its e-mail address, how it pays and where it is taxed. The management account sets
 * these for every member, and no SCP binds it. Each wildcard stands for actions that write; a test compares them with the action catalogue.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact.html
 */
export const ACCOUNT_IDENTITY_PROTECTED = new Guardrail({
  id: 'G03',
  title: 'Contacts, name and payment belong to the organization',
  intent: 'Nobody in a member account changes its contacts, name, e-mail address, billing preferences, means of payment or tax settings.',
  threat: 'An intruder redirects what AWS writes about abuse and security, or takes over the e-mail address of the account and with it the root user.',
  adoption: 'Set the alternate contacts of all accounts from the management account. Where a subsidiary pays its own taxes, leave this guardrail out '
    + 'for its accounts, or exempt the role of its accountants.',
  breaks: 'Owners of an account who change its contacts, tax registration or means of payment themselves; reading them stays possible.',
  belongsTo: GuardrailScope.units(),
  compliance: [...cis('2.2', '2.1', '1.1'), ...cis('2.3', '2.2', '1.2'), ...fsbp('Account.1')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'account:*PrimaryEmailUpdate', 'account:DeleteAlternateContact', 'account:Put*', 'billing:PutContractInformation',
      'billing:UpdateBillingPreferences', 'billing:UpdateIAMAccessPreference', 'payments:Accept*', 'payments:Create*', 'payments:Delete*',
      'payments:Make*', 'payments:Update*', 'tax:BatchDelete*', 'tax:BatchPut*', 'tax:Delete*', 'tax:Put*', 'tax:Update*',
    ],
  }],
});
