import { configuration } from '../../config/landing-zone';
import { GuardrailPlacement, LandingZoneProps } from '../../lib';
import { IGuardrail } from '../../lib/constructs/guardrails';
import { pathsOf } from '../../lib/landing-zone/configuration/organizational-unit-problems';
import { ApplicablePolicies, Decision, evaluate, PolicyDocument, PolicyLevel, PrincipalIdentity, statementsOf } from '../../lib/policy';
import { Assembly, readAssembly } from '../../rehearsal/assembly';
import { decisionInputs } from '../../rehearsal/aws/authorization';
import { resourceOwner } from '../../rehearsal/aws/resource-context';
import { policyLevels } from '../../rehearsal/aws/services/organization-policies';
import { World } from '../../rehearsal/aws/world';
import { Deployment } from '../../rehearsal/engine';
import {
  ASSERTIONS, isBoundByServiceControl, LOG_ARCHIVE, MEMBER, ORGANIZATION_ID, OTHER_MEMBER, PRINCIPALS,
} from '../constructs/guardrails/principals';
import { PARAMETERS, ProofRow } from '../constructs/guardrails/proof';
import { synthesise, WITHOUT_DELEGATION } from './synth';

/**
 * The partners that the proofs name. Named audiences (G18) are left out: with their statement of its own, the strict sets of workloads,
 * staging and sandbox need one policy more than the default quotas have.
 */
const options = { trustedAccounts: PARAMETERS.trustedAccounts, trustedOidcProviders: PARAMETERS.trustedOidcProviders };

/** An account for every top-level unit: those that the example leaves empty get one. */
const EMPTY_UNITS: NonNullable<LandingZoneProps['accounts']> = ['Infrastructure', 'Suspended'].map(unit => ({
  name: unit.toLowerCase(), email: `aws+${unit.toLowerCase()}@example.com`, organizationalUnit: unit,
}));
const ACCOUNTS = [...configuration.accounts ?? [], ...EMPTY_UNITS];
const PATHS = pathsOf(configuration);

/** Names of the accounts that stand for a unit: both of "Security", and one of every other. */
export function accountsOf(unit: string): string[] {
  const isBelow = ({ organizationalUnit }: { readonly organizationalUnit: string }) => `${organizationalUnit}/`.startsWith(`${unit}/`);
  return unit === 'Security' ? ['security', 'log-archive'] : ACCOUNTS.filter(isBelow).slice(0, 1).map(({ name }) => name);
}

/** The guardrails that placements attach to each unit. */
export function guardrailsByUnit(placements: readonly GuardrailPlacement[]): ReadonlyMap<string, readonly IGuardrail[]> {
  const onUnit = (unit: string) => placements.filter(placement => placement.placedOn(PATHS).includes(unit))
    .flatMap(({ set }) => set.guardrails);
  return new Map(PATHS.map(unit => [unit, [...new Set(onUnit(unit))]] as const).filter(([, guardrails]) => guardrails.length > 0));
}

/** The example organization with these placements, and with the partners of the proofs, in which nothing is deployed yet. */
export class ExampleOrganization {
  private readonly assembly: Assembly;
  private readonly world = new World({ managementAccountId: configuration.managementAccountId, regions: [configuration.homeRegion] });
  /** Guardrails of each statement, by the name of the policy. */
  private readonly origins: ReadonlyMap<string, readonly string[][]>;

  public constructor(placements: readonly GuardrailPlacement[]) {
    const guardrails = { placements: [...placements], options };
    this.assembly = readAssembly(synthesise({ ...WITHOUT_DELEGATION, accounts: ACCOUNTS, guardrails }));
    this.origins = originsOf(this.assembly);
  }

  /** Deploys it in the rehearsal. */
  public async deploy(): Promise<void> {
    await new Deployment(this.world, this.assembly).deploy();
  }

  /** Ids of the guardrails that lie in the policies from the root to an account. */
  public guardrailsAbove(account: string): string[] {
    const levels = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']
      .flatMap(type => policyLevels(this.world, this.idOf(account), type) ?? []);
    const ids = levels.flatMap(({ policies }) => policies).flatMap(({ name }) => this.origins.get(name)?.flat() ?? []);
    return [...new Set(ids)].sort();
  }

  /**
   * Decides a row in an account, as AWS would if nothing but policies of the organization could deny it.
   *
   * @param row a request of a proof, in the account of the proofs
   * @param account name of the account that takes the place of the proofs' member
   * @param guardrail id of the one guardrail whose statements stay in the policies; all of them where it is not given
   */
  public decide(row: ProofRow, account: string, guardrail?: string): Decision {
    const { request, policies } = this.inputs(row, account);
    const only = (levels: readonly PolicyLevel[] | undefined) =>
      guardrail === undefined ? levels : levels?.map(level => this.onlyOf(guardrail, level));
    const { serviceControl, resourceControl } = policies;
    return evaluate(request, { ...policies, serviceControl: only(serviceControl), resourceControl: only(resourceControl) });
  }

  /** Ids of the guardrails whose statement decided: several where statements were merged. */
  public guardrailsOf({ policy = '', statement = -1 }: Decision): readonly string[] {
    return this.origins.get(policy)?.[statement] ?? [];
  }

  private inputs(row: ProofRow, account: string) {
    const asked = { ...row, principal: PRINCIPALS[row.by] as PrincipalIdentity, context: { ...ASSERTIONS[row.by], ...row.context } };
    const mapped = this.mapped(asked, account);
    const { principal, action, resource, context } = mapped;
    const resourceAccountId = mapped.resourceAccountId ?? resourceOwner(this.world, resource) ?? principal.accountId ?? this.idOf(account);
    const caller = {
      label: row.by, principal, identity: [OPEN], accountId: isBoundByServiceControl(PRINCIPALS[row.by]) ? principal.accountId : undefined,
      session: principal.kind === 'root-session' ? [OPEN] : undefined,
    };
    const { request, policies } = decisionInputs(this.world, caller, { action, resource, resourceAccountId, context });
    const open: ApplicablePolicies = { ...policies, resource: OPEN_TO_EVERYBODY };
    return { request: { ...request, principal }, policies: open };
  }

  /** The same with the ids of this organization in place of those of the proofs, in ARNs too. */
  private mapped<T extends object>(value: T, account: string): T {
    const accounts = [...this.world.state.organizations.accounts.values()];
    const own = [account, 'log-archive'];
    const ids: Readonly<Record<string, string>> = {
      [MEMBER]: this.idOf(account),
      [LOG_ARCHIVE]: this.idOf('log-archive'),
      [OTHER_MEMBER]: accounts.find(({ id, name }) => id !== configuration.managementAccountId && !own.includes(name))!.id,
      [ORGANIZATION_ID]: this.world.state.organizations.organization!.id,
    };
    return JSON.parse(JSON.stringify(value).replace(new RegExp(Object.keys(ids).join('|'), 'g'), id => ids[id])) as T;
  }

  private idOf(account: string): string {
    return [...this.world.state.organizations.accounts.values()].find(({ name }) => name === account)!.id;
  }

  /** A level with the statements of one guardrail only; policies of AWS stay. */
  private onlyOf(guardrail: string, { node, policies }: PolicyLevel): PolicyLevel {
    const stays = (name: string, index: number) => this.origins.get(name)?.[index]?.includes(guardrail) ?? true;
    const reduced = policies.map(({ name, document }) => ({
      name, document: { ...document, Statement: statementsOf(document).filter((_, index) => stays(name, index)) },
    }));
    return { node, policies: reduced };
  }
}

const OPEN = { name: 'AdministratorAccess', document: openDocument() };
const OPEN_TO_EVERYBODY = { name: 'resource policy', document: openDocument({ Principal: '*' }) };

function openDocument(more: object = {}): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...more }] };
}

function originsOf(assembly: Assembly): ReadonlyMap<string, readonly string[][]> {
  const policies = assembly.stacks.flatMap(({ template }) => Object.values(template.document.Resources))
    .filter(({ Type }) => Type === 'AWS::Organizations::Policy');
  return new Map(policies.map(({ Properties, Metadata }) => {
    const { Guardrails = [] } = (Metadata ?? {}) as { readonly Guardrails?: readonly string[] };
    return [String(Properties?.Name), Guardrails.map(ids => ids.split(', '))];
  }));
}
