import { PolicyDocument, PolicyStatement } from '../../../lib/policy';
import { createRole, Role, RoleProps, trustOfAccount, trustOfService } from '../../../rehearsal/aws/services/iam';
import { createGroup, createUser, identityArn } from '../../../rehearsal/aws/services/iam-identities';
import { createFunction } from '../../../rehearsal/aws/services/lambda';
import { World } from '../../../rehearsal/aws/world';
import { principalsReachableFrom, ReachablePrincipal } from '../../../rehearsal/escalation/principals-reachable';
import { HOME, LOG_ARCHIVE, MANAGEMENT, ORGANIZATION, WORKLOAD } from '../types/workbench';

export { HOME, LOG_ARCHIVE, MANAGEMENT, WORKLOAD };

export const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';
export const ADMINISTRATOR = `arn:aws:iam::${WORKLOAD}:role/administrator`;
export const DEVELOPER = `arn:aws:iam::${WORKLOAD}:role/developer`;

export const policy = (...statements: readonly Partial<PolicyStatement>[]): PolicyDocument =>
  ({ Version: '2012-10-17', Statement: statements.map(statement => ({ Effect: 'Allow', Resource: '*', ...statement }) as PolicyStatement) });

/** A world in which a developer of the workload account may do a few things, and others may do everything. */
export class Plantation {
  public readonly world = new World({ managementAccountId: MANAGEMENT, regions: [HOME], organization: ORGANIZATION });
  public readonly developer: Role;

  /** @param statements what the developer may do */
  public constructor(...statements: readonly Partial<PolicyStatement>[]) {
    this.developer = this.role('developer', trustOfService('nobody.amazonaws.com'));
    this.developer.inline.set('work', { document: policy(...statements, { Action: 's3:ListAllMyBuckets' }) });
  }

  public role(name: string, trust: PolicyDocument, more: Partial<RoleProps> = {}): Role {
    return createRole(this.world, { accountId: WORKLOAD, name, trust, ...more });
  }

  /** A role that may do everything, and that a service or an account may wear. */
  public administrator(trusted: string, accountId = WORKLOAD): Role {
    const trust = trusted.includes('.') ? trustOfService(trusted) : trustOfAccount('aws', trusted);
    return this.role('administrator', trust, { managed: [ADMINISTRATOR_ACCESS], accountId });
  }

  public user(name: string, ...managed: readonly string[]) {
    return createUser(this.world, { accountId: WORKLOAD, name, managed });
  }

  public group(name: string, ...managed: readonly string[]) {
    return createGroup(this.world, { accountId: WORKLOAD, name, managed });
  }

  public managedPolicy(name: string, document: PolicyDocument, earlier?: readonly PolicyDocument[]): string {
    const arn = `arn:aws:iam::${WORKLOAD}:policy/${name}`;
    this.world.state.iam.managedPolicies.set(arn, { arn, name, document, earlier });
    return arn;
  }

  public function(name: string, role: Role): string {
    const settings = { handler: 'index.handler', runtime: 'nodejs24.x', timeout: 3, environment: {} };
    return createFunction(this.world, { name, accountId: WORKLOAD, region: HOME, roleArn: role.arn, ...settings }).arn;
  }

  public provider(kind: 'saml' | 'oidc', name: string): string {
    const arn = identityArn(this.world, WORKLOAD, `${kind}-provider`, name);
    this.world.state.iam.providers.set(arn, { arn, kind, accountId: WORKLOAD });
    return arn;
  }

  /** Denies the organization's member accounts what a statement says. */
  public deny(...Action: readonly string[]): this {
    const { organizations } = this.world.state;
    organizations.policyTypes.set('SERVICE_CONTROL_POLICY', { status: 'ENABLED' } as never);
    const document = policy({ Action: '*' }, { Effect: 'Deny', Action });
    organizations.policies.set('p-guard', {
      id: 'p-guard', name: 'guard', type: 'SERVICE_CONTROL_POLICY', awsManaged: false, content: '', arn: 'arn:aws:organizations::aws:policy/p-guard',
      targets: new Map([ORGANIZATION.rootId, 'ou-root-security', WORKLOAD, LOG_ARCHIVE].map(id => [id, undefined])), document: { name: 'guard', document },
    } as never);
    return this;
  }

  public reached(as = 'role/developer', account = WORKLOAD, context?: Readonly<Record<string, string | readonly string[]>>): readonly ReachablePrincipal[] {
    return principalsReachableFrom(this.world, { as, account, context });
  }

  /** Techniques of the last steps to administrators; the principal itself has no steps. */
  public techniques(as?: string, account?: string): readonly string[] {
    const steps = this.reached(as, account).filter(({ isAdministrator }) => isAdministrator).flatMap(({ path }) => path.slice(-1));
    return steps.map(({ technique }) => technique);
  }
}
