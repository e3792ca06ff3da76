import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const on = (action: string) => ({ action, resource: '*' });

const WRITES = [
  'account:AcceptPrimaryEmailUpdate', 'account:DeleteAlternateContact', 'account:PutAccountName', 'account:PutAlternateContact',
  'account:PutContactInformation', 'account:StartPrimaryEmailUpdate', 'billing:PutContractInformation', 'billing:UpdateBillingPreferences',
  'billing:UpdateIAMAccessPreference', 'payments:AcceptFinancingApplicationTerms', 'payments:CreatePaymentInstrument',
  'payments:DeletePaymentInstrument', 'payments:MakePayment', 'payments:UpdatePaymentPreferences', 'tax:BatchDeleteTaxRegistration',
  'tax:BatchPutTaxRegistration', 'tax:DeleteTaxRegistration', 'tax:PutTaxRegistration', 'tax:UpdateExemptions',
];

const READS = [
  'account:GetAlternateContact', 'account:GetContactInformation', 'account:GetPrimaryEmailUpdateStatus', 'account:ListRegions',
  'billing:GetBillingData', 'billing:GetBillingPreferences', 'payments:ListPaymentPreferences', 'tax:GetTaxRegistration',
];

export const ACCOUNT_IDENTITY_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.ACCOUNT_IDENTITY_PROTECTED,
  set: GuardrailSet.FOUNDATION,
  denied: [
    ...WRITES.map(action => ({ title: `to ${action}`, by: 'administrator' as const, ...on(action) })),
    { title: 'of the role that AWS Organizations made', by: 'organizationAccessRole', ...on('account:StartPrimaryEmailUpdate') },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...on('account:PutAlternateContact') },
    { title: 'of an IAM user', by: 'user', ...on('account:PutContactInformation') },
  ],
  allowed: [
    ...READS.map(action => ({ title: `to ${action}`, by: 'developer' as const, ...on(action) })),
    { title: 'to tag a view of costs', by: 'developer', ...on('billing:TagResource') },
    { title: 'to set the contacts of a member, from the management account', by: 'management', ...on('account:PutAlternateContact') },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...on('account:PutAlternateContact') },
  ],
  exempt: [
    { title: 'the platform, which sets the contacts', by: 'platformRole', ...on('account:PutAlternateContact') },
    { title: 'StackSets', by: 'stackSets', ...on('account:PutAlternateContact') },
    { title: 'break-glass', by: 'breakGlass', ...on('account:PutContactInformation') },
  ],
};
