import { Construct } from 'constructs';
import { DelegatedAdministrators, TrustedService } from '../../constructs/organization';
import { LandingZoneStack } from './landing-zone-stack';
import { OrganizationMemberStackProps } from './organization-stack';

/** Hands the daily work on security services to the security account, so that nobody needs the management account for it. */
export class DelegationStack extends LandingZoneStack {
  public constructor(scope: Construct, props: OrganizationMemberStackProps) {
    super(scope, 'Delegation', 'delegation', 'Landing zone: services that the security account administers', props);

    new DelegatedAdministrators(this, 'Security', {
      accountId: props.organization.securityAccount.accountId,
      services: [TrustedService.ACCESS_ANALYZER, TrustedService.IAM],
    });
  }
}
