import { asList, statementsOf } from '../../lib/policy';
import { parseArn } from '../aws/arn';
import { Role } from '../aws/services/iam';
import { World } from '../aws/world';
import { stacksOf } from '../engine/stack-state';
import { Possibilities } from './possibilities';

/** `states.eu-central-1.amazonaws.com` is Step Functions, as `states.amazonaws.com` is. */
const REGION_IN_NAME = /\.[a-z]{2,4}(-[a-z]+)+-\d\./;

/** What the search looks up again and again: who trusts whom, by account, so that 300 accounts cost little more than one. */
export class Knowledge {
  /** Roles of an account that nobody but a service owns are not among them. */
  public readonly rolesOf: ReadonlyMap<string, readonly Role[]>;
  private readonly trusting: ReadonlyMap<string, readonly Role[]>;
  private readonly services = new Map<string, boolean>();

  public constructor(public readonly world: World, private readonly possibilities: Possibilities) {
    const roles = [...world.state.iam.roles.values()].filter(({ linkedService }) => linkedService === undefined);
    this.rolesOf = grouped(roles, ({ accountId }) => [accountId]);
    this.trusting = grouped(roles, role => [...new Set(principalsOf(role, 'AWS').map(accountOf))]);
  }

  /** Roles whose trust policy names the account, somebody in it, or everybody. */
  public rolesTrusting(accountId: string): readonly Role[] {
    return [...this.trusting.get(accountId) ?? [], ...this.trusting.get('*') ?? []];
  }

  /** Whether another account trusts this one, or somebody in it. */
  public isTrustedElsewhere(accountId: string): boolean {
    return this.rolesTrusting(accountId).some(role => role.accountId !== accountId);
  }

  /** Whether a service may assume a role, under its name or that which it has in a region; an identity pool signs in with its tokens. */
  public isTrusted(service: string, role: Role): boolean {
    const names = principalsOf(role, 'Service').filter(name => name === service || name.replace(REGION_IN_NAME, '.') === service);
    const federated = principalsOf(role, 'Federated').includes(service);
    if (names.length === 0 && !federated) {
      return false;
    }
    const key = `${service} ${role.arn}`;
    const { possibilities } = this;
    const known = this.services.get(key) ?? (names.some(name => possibilities.serviceAssumes(name, role.arn, role.accountId))
      || (federated && possibilities.federatedAssumes('sts:AssumeRoleWithWebIdentity', service, role.arn, role.accountId)));
    this.services.set(key, known);
    return known;
  }

  /** ARNs of functions that work with a role. */
  public functionsOf({ arn }: Role): readonly string[] {
    return [...this.world.state.lambda.functions.values()].filter(made => made.roleArn === arn).map(made => made.arn);
  }

  /** ARNs of stacks that were deployed with a role. */
  public stacksOf({ arn }: Role): readonly string[] {
    const { partition } = this.world;
    return stacksOf(this.world).filter(({ executionRoleArn }) => executionRoleArn?.replaceAll('${AWS::Partition}', partition) === arn)
      .map(({ stackId }) => stackId);
  }

  /** Identity providers that a role trusts. */
  public providersOf(role: Role): readonly string[] {
    return principalsOf(role, 'Federated').filter(name => parseArn(name) !== undefined);
  }

  /** Whether an account may work for the organization in one of the services. */
  public administers(accountId: string, ...services: readonly string[]): boolean {
    const { delegatedAdministrators } = this.world.state.organizations;
    const delegations = [...delegatedAdministrators.values()].filter(delegation => delegation.accountId === accountId);
    return accountId === this.world.managementAccountId || delegations.some(({ service }) => services.includes(service));
  }
}

function principalsOf({ trust }: Role, kind: string): readonly string[] {
  return statementsOf(trust).filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Principal }) => Principal === '*' ? ['*'] : asList(Principal?.[kind]));
}

/** The account of a principal: `*` for everybody. */
const accountOf = (name: string): string => parseArn(name)?.accountId ?? (/^\d{12}$/.test(name) ? name : '*');

function grouped(roles: readonly Role[], keysOf: (role: Role) => readonly string[]): ReadonlyMap<string, readonly Role[]> {
  const groups = new Map<string, Role[]>();
  roles.forEach(role => keysOf(role).forEach(key => groups.set(key, [...groups.get(key) ?? [], role])));
  return groups;
}
