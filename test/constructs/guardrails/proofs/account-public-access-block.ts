import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

export const ACCOUNT_PUBLIC_ACCESS_BLOCK_PROOF: Proof = {
  guardrail: Guardrails.ACCOUNT_PUBLIC_ACCESS_BLOCK,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    ...ofThePowerful(on('s3:PutAccountPublicAccessBlock')),
  ],
  allowed: [
    { title: 'to block public access to a bucket, as CloudFormation does', by: 'cdkDeployRole', ...on('s3:PutBucketPublicAccessBlock', 'arn:aws:s3:::team-bucket') },
    { title: 'to make an access point that blocks it', by: 'cdkDeployRole', ...on('s3:PutAccessPointPublicAccessBlock') },
    { title: 'to look at the setting', by: 'developer', ...on('s3:GetAccountPublicAccessBlock') },
    ...ofTheUnbound(on('s3:PutAccountPublicAccessBlock')),
  ],
  exempt: ofThePlatform(on('s3:PutAccountPublicAccessBlock')),
};
