import { Rule } from '../aws/contract';

const USER_GUIDE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide';

/** What CloudFormation asks of StackSets and of the templates in them. */
export const CLOUDFORMATION = {
  ORGANIZATIONS_ACCESS: {
    id: 'cloudformation/organizations-access',
    statement: 'A service-managed StackSet needs cloudformation:ActivateOrganizationsAccess first (trusted access alone is not enough), and the template says so.',
    source: `${USER_GUIDE}/stacksets-orgs-activate-trusted-access.html`,
  },
  STACK_SET_NAME_UNIQUE: {
    id: 'cloudformation/stack-set-name-unique',
    statement: 'No two StackSets of an account and region have one name.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html (NameAlreadyExistsException)',
  },
  PERMISSION_MODEL: {
    id: 'cloudformation/permission-model',
    statement: 'A service-managed StackSet names no administration or execution role, has automatic deployment set, and targets organizational units.',
    source: `${USER_GUIDE}/stacksets-concepts.html`,
  },
  SELF_MANAGED_MODEL: {
    id: 'cloudformation/self-managed-model',
    statement: 'A self-managed StackSet names an administration role, an execution role and accounts; automatic deployment, units and account filters are not for it.',
    source: `${USER_GUIDE}/stacksets-prereqs-self-managed.html; API_CreateStackSet (AutoDeployment), API_DeploymentTargets (OrganizationalUnitIds, AccountFilterType): service-managed permissions only`,
  },
  ADMINISTRATION_ROLE: {
    id: 'cloudformation/administration-role',
    statement: 'The administration role of a self-managed StackSet exists, trusts cloudformation.amazonaws.com acting for this StackSet, and the template says that it comes first.',
    source: `${USER_GUIDE}/stacksets-prereqs-self-managed.html#confused-deputy-mitigation`,
  },
  REGIONAL_PRINCIPAL: {
    id: 'cloudformation/regional-principal',
    statement: 'For a region that accounts opt into, the administration role also trusts the CloudFormation of that region: cloudformation.<region>.amazonaws.com.',
    source: `${USER_GUIDE}/stacksets-prereqs-self-managed.html`,
  },
  EXECUTION_ROLE: {
    id: 'cloudformation/execution-role',
    statement: 'In each account of a self-managed StackSet the execution role exists under its name without a path, trusts the administration role, '
      + 'which is allowed to assume it, and the template says that it comes first.',
    source: `${USER_GUIDE}/stacksets-prereqs-self-managed.html; API_CreateStackSet (pattern of ExecutionRoleName: no "/")`,
  },
  TARGET_UNITS_EXIST: {
    id: 'cloudformation/target-units-exist',
    statement: 'A StackSet targets the root or organizational units that exist.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html',
  },
  MANAGEMENT_ACCOUNT: {
    id: 'cloudformation/management-account',
    statement: 'A service-managed StackSet never deploys into the management account.',
    source: `${USER_GUIDE}/stacksets-orgs-considerations.html`,
  },
  ACCOUNT_FILTER: {
    id: 'cloudformation/account-filter',
    statement: 'Accounts are named together with their unit and a filter type, and are in that unit; each named account is hit.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html',
  },
  FILTER_WITHOUT_AUTO_DEPLOYMENT: {
    id: 'cloudformation/filter-without-auto-deployment',
    statement: 'A StackSet for named accounts has automatic deployment off, because that ignores the account filter for every account that joins later.',
    source: `${USER_GUIDE}/stacksets-orgs-manage-auto-deployment.html`,
  },
  REGIONS_ENABLED: {
    id: 'cloudformation/regions-enabled',
    statement: 'Regions of a StackSet are enabled in the management account and in every target account.',
    source: `${USER_GUIDE}/stacksets-prereqs.html`,
  },
  OPERATION_PREFERENCES: {
    id: 'cloudformation/operation-preferences',
    statement: 'Tolerance and concurrency are given as a count or as a percentage, and are in range.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html',
  },
  OPERATION_FINISHES: {
    id: 'cloudformation/operation-finishes',
    statement: 'An operation of a StackSet ends before CloudFormation gives up on the resource after 36 hours: concurrency and parallel regions fit the number of instances.',
    source: 'CloudFormation registry schema of AWS::CloudFormation::StackSet (timeoutInMinutes 2160); API_StackSetOperationPreferences (ConcurrencyMode)',
  },
  AUTO_DEPLOYMENT_DEPENDENCIES: {
    id: 'cloudformation/auto-deployment-dependencies',
    statement: 'Automatic deployment depends on at most ten StackSets; they exist, and the template says so too, since the dependency counts for later accounts only.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_AutoDeployment.html',
  },
  MEMBER_TEMPLATE_SIZE: {
    id: 'cloudformation/member-template-size',
    statement: 'The template of a StackSet is either in S3 with at most 1,000,000 bytes or inline with at most 51,200 bytes.',
    source: `${USER_GUIDE}/cloudformation-limits.html`,
  },
  MEMBER_TEMPLATE_PLAIN: {
    id: 'cloudformation/member-template-plain',
    statement: 'The template of a service-managed StackSet has no nested stacks, no transforms and no macros.',
    source: `${USER_GUIDE}/stacksets-orgs-considerations.html`,
  },
  NAMED_IAM_CAPABILITY: {
    id: 'cloudformation/named-iam-capability',
    statement: 'A StackSet whose template has IAM resources declares CAPABILITY_IAM, or CAPABILITY_NAMED_IAM when it names them.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html',
  },
} as const satisfies Record<string, Rule>;
