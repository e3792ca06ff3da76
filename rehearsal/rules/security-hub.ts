import { Rule } from '../aws/contract';

const GUIDE = 'https://docs.aws.amazon.com/securityhub/latest/userguide';
const TEMPLATES = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

/** What Security Hub CSPM asks of its administration and of central configuration. */
export const SECURITY_HUB = {
  TRUSTED_ACCESS: {
    id: 'security-hub/trusted-access',
    statement: 'The organization trusts Security Hub before it names an administrator for it.',
    source: `${TEMPLATES}/aws-resource-securityhub-delegatedadmin.html`,
  },
  ONE_ADMINISTRATOR: {
    id: 'security-hub/one-administrator',
    statement: 'One account administers Security Hub for the organization, the same one in every Region.',
    source: `${GUIDE}/designate-orgs-admin-account.html`,
  },
  ADMINISTRATOR: {
    id: 'security-hub/administrator',
    statement: 'The organization is configured, and findings are changed by rules, by the delegated administrator alone, in a Region where it is named.',
    source: `${GUIDE}/start-central-configuration.html; ${GUIDE}/automation-rules.html`,
  },
  ENABLED: {
    id: 'security-hub/enabled',
    statement: 'Findings are aggregated in an account and Region in which Security Hub is enabled.',
    source: `${GUIDE}/finding-aggregation.html`,
  },
  ONE_HUB: {
    id: 'security-hub/one-hub',
    statement: 'An account enables Security Hub once in a Region, and not where the organization has enabled it.',
    source: 'https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableSecurityHub.html (ResourceConflictException)',
  },
  STANDARD: {
    id: 'security-hub/standard',
    statement: 'A standard that AWS has is enabled once, in an account and Region in which Security Hub is enabled before, and the template says so.',
    source: `${TEMPLATES}/aws-resource-securityhub-hub.html; https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchEnableStandards.html; ${GUIDE}/standards-reference.html`,
  },
  ONE_AGGREGATOR: {
    id: 'security-hub/one-aggregator',
    statement: 'An account aggregates findings in one Region.',
    source: 'https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_CreateFindingAggregator.html',
  },
  LINKED_REGIONS: {
    id: 'security-hub/linked-regions',
    statement: 'An aggregator of specified Regions names at least one, and not the Region it stands in.',
    source: `${TEMPLATES}/aws-resource-securityhub-findingaggregator.html`,
  },
  CENTRAL_AGGREGATOR: {
    id: 'security-hub/central-configuration-aggregator',
    statement: 'Central configuration is switched on by the administrator in its home Region, where the aggregator of findings stands first.',
    source: `${GUIDE}/start-central-configuration.html`,
  },
  CENTRAL_SETTINGS: {
    id: 'security-hub/central-configuration-settings',
    statement: 'Under central configuration policies alone configure new accounts: AutoEnable is false and AutoEnableStandards is NONE.',
    source: `${TEMPLATES}/aws-resource-securityhub-organizationconfiguration.html; github.com/schubergphilis/terraform-aws-mcaf-landing-zone/pull/213`,
  },
  POLICY_CENTRAL: {
    id: 'security-hub/policy-central-configuration',
    statement: 'Configuration policies are made and associated under central configuration, in its home Region.',
    source: `${GUIDE}/create-associate-policy.html`,
  },
  POLICY_CONTENT: {
    id: 'security-hub/policy-content',
    statement: 'A policy that enables Security Hub names standards, and either the controls that are enabled or those that are disabled.',
    source: 'https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_SecurityHubPolicy.html; github.com/hashicorp/terraform-provider-aws/issues/36739 and 49146',
  },
  ASSOCIATION_FIRST: {
    id: 'security-hub/association-first',
    statement: 'A configuration policy is deleted once nothing is associated with it.',
    source: `${GUIDE}/delete-policy.html`,
  },
  MANAGEMENT_ACCOUNT: {
    id: 'security-hub/management-account-enabled',
    statement: 'A configuration policy for the whole organization reaches the management account where that account has enabled Security Hub itself.',
    source: `${GUIDE}/securityhub-settingup.html`,
  },
} as const satisfies Record<string, Rule>;
