import { Construct } from 'constructs';
import { DelegatedAdministrators, TrustedService } from '../../constructs/organization';
import { LandingZoneStack, LandingZoneStackProps } from './landing-zone-stack';
import { OrganizationStack } from './organization-stack';

/** What the stack of the delegation is told. */
export interface DelegationStackProps extends LandingZoneStackProps {
  readonly organization: OrganizationStack;
}

/** Hands the daily work on security services to the security account, so that nobody needs the management account for it. */
export class DelegationStack extends LandingZoneStack {
  public constructor(scope: Construct, props: DelegationStackProps) {
    super(scope, 'Delegation', 'delegation', 'Landing zone: services that the security account administers', props);

    new DelegatedAdministrators(this, 'Security', {
      accountId: props.organization.securityAccount.accountId,
      services: [TrustedService.ACCESS_ANALYZER, TrustedService.IAM],
    });
  }
}
