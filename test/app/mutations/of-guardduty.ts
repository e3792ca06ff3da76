import { Identifiers } from '../../../rehearsal/aws/identifiers';
import { Mutant } from './mutant';
import { Mutation, Mutations } from './mutation';

const REGIONAL = 'SecurityTooling/SecurityRegional/Template';
const ORGANIZATION = `${REGIONAL}/GuardDuty/Resource/Default`;
const LOG_ARCHIVE = 'LogArchive/StackSet/Template';
const ARCHIVE = `${LOG_ARCHIVE}/LogArchive`;

/** Detector of the management account, which is a member like any other. */
const MEMBERS_DETECTOR = new Identifiers(new Map()).letters('detector:111111111111:eu-central-1', 32);

/** Puts a resource into a template, which is refused. */
const added = (
  template: string, when: string, says: RegExp, Type: string, properties: (example: Mutant) => Record<string, unknown>,
): Mutation => ({
  when, says, added: 'Added', edit: example => { example.template(template).Resources.Added = { Type, Properties: properties(example) }; },
});

const filter = (when: string, says: RegExp, Name: string, detectorId: (example: Mutant) => unknown, template = REGIONAL): Mutation =>
  added(template, when, says, 'AWS::GuardDuty::Filter', example => ({
    Name, DetectorId: detectorId(example), Action: 'ARCHIVE', FindingCriteria: { Criterion: { type: { Equals: ['Recon:EC2/Portscan'] } } },
  }));

const plan = (when: string, says: RegExp, bucketName: (example: Mutant) => unknown): Mutation =>
  added(LOG_ARCHIVE, when, says, 'AWS::GuardDuty::MalwareProtectionPlan', example => ({
    Role: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/nobody' }, ProtectedResource: { S3Bucket: { BucketName: bucketName(example) } },
  }));

/** Mutations of GuardDuty. The example suppresses nothing and scans no bucket: filters and plans are put into it. */
export const OF_GUARDDUTY: Mutations = {
  'guardduty/every-account': [{
    when: 'nobody makes members of the accounts', at: 'Delegation/Security/Resource/Default', says: /GuardDuty of .*management.* does not report to/,
    edit: example => { Reflect.deleteProperty(example.template(REGIONAL).Resources, example.at(ORGANIZATION).logicalId); },
  }],
  'guardduty/findings-published': [
    {
      when: 'GuardDuty may not write to the bucket', at: ORGANIZATION, says: /must be allowed s3:PutObject/,
      edit: example => example.at(`${ARCHIVE}/Delivery/Policy`).removeStatement('PolicyDocument', 'GuardDutyWrites'),
    },
    {
      when: 'GuardDuty may not use the key', at: ORGANIZATION, says: /must be allowed kms:GenerateDataKey/,
      edit: example => example.at(`${ARCHIVE}/DeliveryKey/Resource`).removeStatement('KeyPolicy', 'GuardDutyEncrypts'),
    },
  ],
  'guardduty/detector-exists': [filter('a filter names a detector that does not exist', /has no detector nowhere in/, 'scans', () => 'nowhere')],
  'guardduty/filter-shape': [filter('a name is too short', /filter x has the action ARCHIVE/, 'x',
    example => ({ 'Fn::GetAtt': [example.at(ORGANIZATION).logicalId, 'DetectorId'] }))],
  'guardduty/filters-by-administrator': [filter('a member makes a filter', /111111111111 is a member of \d{12}/, 'scans', () => MEMBERS_DETECTOR, 'Operations')],
  'guardduty/scanned-bucket': [plan('there is no such bucket', /there is no bucket nowhere in \d{12} eu-central-1/, () => 'nowhere')],
  'guardduty/scan-role': [plan('the role does not exist', /role\/nobody does not exist in \d{12}/,
    example => ({ Ref: example.at(`${ARCHIVE}/Trail/Resource`).logicalId }))],
};
