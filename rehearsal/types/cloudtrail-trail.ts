import { Operation, Outcome, ResourceType } from '../aws/contract';
import { MAX_TRAILS, Trail, trailArn } from '../aws/services/cloudtrail';
import { serviceLinkedRoleArn } from '../aws/services/iam';
import { CLOUDTRAIL } from '../rules';
import { given, inert, permissions, schema, TAGS } from './permission';
import { checkBucket, checkEvents, checkLogGroup, checkOrganization } from './cloudtrail-checks';
import { selectorsOf } from './cloudtrail-selectors';
import { flag, physicalName, plannedName, text } from './values';

const MAX_NAME = 128;

const outcome = ({ name, arn }: Trail): Outcome => ({ physicalId: name, attributes: { Arn: arn } });
const plannedArn = (operation: Operation) => trailArn(operation.world, operation.accountId, operation.region, plannedName(operation, 'TrailName'));
const logRole = ({ properties }: Operation) => text(properties, 'CloudWatchLogsRoleArn') ?? '*';
const isOrganizationTrail = ({ properties }: Operation) => flag(properties, 'IsOrganizationTrail') ?? false;

/** An organization trail makes sure of the organization and of CloudTrail's service-linked role, on behalf of its caller. */
const ORGANIZATION_CALLS = [
  ...permissions(['organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization'], undefined, { when: isOrganizationTrail }),
  ...permissions(['iam:CreateServiceLinkedRole'], ({ world, accountId }) => serviceLinkedRoleArn(world, accountId, 'cloudtrail.amazonaws.com'), {
    when: isOrganizationTrail, context: () => ({ 'iam:AWSServiceName': 'cloudtrail.amazonaws.com' }),
  }),
];

const SELECTORS = [
  ...permissions(['cloudtrail:PutEventSelectors'], plannedArn, { when: given('EventSelectors', 'AdvancedEventSelectors') }),
  ...permissions(['cloudtrail:PutInsightSelectors'], plannedArn, { when: given('InsightSelectors') }),
];

const passRole = permissions(['iam:GetRole', 'iam:PassRole'], logRole, {
  when: given('CloudWatchLogsRoleArn'), context: () => ({ 'iam:PassedToService': 'cloudtrail.amazonaws.com' }),
});

const FILES = inert('no log file is written in the rehearsal');

/** A trail. `SnsTopicName` is refused by name: topics are not modelled yet. */
export const TRAIL: ResourceType = {
  typeName: 'AWS::CloudTrail::Trail',
  source: schema('aws-cloudtrail-trail'),
  properties: {
    TrailName: 'interpreted', S3BucketName: 'interpreted', S3KeyPrefix: 'interpreted', KMSKeyId: 'interpreted', IsLogging: 'interpreted',
    IsOrganizationTrail: 'interpreted', CloudWatchLogsLogGroupArn: 'interpreted', CloudWatchLogsRoleArn: 'interpreted', Tags: TAGS,
    IsMultiRegionTrail: 'interpreted', IncludeGlobalServiceEvents: 'interpreted', EventSelectors: 'interpreted', EnableLogFileValidation: FILES,
    AdvancedEventSelectors: 'interpreted', InsightSelectors: 'interpreted', AggregationConfigurations: inert('events are not aggregated in the rehearsal'),
  },
  nested: {
    EventSelectors: ['ReadWriteType', 'IncludeManagementEvents', 'ExcludeManagementEventSources', 'DataResources'],
    AdvancedEventSelectors: ['Name', 'FieldSelectors'],
    InsightSelectors: ['InsightType', 'EventCategories'],
  },
  required: ['S3BucketName', 'IsLogging'],
  createOnly: ['TrailName'],
  permissions: {
    create: [
      ...permissions(['cloudtrail:CreateTrail'], plannedArn),
      ...permissions(['cloudtrail:StartLogging'], plannedArn, { when: ({ properties }) => flag(properties, 'IsLogging') === true }),
      ...permissions(['cloudtrail:AddTags'], plannedArn, { when: given('Tags') }),
      ...SELECTORS, ...passRole, ...ORGANIZATION_CALLS,
    ],
    update: [
      ...permissions(['cloudtrail:GetTrail', 'cloudtrail:DescribeTrails', 'cloudtrail:UpdateTrail'], plannedArn),
      ...permissions(['cloudtrail:StartLogging', 'cloudtrail:StopLogging'], plannedArn, { when: given('IsLogging') }),
      ...permissions(['cloudtrail:AddTags', 'cloudtrail:RemoveTags'], plannedArn, { when: given('Tags') }),
      ...SELECTORS, ...passRole, ...ORGANIZATION_CALLS,
    ],
    delete: permissions(['cloudtrail:DeleteTrail'], plannedArn),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    const { trails } = world.state.cloudtrail;
    const name = physicalName(operation, 'TrailName', MAX_NAME);
    const arn = trailArn(world, accountId, region, name);
    if (trails.has(arn)) {
      operation.fail('TrailAlreadyExistsException', `trail ${name} already exists`);
    }
    const here = [...trails.values()].filter(trail => trail.accountId === accountId && trail.region === region).length;
    operation.require(CLOUDTRAIL.TRAIL_QUOTA, here < MAX_TRAILS, `${accountId} has ${here} trails in ${region}`, 'delete one');
    const trail: Trail = { arn, name, accountId, region, origin, ...settings(operation) };
    check(operation, trail);
    trails.set(arn, trail);
    return outcome(deliver(operation, trail));
  },
  update: operation => {
    const trail = trailOf(operation);
    const next = { ...trail, ...settings(operation) };
    check(operation, next);
    return outcome(deliver(operation, Object.assign(trail, next)));
  },
  delete: operation => {
    operation.world.state.cloudtrail.trails.delete(trailOf(operation).arn);
  },
  import: operation => {
    const trail = trailOf(operation);
    trail.origin = operation.origin;
    return outcome(trail);
  },
};

function trailOf(operation: Operation): Trail {
  const arn = trailArn(operation.world, operation.accountId, operation.region, String(operation.physicalId));
  return operation.world.state.cloudtrail.trails.get(arn) ?? operation.fail('TrailNotFoundException', `trail ${operation.physicalId} does not exist`);
}

function settings(operation: Operation): Omit<Trail, 'arn' | 'name' | 'accountId' | 'region' | 'origin'> {
  const { properties } = operation;
  return {
    bucketName: String(properties.S3BucketName),
    keyPrefix: text(properties, 'S3KeyPrefix'),
    keyArn: text(properties, 'KMSKeyId'),
    organization: isOrganizationTrail(operation),
    logging: flag(properties, 'IsLogging') ?? false,
    multiRegion: flag(properties, 'IsMultiRegionTrail') ?? false,
    globalServices: flag(properties, 'IncludeGlobalServiceEvents') ?? false,
    selectors: selectorsOf(properties),
    logGroupArn: text(properties, 'CloudWatchLogsLogGroupArn'),
    logRoleArn: text(properties, 'CloudWatchLogsRoleArn'),
  };
}

function check(operation: Operation, trail: Trail): void {
  checkEvents(operation);
  if (trail.organization) {
    checkOrganization(operation);
  }
  checkBucket(operation, trail);
  checkLogGroup(operation, trail);
}

/**
 * From now on there are log files in the bucket. S3 delivers the access logs of writing them within hours: later than a rollback takes,
 * sooner than anybody destroys the stack.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
function deliver({ world }: Operation, trail: Trail): Trail {
  if (trail.logging) {
    const { buckets } = world.state.s3;
    const bucket = buckets.get(trail.bucketName)!;
    const accessLogs = buckets.get(bucket.accessLogs?.bucketName ?? '');
    bucket.holdsLogs = true;
    if (accessLogs) {
      accessLogs.holdsLogs = true;
    }
  }
  return trail;
}
