import { Rule } from '../aws/contract';

const GUIDE = 'https://docs.aws.amazon.com/guardduty/latest/ug';

/** What GuardDuty asks of detectors and what hangs on them. */
export const GUARDDUTY = {
  DETECTOR_EXISTS: {
    id: 'guardduty/detector-exists',
    statement: 'A filter names the detector of its account and region, which is there before.',
    source: 'https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateFilter.html',
  },
  ONE_DETECTOR: {
    id: 'guardduty/one-detector',
    statement: 'An account has one detector in a region, which a template makes where no organization enables GuardDuty; a member does not delete its own.',
    source: 'https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateDetector.html; https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DeleteDetector.html',
  },
  FILTERS_BY_ADMINISTRATOR: {
    id: 'guardduty/filters-by-administrator',
    statement: 'Filters and suppression rules of an organization are made by its administrator; a member cannot.',
    source: `${GUIDE}/administrator_member_relationships.html`,
  },
  FILTER_SHAPE: {
    id: 'guardduty/filter-shape',
    statement: 'A filter has a name of 3 to 64 letters, digits, ".", "-" or "_", the action NOOP or ARCHIVE, a criterion, and a rank of 1 to 100.',
    source: 'https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateFilter.html',
  },
  FINDINGS_PUBLISHED: {
    id: 'guardduty/findings-published',
    statement: 'The policies of bucket and key let GuardDuty write the findings of a detector that publishes them, in the end too.',
    source: `${GUIDE}/guardduty_exportfindings.html`,
  },
  EVERY_ACCOUNT: {
    id: 'guardduty/every-account',
    statement: 'Where an account administers GuardDuty, it and every active account have a detector that reports to it, the management account too, with every plan that is for all.',
    source: `${GUIDE}/guardduty_organizations.html`,
  },
  SCAN_ROLE: {
    id: 'guardduty/scan-role',
    statement: 'The role of a malware protection plan is of its account, trusts GuardDuty, may manage the rule and the notifications of the bucket, and read and tag its objects.',
    source: `${GUIDE}/malware-protection-s3-iam-policy-prerequisite.html`,
  },
  SCANNED_BUCKET: {
    id: 'guardduty/scanned-bucket',
    statement: 'A malware protection plan protects a bucket of its account and region, and a bucket has one plan.',
    source: 'https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateMalwareProtectionPlan.html',
  },
} as const satisfies Record<string, Rule>;
