/** AWS quotas that synth checks. Each has its source; those an account can raise are settings of the construct that uses them. */

/** Accounts, units, nesting: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
export const MAX_ORGANIZATIONAL_UNIT_DEPTH = 5;
export const MAX_ORGANIZATIONAL_UNIT_NAME = 128;
export const MAX_ACCOUNT_NAME = 50;
export const MIN_EMAIL = 6;
export const MAX_EMAIL = 64;
export const MAX_POLICY_NAME = 128;
export const MAX_POLICY_DESCRIPTION = 512;
/** The resource policy of an organization: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-resourcepolicy.html */
export const MAX_RESOURCE_POLICY = 40_000;

/** A template in S3, in bytes: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const MAX_TEMPLATE_BYTES = 1_000_000;
export const MAX_STACK_RESOURCES = 500;
export const MAX_STACKSET_NAME = 128;

/** Source code in a template, in bytes (4 MB): https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html */
export const MAX_INLINE_CODE_BYTES = 4_000_000;

/** Longest organization id ("o-" and 32 characters): what a token of an id may grow to in a policy. */
export const MAX_ORGANIZATION_ID = 34;

/** A conformance pack of the organization: https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html; the body: CloudFormation registry schema */
export const MAX_CONFORMANCE_PACK_BYTES = 51_200;
export const MAX_CONFORMANCE_PACK_RULES = 130;
export const MAX_CONFORMANCE_PACK_EXCLUDED_ACCOUNTS = 1_000;
