import { Rule } from '../aws/contract';

const GUIDE = 'https://docs.aws.amazon.com/config/latest/developerguide';
const API = 'https://docs.aws.amazon.com/config/latest/APIReference';
const PACKS = `${GUIDE}/conformance-pack-organization-apis.html`;

/** What AWS Config asks of recorders, aggregators and conformance packs. */
export const CONFIG = {
  ONE_RECORDER: {
    id: 'config/one-recorder',
    statement: 'An account has one customer managed recorder and one delivery channel in a region: those that are there are taken over by their names.',
    source: `${API}/API_PutConfigurationRecorder.html; ${API}/API_PutDeliveryChannel.html`,
  },
  RECORDER_ROLE: {
    id: 'config/recorder-role',
    statement: 'The role of a recorder exists in its account and trusts config.amazonaws.com; the service-linked role of AWS Config is made before.',
    source: `${GUIDE}/iamrole-permissions.html`,
  },
  RECORDING_GROUP: {
    id: 'config/recording-group',
    statement: 'A recorder records every type, or all but some, or some; IAM goes with every type only, in regions that AWS Config came to before February 2022.',
    source: `${API}/API_RecordingGroup.html`,
  },
  RECORDER_ORDER: {
    id: 'config/recorder-order',
    statement: 'A delivery channel is put after the recorder, and the recorder is started after the channel.',
    source: `${API}/API_PutDeliveryChannel.html (NoAvailableConfigurationRecorderException); ${API}/API_StartConfigurationRecorder.html (NoAvailableDeliveryChannelException)`,
  },
  CHANNEL_BUCKET: {
    id: 'config/channel-bucket',
    statement: 'The bucket of a delivery channel exists, has no default retention, and its policy lets config.amazonaws.com check it and write below the prefix for the account.',
    source: `${GUIDE}/s3-bucket-policy.html; ${GUIDE}/manage-delivery-channel.html`,
  },
  CHANNEL_KEY: {
    id: 'config/channel-key',
    statement: 'The key of a delivery channel is enabled, in the region of the bucket, and its policy lets config.amazonaws.com make data keys and decrypt for the account.',
    source: `${GUIDE}/s3-kms-key-policy.html`,
  },
  AGGREGATOR_ADMINISTRATOR: {
    id: 'config/aggregator-administrator',
    statement: 'An organization aggregator is made in the management account or by the delegated administrator for config.amazonaws.com, with trusted access on.',
    source: `${GUIDE}/set-up-aggregator-cli.html`,
  },
  AGGREGATOR_ROLE: {
    id: 'config/aggregator-role',
    statement: 'The role of an organization aggregator exists first, trusts config.amazonaws.com and may list the accounts of the organization.',
    source: `${API}/API_OrganizationAggregationSource.html; ${GUIDE}/set-up-aggregator-cli.html`,
  },
  PACK_ADMINISTRATOR: {
    id: 'config/pack-administrator',
    statement: 'A conformance pack of the organization is put by the management account or by the delegated administrator for config-multiaccountsetup.amazonaws.com.',
    source: `${API}/API_PutOrganizationConformancePack.html`,
  },
  PACK_RECORDER: {
    id: 'config/pack-recorder',
    statement: 'Every account that a conformance pack of the organization goes to has a running recorder in the region, one that joins later within 7 hours, and the stacks say so.',
    source: `${PACKS}; ${API}/API_PutConformancePack.html (NoAvailableConfigurationRecorder)`,
  },
  PACK_TEMPLATE: {
    id: 'config/pack-template',
    statement: 'The template of a conformance pack has at most 51,200 bytes, rules and remediations only, each rule with a name of its own, and its input parameters are declared.',
    source: `${GUIDE}/custom-conformance-pack.html; CloudFormation registry schema of AWS::Config::OrganizationConformancePack`,
  },
  MANAGED_RULE: {
    id: 'config/managed-rule',
    statement: 'A rule in a conformance pack that AWS maintains is one that there is.',
    source: `${GUIDE}/managed-rules-by-aws-config.html (as a dated list)`,
  },
  PACK_QUOTA: {
    id: 'config/pack-quota',
    statement: 'An organization has at most 50 conformance packs, each with at most 130 rules.',
    source: `${GUIDE}/configlimits.html`,
  },
  REMEDIATION_ROLE: {
    id: 'config/remediation-role',
    statement: 'The role of a remediation exists in every account that the pack goes to, and trusts ssm.amazonaws.com.',
    source: `${API}/API_PutRemediationConfigurations.html`,
  },
} as const satisfies Record<string, Rule>;
