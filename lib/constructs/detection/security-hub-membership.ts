import { CustomResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { CODE } from './private/security-hub-membership.bundle';

/**
 * Enables Security Hub CSPM in this account and region, without any standard: what only the management account needs.
 *
 * Every other account gets Security Hub by the configuration policy of its organization, which cannot reach the management account before
 * it has enabled Security Hub itself. A hub that is there is left as it is, so an adopted one is no obstacle and later configuration by the
 * administrator no difference. Its deletion does nothing: what found weaknesses goes on.
 *
 * What it needs stands in the account's global template: `SecurityHubMembershipRole`. It needs no assets and holds no IAM resource, so its
 * template can go to many regions.
 *
 * Price: none by itself; see `SecurityHubOrganization`.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-settingup.html
 */
export class SecurityHubMembership extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const handler = InlineHandler.of(this, {
      functionName: functionName('security-hub-membership'),
      description: 'Enables Security Hub without standards, where it is off',
      code: CODE,
      statements: [],
      roleInAccount: true,
    });
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::SecurityHubMembership',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
    });
  }
}
