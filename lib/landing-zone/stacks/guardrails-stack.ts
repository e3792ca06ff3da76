import { Construct } from 'constructs';
import { GuardrailParameters, GuardrailPolicies } from '../../constructs/guardrails';
import { OrganizationResourcePolicy, PolicyDelegation } from '../../constructs/organization';
import { placementsOf } from '../configuration/guardrail-problems';
import { pathsOf } from '../configuration/organizational-unit-problems';
import { guardrailOptionsOf } from '../data-classes';
import { GuardrailRollout } from '../guardrail-rollout';
import { LandingZoneProps } from '../landing-zone-props';
import { OrganizationMemberStackProps, OrganizationStack } from './organization-stack';
import { LandingZoneStack } from './landing-zone-stack';

/** Every policy that can deny or break something: last, when all that must pass them exists. */
export class GuardrailsStack extends LandingZoneStack {
  public constructor(scope: Construct, props: OrganizationMemberStackProps) {
    super(scope, 'Guardrails', 'guardrails', 'Landing zone: policies that deny, as far as they are rolled out', props);
    const { configuration, organization } = props;

    const paths = pathsOf(configuration);
    const rollout = rolloutOf(configuration);
    const sets = placementsOf(configuration).map(placement => new GuardrailPolicies(this, placement.set.id, {
      set: placement.set,
      targets: rollout.targetsOf(placement.placedOn(paths)).map(path => organization.target(path)),
      parameters: parametersOf(configuration, organization),
      quotas: configuration.guardrails?.quotas,
    }));
    // AWS Organizations takes one change at a time.
    sets.slice(1).forEach((set, i) => set.node.addDependency(sets[i]));
    this.delegatePolicies(props, sets);
  }

  /** The security account manages policies beside those of the landing zone, which stay out of its reach. */
  private delegatePolicies({ configuration, organization }: OrganizationMemberStackProps, sets: GuardrailPolicies[]): void {
    const delegation = configuration.security.policyDelegation;
    if (delegation) {
      const policy = new OrganizationResourcePolicy(this, 'PolicyDelegation', {
        organization: organization.organization,
        delegations: [PolicyDelegation.to(organization.securityAccount.accountId, {
          policyTypes: delegation.policyTypes, targets: delegation.organizationalUnits?.map(path => organization.target(path)),
        })],
        protectedPolicies: [...sets, organization.aiOptOut].flatMap(({ policies }) => policies),
      });
      sets.slice(-1).forEach(last => policy.node.addDependency(last));
    }
  }
}

/** Everywhere in a new organization; in an adopted one, whose everyday work nobody here knows, on the staging unit only. */
export function rolloutOf(configuration: LandingZoneProps): GuardrailRollout {
  return configuration.guardrails?.rollout ?? (configuration.organization ? GuardrailRollout.staged() : GuardrailRollout.everywhere());
}

function parametersOf(configuration: LandingZoneProps, organization: OrganizationStack): GuardrailParameters {
  return {
    ...guardrailOptionsOf(configuration),
    governedRegions: configuration.governedRegions,
    organizationId: organization.organization.organizationId,
  };
}
