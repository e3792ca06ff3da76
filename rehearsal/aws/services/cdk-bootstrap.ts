import { PolicyDocument } from '../../../lib/policy';
import type { World } from '../world';
import { administratorAccess, createRole, findRole, trustOfAccount, trustOfService } from './iam';
import { bucketArn, createBucket } from './s3';

/** Where a bootstrap is laid down. */
export interface BootstrapPlace {
  readonly accountId: string;
  readonly region: string;
  /** As `@aws-cdk/core:bootstrapQualifier` says it; the CDK's own is `hnb659fds`. */
  readonly qualifier: string;
}

/** What the roles of a bootstrap are for. */
export type BootstrapPurpose = 'cfn-exec' | 'deploy' | 'file-publishing';

/** Name of a role of a bootstrap. */
export const bootstrapRoleName = (purpose: BootstrapPurpose, { qualifier, accountId, region }: BootstrapPlace): string =>
  `cdk-${qualifier}-${purpose}-role-${accountId}-${region}`;

/** Name of the bucket to which the CDK uploads templates and other files. */
export const stagingBucketName = ({ qualifier, accountId, region }: BootstrapPlace): string => `cdk-${qualifier}-assets-${accountId}-${region}`;

/** ARN of the parameter that says how new a bootstrap is. */
export const versionParameterArn = ({ partition }: World, { qualifier, accountId, region }: BootstrapPlace): string =>
  `arn:${partition}:ssm:${region}:${accountId}:parameter/cdk-bootstrap/${qualifier}/version`;

/**
 * Lays down what `cdk bootstrap` leaves in a region of an account, as far as `cdk deploy` needs it: the roles that upload files, make
 * change sets and work for CloudFormation, and the bucket of the files. What is there already stays. Left out are the roles for look-ups
 * and for images, the repository of images, and the policy of the bucket, which asks for TLS.
 *
 * @see https://github.com/aws/aws-cdk-cli/blob/main/packages/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml
 */
export function layDownBootstrap(world: World, place: BootstrapPlace, boundary?: string): void {
  const { accountId, region } = place;
  const own = trustOfAccount(world.partition, accountId);
  const role = (purpose: BootstrapPurpose, trust: PolicyDocument, policy?: PolicyDocument) => {
    const name = bootstrapRoleName(purpose, place);
    if (findRole(world, accountId, name)) return;
    const made = createRole(world, { accountId, name, trust, boundary, managed: policy ? [] : [administratorAccess(world)] });
    if (policy) made.inline.set('default', { document: policy });
  };
  role('cfn-exec', trustOfService('cloudformation.amazonaws.com'));
  role('deploy', own, deployPolicy(world, place));
  role('file-publishing', own, publishPolicy(world, place));
  const name = stagingBucketName(place);
  if (!world.state.s3.buckets.has(name)) {
    createBucket(world, { name, accountId, region }).versioned = true;
  }
}

/** Documents of the bootstrap's template, and of AWSCloudFormationReadOnlyAccess beside the one of the role that deploys. */
function deployPolicy(world: World, place: BootstrapPlace): PolicyDocument {
  const { accountId } = place;
  const bucket = bucketArn(world, stagingBucketName(place));
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DeployPermissions', Effect: 'Allow', Resource: '*',
        Action: [
          'CreateChangeSet', 'DeleteChangeSet', 'ExecuteChangeSet', 'CreateStack', 'UpdateStack', 'RollbackStack', 'ContinueUpdateRollback',
          'DeleteStack', 'UpdateTerminationProtection', 'Describe*', 'EstimateTemplateCost', 'Get*', 'List*', 'ValidateTemplate', 'Detect*',
        ].map(action => `cloudformation:${action}`),
      },
      { Effect: 'Allow', Action: 'iam:PassRole', Resource: `arn:${world.partition}:iam::${accountId}:role/${bootstrapRoleName('cfn-exec', place)}` },
      { Sid: 'CliStagingBucket', Effect: 'Allow', Action: ['s3:GetObject*', 's3:GetBucket*', 's3:List*'], Resource: [bucket, `${bucket}/*`] },
      { Sid: 'ReadVersion', Effect: 'Allow', Action: ['ssm:GetParameter', 'ssm:GetParameters'], Resource: versionParameterArn(world, place) },
    ],
  };
}

function publishPolicy(world: World, place: BootstrapPlace): PolicyDocument {
  const bucket = bucketArn(world, stagingBucketName(place));
  const actions = ['GetObject*', 'GetBucket*', 'GetEncryptionConfiguration', 'List*', 'DeleteObject*', 'PutObject*', 'Abort*'];
  return {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow', Action: actions.map(action => `s3:${action}`), Resource: [bucket, `${bucket}/*`],
      Condition: { StringEquals: { 'aws:ResourceAccount': [place.accountId] } },
    }],
  };
}
