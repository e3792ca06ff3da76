import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const TEAM = 'arn:aws:iam::222222222222:role/teams/app';
const WITHIN_BOUNDARY = { 'iam:PermissionsBoundary': 'arn:aws:iam::222222222222:policy/lz/lz-boundary' };
const on = (action: string) => ({ action, resource: 'arn:aws:iam::222222222222:user/alice' });

const NEW = [
  'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreateServiceSpecificCredential', 'iam:CreateUser', 'iam:ResetServiceSpecificCredential',
  'iam:UpdateLoginProfile', 'iam:UploadSSHPublicKey', 'iam:UploadSigningCertificate',
];

const CLEAN_UP = [
  'iam:DeleteAccessKey', 'iam:DeleteLoginProfile', 'iam:DeleteSSHPublicKey', 'iam:DeleteServiceSpecificCredential', 'iam:DeleteSigningCertificate',
  'iam:DeleteUser', 'iam:UpdateAccessKey', 'iam:UpdateServiceSpecificCredential',
];

export const NO_LONG_LIVED_CREDENTIALS_PROOF: Proof = {
  guardrail: Guardrails.NO_LONG_LIVED_CREDENTIALS,
  set: GuardrailSet.STRICT,
  denied: [
    ...NEW.map(action => ({ title: `to ${action}`, by: 'administrator' as const, ...on(action) })),
    { title: 'to renew one\'s own key', by: 'user', ...on('iam:CreateAccessKey') },
    { title: 'of a pipeline', by: 'cdkDeployRole', ...on('iam:CreateUser') },
    { title: 'of the role that AWS Organizations made', by: 'organizationAccessRole', ...on('iam:CreateAccessKey') },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...on('iam:CreateUser') },
  ],
  allowed: [
    ...CLEAN_UP.map(action => ({ title: `to clean up by ${action}`, by: 'developer' as const, ...on(action) })),
    { title: 'to change one\'s own password', by: 'user', ...on('iam:ChangePassword') },
    { title: 'to add a second factor', by: 'user', ...on('iam:EnableMFADevice') },
    { title: 'to freeze a user', by: 'administrator', ...on('iam:PutUserPolicy'), context: WITHIN_BOUNDARY },
    { title: 'to make a role instead', by: 'developer', action: 'iam:CreateRole', resource: TEAM, context: WITHIN_BOUNDARY },
    { title: 'to give the root user a password, by central root management', by: 'rootSession', ...on('iam:CreateLoginProfile') },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...on('iam:CreateUser') },
    { title: 'of the management account', by: 'management', ...on('iam:CreateUser') },
  ],
  exempt: [
    { title: 'the platform', by: 'platformRole', ...on('iam:CreateAccessKey') },
    { title: 'StackSets', by: 'stackSets', ...on('iam:CreateUser') },
  ],
};
