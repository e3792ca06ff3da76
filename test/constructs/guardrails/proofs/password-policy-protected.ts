import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const on = (action: string) => ({ action, resource: '*' });

export const PASSWORD_POLICY_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.PASSWORD_POLICY_PROTECTED,
  set: GuardrailSet.FOUNDATION,
  denied: [
    { title: 'to change it', by: 'administrator', ...on('iam:UpdateAccountPasswordPolicy') },
    { title: 'to delete it', by: 'administrator', ...on('iam:DeleteAccountPasswordPolicy') },
    { title: 'of a pipeline', by: 'cdkDeployRole', ...on('iam:UpdateAccountPasswordPolicy') },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...on('iam:UpdateAccountPasswordPolicy') },
  ],
  allowed: [
    { title: 'to read it', by: 'user', ...on('iam:GetAccountPasswordPolicy') },
    { title: 'to choose a password by it', by: 'user', ...on('iam:ChangePassword') },
    { title: 'of the management account', by: 'management', ...on('iam:UpdateAccountPasswordPolicy') },
  ],
  exempt: [
    { title: 'the platform, which sets it', by: 'platformRole', ...on('iam:UpdateAccountPasswordPolicy') },
    { title: 'StackSets', by: 'stackSets', ...on('iam:UpdateAccountPasswordPolicy') },
  ],
};
