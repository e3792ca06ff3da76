import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError, RehearsalFailure } from '../contract';
import { findingDeliveries } from '../finding-delivery';
import { globalRegion } from '../regions';
import {
  addMember, applyFeatures, AUTO_ENABLE, designationOperations, Detector, detectorOf, FEATURES, findDetector, GUARDDUTY_SERVICE,
  MALWARE_PROTECTION_SERVICE, PublishingDestination,
} from './guardduty';
import { createServiceLinkedRole, findServiceLinkedRole, serviceLinkedRoleArn } from './iam';
import { administratorOf } from './regional-administrators';

type Input = ApiInput;

type Run = (detector: Detector, input: Input, call: ApiCall) => unknown;

/** What below a detector IAM knows as a resource; every other operation is authorised on no resource. */
const RESOURCES: Readonly<Record<string, (input: Input) => string>> = {
  GetDetector: () => '',
  UpdateDetector: () => '',
  DescribePublishingDestination: ({ DestinationId }) => `/publishingdestination/${String(DestinationId)}`,
  UpdatePublishingDestination: ({ DestinationId }) => `/publishingdestination/${String(DestinationId)}`,
};

/**
 * An operation on a detector of the caller: its one IAM action has its name.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonguardduty.html
 */
function operation(name: string, write: boolean, input: readonly string[], run: Run): ApiOperation {
  return {
    service: 'guardduty', operation: name, write, input: ['DetectorId', ...input],
    source: `https://docs.aws.amazon.com/guardduty/latest/APIReference/API_${name}.html`,
    authorizations: (given, { world, accountId, region }): Authorization[] => {
      const below = RESOURCES[name]?.(given);
      const detector = `arn:${world.partition}:guardduty:${region}:${accountId}:detector/${String(given.DetectorId)}`;
      return [{ action: `guardduty:${name}`, resource: below === undefined ? '*' : `${detector}${below}`, region }, ...roleAuthorizations(name, given, { world, accountId })];
    },
    run: (given, call) => run(requireDetector(given, call), given, call),
  };
}

/** Whoever enables malware protection for the first time in an account creates its service-linked role. */
function roleAuthorizations(name: string, { Features }: Input, { world, accountId }: Pick<ApiCall, 'world' | 'accountId'>): Authorization[] {
  const enables = name === 'UpdateDetector' && ((Features ?? []) as readonly FeatureInput[])
    .some(({ Name, Status }) => Name === 'EBS_MALWARE_PROTECTION' && Status === 'ENABLED');
  return !enables || findServiceLinkedRole(world, accountId, MALWARE_PROTECTION_SERVICE) ? [] : [{
    action: 'iam:CreateServiceLinkedRole', resource: serviceLinkedRoleArn(world, accountId, MALWARE_PROTECTION_SERVICE),
    region: globalRegion(world.partition), context: { 'iam:AWSServiceName': MALWARE_PROTECTION_SERVICE },
  }];
}

const bad = (message: string) => new AwsError('BadRequestException', `The request is rejected because ${message}.`);

function requireDetector({ DetectorId }: Input, { world, accountId, region }: ApiCall): Detector {
  const detector = detectorOf(world, String(DetectorId), accountId, region);
  if (!detector) {
    throw bad('the input detectorId is not owned by the current account');
  }
  return detector;
}

function requireAdministrator({ world, accountId, region }: ApiCall): void {
  if (administratorOf(world, GUARDDUTY_SERVICE, region)?.accountId !== accountId) {
    throw bad(`the current account ${accountId} is not the delegated administrator of the organization in ${region}`);
  }
}

interface FeatureInput {
  readonly Name: string;
  readonly Status?: string;
  readonly AutoEnable?: string;
  readonly AdditionalConfiguration?: readonly FeatureInput[];
}

/** Features that a call names, each with its parts: what GuardDuty does not have is refused. */
function featuresOf({ Features }: Input): readonly FeatureInput[] {
  const features = (Features ?? []) as readonly FeatureInput[];
  for (const { Name, AdditionalConfiguration = [] } of features) {
    const strange = AdditionalConfiguration.filter(part => !(FEATURES[Name] ?? []).includes(part.Name)).map(part => part.Name);
    if (!(Name in FEATURES) || strange.length > 0) {
      throw bad(`an invalid or out-of-range value is specified as an input parameter: ${[Name, ...strange].join('/')}`);
    }
  }
  return features;
}

/** Members of a list of features, by the name of what says whether one is on. */
const featureMembers = (status: 'Status' | 'AutoEnable') =>
  ({ 'Features': ['Name', status, 'AdditionalConfiguration'], 'Features.AdditionalConfiguration': ['Name', status] });
const DESTINATION_MEMBERS = { DestinationProperties: ['DestinationArn', 'KmsKeyArn'] };

const state = (on: boolean) => on ? 'ENABLED' : 'DISABLED';

function describe(detector: Detector): unknown {
  const features = Object.entries(FEATURES).map(([Name, parts]) => ({
    Name, Status: state(detector.features.has(Name)),
    AdditionalConfiguration: parts.map(part => ({ Name: part, Status: state(detector.features.get(Name)?.has(part) ?? false) })),
  }));
  const foundational = ['CLOUD_TRAIL', 'DNS_LOGS', 'FLOW_LOGS'].map(Name => ({ Name, Status: 'ENABLED' }));
  return { Status: state(detector.enabled), FindingPublishingFrequency: detector.frequency, Features: [...foundational, ...features] };
}

function updateDetector(detector: Detector, input: Input, { world, origin }: ApiCall): unknown {
  for (const { Name, Status, AdditionalConfiguration = [] } of featuresOf(input)) {
    if (Status === 'ENABLED') {
      detector.features.set(Name, new Set(AdditionalConfiguration.filter(part => part.Status === 'ENABLED').map(part => part.Name)));
    } else {
      detector.features.delete(Name);
    }
  }
  if (detector.features.has('EBS_MALWARE_PROTECTION') && !findServiceLinkedRole(world, detector.accountId, MALWARE_PROTECTION_SERVICE)) {
    createServiceLinkedRole(world, detector.accountId, MALWARE_PROTECTION_SERVICE, origin);
  }
  detector.enabled = input.Enable !== false;
  detector.frequency = String(input.FindingPublishingFrequency ?? detector.frequency);
  return {};
}

function describeOrganization({ organization }: Detector): unknown {
  const Features = Object.entries(FEATURES).map(([Name, parts]) => ({
    Name, AutoEnable: organization.features.get(Name) ?? 'NONE',
    AdditionalConfiguration: parts.map(part => ({ Name: part, AutoEnable: organization.features.get(`${Name}/${part}`) ?? 'NONE' })),
  }));
  const { autoEnable } = organization;
  return { AutoEnableOrganizationMembers: autoEnable, MemberAccountLimitReached: false, Features };
}

/** What is enabled for all reaches members that exist; accounts that are no members yet join within a day, which is not modelled. */
function updateOrganization(detector: Detector, input: Input, { world }: ApiCall): unknown {
  const members = input.AutoEnableOrganizationMembers as string | undefined;
  const parts = featuresOf(input).flatMap(feature => [feature, ...feature.AdditionalConfiguration ?? []]);
  const values = parts.map(({ AutoEnable }) => AutoEnable);
  if ([members, ...values].some(value => value === undefined || !AUTO_ENABLE.includes(value))) {
    throw bad('an invalid or out-of-range value is specified as an input parameter: autoEnableOrganizationMembers, and autoEnable of each feature, '
      + `must be one of ${AUTO_ENABLE.join(', ')}`);
  }
  detector.organization.autoEnable = String(members);
  for (const { Name, AutoEnable, AdditionalConfiguration = [] } of featuresOf(input)) {
    detector.organization.features.set(Name, String(AutoEnable));
    AdditionalConfiguration.forEach(part => detector.organization.features.set(`${Name}/${part.Name}`, String(part.AutoEnable)));
  }
  [...world.state.guardDuty.detectors.values()]
    .filter(member => member.administratorId === detector.accountId && member.region === detector.region)
    .forEach(member => applyFeatures(detector, member));
  return {};
}

/** The management account cannot be made a member by a service that has no role there. */
function createMembers(detector: Detector, { AccountDetails }: Input, call: ApiCall): unknown {
  requireAdministrator(call);
  const { world, region, origin } = call;
  const accounts = (AccountDetails as readonly { readonly AccountId: string }[]).map(({ AccountId }) => AccountId);
  if (accounts.length > 50) {
    throw bad('an invalid or out-of-range value is specified as an input parameter: more than 50 accounts');
  }
  const UnprocessedAccounts: object[] = [];
  for (const AccountId of accounts) {
    const account = world.state.organizations.accounts.get(AccountId);
    const refuse = (Result: string) => UnprocessedAccounts.push({ AccountId, Result });
    if (AccountId === detector.accountId || (account?.parentId === undefined && AccountId !== world.managementAccountId)) {
      refuse('The request is rejected because the given account ID is no account of the organization that can be a member');
    } else if (account?.status !== 'ACTIVE' || !account.regions.includes(region)) {
      refuse('The request is rejected because the account is suspended or has disabled the Region');
    } else if (AccountId === world.managementAccountId && !findServiceLinkedRole(world, AccountId, GUARDDUTY_SERVICE)) {
      refuse('The request is rejected because the organization management account must enable GuardDuty before it can be added as a member');
    } else {
      addMember(world, detector, AccountId, origin);
    }
  }
  return { UnprocessedAccounts };
}

function listMembers(detector: Detector, _: Input, call: ApiCall): unknown {
  const { detectors } = call.world.state.guardDuty;
  const members = [...detectors.values()]
    .filter(({ administratorId, region }) => administratorId === detector.accountId && region === detector.region);
  return {
    Members: members.map(({ accountId, id }) => ({
      AccountId: accountId, DetectorId: id, RelationshipStatus: 'Enabled', Email: call.world.state.organizations.accounts.get(accountId)?.email,
      MasterId: detector.accountId, AdministratorId: detector.accountId, UpdatedAt: '2026-01-01T00:00:00Z',
    })),
  };
}

/** GuardDuty tries the destination before it takes it. */
function publishTo(detector: Detector, { DestinationProperties }: Input, call: ApiCall, id: string): PublishingDestination {
  const { DestinationArn, KmsKeyArn } = DestinationProperties as { readonly DestinationArn: string; readonly KmsKeyArn: string };
  const destination = { id, destinationArn: DestinationArn, keyArn: KmsKeyArn, origin: detector.publishing?.origin ?? call.origin };
  const refused = findingDeliveries(call.world, { ...detector, publishing: destination }).find(({ decision }) => !decision.allowed);
  if (refused) {
    const { rule, decision, what, remedy } = refused;
    throw new RehearsalFailure({ kind: 'rule', rule, decision, remedy, message: `${what}: ${decision.explanation}` });
  }
  return destination;
}

const destinationOf = ({ publishing }: Detector, { DestinationId }: Input): PublishingDestination => {
  if (publishing?.id !== DestinationId || !publishing) {
    throw bad('the input destinationId is not owned by the current detector');
  }
  return publishing;
};

/** Operations of Amazon GuardDuty. */
export const operations: readonly ApiOperation[] = [
  ...designationOperations,
  {
    service: 'guardduty', operation: 'ListDetectors', write: false, input: ['MaxResults', 'NextToken'],
    source: 'https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListDetectors.html',
    authorizations: (_, { region }) => [{ action: 'guardduty:ListDetectors', resource: '*', region }],
    run: (_, { world, accountId, region }) => {
      const detector = findDetector(world, accountId, region);
      return { DetectorIds: detector ? [detector.id] : [] };
    },
  },
  operation('GetDetector', false, [], describe),
  { ...operation('UpdateDetector', true, ['Enable', 'FindingPublishingFrequency', 'Features'], updateDetector), nested: featureMembers('Status') },
  operation('DescribeOrganizationConfiguration', false, ['MaxResults', 'NextToken'], (detector, _, call) => {
    requireAdministrator(call);
    return describeOrganization(detector);
  }),
  {
    ...operation('UpdateOrganizationConfiguration', true, ['AutoEnableOrganizationMembers', 'Features'], (detector, input, call) => {
      requireAdministrator(call);
      return updateOrganization(detector, input, call);
    }),
    nested: featureMembers('AutoEnable'),
  },
  operation('ListMembers', false, ['OnlyAssociated', 'MaxResults', 'NextToken'], listMembers),
  { ...operation('CreateMembers', true, ['AccountDetails'], createMembers), nested: { AccountDetails: ['AccountId', 'Email'] } },
  operation('ListPublishingDestinations', false, ['MaxResults', 'NextToken'], ({ publishing }) => ({
    Destinations: publishing ? [{ DestinationId: publishing.id, DestinationType: 'S3', Status: 'PUBLISHING' }] : [],
  })),
  operation('DescribePublishingDestination', false, ['DestinationId'], (detector, input) => {
    const { id, destinationArn, keyArn } = destinationOf(detector, input);
    return { DestinationId: id, DestinationType: 'S3', Status: 'PUBLISHING', DestinationProperties: { DestinationArn: destinationArn, KmsKeyArn: keyArn } };
  }),
  {
    ...operation('CreatePublishingDestination', true, ['DestinationType', 'DestinationProperties'], (detector, input, call) => {
      if (detector.publishing) {
        throw bad('a publishing destination of the type S3 already exists for the detector');
      }
      detector.publishing = publishTo(detector, input, call, call.world.identifiers.letters(`destination:${detector.id}`, 32));
      return { DestinationId: detector.publishing.id };
    }),
    nested: DESTINATION_MEMBERS,
  },
  {
    ...operation('UpdatePublishingDestination', true, ['DestinationId', 'DestinationProperties'], (detector, input, call) => {
      detector.publishing = publishTo(detector, input, call, destinationOf(detector, input).id);
      return {};
    }),
    nested: DESTINATION_MEMBERS,
  },
];
