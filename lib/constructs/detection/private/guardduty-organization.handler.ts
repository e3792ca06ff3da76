import {
  CreateMembersCommand, CreatePublishingDestinationCommand, DescribeOrganizationConfigurationCommand, DescribePublishingDestinationCommand,
  GetDetectorCommand, GuardDutyClient, ListDetectorsCommand, ListMembersCommand, ListPublishingDestinationsCommand,
  UpdateDetectorCommand, UpdateOrganizationConfigurationCommand, UpdatePublishingDestinationCommand,
} from '@aws-sdk/client-guardduty';
import type {
  DetectorAdditionalConfiguration, DetectorFeature, DetectorFeatureConfiguration, DetectorFeatureConfigurationResult,
  FeatureAdditionalConfiguration, Member, OrganizationAdditionalConfiguration, OrganizationFeatureConfiguration,
  OrganizationFeatureConfigurationResult, OrgFeature, OrgFeatureAdditionalConfiguration,
} from '@aws-sdk/client-guardduty';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { errorName, retry, serve, sleep, strings } from '../../../core/custom-resource.handler';
import { activeAccounts, chunks } from './organization-accounts';

const guardDuty = new GuardDutyClient({});
const organizations = new OrganizationsClient({});

/** The designation reaches the administrator's account within a minute or two; all of it ends before the function does. */
const POLL_SECONDS = 10;
const POLLS = 36;
/** CreateMembers takes no more. */
const CHUNK = 50;
/** What a detector looks at always, and a feature that must not be named together with its successor RUNTIME_MONITORING. */
const UNTOUCHED = ['CLOUD_TRAIL', 'DNS_LOGS', 'FLOW_LOGS', 'EKS_RUNTIME_MONITORING'];
const AGENTS: Readonly<Record<string, readonly string[]>> = {
  RUNTIME_MONITORING: ['EC2_AGENT_MANAGEMENT', 'ECS_FARGATE_AGENT_MANAGEMENT', 'EKS_ADDON_MANAGEMENT'],
};

interface Plan { readonly Feature: string; readonly Agents: unknown }

/** A feature of a detector, and the parts of it that are on; undefined while it is off. */
type Features = ReadonlyMap<string, readonly string[] | undefined>;

export const handler = serve(async ({ ResourceProperties: wanted }) => {
  const detectorId = await untilDetected();
  const plans = new Map(((wanted.Plans ?? []) as Plan[]).map(({ Feature, Agents }) => [Feature, strings(Agents).sort()]));
  await updateDetector(detectorId, plans);
  await updateOrganization(detectorId, plans);
  await addMembers(detectorId, String(wanted.AdministratorId));
  if (wanted.DestinationArn !== undefined) {
    await publish(detectorId, { DestinationArn: String(wanted.DestinationArn), KmsKeyArn: String(wanted.KeyArn) });
  }
  return { physicalResourceId: `guardduty-${detectorId}`, data: { DetectorId: detectorId } };
});

/** The designation of the administrator makes its detector; another one would be refused. */
async function untilDetected(): Promise<string> {
  for (let poll = 1; ; poll++) {
    const { DetectorIds = [] } = await retry(() => guardDuty.send(new ListDetectorsCommand({})));
    if (DetectorIds.length > 0) {
      return DetectorIds[0];
    }
    if (poll === POLLS) {
      throw new Error(`GuardDuty is not enabled here after ${(POLLS * POLL_SECONDS) / 60} minutes: designate this account as its administrator in this region first`);
    }
    await sleep(POLL_SECONDS * 1000);
  }
}

async function updateDetector(DetectorId: string, plans: Features): Promise<void> {
  const { Status, FindingPublishingFrequency, Features } = await retry(() => guardDuty.send(new GetDetectorCommand({ DetectorId })));
  const known = new Map((Features ?? []).map(feature => [String(feature.Name), partsOfDetector(feature)]));
  const changed = differences(plans, known);
  if (Status === 'ENABLED' && FindingPublishingFrequency === 'FIFTEEN_MINUTES' && changed.length === 0) {
    return;
  }
  console.log('updating the detector');
  const features = changed.map((name): DetectorFeatureConfiguration => ({
    Name: name as DetectorFeature,
    Status: plans.has(name) ? 'ENABLED' : 'DISABLED',
    ...plans.has(name) && agentsOf(name).length > 0 && {
      AdditionalConfiguration: agentsOf(name).map((agent): DetectorAdditionalConfiguration =>
        ({ Name: agent as FeatureAdditionalConfiguration, Status: plans.get(name)?.includes(agent) ? 'ENABLED' : 'DISABLED' })),
    },
  }));
  await retry(() => guardDuty.send(new UpdateDetectorCommand({ DetectorId, Enable: true, FindingPublishingFrequency: 'FIFTEEN_MINUTES', Features: features })));
}

async function updateOrganization(DetectorId: string, plans: Features): Promise<void> {
  const { auto, known } = await organizationConfiguration(DetectorId);
  const changed = differences(plans, known);
  if (auto === 'ALL' && changed.length === 0) {
    return;
  }
  console.log('updating the configuration of the organization');
  const features = changed.map((name): OrganizationFeatureConfiguration => ({
    Name: name as OrgFeature,
    AutoEnable: plans.has(name) ? 'ALL' : 'NONE',
    ...plans.has(name) && agentsOf(name).length > 0 && {
      AdditionalConfiguration: agentsOf(name).map((agent): OrganizationAdditionalConfiguration =>
        ({ Name: agent as OrgFeatureAdditionalConfiguration, AutoEnable: plans.get(name)?.includes(agent) ? 'ALL' : 'NONE' })),
    },
  }));
  await retry(() => guardDuty.send(new UpdateOrganizationConfigurationCommand({ DetectorId, AutoEnableOrganizationMembers: 'ALL', Features: features })));
}

/** An account that GuardDuty does not know as administrator yet is refused for a while. */
async function organizationConfiguration(DetectorId: string): Promise<{ auto?: string; known: Features }> {
  for (let poll = 1; ; poll++) {
    try {
      const known = new Map<string, readonly string[] | undefined>();
      let token: string | undefined;
      let auto: string | undefined;
      do {
        const page = await retry(() => guardDuty.send(new DescribeOrganizationConfigurationCommand({ DetectorId, NextToken: token })));
        auto = page.AutoEnableOrganizationMembers ?? auto;
        page.Features?.forEach(feature => known.set(String(feature.Name), partsOfOrganization(feature)));
        token = page.NextToken;
      } while (token);
      return { auto, known };
    } catch (error) {
      if (errorName(error) !== 'BadRequestException' || poll === POLLS) {
        throw error;
      }
      console.log((error as Error).message);
      await sleep(POLL_SECONDS * 1000);
    }
  }
}

/** Features that are not as they are wanted, of those that the region offers. */
function differences(plans: Features, known: Features): string[] {
  return [...known.keys()]
    .filter(name => !UNTOUCHED.includes(name) && plans.get(name)?.join() !== known.get(name)?.join())
    .sort();
}

function partsOfDetector({ Status, AdditionalConfiguration }: DetectorFeatureConfigurationResult): readonly string[] | undefined {
  return Status === 'ENABLED'
    ? (AdditionalConfiguration ?? []).filter(part => part.Status === 'ENABLED').map(part => String(part.Name)).sort()
    : undefined;
}

function partsOfOrganization(
  { AutoEnable, AdditionalConfiguration }: OrganizationFeatureConfigurationResult,
): readonly string[] | undefined {
  return AutoEnable === 'ALL'
    ? (AdditionalConfiguration ?? []).filter(part => part.AutoEnable === 'ALL').map(part => String(part.Name)).sort()
    : AutoEnable === 'NEW' ? ['NEW'] : undefined;
}

const agentsOf = (feature: string) => AGENTS[feature] ?? [];

/** Every active account; those that exist would join by themselves too, within a day. */
async function addMembers(DetectorId: string, own: string): Promise<void> {
  const members = await memberIds(DetectorId);
  const accounts = await activeAccounts(own, NextToken => retry(() => organizations.send(new ListAccountsCommand({ NextToken }))));
  const missing = accounts.filter(({ id }) => !members.has(id)).map(({ id, email }) => ({ AccountId: id, Email: email }));
  const refused: string[] = [];
  for (const chunk of chunks(missing, CHUNK)) {
    console.log(`adding ${chunk.map(account => account.AccountId).join(', ')}`);
    const { UnprocessedAccounts = [] } = await retry(() => guardDuty.send(new CreateMembersCommand({ DetectorId, AccountDetails: chunk })));
    refused.push(...UnprocessedAccounts.map(({ AccountId, Result }) => `${AccountId}: ${Result}`));
  }
  if (refused.length > 0) {
    throw new Error(`GuardDuty did not add ${refused.join('; ')}. The management account needs the service-linked role of GuardDuty before`);
  }
}

/** A member whose region is disabled stays listed as such. */
const JOINED = ['Enabled', 'RegionDisabled', 'AccountSuspended'];

async function memberIds(DetectorId: string): Promise<Set<string>> {
  const found: Member[] = [];
  let token: string | undefined;
  do {
    const page = await retry(() => guardDuty.send(new ListMembersCommand({ DetectorId, OnlyAssociated: 'true', NextToken: token })));
    found.push(...page.Members ?? []);
    token = page.NextToken;
  } while (token);
  const joined = found.filter(({ RelationshipStatus }) => JOINED.includes(String(RelationshipStatus)));
  return new Set(joined.map(({ AccountId }) => String(AccountId)));
}

interface Destination { readonly DestinationArn: string; readonly KmsKeyArn: string }

/** A detector has one destination of type S3: the one that is there is pointed elsewhere. */
async function publish(DetectorId: string, wanted: Destination): Promise<void> {
  const { Destinations = [] } = await retry(() => guardDuty.send(new ListPublishingDestinationsCommand({ DetectorId })));
  const existing = Destinations.find(({ DestinationType }) => DestinationType === 'S3');
  if (!existing) {
    console.log('publishing findings');
    await retry(() => guardDuty.send(new CreatePublishingDestinationCommand({ DetectorId, DestinationType: 'S3', DestinationProperties: wanted })));
    return;
  }
  const DestinationId = String(existing.DestinationId);
  const request = new DescribePublishingDestinationCommand({ DetectorId, DestinationId });
  const { DestinationProperties } = await retry(() => guardDuty.send(request));
  if (DestinationProperties?.DestinationArn !== wanted.DestinationArn || DestinationProperties.KmsKeyArn !== wanted.KmsKeyArn) {
    console.log('publishing findings elsewhere');
    await retry(() => guardDuty.send(new UpdatePublishingDestinationCommand({ DetectorId, DestinationId, DestinationProperties: wanted })));
  }
}
