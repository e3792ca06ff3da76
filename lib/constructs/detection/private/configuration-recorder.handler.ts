import {
  ConfigServiceClient, ConfigurationRecorder, DeliveryChannel, DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand, DescribeDeliveryChannelsCommand, PutConfigurationRecorderCommand, PutDeliveryChannelCommand,
  RecordingGroup, ResourceType, StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { errorName, retry, serve, sleep, strings } from '../../../core/custom-resource.handler';

/** There is one of each in an account and region: the names of what AWS's console creates. */
const NEW_NAME = 'default';

/** IAM, as AWS Config sees it; it is recorded in one region. */
const GLOBAL_TYPES = ['AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::User'];

/** The service-linked role of an account that was just created is not known everywhere at once. */
const ROLE_SECONDS = 5;
const ROLE_ATTEMPTS = 12;

const config = new ConfigServiceClient({});

export const handler = serve(async ({ ResourceProperties: wanted }) => {
  const recorder = await record({
    roleARN: String(wanted.RoleArn),
    recordingGroup: groupOf(strings(wanted.ExcludedResourceTypes), wanted.HomeRegion === process.env.AWS_REGION),
    recordingMode: { recordingFrequency: wanted.RecordingFrequency as 'CONTINUOUS' | 'DAILY' },
  });
  await deliver({ s3BucketName: String(wanted.BucketName), s3KeyPrefix: String(wanted.KeyPrefix), s3KmsKeyArn: String(wanted.KeyArn) });
  await start(recorder);
  return { physicalResourceId: 'configuration-recorder', data: { RecorderName: recorder } };
});

/** Where types are left out AWS Config records IAM unless that is left out too. */
function groupOf(excluded: string[], global: boolean): RecordingGroup {
  if (excluded.length === 0) {
    return { allSupported: true, includeGlobalResourceTypes: global };
  }
  const resourceTypes = [...new Set([...excluded, ...global ? [] : GLOBAL_TYPES])].sort() as ResourceType[];
  return {
    allSupported: false, includeGlobalResourceTypes: false, exclusionByResourceTypes: { resourceTypes },
    recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
  };
}

/** Lets the recorder record what is wanted; returns its name. */
async function record(wanted: ConfigurationRecorder): Promise<string> {
  const { ConfigurationRecorders = [] } = await retry(() => config.send(new DescribeConfigurationRecordersCommand({})));
  const [existing] = ConfigurationRecorders;
  const name = existing?.name ?? NEW_NAME;
  if (essence(existing) !== essence(wanted)) {
    console.log(`${existing ? 'taking over' : 'creating'} recorder ${name}`);
    await onceRoleIsKnown(() => config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { ...wanted, name } })));
  }
  return name;
}

/** What is compared: AWS fills in what was not said, and lists types in its own order. */
function essence(recorder?: ConfigurationRecorder): string {
  const { allSupported, includeGlobalResourceTypes, resourceTypes, exclusionByResourceTypes } = recorder?.recordingGroup ?? {};
  const { recordingFrequency = 'CONTINUOUS', recordingModeOverrides = [] } = recorder?.recordingMode ?? {};
  return JSON.stringify([
    recorder?.roleARN, allSupported ?? false, includeGlobalResourceTypes ?? false, [...resourceTypes ?? []].sort(),
    [...exclusionByResourceTypes?.resourceTypes ?? []].sort(), recordingFrequency, recordingModeOverrides.length,
  ]);
}

/** Lets what is recorded be delivered to the log archive. A topic and a frequency of snapshots that the channel has stay as they are. */
async function deliver(wanted: DeliveryChannel): Promise<void> {
  const { DeliveryChannels = [] } = await retry(() => config.send(new DescribeDeliveryChannelsCommand({})));
  const [existing] = DeliveryChannels;
  const differs = Object.entries(wanted).some(([member, value]) => existing?.[member as keyof DeliveryChannel] !== value);
  if (differs) {
    console.log(`${existing ? 'taking over' : 'creating'} the delivery channel`);
    await retry(() => config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: NEW_NAME, ...existing, ...wanted } })));
  }
}

async function start(name: string): Promise<void> {
  const { ConfigurationRecordersStatus = [] } = await retry(() => config.send(new DescribeConfigurationRecorderStatusCommand({})));
  if (!ConfigurationRecordersStatus.some(status => status.name === name && status.recording)) {
    console.log(`starting recorder ${name}`);
    await retry(() => config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: name })));
  }
}

async function onceRoleIsKnown(call: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await retry(call);
      return;
    } catch (error) {
      if (attempt === ROLE_ATTEMPTS || errorName(error) !== 'InvalidRoleException') {
        throw error;
      }
      await sleep(ROLE_SECONDS * 1000);
    }
  }
}
