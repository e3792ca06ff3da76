import { PolicyDocument, statementsOf } from '../../lib/policy';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { assignedTo } from '../aws/services/management-policies';
import { Bucket, bucketArn, getBucket } from '../aws/services/s3';
import { S3 } from '../rules';
import { permissions, schema } from './permission';
import { requirePrincipals } from './principals';
import { document } from './values';

const arnOfBucket = ({ world, properties }: Operation) => bucketArn(world, String(properties.Bucket));

/**
 * Condition keys with a fixed value that make a statement for everybody not public.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const NARROWING = [
  'aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:principalorgid', 'aws:principalaccount',
  'aws:principalarn', 'aws:userid', 's3:dataaccesspointarn', 's3:dataaccesspointaccount',
];

function isPublic(policy: PolicyDocument): boolean {
  return statementsOf(policy).some(({ Effect, Principal, Condition = {} }) => {
    const everybody = Principal === '*' || (Principal !== undefined && [Principal.AWS].flat().includes('*'));
    const keys = Object.values(Condition).flatMap(operator => Object.keys(operator)).map(key => key.toLowerCase());
    return Effect === 'Allow' && everybody && !keys.some(key => NARROWING.includes(key));
  });
}

/** Puts the policy on its bucket. */
function put(operation: Operation): Outcome {
  const { world, properties, origin, accountId } = operation;
  const bucket = getBucket(world, String(properties.Bucket));
  if (bucket.accountId !== accountId) {
    operation.fail('AccessDenied', `bucket ${bucket.name} belongs to ${bucket.accountId}`);
  }
  const policy = document(properties, 'PolicyDocument');
  requirePrincipals(operation, S3.POLICY_PRINCIPALS_EXIST, policy);
  checkPublic(operation, bucket, policy);
  if (operation.kind === 'create' && bucket.policy) {
    operation.fail('AlreadyExists', `bucket ${bucket.name} has a policy already`, 'put all statements into one bucket policy');
  }
  bucket.policy = { document: policy, origin };
  return { physicalId: bucket.name, attributes: {} };
}

/**
 * Whatever the bucket says, a policy of the organization blocks all public access of an account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3.html
 */
function checkPublic(operation: Operation, bucket: Bucket, policy: PolicyDocument): void {
  const remedy = 'name principals, or narrow the statement by aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID';
  const message = `the policy makes ${bucket.name} public`;
  operation.require(S3.NO_PUBLIC_POLICY, !(bucket.blocksPublicPolicy && isPublic(policy)), message, remedy);
  const blocking = assignedTo(operation.world, operation.accountId, 'S3_POLICY', ['s3_attributes', 'public_access_block_configuration']);
  operation.require(
    S3.NO_PUBLIC_POLICY, !(blocking?.value === 'all' && isPublic(policy)), `${message}, which policy "${blocking?.policy.name}" of the organization blocks`,
    `${remedy}; publish by a CloudFront distribution with an origin access control`,
  );
}

/** The policy of a bucket: one each. */
export const BUCKET_POLICY: ResourceType = {
  typeName: 'AWS::S3::BucketPolicy',
  source: schema('aws-s3-bucketpolicy'),
  properties: { Bucket: 'interpreted', PolicyDocument: 'interpreted' },
  required: ['Bucket', 'PolicyDocument'],
  createOnly: ['Bucket'],
  permissions: {
    create: permissions(['s3:GetBucketPolicy', 's3:PutBucketPolicy'], arnOfBucket),
    update: permissions(['s3:GetBucketPolicy', 's3:PutBucketPolicy'], arnOfBucket),
    delete: permissions(['s3:GetBucketPolicy', 's3:DeleteBucketPolicy'], arnOfBucket),
  },
  create: put,
  update: put,
  delete: operation => {
    getBucket(operation.world, String(operation.properties.Bucket)).policy = undefined;
  },
};
