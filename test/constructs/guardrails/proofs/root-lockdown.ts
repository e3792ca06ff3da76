import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const request = { action: 's3:ListAllMyBuckets', resource: '*' };

export const ROOT_LOCKDOWN_PROOF: Proof = {
  guardrail: Guardrails.ROOT_LOCKDOWN,
  set: GuardrailSet.FOUNDATION,
  denied: [
    { title: 'signed in with the password', by: 'root', ...request },
    { title: 'even to make an access key for itself', by: 'root', action: 'iam:CreateAccessKey', resource: 'arn:aws:iam::222222222222:root' },
    { title: 'even to close the account', by: 'root', action: 'account:CloseAccount', resource: '*' },
  ],
  allowed: [
    { title: 'issued by central root management', by: 'rootSession', action: 's3:DeleteBucketPolicy', resource: 'arn:aws:s3:::team-bucket' },
    { title: 'of everyday work', by: 'developer', ...request },
    { title: 'of an IAM user', by: 'user', ...request },
    { title: 'of an administrator by Identity Center', by: 'administrator', ...request },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...request },
    { title: 'of CloudTrail', by: 'cloudTrail', action: 's3:PutObject', resource: 'arn:aws:s3:::team-bucket/key' },
  ],
  exempt: [],
};
