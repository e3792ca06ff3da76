import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../../../core/acknowledge';
import { acknowledgeWildcards } from '../../../core/acknowledge-wildcards';
import { LOG_GROUP_KEY_ALIAS, ROLE_PATH } from '../../../core/naming';
import { acknowledgeNist } from '../../../core/nist-exceptions';
import { duplicateProblems, Problems, shapeProblems } from '../../../core/validation';
import { KeyPurpose, ManagedKey } from '../../encryption';
import { TrailOptions } from '../trail-options';

/** What a trail of whatever kind is made of. */
export interface TrailPartsProps extends TrailOptions {
  readonly trailName: string;
  readonly logGroupName: string;
  readonly bucketName: string;
  readonly keyArn: string;
  /** Whether it is the trail of an organization. */
  readonly isOrganizationTrail: boolean;
  /** Names of the log streams that CloudTrail writes, as patterns: their ends are its choice. */
  readonly streams: string[];
}

/** A trail, and what it needs in its own account. */
export interface TrailParts {
  readonly trail: CfnTrail;
  readonly logGroup: LogGroup;
  readonly logGroupKey: ManagedKey;
}

/** Reads and writes of every service, AWS KMS included. */
const MANAGEMENT_EVENTS: CfnTrail.AdvancedEventSelectorProperty = {
  name: 'Management events',
  fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }],
};

/** Makes a trail with its log group and its role, each an immediate child of the scope. */
export function trailParts(scope: Construct, props: TrailPartsProps): TrailParts {
  const { trailName, logGroupName, isOrganizationTrail } = props;
  const { account, region } = Stack.of(scope);
  const logGroupArn = `arn:${Aws.PARTITION}:logs:${region}:${account}:log-group:${logGroupName}`;
  const logGroupKey = new ManagedKey(scope, 'LogGroupKey', {
    alias: LOG_GROUP_KEY_ALIAS,
    description: `Encrypts the log group ${logGroupName}`,
    purposes: [KeyPurpose.cloudWatchLogs(logGroupArn)],
  });
  const logGroup = new LogGroup(scope, 'LogGroup', {
    logGroupName,
    encryptionKey: logGroupKey,
    retention: props.logRetention ?? RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const role = writerRole(scope, isOrganizationTrail, props.streams.map(stream => `${logGroupArn}:log-stream:${stream}`));
  const trail = new CfnTrail(scope, 'Resource', {
    trailName,
    isLogging: true,
    isOrganizationTrail,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    enableLogFileValidation: true,
    s3BucketName: props.bucketName,
    kmsKeyId: props.keyArn,
    cloudWatchLogsLogGroupArn: logGroup.logGroupArn,
    cloudWatchLogsRoleArn: role.roleArn,
    advancedEventSelectors: [MANAGEMENT_EVENTS, ...(props.dataEvents ?? []).flatMap(events => events.selectors)],
    insightSelectors: props.insights?.map(insightType => ({ insightType })),
  });
  trail.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  trail.node.addDependency(logGroup, role);
  return { trail, logGroup, logGroupKey };
}

function writerRole(scope: Construct, isOrganizationTrail: boolean, streams: string[]): Role {
  const what = isOrganizationTrail ? 'the organization trail' : 'the trail of the account';
  const role = new Role(scope, 'Role', {
    path: ROLE_PATH,
    description: `CloudTrail writes ${what} to CloudWatch Logs`,
    assumedBy: new ServicePrincipal('cloudtrail.amazonaws.com'),
    inlinePolicies: {
      WriteTrail: new PolicyDocument({
        statements: [new PolicyStatement({ sid: 'WriteStreams', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: streams })],
      }),
    },
  });
  const documented = isOrganizationTrail ? 'these two patterns for an organization trail' : 'this pattern';
  acknowledgeWildcards(role, streams, `CloudTrail chooses the end of its log streams' names; AWS documents ${documented}`);
  acknowledgeNist(role, 'IAMNoInlinePolicy');
  return role;
}

/** Tells the rules of Control Tower that a trail is encrypted whose key is of another account, or another stack. */
export function acknowledgeForeignKey(trail: CfnTrail, place: 'account' | 'stack'): void {
  acknowledge(trail, {
    id: 'cdk-validator-cfnguard::cloud_trail_encryption_enabled_check',
    reason: `It is encrypted, by the key of the log archive: the rule knows keys of the same template only, and this one is of another ${place}.`,
  });
}

/** What is wrong with the name of a trail. */
export function trailNameProblems(trailName: string): Problems {
  return shapeProblems('trailName', trailName, /^(?=.{3,128}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/,
    'have 3 to 128 letters and digits with single ".", "_" or "-" between them', 'rename the trail');
}

/** What is wrong with what a trail is told to record. */
export function trailEventProblems({ dataEvents = [], insights }: TrailOptions): Problems {
  return [
    ...dataEvents.flatMap(events => events._problems),
    ...duplicateProblems('dataEvents', dataEvents.map(events => events.resourceType), 'put both into one'),
    ...duplicateProblems('insights', insights ?? [], 'name each once'),
    ...(insights?.length === 0 ? ["'insights' must name something, got []: leave it out"] : []),
  ];
}
