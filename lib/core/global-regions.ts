/**
 * Where CloudTrail and EventBridge have the events of global services (IAM, AWS Organizations, Account Management): us-east-1, in the
 * partitions of GovCloud and China their own. China has two, since its IAM is in Beijing and its AWS Organizations in Ningxia.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/iam-service.html
 * @see https://docs.aws.amazon.com/general/latest/gr/ao.html
 * @see https://repost.aws/knowledge-center/eventbridge-rule-triggers-iam-single-region
 */
export const GLOBAL_SERVICE_REGIONS: readonly string[] = ['us-east-1', 'us-gov-west-1', 'cn-north-1', 'cn-northwest-1'];
