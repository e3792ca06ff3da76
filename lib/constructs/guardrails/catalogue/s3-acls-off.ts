import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { fsbp } from './compliance';
import { NO_ONE } from './exemptions';

/**
 * A bucket that says nothing about ownership has no ACLs since April 2023, so only another wish is denied. AWS services that set an ACL as
 * they deliver are spared: a bucket without ACLs takes bucket-owner-full-control and changes nothing. Others who write an object with an
 * ACL need s3:PutObjectAcl besides s3:PutObject, whatever the ACL says.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export const S3_ACLS_OFF = new Guardrail({
  id: 'G67b',
  title: 'Buckets without ACLs',
  intent: 'Access to buckets and objects is decided by policies alone.',
  threat: 'An object is shared by an ACL that no review of policies shows, or belongs to the stranger who wrote it.',
  adoption: 'Look for buckets whose ownership is not BucketOwnerEnforced, and for requests in the trail that bring x-amz-acl. Standard logs (legacy) of CloudFront need ACLs: use its standard logging v2.',
  breaks: 'Templates that make buckets with AccessControl or another ownership, tools that set ACLs on what exists, and those that send one along with an object, '
    + 'bucket-owner-full-control included.',
  belongsTo: GuardrailScope.units(),
  compliance: fsbp('S3.12'),
  policyType: PolicyType.RESOURCE_CONTROL_POLICY,
  exemptions: NO_ONE,
  statements: [
    {
      actions: ['s3:CreateBucket'],
      conditions: {
        StringNotEquals: { 's3:x-amz-object-ownership': ['BucketOwnerEnforced'] },
        Null: { 's3:x-amz-object-ownership': ['false'] },
      },
    },
    {
      actions: ['s3:PutBucketAcl', 's3:PutObjectAcl', 's3:PutObjectVersionAcl'],
      conditions: { BoolIfExists: { 'aws:PrincipalIsAWSService': ['false'] } },
    },
  ],
});
