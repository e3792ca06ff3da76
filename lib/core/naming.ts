/**
 * The naming contract: every name that one account uses to find what another account holds.
 *
 * StackSets return no outputs, so these names are the only thing that crosses an account. All of them are create-only in CloudFormation:
 * changing one here replaces the resource in every account, and the test over the previous assembly forbids it.
 */

/** Path of the machinery's and the break-glass roles: the one path that guardrails exempt, and that they protect. */
export const ROLE_PATH = '/lz/';

/** Role ARN patterns that guardrails exempt; each is protected from being created or edited by anyone else. */
export const PLATFORM_ROLE_PATTERN = 'arn:*:iam::*:role/lz/*';
export const STACKSETS_ROLE_PATTERN = 'arn:*:iam::*:role/stacksets-exec-*';

/** ARN pattern of the platform's managed policies and permissions boundaries: protected from everybody else like its roles. */
export const PLATFORM_POLICY_PATTERN = 'arn:*:iam::*:policy/lz/*';
/** AWS's policies that only deny, by which a responder freezes a role or a user; attaching one gives nobody anything. */
export const ISOLATION_POLICY_NAMES = ['AWSDenyAll', 'AWSCompromisedKeyQuarantine*'];

/**
 * Names of the platform's stacks, functions, alarms, topics, rules and buses, and paths of its log groups and parameters: protected as
 * well.
 */
export const NAME_PATTERN = 'lz-*';
export const PATH_PATTERN = '/lz/*';

export const BREAK_GLASS_ROLE = 'lz-break-glass';
/** The role that AWS Organizations puts into an account it creates; trusts the management account. */
export const ORGANIZATION_ACCESS_ROLE = 'OrganizationAccountAccessRole';
/** Protected like the platform's roles, since it is an administrator without MFA; not exempt from anything. */
export const ORGANIZATION_ACCESS_ROLE_PATTERN = `arn:*:iam::*:role/${ORGANIZATION_ACCESS_ROLE}`;

/** Path of the roles that people use; no guardrail exempts it. */
export const ACCESS_PATH = '/access/';
export const SUPPORT_ROLE = 'lz-support';
export const AUDIT_ROLE = 'lz-security-audit';

/** Permissions boundaries of every account: under the path that guardrails protect, so that nobody bound by one can edit it. */
export const BOUNDARY_PATH = '/lz/';
export const DEVELOPER_BOUNDARY = 'lz-developer-boundary';
export const ADMINISTRATOR_BOUNDARY = 'lz-administrator-boundary';
/** Roles and policies of administrators' own making: whoever is bound as a developer neither passes, assumes nor edits them. */
export const ADMINISTRATION_PATH = '/administration/';

/** Roles and permission sets of people by their job, such as `lz-developer`. */
export const jobFunctionName = (jobFunction: string) => `lz-${jobFunction}`;

/** Roles that IAM Identity Center makes for its permission sets; AWS adds a suffix of 16 characters to the name. */
export const PERMISSION_SET_ROLE_PATH = '/aws-reserved/sso.amazonaws.com/';
export const permissionSetRolePattern = (permissionSet: string) => `AWSReservedSSO_${permissionSet}_*`;

/** Roles of the self-managed StackSets that give the management account its baseline. */
export const STACKSET_ADMINISTRATION_ROLE = 'lz-stackset-administration';
export const STACKSET_EXECUTION_ROLE = 'lz-stackset-execution';

/** Tells the management account in which accounts conformance packs failed; in the account that puts them. */
export const CONFORMANCE_PACK_STATUS_ROLE = 'lz-conformance-pack-status';

/** The bus of the security account that every account forwards security events to, and the role that rules forward with. */
export const SECURITY_BUS = 'lz-security';
export const EVENT_FORWARDING_ROLE = 'lz-event-forwarding';

/** Topics by severity, in the management account and in the security account, and the key of both. */
export const ALERT_KEY_ALIAS = 'alias/lz/alerts';
export const alertTopicName = (severity: string) => `lz-alerts-${severity}`;
/** Events that could not be forwarded: those that only the management account has, findings of the security account. */
export const MANAGEMENT_EVENTS_QUEUE = 'lz-management-events';
export const SECURITY_FINDINGS_QUEUE = 'lz-security-findings';
/** Alerts that nobody could be told of. */
export const ALERT_QUEUE = 'lz-alerts';

/** What watches the organization's bill. */
export const COST_ANOMALY_MONITOR = 'lz-services';
export const COST_ANOMALY_SUBSCRIPTION = 'lz-cost-anomaly';

/** The role with which the recorder records: AWS Config's own. */
export const CONFIG_SERVICE_LINKED_ROLE = 'aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig';
export const CONFIG_AGGREGATOR = 'lz-organization';
/** Conformance packs of the organization; the suffix tells packs of one theme apart that meet in a region. */
export const conformancePackName = (theme: string, suffix?: string) => ['lz', theme, ...suffix === undefined ? [] : [suffix]].join('-');

/**
 * The role that Systems Manager gives to instances without a profile of their own. Instances wear it, so it lies outside of the path that
 * guardrails exempt.
 */
export const HOST_MANAGEMENT_ROLE = 'lz-host-management';
export const HOST_MANAGEMENT_PATH = '/service-role/';
/** What people type in Session Manager, in every account and baseline region. */
export const SESSION_LOG_GROUP = '/lz/session-manager';

/** What the network account shares with the organization: address pools, transit gateways, subnets. */
export const networkShareName = (what: string) => `lz-${what}`;
/** Where an account that was given a network finds it: `/lz/network/<name>/vpc-id` and its kin, in Systems Manager. */
export const networkParameterName = (network: string, parameter: string) => `/lz/network/${network}/${parameter}`;

/** Tells the management account the ids of what the network account shares. */
export const NETWORK_READER_ROLE = 'lz-network-reader';

/** The organization's analyzers, in the security account. */
export const ORGANIZATION_ANALYZER = 'lz-organization-external-access';
export const UNUSED_ACCESS_ANALYZER = 'lz-organization-unused-access';

/** The analyzer of an account in a baseline region, where it had none. */
export const ACCOUNT_ANALYZER = 'lz-external-access';

export const TRAIL = 'lz-organization-trail';
export const TRAIL_LOG_GROUP = '/lz/organization-trail';
/** The trail of an account without an organization. */
export const ACCOUNT_TRAIL = 'lz-account-trail';
export const ACCOUNT_TRAIL_LOG_GROUP = '/lz/account-trail';
export const TRAIL_KEY_ALIAS = 'alias/lz/trail';
export const DELIVERY_KEY_ALIAS = 'alias/lz/log-delivery';
export const LOG_GROUP_KEY_ALIAS = 'alias/lz/log-groups';

/** Buckets carry account and region, since bucket names are global. */
export const BUCKET_PATTERN = 'lz-*';
export const trailBucketName = (accountId: string, region: string) => `lz-trail-${accountId}-${region}`;
export const deliveryBucketName = (accountId: string, region: string) => `lz-delivery-${accountId}-${region}`;
export const accessLogBucketName = (accountId: string, region: string) => `lz-access-logs-${accountId}-${region}`;

/** Functions behind custom resources, and their roles and log groups. */
export const functionName = (purpose: string) => `lz-${purpose}`;

/** CloudFormation stacks in the management account and StackSets. */
export const stackName = (stack: string) => `lz-${stack}`;
export const stackSetName = (stackSet: string) => `lz-${stackSet}`;

/** The tag that says of which class data is; the tag policy of the organization (G73) fixes its spelling and its values. */
export const DATA_CLASSIFICATION_TAG = 'DataClassification';
