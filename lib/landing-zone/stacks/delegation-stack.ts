import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DelegatedAdministrators, IAccount, TrustedService } from '../../constructs/organization';
import { baselineRegionsOf } from '../baseline-regions';
import { delegatedServicesOf } from '../services';
import { LandingZoneStack } from './landing-zone-stack';
import { OrganizationMemberStackProps } from './organization-stack';

/** What the stack of administrators is told. */
export interface DelegationStackProps extends OrganizationMemberStackProps {
  /** The account that administers address pools, where accounts are given networks. */
  readonly networkAccount?: IAccount;
}

/**
 * Hands the daily work on security services to the security account, so that nobody needs the management account for it: a step of its own
 * before the tooling, since naming an administrator is what enables GuardDuty and Security Hub there.
 */
export class DelegationStack extends LandingZoneStack {
  public constructor(scope: Construct, props: DelegationStackProps) {
    super(scope, 'Delegation', 'delegation', 'Landing zone: services that the security account administers', props);
    const { configuration, networkAccount, organization } = props;

    const administrators = new DelegatedAdministrators(this, 'Security', {
      accountId: organization.securityAccount.accountId,
      services: delegatedServicesOf(configuration),
      regions: baselineRegionsOf(configuration),
    });
    if (networkAccount) {
      new DelegatedAdministrators(this, 'Network', {
        accountId: networkAccount.accountId, services: [TrustedService.IPAM], regions: [configuration.homeRegion],
      });
    }
    new CfnOutput(this, 'NotOffered', {
      description: 'Services that the preset chose and AWS does not offer in a region', value: administrators.notOffered,
    });
  }
}
