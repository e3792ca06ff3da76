import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { OrganizationPerimeter } from '../../identity';

/**
 * Keeps a bucket to identities of the organization, or of its account where no organization is named, and to AWS services; allows are not
 * touched, so nobody gets in by this.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
 */
export function keepInside(bucket: Bucket, organizationId?: string): void {
  if (organizationId !== undefined) {
    OrganizationPerimeter.of({ organizationId }).protectBucket(bucket);
    return;
  }
  bucket.addToResourcePolicy(new PolicyStatement({
    sid: 'DenyOtherAccounts',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['s3:*'],
    resources: [bucket.bucketArn, bucket.arnForObjects('*')],
    conditions: {
      StringNotEqualsIfExists: { 'aws:PrincipalAccount': bucket.env.account },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  }));
}
