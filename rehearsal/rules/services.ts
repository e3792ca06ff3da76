import { Rule } from '../aws/contract';

const KMS_GUIDE = 'https://docs.aws.amazon.com/kms/latest/developerguide';

/** What KMS asks of keys and aliases. */
export const KMS = {
  KEY_POLICY_LOCKOUT: {
    id: 'kms/key-policy-lockout',
    statement: 'A key policy lets whoever puts it put the next one, so that the key stays manageable.',
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html',
  },
  KEY_POLICY_PRINCIPALS_EXIST: {
    id: 'kms/key-policy-principals-exist',
    statement: 'Roles that a key policy names as principals exist, and the template says that it waits for them.',
    source: `${KMS_GUIDE}/key-policy-overview.html`,
  },
  ALIAS_NAME: {
    id: 'kms/alias-name',
    statement: 'The name of an alias begins with "alias/", not with "alias/aws/", and exists once in an account and region.',
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html',
  },
  KEY_SETTINGS: {
    id: 'kms/key-settings',
    statement: 'A key waits 7 to 30 days for its deletion, and rotates every 90 to 2,560 days.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html',
  },
  REPLICA_PRIMARY: {
    id: 'kms/replica-primary',
    statement: 'A replica names the ARN of a multi-region primary key in another region of its account, has the only replica of it in its region, and the template says that the primary is there first.',
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html',
  },
} as const satisfies Record<string, Rule>;

/** What CloudWatch Logs asks of log groups. */
export const LOGS = {
  KEY_USABLE: {
    id: 'logs/key-usable',
    statement: 'The key of a log group is in its region, and the key policy lets logs.<region>.amazonaws.com use it for this log group.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  },
  RETENTION: {
    id: 'logs/retention',
    statement: 'The retention of a log group is one of the numbers of days that CloudWatch Logs offers.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
  },
} as const satisfies Record<string, Rule>;

/** What Lambda asks of functions. */
export const LAMBDA = {
  ROLE_ASSUMABLE: {
    id: 'lambda/role-assumable',
    statement: 'The role of a function exists in its account, trusts lambda.amazonaws.com, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  },
  PERMISSION_FUNCTION: {
    id: 'lambda/permission-function',
    statement: 'The function that a permission is for exists, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html (ResourceNotFoundException)',
  },
  CODE_SIZE: {
    id: 'lambda/code-size',
    statement: 'Source code in a template has at most 4 MB.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html',
  },
} as const satisfies Record<string, Rule>;

/** What IAM Access Analyzer asks of analyzers. */
export const ACCESS_ANALYZER = {
  ONE_PER_REGION: {
    id: 'access-analyzer/one-per-region',
    statement: 'An account has one external access analyzer with the account as its zone of trust in a region.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html',
  },
  ORGANIZATION_ANALYZER: {
    id: 'access-analyzer/organization-analyzer',
    statement: 'An organization analyzer is created in the management account or by its delegated administrator, with trusted access on and the service-linked role in the management account.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-settings.html; github.com/aws-samples/aws-security-reference-architecture-examples/issues/47',
  },
  ARCHIVE_RULES: {
    id: 'access-analyzer/archive-rules',
    statement: 'Each archive rule of an analyzer has a name of its own and a filter.',
    source: 'https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateArchiveRule.html',
  },
  UNUSED_ACCESS_AGE: {
    id: 'access-analyzer/unused-access-age',
    statement: 'An analyzer of unused access, and no other, is told for how long access may be unused: 1 to 365 days.',
    source: 'https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_UnusedAccessConfiguration.html',
  },
} as const satisfies Record<string, Rule>;
