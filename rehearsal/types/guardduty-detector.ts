import { Operation, Outcome, ResourceType } from '../aws/contract';
import { Detector, enableGuardDuty, FEATURES, findDetector } from '../aws/services/guardduty';
import { GUARDDUTY } from '../rules/guardduty';
import { given, permissions, schema, TAGS } from './permission';
import { valueChecks } from './value-checks';
import { flag, records, text } from './values';

const FREQUENCIES = ['FIFTEEN_MINUTES', 'ONE_HOUR', 'SIX_HOURS'];
const onDetector = ({ partition, region, accountId, physicalId }: Operation) => `arn:${partition}:guardduty:${region}:${accountId}:detector/${physicalId ?? '*'}`;
const linkedRole = permissions(
  ['iam:CreateServiceLinkedRole'], ({ partition, accountId }) => `arn:${partition}:iam::${accountId}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
  { context: () => ({ 'iam:AWSServiceName': 'guardduty.amazonaws.com' }) },
);

/** GuardDuty of one account in a region, without an organization. Data sources, which features replace, are refused by name. */
export const DETECTOR: ResourceType = {
  typeName: 'AWS::GuardDuty::Detector',
  source: schema('aws-guardduty-detector'),
  properties: { Enable: 'interpreted', FindingPublishingFrequency: 'interpreted', Features: 'interpreted', Tags: TAGS },
  nested: { 'Features': ['Name', 'Status', 'AdditionalConfiguration'], 'Features.AdditionalConfiguration': ['Name', 'Status'] },
  required: ['Enable'],
  createOnly: [],
  permissions: {
    create: [
      ...permissions(['guardduty:CreateDetector']), ...permissions(['guardduty:GetDetector'], onDetector), ...linkedRole,
      ...permissions(['guardduty:TagResource'], onDetector, { when: given('Tags') }),
    ],
    update: [...permissions(['guardduty:UpdateDetector', 'guardduty:GetDetector', 'guardduty:ListDetectors'], onDetector), ...linkedRole],
    delete: permissions(['guardduty:ListDetectors', 'guardduty:GetDetector', 'guardduty:DeleteDetector'], onDetector),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    const found = findDetector(world, accountId, region);
    operation.require(GUARDDUTY.ONE_DETECTOR, found === undefined, `${accountId} has the detector ${found?.id} in ${region}`, 'import it, or leave it to the organization');
    check(operation);
    return configure(operation, enableGuardDuty(world, accountId, region, origin));
  },
  update: operation => {
    check(operation);
    return configure(operation, detectorIn(operation));
  },
  delete: operation => {
    const { id, accountId, region, administratorId } = detectorIn(operation);
    operation.require(GUARDDUTY.ONE_DETECTOR, administratorId === undefined, `the detector ${id} is administered by ${administratorId}`, 'leave it to the organization');
    operation.world.state.guardDuty.detectors.delete(`${accountId}/${region}`);
  },
  import: operation => {
    const detector = detectorIn(operation);
    detector.origin = operation.origin;
    return outcome(detector);
  },
};

const outcome = ({ id }: Detector): Outcome => ({ physicalId: id, attributes: { Id: id } });

function detectorIn(operation: Operation): Detector {
  const found = findDetector(operation.world, operation.accountId, operation.region);
  return found?.id === operation.physicalId ? found! : operation.fail('BadRequestException', `detector ${operation.physicalId} does not exist`);
}

function check(operation: Operation): void {
  const { properties } = operation;
  const checks = valueChecks(operation, 'BadRequestException');
  checks.oneOf('FindingPublishingFrequency', properties.FindingPublishingFrequency, FREQUENCIES);
  for (const feature of records(properties, 'Features')) {
    checks.oneOf('Name', feature.Name, Object.keys(FEATURES));
    checks.oneOf('Status', feature.Status, ['ENABLED', 'DISABLED']);
    records(feature, 'AdditionalConfiguration').forEach(({ Name }) => checks.oneOf('AdditionalConfiguration.Name', Name, FEATURES[String(feature.Name)]));
  }
}

/** What a template says of features; those that it does not name stay as they are. */
function configure({ properties }: Operation, detector: Detector): Outcome {
  detector.enabled = flag(properties, 'Enable') ?? true;
  detector.frequency = text(properties, 'FindingPublishingFrequency') ?? 'SIX_HOURS';
  for (const feature of records(properties, 'Features')) {
    const on = records(feature, 'AdditionalConfiguration').filter(({ Status }) => Status === 'ENABLED').map(({ Name }) => String(Name));
    if (feature.Status === 'ENABLED') detector.features.set(String(feature.Name), new Set(on));
    else detector.features.delete(String(feature.Name));
  }
  return outcome(detector);
}
