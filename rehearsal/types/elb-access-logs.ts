import { Context } from '../../lib/policy';
import { decide } from '../aws/authorization';
import { Caller, Operation } from '../aws/contract';
import { LoadBalancerKind } from '../aws/services/elb';
import { rootCaller, serviceCaller } from '../aws/services/iam';
import { findKey } from '../aws/services/kms';
import { Bucket } from '../aws/services/s3';
import { LOAD_BALANCING } from '../rules/load-balancing';

/** Accounts of AWS that wrote logs before the service principal: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
const OLD_WRITERS: Readonly<Record<string, string>> = {
  'af-south-1': '098369216593', 'ap-east-1': '754344448648', 'ap-northeast-1': '582318560864', 'ap-northeast-2': '600734575887',
  'ap-northeast-3': '383597477331', 'ap-south-1': '718504428378', 'ap-southeast-1': '114774131450', 'ap-southeast-2': '783225319266',
  'ap-southeast-3': '589379963580', 'ca-central-1': '985666609251', 'eu-central-1': '054676820928', 'eu-north-1': '897822967062',
  'eu-south-1': '635631232127', 'eu-west-1': '156460612806', 'eu-west-2': '652711504416', 'eu-west-3': '009996457667',
  'me-south-1': '076674570225', 'sa-east-1': '507241528517', 'us-east-1': '127311923021', 'us-east-2': '033677994240',
  'us-west-1': '027434742980', 'us-west-2': '797873946194',
};

/** What turns each kind of log on, with where it goes. */
const KINDS = ['access_logs', 'connection_logs', 'health_check_logs'];

/** Elastic Load Balancing writes a test file when logging is turned on, and refuses when it cannot. */
export function checkAccessLogs(operation: Operation, kind: LoadBalancerKind, arn: string, attributes: ReadonlyMap<string, string>): void {
  for (const logs of KINDS.filter(name => attributes.get(`${name}.s3.enabled`) === 'true')) {
    const name = attributes.get(`${logs}.s3.bucket`) ?? '';
    const prefix = attributes.get(`${logs}.s3.prefix`);
    const bucket = operation.world.state.s3.buckets.get(name);
    const near = bucket?.region === operation.region;
    operation.require(LOAD_BALANCING.ACCESS_LOGS, near, `the bucket '${name}' is not in ${operation.region}`, 'send logs to a bucket in the region of the load balancer');
    operation.requirePath(LOAD_BALANCING.ACCESS_LOGS, bucket!.policy?.origin ?? bucket!.origin, `the policy of ${name} may not let them in yet`);
    const target = `${bucket!.arn}/${prefix ? `${prefix}/` : ''}AWSLogs/${operation.accountId}`;
    if (kind === 'application') {
      checkApplication(operation, bucket!, target, arn);
    } else {
      checkNetwork(operation, bucket!, target);
    }
  }
}

const decisionOf = ({ world }: Operation, caller: Caller, action: string, resource: string, bucket: Bucket, context: Context) =>
  decide(world, caller, { action, resource, resourceAccountId: bucket.accountId, region: bucket.region, context });

function checkApplication(operation: Operation, bucket: Bucket, target: string, arn: string): void {
  const { world, accountId, region } = operation;
  operation.require(LOAD_BALANCING.ACCESS_LOGS, bucket.encryptionKey === undefined, `${bucket.name} is encrypted with KMS`, 'encrypt the bucket of access logs with SSE-S3');
  const context = { 'aws:SourceAccount': accountId, 'aws:SourceArn': arn };
  const file = `${target}/ELBAccessLogTestFile`;
  const decision = decisionOf(operation, serviceCaller('logdelivery.elasticloadbalancing.amazonaws.com'), 's3:PutObject', file, bucket, context);
  const writer = OLD_WRITERS[region];
  const old = writer !== undefined && bucketNames(bucket, writer)
    && decisionOf(operation, rootCaller(world, writer), 's3:PutObject', file, bucket, {}).allowed;
  operation.require(LOAD_BALANCING.ACCESS_LOGS, decision.allowed || old, `Elastic Load Balancing cannot write ${file}: ${decision.explanation}`,
    'allow logdelivery.elasticloadbalancing.amazonaws.com s3:PutObject there');
}

const bucketNames = ({ policy }: Bucket, accountId: string) => JSON.stringify(policy?.document ?? {}).includes(accountId);

function checkNetwork(operation: Operation, bucket: Bucket, target: string): void {
  const { world, accountId, region } = operation;
  const context = { 'aws:SourceAccount': accountId, 'aws:SourceArn': `arn:${world.partition}:logs:${region}:${accountId}:*` };
  const caller = serviceCaller('delivery.logs.amazonaws.com');
  const key = bucket.encryptionKey === undefined ? undefined : findKey(world, bucket.encryptionKey, bucket);
  const decisions = [
    decisionOf(operation, caller, 's3:GetBucketAcl', bucket.arn, bucket, context),
    decisionOf(operation, caller, 's3:PutObject', `${target}/ELBAccessLogTestFile`, bucket, { ...context, 's3:x-amz-acl': 'bucket-owner-full-control' }),
    ...key ? [decide(world, caller, { action: 'kms:GenerateDataKey', resource: key.arn, resourceAccountId: key.accountId, region: key.region, context })] : [],
  ];
  const denied = decisions.find(({ allowed }) => !allowed);
  operation.require(LOAD_BALANCING.ACCESS_LOGS, denied === undefined, `Elastic Load Balancing cannot write to ${bucket.name}: ${denied?.explanation}`,
    'allow delivery.logs.amazonaws.com s3:GetBucketAcl and s3:PutObject there, and the key');
}
