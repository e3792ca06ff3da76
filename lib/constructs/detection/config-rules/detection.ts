import { ConformanceRule } from '../conformance-rule';
import { ConformanceRuleRegions } from '../conformance-rule-regions';
import { catalogueRule, CatalogueRuleProps } from '../private/catalogue-rule';

/** The organization trail is in the home region; its shadows elsewhere would be evaluated again. */
const once = (props: CatalogueRuleProps) => catalogueRule({ regions: ConformanceRuleRegions.HOME_REGION, ...props });

/** What happens is seen, kept and told. */
export const DETECTION_RULES: ConformanceRule[] = [
  once({ identifier: 'MULTI_REGION_CLOUD_TRAIL_ENABLED', description: 'A trail records every region', cis: ['4.1'], fsbp: ['CloudTrail.1', 'CloudTrail.3'] }),
  once({ identifier: 'CLOUD_TRAIL_ENCRYPTION_ENABLED', description: 'Trails are encrypted with a customer managed key', cis: ['4.5'], fsbp: ['CloudTrail.2'] }),
  once({
    identifier: 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED', description: 'Trails prove that their files are unchanged', cis: ['4.2'], fsbp: ['CloudTrail.4'],
  }),
  once({ identifier: 'CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED', description: 'Trails deliver to CloudWatch Logs too, where alarms look', fsbp: ['CloudTrail.5'] }),
  once({ identifier: 'CLOUDTRAIL_SECURITY_TRAIL_ENABLED', description: 'One trail has every setting of a security trail', cis: ['4.1'] }),
  once({ identifier: 'CLOUDTRAIL_S3_BUCKET_ACCESS_LOGGING', description: 'Access to the bucket of a trail is logged', cis: ['4.4'], fsbp: ['CloudTrail.7'] }),
  once({ identifier: 'CLOUDTRAIL_S3_BUCKET_PUBLIC_ACCESS_PROHIBITED', description: 'The bucket of a trail is not public', fsbp: ['CloudTrail.6'] }),
  catalogueRule({ identifier: 'GUARDDUTY_ENABLED_CENTRALIZED', description: 'GuardDuty looks for threats, in each region', fsbp: ['GuardDuty.1'] }),
  catalogueRule({ identifier: 'SECURITYHUB_ENABLED', description: 'Security Hub is on, in each region', cis: ['5.16'] }),
  catalogueRule({
    identifier: 'VPC_FLOW_LOGS_ENABLED',
    description: 'Every VPC logs its traffic',
    cis: ['4.7'], fsbp: ['EC2.6'],
  }),
  catalogueRule({
    identifier: 'CLOUDWATCH_ALARM_ACTION_CHECK',
    description: 'Every alarm does something',
    parameters: () => ({ alarmActionRequired: 'true', insufficientDataActionRequired: 'false', okActionRequired: 'false' }),
  }),
  catalogueRule({
    identifier: 'CW_LOGGROUP_RETENTION_PERIOD_CHECK',
    description: 'Log groups keep their events long enough',
    parameters: ({ minimumLogRetentionDays = 365 }) => ({ MinRetentionTime: String(minimumLogRetentionDays) }),
  }),
];
