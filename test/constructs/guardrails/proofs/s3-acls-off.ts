import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { MEMBER } from '../principals';
import { Proof, ProofRow } from '../proof';

const on = (action: string, context: ProofRow['context'] = {}, resource = 'arn:aws:s3:::team-bucket') =>
  ({ action, resource, resourceAccountId: MEMBER, context });
const OBJECT = 'arn:aws:s3:::team-bucket/key';
const ownership = (value: string) => ({ 's3:x-amz-object-ownership': value });

export const S3_ACLS_OFF_PROOF: Proof = {
  guardrail: Guardrails.S3_ACLS_OFF,
  set: GuardrailSet.STRICT_RESOURCES,
  denied: [
    { title: 'to make a bucket with ACLs', by: 'developer', ...on('s3:CreateBucket', ownership('ObjectWriter')) },
    { title: 'to make a bucket that prefers its owner', by: 'cdkDeployRole', ...on('s3:CreateBucket', ownership('BucketOwnerPreferred')) },
    { title: 'to open a bucket', by: 'administrator', ...on('s3:PutBucketAcl') },
    { title: 'to open an object', by: 'developer', ...on('s3:PutObjectAcl', {}, OBJECT) },
    { title: 'to open an old version', by: 'developer', ...on('s3:PutObjectVersionAcl', {}, OBJECT) },
    { title: 'of a partner to keep what it wrote', by: 'trustedPartner', ...on('s3:PutObjectAcl', {}, OBJECT) },
    { title: 'of nobody in particular to open an object', by: 'anonymous', ...on('s3:PutObjectAcl', {}, OBJECT) },
  ],
  allowed: [
    { title: 'to make a bucket that says nothing, and so has no ACLs', by: 'developer', ...on('s3:CreateBucket') },
    { title: 'to make a bucket of a template', by: 'cdkDeployRole', ...on('s3:CreateBucket', ownership('BucketOwnerEnforced')) },
    { title: 'of CloudTrail to deliver with an ACL', by: 'cloudTrail', ...on('s3:PutObject', { 's3:x-amz-acl': 'bucket-owner-full-control' }, OBJECT) },
    { title: 'of log delivery to set the ACL of what it delivers', by: 'logDelivery', ...on('s3:PutObjectAcl', {}, OBJECT) },
    { title: 'of log delivery to look at the ACL', by: 'logDelivery', ...on('s3:GetBucketAcl') },
    { title: 'to set a bucket policy', by: 'developer', ...on('s3:PutBucketPolicy') },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...on('s3:PutBucketAcl') },
  ],
  exempt: [],
};
