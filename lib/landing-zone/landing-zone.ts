import { Annotations, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IamUsers, PublicPrincipals } from '../constructs/identity';
import { OpenAdministrationPorts } from '../constructs/network';
import { Account, IAccount, IOrganization, IOrganizationalUnit } from '../constructs/organization';
import { throwProblems } from '../core/errors';
import { markLandingZone } from '../core/own-constructs';
import { spreadAccounts } from './account-spread';
import { firstDeploymentAdvice } from './configuration/first-deployment';
import { placementsOf } from './configuration/guardrail-problems';
import { pathsOf } from './configuration/organizational-unit-problems';
import { configurationProblems } from './configuration/problems';
import { LandingZoneProps } from './landing-zone-props';
import { RootLockdown } from './root-lockdown';
import { AccountBaselineStack } from './stacks/account-baseline-stack';
import { AccountsStack } from './stacks/accounts-stack';
import { ComplianceStack } from './stacks/compliance-stack';
import { DelegationStack } from './stacks/delegation-stack';
import { GuardrailsStack } from './stacks/guardrails-stack';
import { IdentityStack } from './stacks/identity-stack';
import { LogArchiveStack } from './stacks/log-archive-stack';
import { NetworkStack } from './stacks/network-stack';
import { OperationsStack } from './stacks/operations-stack';
import { OrganizationMemberStackProps, OrganizationStack } from './stacks/organization-stack';
import { SecurityCoreStack } from './stacks/security-core-stack';
import { SecurityToolingStack } from './stacks/security-tooling-stack';
import { TrailStack } from './stacks/trail-stack';

/**
 * A secure landing zone: the stacks of the management account, in the order in which they are deployed.
 *
 *     Organization ──► Accounts… ──► LogArchive ──► Trail ──► SecurityCore ──► AccountBaseline ──► Delegation ──► SecurityTooling
 *                                                                                                                      │
 *                               Guardrails ◄── Operations ◄── Network ◄── Identity ◄── Compliance ◄────────────────────┘
 *
 * Who is told comes before what tells, administrators before what they configure, recorders before the rules that need them, boundaries
 * before who is bound by them, and what can deny comes last. Identity and Network are there when they are configured.
 *
 * It is a construct whose stacks sit in the app, not a Stage: `cdk deploy --all` selects only the stacks of the main assembly.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/organizing-your-aws-environment.html
 */
export class LandingZone extends Construct {
  /** The organization, created or adopted. */
  public readonly organization: IOrganization;

  /** The account that holds nothing but logs. */
  public readonly logArchiveAccount: IAccount;

  /** The account from which the security team works. */
  public readonly securityAccount: IAccount;

  private readonly tree: OrganizationStack;
  private readonly accounts: Map<string, IAccount>;

  /**
   * Checks the whole configuration, and throws an error that lists every mistake in it.
   *
   * @param scope an App or a Stage
   * @param id its name in that scope
   * @param props the configuration
   */
  public constructor(scope: Construct, id: string, props: LandingZoneProps) {
    super(scope, id);
    markLandingZone(this);
    throwProblems(this, configurationProblems(props));
    firstDeploymentAdvice(props).forEach(advice => Annotations.of(this).addWarningV2('cdk-secure-landing-zone:first-deployment', advice));
    this.pinFeatureFlags();

    const organization = new OrganizationStack(this, { configuration: props });
    const created = (props.accounts ?? []).filter(account => !account.accountId);
    const accounts = spreadAccounts(created).map(([index, members]) =>
      new AccountsStack(this, { configuration: props, index, accounts: members, organization }));
    this.tree = organization;
    this.accounts = new Map([...accounts.flatMap(stack => [...stack.accounts]), ...this.adoptedAccounts(props)]);
    const networkAccount = props.network && this.account(props.network.account);
    const member = { configuration: props, organization };
    const logArchive = new LogArchiveStack(this, member);
    const trail = new TrailStack(this, member);
    const securityCore = new SecurityCoreStack(this, member);
    const baseline = new AccountBaselineStack(this, { ...member, deliveryKeyArn: trail.deliveryKeyArn });
    const delegation = new DelegationStack(this, { ...member, networkAccount });
    const tooling = new SecurityToolingStack(this, { ...member, deliveryKeyArn: trail.deliveryKeyArn });
    const compliance = new ComplianceStack(this, member);
    const identity = this.identityStack(member, trail);
    const network = this.networkStack(member, networkAccount, baseline);
    const stackSetNames = [logArchive, securityCore, baseline, tooling, compliance, ...network].flatMap(stack => stack.stackSetNames);
    const operations = new OperationsStack(this, {
      ...member, stackSetNames, packStackSetNames: compliance.stackSetNames, topics: trail.topics,
    });
    const guardrails = new GuardrailsStack(this, member);
    new RootLockdown({
      activation: organization.activation,
      alarms: trail.alarms,
      forwarding: baseline.forwarding,
      routing: securityCore.routing,
      placements: placementsOf(props),
      organizationalUnits: pathsOf(props),
      configRules: compliance.ruleNames,
    });
    deployInOrder([
      organization, ...accounts, logArchive, trail, securityCore, baseline, delegation, tooling, compliance, ...identity, ...network,
      operations, guardrails,
    ]);

    PublicPrincipals.refuse(this);
    IamUsers.refuse(this);
    OpenAdministrationPorts.refuse(this);
    this.organization = organization.organization;
    this.logArchiveAccount = organization.logArchiveAccount;
    this.securityAccount = organization.securityAccount;
  }

  /**
   * An account of the configuration by its name.
   *
   * @param name as in the configuration; fails when there is none
   */
  public account(name: string): IAccount {
    const account = this.accounts.get(name);
    throwProblems(this, account ? [] : [`'name' must be the name of an account, got "${name}": choose one of ${[...this.accounts.keys()].join(', ')}`]);
    return account!;
  }

  /**
   * An organizational unit of the configuration by its path.
   *
   * @param path such as "Workloads/Production"; fails when there is none
   */
  public organizationalUnit(path: string): IOrganizationalUnit {
    return this.tree.unit(path);
  }

  private identityStack(member: OrganizationMemberStackProps, { topics }: TrailStack): IdentityStack[] {
    const { identityCenter } = member.configuration.access ?? {};
    return identityCenter ? [new IdentityStack(this, { ...member, identityCenter, accounts: this.accounts, topics })] : [];
  }

  private networkStack(
    member: OrganizationMemberStackProps, account: IAccount | undefined, { accountGlobal }: AccountBaselineStack,
  ): NetworkStack[] {
    const { network } = member.configuration;
    return network && account ? [new NetworkStack(this, { ...member, network, account, accountGlobal })] : [];
  }

  /** They are in no stack: one that creates nothing could not be deployed. */
  private adoptedAccounts(props: LandingZoneProps): [string, IAccount][] {
    const scope = new Construct(this, 'AdoptedAccounts');
    return (props.accounts ?? []).filter(account => account.accountId)
      .map(({ name, accountId }) => [name, Account.fromAccountId(scope, name, accountId!)]);
  }

  /** Flags on which the templates rest are set here, whatever the cdk.json of the user says. */
  private pinFeatureFlags(): void {
    // Ids pass between stacks without exports: an export that is in use could never be removed.
    this.node.setContext('@aws-cdk/core:defaultCrossStackReferences', 'weak');
    // Stack traces hold the paths of the machine that synthesises.
    this.node.setContext('aws:cdk:disable-stack-trace', true);
    this.node.setContext('aws:cdk:disable-creation-stack-traces', true);
  }
}

/** Each stack after the one before it: the order is a promise, not a by-product of references. */
function deployInOrder(stacks: readonly Stack[]): void {
  stacks.slice(1).forEach((stack, i) => stack.addStackDependency(stacks[i]));
}
