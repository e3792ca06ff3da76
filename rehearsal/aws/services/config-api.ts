import { CONFIG } from '../../rules/config';
import { channelKey, configDeliveries } from '../config-delivery';
import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError, RehearsalFailure, Rule } from '../contract';
import type { World } from '../world';
import { decide } from '../authorization';
import {
  CONFIG_SERVICE, ConformancePack, DeliveryChannel, MULTI_ACCOUNT_SERVICE, placeKey, Recorder, recorderArn, RecordingGroup,
} from './config';
import { serviceCaller } from './iam';

type Values = Readonly<Record<string, unknown>>;

const source = (name: string) => `https://docs.aws.amazon.com/config/latest/APIReference/API_${name}.html`;
const on = (name: string, { region }: ApiCall, resource = '*'): Authorization => ({ action: `config:${name}`, resource, region });
const record = (value: unknown) => (value ?? {}) as Values;
const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []) as readonly string[];

/** AWS Config does not record IAM in regions that it came to after February 2022. */
const REGIONS_WITHOUT_IAM = [
  'ap-east-2', 'ap-south-2', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'eu-central-2', 'eu-south-2',
  'il-central-1', 'me-central-1', 'mx-central-1',
];

/** https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingMode.html */
const FREQUENCIES: readonly string[] = ['CONTINUOUS', 'DAILY'];

function refuseUnless(holds: boolean, rule: Rule, message: string, remedy: string): asserts holds {
  if (!holds) {
    throw new RehearsalFailure({ kind: 'rule', rule, message, remedy });
  }
}

const strategyOf = ({ allSupported, excludedTypes }: RecordingGroup) =>
  allSupported ? 'ALL_SUPPORTED_RESOURCE_TYPES' : excludedTypes.length > 0 ? 'EXCLUSION_BY_RESOURCE_TYPES' : 'INCLUSION_BY_RESOURCE_TYPES';

const describeGroup = (group: RecordingGroup) => ({
  allSupported: group.allSupported, includeGlobalResourceTypes: group.includeGlobalResourceTypes, resourceTypes: group.resourceTypes,
  ...group.excludedTypes.length > 0 ? { exclusionByResourceTypes: { resourceTypes: group.excludedTypes } } : {},
  recordingStrategy: { useOnly: strategyOf(group) },
});

/** As AWS answers: with what was not said filled in. */
const describeRecorder = ({ name, arn, roleArn, group, frequency, overrides = [] }: Recorder) => ({
  name, arn, roleARN: roleArn, recordingGroup: describeGroup(group),
  recordingMode: { recordingFrequency: frequency, recordingModeOverrides: overrides }, recordingScope: 'PAID',
});

/** What a channel does not have, AWS does not answer. */
const describeChannel = ({ name, bucketName, keyPrefix, keyArn, snsTopicArn }: DeliveryChannel) => ({
  name, s3BucketName: bucketName, s3KeyPrefix: keyPrefix, s3KmsKeyArn: keyArn, snsTopicARN: snsTopicArn,
});

const recorderAt = (call: ApiCall) => call.world.state.config.recorders.get(placeKey(call));
const channelAt = (call: ApiCall) => call.world.state.config.channels.get(placeKey(call));

/** Those that are asked for by name, or the one that is there. */
function named<T extends { readonly name: string }>(wanted: unknown, existing: T | undefined, code: string): readonly T[] {
  const missing = texts(wanted).find(name => name !== existing?.name);
  if (missing !== undefined) {
    throw new AwsError(code, `Cannot find ${missing}.`);
  }
  return existing ? [existing] : [];
}

function putRecorder({ ConfigurationRecorder }: ApiInput, call: ApiCall): unknown {
  const given = record(ConfigurationRecorder);
  const mode = record(given.recordingMode);
  const existing = recorderAt(call);
  const name = String(given.name ?? 'default');
  refuseUnless(!existing || existing.name === name, CONFIG.ONE_RECORDER,
    `${placeKey(call)} has the recorder ${existing?.name}, ${name} would be a second one`, 'put the recorder under the name that it has');
  const roleArn = String(given.roleARN);
  checkRole(call, roleArn);
  const group = groupOf(given.recordingGroup, call.region);
  const { accountId, region, origin, world } = call;
  world.state.config.recorders.set(placeKey(call), {
    accountId, region, name, arn: recorderArn(world, call, name), origin, roleArn, group, ...frequencyOf(mode),
    recording: existing?.recording ?? false,
  });
  return {};
}

/** How often is recorded, and of which types otherwise. */
function frequencyOf({ recordingFrequency = 'CONTINUOUS', recordingModeOverrides = [] }: Values): Pick<Recorder, 'frequency' | 'overrides'> {
  const overrides = recordingModeOverrides as readonly Values[];
  const frequencies = [recordingFrequency, ...overrides.map(override => override.recordingFrequency)].map(String);
  const strange = frequencies.filter(frequency => !FREQUENCIES.includes(frequency));
  if (strange.length > 0) {
    throw new AwsError('ValidationException', `'recordingFrequency' must be one of ${FREQUENCIES.join(', ')}, got ${strange.join(', ')}`);
  }
  if (overrides.length > 1 || overrides.some(({ resourceTypes }) => texts(resourceTypes).length === 0)) {
    throw new AwsError('ValidationException', "'recordingModeOverrides' must be one at most, with the types that it is for");
  }
  return { frequency: frequencies[0], overrides };
}

function checkRole({ world, accountId }: ApiCall, roleArn: string): void {
  const role = world.state.iam.roles.get(roleArn);
  const remedy = 'create the service-linked role of AWS Config before: iam:CreateServiceLinkedRole for config.amazonaws.com';
  refuseUnless(role?.accountId === accountId, CONFIG.RECORDER_ROLE, `the role ${roleArn} of the recorder does not exist in ${accountId}`, remedy);
  const { allowed } = decide(world, serviceCaller(CONFIG_SERVICE), { action: 'sts:AssumeRole', resource: roleArn, resourceAccountId: accountId });
  refuseUnless(allowed, CONFIG.RECORDER_ROLE, `${roleArn} does not trust config.amazonaws.com`, remedy);
}

function groupOf(value: unknown, region: string): RecordingGroup {
  const given = record(value);
  const group: RecordingGroup = {
    allSupported: given.allSupported === true || Object.keys(given).length === 0,
    includeGlobalResourceTypes: given.includeGlobalResourceTypes === true,
    resourceTypes: texts(given.resourceTypes),
    excludedTypes: texts(record(given.exclusionByResourceTypes).resourceTypes),
  };
  const { allSupported, includeGlobalResourceTypes: global, resourceTypes, excludedTypes } = group;
  const ways = [allSupported, resourceTypes.length > 0, excludedTypes.length > 0].filter(Boolean).length;
  refuseUnless(ways === 1, CONFIG.RECORDING_GROUP, `the recording group says ${ways} of: every type, all but some, some`, 'say one of them');
  const { useOnly } = record(given.recordingStrategy);
  refuseUnless(excludedTypes.length === 0 || useOnly !== undefined, CONFIG.RECORDING_GROUP,
    'types are left out without the recording strategy for that', 'let useOnly be EXCLUSION_BY_RESOURCE_TYPES');
  refuseUnless(useOnly === undefined || useOnly === strategyOf(group), CONFIG.RECORDING_GROUP,
    `the recording strategy is ${String(useOnly)}, what is said of types is ${strategyOf(group)}`, 'let both say the same');
  refuseUnless(!global || allSupported, CONFIG.RECORDING_GROUP, 'IAM is asked for without every type', 'record every type, or name the types of IAM');
  refuseUnless(!global || !REGIONS_WITHOUT_IAM.includes(region), CONFIG.RECORDING_GROUP, `AWS Config does not record IAM in ${region}`, 'choose another home region');
  return group;
}

function putChannel({ DeliveryChannel: value }: ApiInput, call: ApiCall): unknown {
  const given = record(value);
  refuseUnless(recorderAt(call) !== undefined, CONFIG.RECORDER_ORDER, `${placeKey(call)} has no recorder for a delivery channel`, 'put the recorder first');
  const existing = channelAt(call);
  const name = String(given.name ?? 'default');
  refuseUnless(!existing || existing.name === name, CONFIG.ONE_RECORDER,
    `${placeKey(call)} has the delivery channel ${existing?.name}, ${name} would be a second one`, 'put the channel under the name that it has');
  const text = (member: string, before: string | undefined) => given[member] === undefined ? before : String(given[member]);
  const channel: DeliveryChannel = {
    accountId: call.accountId, region: call.region, name, origin: call.origin,
    bucketName: String(text('s3BucketName', existing?.bucketName)),
    keyPrefix: text('s3KeyPrefix', existing?.keyPrefix),
    keyArn: text('s3KmsKeyArn', existing?.keyArn),
    // what is not said stays as it is
    snsTopicArn: text('snsTopicARN', existing?.snsTopicArn),
  };
  checkDelivery(call.world, channel);
  call.world.state.config.channels.set(placeKey(call), channel);
  return {};
}

/** AWS Config writes a file to see whether it can. */
function checkDelivery(world: World, channel: DeliveryChannel): void {
  const bucket = world.state.s3.buckets.get(channel.bucketName);
  refuseUnless(bucket !== undefined, CONFIG.CHANNEL_BUCKET, `the bucket ${channel.bucketName} does not exist`, 'create the bucket before the recorder');
  refuseUnless(!bucket.objectLock?.mode, CONFIG.CHANNEL_BUCKET, `${bucket.name} has a default retention, and AWS Config cannot write to such a bucket`,
    'deliver to a bucket without Object Lock');
  const key = channelKey(world, channel, bucket);
  if (channel.keyArn !== undefined || bucket.encryptionKey !== undefined) {
    refuseUnless(key?.enabled === true && !key.pendingDeletion && key.region === bucket.region, CONFIG.CHANNEL_KEY,
      `the key ${channel.keyArn ?? bucket.encryptionKey} is not enabled in ${bucket.region}`, 'name the ARN of the key of the bucket');
  }
  for (const { rule, decision, what, remedy } of configDeliveries(world, channel).filter(delivery => !delivery.decision.allowed)) {
    throw new RehearsalFailure({ kind: 'rule', rule, decision, remedy, message: `${what}: ${decision.explanation}` });
  }
}

function start({ ConfigurationRecorderName }: ApiInput, call: ApiCall): unknown {
  const [recorder] = named([ConfigurationRecorderName], recorderAt(call), 'NoSuchConfigurationRecorderException');
  const channel = channelAt(call);
  refuseUnless(channel !== undefined, CONFIG.RECORDER_ORDER, `${placeKey(call)} has no delivery channel for its recorder`, 'put the delivery channel before the start');
  recorder.recording = true;
  recorder.origin = call.origin;
  const { buckets } = call.world.state.s3;
  const bucket = buckets.get(channel.bucketName);
  [bucket, buckets.get(bucket?.accessLogs?.bucketName ?? '')].forEach(written => {
    if (written) {
      written.holdsLogs = true;
    }
  });
  return {};
}

const recorderOf = ({ ConfigurationRecorderName, ConfigurationRecorder }: ApiInput, call: ApiCall) =>
  recorderArn(call.world, call, String(ConfigurationRecorderName ?? record(ConfigurationRecorder).name ?? 'default'));

/** What code asks of packs of the organization: the management account and delegated administrators may, each of its own. */
const packOperation = (operation: string, input: readonly string[], run: ApiOperation['run']): ApiOperation => ({
  service: 'config-service', operation, write: false, input: ['Limit', 'NextToken', ...input], run,
  source: source(operation),
  authorizations: (given, call) => [
    on(operation, call, packNamed(given, call)?.arn),
    ...call.accountId === call.world.managementAccountId ? []
      : [{ action: 'organizations:ListDelegatedAdministrators', resource: '*', region: call.region }],
  ],
});

const packNamed = ({ OrganizationConformancePackName: name }: ApiInput, call: ApiCall): ConformancePack | undefined =>
  name === undefined ? undefined : call.world.state.config.packs.get(`${placeKey(call)}/${String(name)}`);

function refuseStrangers({ world, accountId }: ApiCall): void {
  const { delegatedAdministrators } = world.state.organizations;
  if (accountId !== world.managementAccountId && !delegatedAdministrators.has(`${accountId}/${MULTI_ACCOUNT_SERVICE}`)) {
    throw new AwsError('OrganizationAccessDeniedException', 'This action can only be performed by the management account or a delegated administrator.');
  }
}

function describePacks(_: ApiInput, call: ApiCall): unknown {
  refuseStrangers(call);
  const own = [...call.world.state.config.packs.values()].filter(pack => placeKey(pack) === placeKey(call));
  return {
    OrganizationConformancePacks: own.map(({ name, arn, excludedAccounts }) =>
      ({ OrganizationConformancePackName: name, OrganizationConformancePackArn: arn, ExcludedAccounts: excludedAccounts })),
  };
}

function detailPack(input: ApiInput, call: ApiCall): unknown {
  refuseStrangers(call);
  const pack = packNamed(input, call);
  if (!pack) {
    throw new AwsError('NoSuchOrganizationConformancePackException', `Cannot find ${String(input.OrganizationConformancePackName)}.`);
  }
  const ConformancePackName = `OrgConformsPack-${pack.name}`;
  return {
    OrganizationConformancePackDetailedStatuses: [...new Set([...pack.accounts, ...pack.failed.keys()])].map(AccountId => {
      const reason = pack.failed.get(AccountId);
      return reason === undefined ? { AccountId, ConformancePackName, Status: 'CREATE_SUCCESSFUL' }
        : { AccountId, ConformancePackName, Status: 'CREATE_FAILED', ErrorCode: 'NoAvailableConfigurationRecorder', ErrorMessage: reason };
    }),
  };
}

const RECORDER_MEMBERS = {
  'ConfigurationRecorder': ['name', 'roleARN', 'recordingGroup', 'recordingMode'],
  'ConfigurationRecorder.recordingGroup': ['allSupported', 'includeGlobalResourceTypes', 'resourceTypes', 'exclusionByResourceTypes', 'recordingStrategy'],
  'ConfigurationRecorder.recordingGroup.exclusionByResourceTypes': ['resourceTypes'],
  'ConfigurationRecorder.recordingGroup.recordingStrategy': ['useOnly'],
  'ConfigurationRecorder.recordingMode': ['recordingFrequency', 'recordingModeOverrides'],
  'ConfigurationRecorder.recordingMode.recordingModeOverrides': ['description', 'resourceTypes', 'recordingFrequency'],
};

/** Operations of AWS Config, as the package `@aws-sdk/client-config-service` has them. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'config-service', operation: 'DescribeConfigurationRecorders', write: false, input: ['ConfigurationRecorderNames'],
    source: source('DescribeConfigurationRecorders'),
    authorizations: (_, call) => [on('DescribeConfigurationRecorders', call)],
    run: ({ ConfigurationRecorderNames }, call) =>
      ({ ConfigurationRecorders: named(ConfigurationRecorderNames, recorderAt(call), 'NoSuchConfigurationRecorderException').map(describeRecorder) }),
  },
  {
    service: 'config-service', operation: 'DescribeConfigurationRecorderStatus', write: false, input: ['ConfigurationRecorderNames'],
    source: source('DescribeConfigurationRecorderStatus'),
    authorizations: (_, call) => [on('DescribeConfigurationRecorderStatus', call)],
    run: ({ ConfigurationRecorderNames }, call) => ({
      ConfigurationRecordersStatus: named(ConfigurationRecorderNames, recorderAt(call), 'NoSuchConfigurationRecorderException')
        .map(({ name, arn, recording }) => ({ name, arn, recording })),
    }),
  },
  {
    service: 'config-service', operation: 'DescribeDeliveryChannels', write: false, input: ['DeliveryChannelNames'],
    source: source('DescribeDeliveryChannels'),
    authorizations: (_, call) => [on('DescribeDeliveryChannels', call)],
    run: ({ DeliveryChannelNames }, call) =>
      ({ DeliveryChannels: named(DeliveryChannelNames, channelAt(call), 'NoSuchDeliveryChannelException').map(describeChannel) }),
  },
  {
    service: 'config-service', operation: 'PutConfigurationRecorder', write: true, input: ['ConfigurationRecorder'],
    nested: RECORDER_MEMBERS,
    source: source('PutConfigurationRecorder'),
    authorizations: (input, call) => [
      on('PutConfigurationRecorder', call, recorderOf(input, call)),
      {
        action: 'iam:PassRole', resource: String(record(input.ConfigurationRecorder).roleARN), region: call.region,
        context: { 'iam:PassedToService': CONFIG_SERVICE },
      },
    ],
    run: putRecorder,
  },
  {
    service: 'config-service', operation: 'PutDeliveryChannel', write: true, input: ['DeliveryChannel'],
    nested: { DeliveryChannel: ['name', 's3BucketName', 's3KeyPrefix', 's3KmsKeyArn', 'snsTopicARN'] },
    source: source('PutDeliveryChannel'),
    authorizations: (_, call) => [on('PutDeliveryChannel', call)],
    run: putChannel,
  },
  {
    service: 'config-service', operation: 'StartConfigurationRecorder', write: true, input: ['ConfigurationRecorderName'],
    source: source('StartConfigurationRecorder'),
    authorizations: (input, call) => [on('StartConfigurationRecorder', call, recorderOf(input, call))],
    run: start,
  },
  packOperation('DescribeOrganizationConformancePacks', [], describePacks),
  packOperation('GetOrganizationConformancePackDetailedStatus', ['OrganizationConformancePackName'], detailPack),
];
