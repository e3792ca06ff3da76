import { callerOf } from '../api/principals';
import { Authorization, Caller, RehearsalFailure } from '../aws/contract';
import { BootstrapPlace, bootstrapRoleName, stagingBucketName, versionParameterArn } from '../aws/services/cdk-bootstrap';
import { findRole, roleArn, sessionOf } from '../aws/services/iam';
import { bucketArn } from '../aws/services/s3';
import { World } from '../aws/world';
import { isRead, refusalOf } from '../engine';
import { count, passed, Phase } from '../phases/phase';
import { bootstrapOf } from './bootstraps';
import { PlacedStack } from './placed-assembly';
import { named } from './wrong-use';

/** A call of `cdk deploy` without its region. */
type Call = Omit<Authorization, 'region'>;

/**
 * What `cdk deploy` does by itself before CloudFormation works: it uploads the template by one role of the bootstrap, and makes and runs
 * the change set by another.
 *
 * @param as who runs it, where that is asked
 */
export function deployerPhase(stacks: readonly PlacedStack[], as?: string): Phase {
  return {
    id: 'deployer',
    title: 'uploads and change sets, by the roles of the CDK bootstrap',
    claim: 'The roles of the CDK bootstrap may upload templates, and make and run change sets.',
    run: async run => {
      const world = run.emptyWorld();
      stacks.forEach(stack => deployerOf(world, stack, as));
      return passed(count(stacks.length, 'stack'));
    },
  };
}

function deployerOf(world: World, stack: PlacedStack, as: string | undefined): void {
  const place = bootstrapOf(stack);
  if (!place) return;
  const { name: stackName, accountId, region } = stack;
  try {
    const publisher = roleOf(world, place, 'file-publishing', as);
    const deployer = roleOf(world, place, 'deploy', as);
    uploads(world, place).forEach(call => world.authorize(publisher, { ...call, region }, !isRead(call.action)));
    changeSet(world, place, stackName).forEach(call => world.authorize(deployer, { ...call, region }, !isRead(call.action)));
  } catch (error) {
    throw refusalOf(error, { stackName, accountId, region });
  }
}

/** The session of a role of the bootstrap, once whoever deploys has assumed it. */
function roleOf(world: World, place: BootstrapPlace, purpose: 'deploy' | 'file-publishing', as: string | undefined): Caller {
  const { accountId, region, qualifier } = place;
  const name = bootstrapRoleName(purpose, place);
  const arn = roleArn(world, accountId, name);
  if (!findRole(world, accountId, name)) {
    const message = `the role ${arn} cannot be found`;
    throw new RehearsalFailure({ kind: 'aws-error', message, remedy: `bootstrap ${accountId} in ${region} with the qualifier ${qualifier}` });
  }
  if (as !== undefined) {
    const caller = named(() => callerOf(world, as, accountId));
    world.authorize(caller, { action: 'sts:AssumeRole', resource: arn, resourceAccountId: accountId, region }, true);
  }
  return sessionOf(world, arn);
}

/**
 * The bucket of the bootstrap encrypts with the key of S3, and the CDK says so when it uploads.
 *
 * @see https://github.com/aws/aws-cdk-cli/blob/main/packages/@aws-cdk/cdk-assets-lib/lib/private/handlers/files.ts
 */
function uploads(world: World, place: BootstrapPlace): readonly Call[] {
  const bucket = bucketArn(world, stagingBucketName(place));
  return [
    { action: 's3:GetBucketLocation', resource: bucket },
    { action: 's3:ListBucket', resource: bucket },
    { action: 's3:GetEncryptionConfiguration', resource: bucket },
    { action: 's3:PutObject', resource: `${bucket}/template.json`, context: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
  ];
}

function changeSet(world: World, place: BootstrapPlace, stackName: string): readonly Call[] {
  const { accountId, region } = place;
  const stack = `arn:${world.partition}:cloudformation:${region}:${accountId}:stack/${stackName}/*`;
  const role = roleArn(world, accountId, bootstrapRoleName('cfn-exec', place));
  const actions = ['DescribeStacks', 'GetTemplate', 'CreateChangeSet', 'DescribeChangeSet', 'ExecuteChangeSet', 'DescribeStackEvents'];
  return [
    { action: 's3:GetObject', resource: `${bucketArn(world, stagingBucketName(place))}/template.json` },
    { action: 'ssm:GetParameters', resource: versionParameterArn(world, place) },
    { action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
    ...actions.map(action => ({
      action: `cloudformation:${action}`, resource: stack, ...action === 'CreateChangeSet' && { context: { 'cloudformation:RoleArn': role } },
    })),
  ];
}
