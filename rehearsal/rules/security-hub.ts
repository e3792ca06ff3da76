import { Rule } from '../aws/contract';

const GUIDE = 'https://docs.aws.amazon.com/securityhub/latest/userguide';

/** What Security Hub CSPM asks of its administration and of central configuration. */
export const SECURITY_HUB = {
  TRUSTED_ACCESS: {
    id: 'security-hub/trusted-access',
    statement: 'The organization trusts Security Hub before it names an administrator for it.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-securityhub-delegatedadmin.html',
  },
  ONE_ADMINISTRATOR: {
    id: 'security-hub/one-administrator',
    statement: 'One account administers Security Hub for the organization, the same one in every Region.',
    source: `${GUIDE}/designate-orgs-admin-account.html`,
  },
} as const satisfies Record<string, Rule>;
