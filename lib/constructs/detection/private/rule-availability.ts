/** Regions by the names that the pages of AWS Config's rules give them. */
const CAPE_TOWN = 'af-south-1';
const TAIPEI = 'ap-east-2';
const OSAKA = 'ap-northeast-3';
const HYDERABAD = 'ap-south-2';
const JAKARTA = 'ap-southeast-3';
const MELBOURNE = 'ap-southeast-4';
const MALAYSIA = 'ap-southeast-5';
const NEW_ZEALAND = 'ap-southeast-6';
const THAILAND = 'ap-southeast-7';
const CALGARY = 'ca-west-1';
const ZURICH = 'eu-central-2';
const MILAN = 'eu-south-1';
const SPAIN = 'eu-south-2';
const TEL_AVIV = 'il-central-1';
const UAE = 'me-central-1';
const MEXICO = 'mx-central-1';

/** Regions that came after February 2022 record no IAM policies. */
const WITHOUT_IAM = [TAIPEI, HYDERABAD, MELBOURNE, MALAYSIA, NEW_ZEALAND, THAILAND, CALGARY, ZURICH, SPAIN, TEL_AVIV, UAE, MEXICO];
const WITHOUT_TRAIL_BUCKETS = [TAIPEI, MALAYSIA, THAILAND, CALGARY, MEXICO];

/**
 * Commercial regions in which AWS Config does not have a managed rule of the catalogue, as the page of each rule said in 2026 (of
 * GuardDuty's, ACM's and CloudTrail's in 2025); a pack with the rule fails there in every account. Rules that are not here are in all
 * regions, as far as their pages say.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managing-rules-by-region-availability.html
 */
export const NOT_IN: Readonly<Record<string, readonly string[]>> = {
  ACM_CERTIFICATE_EXPIRATION_CHECK: [OSAKA],
  API_GW_SSL_ENABLED: [TAIPEI, NEW_ZEALAND],
  CLOUDTRAIL_S3_BUCKET_ACCESS_LOGGING: WITHOUT_TRAIL_BUCKETS,
  CLOUDTRAIL_S3_BUCKET_PUBLIC_ACCESS_PROHIBITED: WITHOUT_TRAIL_BUCKETS,
  EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK: [SPAIN],
  ELBV2_ACM_CERTIFICATE_REQUIRED: [
    TAIPEI, OSAKA, HYDERABAD, JAKARTA, MELBOURNE, MALAYSIA, NEW_ZEALAND, THAILAND, CALGARY, ZURICH, SPAIN, TEL_AVIV, UAE, MEXICO,
  ],
  GUARDDUTY_ENABLED_CENTRALIZED: [TAIPEI, THAILAND, MEXICO],
  IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED: [TAIPEI, CALGARY],
  IAM_POLICY_IN_USE: WITHOUT_IAM,
  IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS: WITHOUT_IAM,
  IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS: WITHOUT_IAM,
  KMS_CMK_NOT_SCHEDULED_FOR_DELETION: [TAIPEI, NEW_ZEALAND, MILAN],
  RDS_SNAPSHOTS_PUBLIC_PROHIBITED: [CAPE_TOWN, MELBOURNE, ZURICH, MILAN, SPAIN, TEL_AVIV],
  SQS_QUEUE_NO_PUBLIC_ACCESS: [
    TAIPEI, HYDERABAD, JAKARTA, MELBOURNE, MALAYSIA, NEW_ZEALAND, THAILAND, CALGARY, ZURICH, SPAIN, TEL_AVIV, UAE, MEXICO,
  ],
};
