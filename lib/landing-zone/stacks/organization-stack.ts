import { Construct, IConstruct } from 'constructs';
import { GuardrailPolicies, GuardrailSet } from '../../constructs/guardrails';
import {
  Account, AccountPlacementCheck, AccountReadiness, IAccount, IAccountReadiness, IOrganization, IOrganizationalUnit,
  Organization, OrganizationActivation, OrganizationalUnit, PolicyTarget, PolicyType, SelfManagedStackSetRoles, TrustedService,
} from '../../constructs/organization';
import { DescribedOrganization, OrganizationDescription } from '../../controls';
import { throwProblems } from '../../core/errors';
import { baselineRegionsOf } from '../baseline-regions';
import { organizationalUnitsOf, pathsOf } from '../configuration/organizational-unit-problems';
import { LandingZoneProps } from '../landing-zone-props';
import { CoreAccountConfiguration } from '../organization-configuration';
import { ROOT, SECURITY_UNIT, nameOf, parentOf } from '../organizational-unit-path';
import { delegatedServicesOf, presetOf, servicesOf } from '../services';
import { LandingZoneStack, LandingZoneStackProps } from './landing-zone-stack';

/** What a stack is told that comes after the organization's. */
export interface OrganizationMemberStackProps extends LandingZoneStackProps {
  readonly organization: OrganizationStack;
}

/**
 * The tree: who exists, and where.
 *
 *     organization ──► activation (policy types, trusted access, central root access) ──► units ──► log archive ──► security ──► policy
 *
 * Beside it the roles with which StackSets reach the management account: a role takes a while until it can be assumed everywhere, and the
 * StackSets come some stacks later.
 *
 * One after the other: AWS Organizations takes one change at a time, and CloudFormation does not repeat an account that was refused for it.
 * Activation is first, because an account that exists before central root management is born with a root password.
 */
export class OrganizationStack extends LandingZoneStack {
  public readonly organization: IOrganization;
  public readonly activation: OrganizationActivation;
  public readonly readiness: IAccountReadiness;
  public readonly logArchiveAccount: IAccount;
  public readonly securityAccount: IAccount;
  public readonly aiOptOut: GuardrailPolicies;
  private readonly units = new Map<string, IOrganizationalUnit>();
  private latestChange: IConstruct;

  public constructor(scope: Construct, props: LandingZoneStackProps) {
    super(scope, 'Organization', 'organization', 'Landing zone: organization, organizational units, log archive and security accounts', props);
    const configuration = props.configuration;

    this.organization = this.organizationOf(configuration);
    this.activation = this.activate(configuration);
    this.latestChange = this.activation;
    this.createUnits(configuration);
    this.readiness = new AccountReadiness(this, 'AccountReadiness', { regions: baselineRegionsOf(configuration) });
    this.verifyAdoptedAccounts(configuration); // before accounts are created, which nothing takes back
    this.logArchiveAccount = this.coreAccount('LogArchiveAccount', configuration.logArchive.account);
    this.securityAccount = this.coreAccount('SecurityAccount', configuration.security.account);
    this.aiOptOut = this.optOutOfAiTraining(configuration);
    this.describe(configuration);
    new SelfManagedStackSetRoles(this, 'StackSetRoles', {
      optInRegions: configuration.enabledOptInRegions, identityProviders: identityProvidersOf(configuration),
    });
  }

  /** The unit at a path of the configuration. */
  public unit(path: string): IOrganizationalUnit {
    const unit = this.units.get(path);
    throwProblems(this, unit ? [] : [`'path' must be the path of an organizational unit, got "${path}": choose one of ${[...this.units.keys()].join(', ')}`]);
    return unit!;
  }

  /** The policy target at a path of the configuration, the root included. */
  public target(path: string): PolicyTarget {
    return path === ROOT ? PolicyTarget.root(this.organization) : PolicyTarget.organizationalUnit(this.unit(path));
  }

  /** So that a price, and what controls ask for, can be told from the assembly alone. */
  private describe(configuration: LandingZoneProps): void {
    const description: DescribedOrganization = {
      accounts: 3 + (configuration.accounts ?? []).length,
      regions: baselineRegionsOf(configuration).length,
      presetName: presetOf(configuration).presetName,
      homeRegion: configuration.homeRegion,
      governedRegions: configuration.governedRegions,
      services: servicesOf(configuration),
    };
    this.addMetadata(OrganizationDescription.METADATA_KEY, description);
  }

  private organizationOf(configuration: LandingZoneProps): IOrganization {
    return configuration.organization
      ? Organization.fromOrganizationAttributes(this, 'Organization', configuration.organization)
      : new Organization(this, 'Organization');
  }

  private activate(configuration: LandingZoneProps): OrganizationActivation {
    const services = [TrustedService.CLOUDTRAIL, TrustedService.ACCOUNT_MANAGEMENT, ...delegatedServicesOf(configuration)];
    const { guardDuty, inspectorScans } = servicesOf(configuration);
    return new OrganizationActivation(this, 'Activation', {
      organization: this.organization,
      policyTypes: policyTypesOf(configuration),
      resourceSharing: configuration.network !== undefined,
      trustedServices: guardDuty ? [...services, TrustedService.GUARDDUTY_MALWARE_PROTECTION] : services,
      // Trusted access creates none of them: an organization trail and an organization's analyzer fail without theirs, and GuardDuty and
      // Inspector leave the management account out.
      serviceLinkedRoles: [
        TrustedService.CLOUDTRAIL, TrustedService.ACCESS_ANALYZER,
        ...guardDuty ? [TrustedService.GUARDDUTY, TrustedService.GUARDDUTY_MALWARE_PROTECTION] : [],
        ...inspectorScans.length > 0 ? [TrustedService.INSPECTOR] : [],
      ].map(service => service.servicePrincipal),
    });
  }

  private createUnits(configuration: LandingZoneProps): void {
    const scope = new Construct(this, 'Units');
    const ids = new Map(organizationalUnitsOf(configuration).map(unit => [unit.path, unit.organizationalUnitId]));
    for (const path of pathsOf(configuration)) {
      const adopted = ids.get(path);
      const parent = this.units.get(parentOf(path));
      const unitScope = parent ?? scope;
      const name = nameOf(path);
      this.units.set(path, adopted
        ? OrganizationalUnit.fromOrganizationalUnitAttributes(unitScope, name, { organizationalUnitId: adopted, depth: path.split('/').length })
        : this.inTurn(new OrganizationalUnit(unitScope, name, { organizationalUnitName: name, parent: parent ?? this.organization.root })));
    }
  }

  private coreAccount(id: string, configuration: CoreAccountConfiguration): IAccount {
    const { accountId, name, email } = configuration;
    return accountId
      ? Account.fromAccountId(this, id, accountId)
      : this.inTurn(new Account(this, id, { accountName: name, email, parent: this.unit(SECURITY_UNIT), readiness: this.readiness }));
  }

  /** Puts a change of the organization after the one before it. */
  private inTurn<Change extends IConstruct>(change: Change): Change {
    change.node.addDependency(this.latestChange);
    this.latestChange = change.node.defaultChild ?? change;
    return change;
  }

  /** An account in another unit than the configuration says is bound by other policies than a reader of it believes. */
  private verifyAdoptedAccounts(configuration: LandingZoneProps): void {
    const core = [configuration.logArchive.account, configuration.security.account]
      .map(account => ({ ...account, organizationalUnit: SECURITY_UNIT }));
    const adopted = [...core, ...configuration.accounts ?? []].filter(account => account.accountId);
    if (adopted.length > 0) {
      const scope = new Construct(this, 'AdoptedAccounts');
      this.inTurn(new AccountPlacementCheck(this, 'Placements', {
        organization: this.organization,
        placements: adopted.map(({ name, accountId, organizationalUnit }) =>
          ({ account: Account.fromAccountId(scope, name, accountId!), parent: this.unit(organizationalUnit) })),
      }));
    }
  }

  private optOutOfAiTraining(configuration: LandingZoneProps): GuardrailPolicies {
    return this.inTurn(new GuardrailPolicies(this, 'AiOptOut', {
      set: GuardrailSet.AI_OPT_OUT,
      targets: [PolicyTarget.root(this.organization)],
      parameters: { governedRegions: configuration.governedRegions, organizationId: this.organization.organizationId },
      activation: this.activation,
    }));
  }
}

function identityProvidersOf({ access = {} }: LandingZoneProps): string[] {
  const { oidcIssuers = [], samlProviders = [] } = access;
  return [...samlProviders.map(({ providerName }) => `saml-provider/${providerName}`), ...oidcIssuers.map(({ host }) => `oidc-provider/${host}`)];
}

/** The types that the landing zone has policies of, and those that the security account manages. */
function policyTypesOf({ security, dataClassification }: LandingZoneProps): PolicyType[] {
  const own = [
    PolicyType.SERVICE_CONTROL_POLICY, PolicyType.RESOURCE_CONTROL_POLICY, PolicyType.S3_POLICY, PolicyType.DECLARATIVE_POLICY_EC2,
    PolicyType.AISERVICES_OPT_OUT_POLICY,
    ...dataClassification ? [PolicyType.TAG_POLICY] : [],
  ];
  const delegated = security.policyDelegation?.policyTypes ?? [];
  return [...own, ...delegated.filter(type => !own.some(({ policyTypeName }) => policyTypeName === type.policyTypeName))];
}
