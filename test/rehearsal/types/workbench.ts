import {
  Authorization, AwsError, Caller, MemberStackRequest, MemberStacks, Operation, Origin, Outcome, RehearsalFailure, ResourceType, Rule,
} from '../../../rehearsal/aws/contract';
import { World } from '../../../rehearsal/aws/world';
import { WorldOptions } from '../../../rehearsal/aws/options';
import { authorizeAll } from '../../../rehearsal/engine/permissions';
import { checkProperties } from '../../../rehearsal/engine/property-checks';
import { RESOURCE_TYPES } from '../../../rehearsal/types';

export const MANAGEMENT = '111111111111';
export const HOME = 'eu-central-1';
export const LOG_ARCHIVE = '222222222222';
export const WORKLOAD = '333333333333';
export const UNIT = 'ou-root-security';

/** An organization with two accounts below one unit, as it is found. */
export const ORGANIZATION = {
  organizationId: 'o-a1b2c3d4e5',
  rootId: 'r-root',
  organizationalUnits: [{ id: UNIT, name: 'Security', parentId: 'r-root' }],
  accounts: [
    { id: LOG_ARCHIVE, name: 'log-archive', email: 'log@example.com', parentId: UNIT },
    { id: WORKLOAD, name: 'workload', email: 'workload@example.com', parentId: 'r-root' },
  ],
};

type Properties = Readonly<Record<string, unknown>>;
type Kind = Operation['kind'];
interface Place { readonly accountId?: string; readonly region?: string; readonly undeclared?: boolean }

/** Runs types one operation at a time, as the engine does: permissions first, then the type. */
export class Workbench {
  public readonly world: World;
  /** What was asked of member accounts. */
  public readonly deployed: MemberStackRequest[] = [];
  public readonly deleted: string[] = [];
  /** Accounts in which stack instances fail. */
  public failing: readonly string[] = [];
  private readonly resources = new Map<string, { properties: Properties; outcome: Outcome }>();

  public constructor(options: Partial<WorldOptions> = { organization: ORGANIZATION }) {
    this.world = new World({ managementAccountId: MANAGEMENT, regions: [HOME], ...options });
  }

  /** Creates a resource and keeps it under its logical id. */
  public async create(type: string, logicalId: string, properties: Properties, place: Place = {}): Promise<Outcome> {
    const outcome = await this.run('create', type, logicalId, properties, place);
    this.resources.set(logicalId, { properties, outcome });
    return outcome;
  }

  public async update(type: string, logicalId: string, properties: Properties, place: Place = {}): Promise<Outcome> {
    const outcome = await this.run('update', type, logicalId, properties, place);
    this.resources.set(logicalId, { properties, outcome });
    return outcome;
  }

  public async delete(type: string, logicalId: string, place: Place = {}): Promise<void> {
    await this.run('delete', type, logicalId, this.resources.get(logicalId)!.properties, place);
  }

  public import(type: string, logicalId: string, physicalId: string, properties: Properties, place: Place = {}): Outcome {
    return typeOf(type).import!(this.operation('import', logicalId, properties, place, physicalId));
  }

  private async run(kind: 'create' | 'update' | 'delete', type: string, logicalId: string, properties: Properties, place: Place): Promise<Outcome> {
    const declared = typeOf(type);
    const operation = this.operation(kind, logicalId, properties, place, this.resources.get(logicalId)?.outcome.physicalId);
    authorizeAll(declared, operation);
    return await declared[kind](operation) as Outcome;
  }

  private operation(kind: Kind, logicalId: string, properties: Properties, place: Place, physicalId?: string): Operation {
    const { accountId = MANAGEMENT, region = HOME, undeclared = false } = place;
    const { world } = this;
    const caller = this.callerIn(accountId);
    const previous = this.resources.get(logicalId)?.properties;
    const origin: Origin = { stackId: `stack-${accountId}-${region}`, logicalId };
    return {
      world, kind, accountId, region, caller, properties, previous, physicalId, origin, logicalId,
      partition: 'aws', stackId: origin.stackId, stackName: 'stack', memberStacks: this.memberStacks(),
      changes: property => kind === 'create' || JSON.stringify(previous?.[property]) !== JSON.stringify(properties[property]),
      require: (rule, holds, detail, remedy) => refuseUnless(holds, 'rule', rule, detail, remedy),
      requirePath: (rule, target, detail) => refuseUnless(!undeclared || target === undefined, 'order', rule, detail),
      fail: (code, message, remedy) => { throw Object.assign(new AwsError(code, message), { remedy }); },
      authorize: (authorization: Authorization) => world.authorize(caller, authorization, true),
    };
  }

  private callerIn(accountId: string): Caller {
    const trust = { Version: '2012-10-17', Statement: [] };
    const arn = `arn:aws:iam::${accountId}:role/deployer`;
    this.world.state.iam.roles.set(arn, {
      arn, id: 'AROA', name: 'deployer', path: '/', accountId, trust, inline: new Map(), managed: new Set(['arn:aws:iam::aws:policy/AdministratorAccess']),
    });
    return this.world.sessionOf(arn);
  }

  private memberStacks(): MemberStacks {
    return {
      deploy: request => {
        this.deployed.push(request);
        const { accountId, region } = request;
        const failure = new RehearsalFailure({ kind: 'aws-error', message: `${accountId} fails` });
        return Promise.resolve(this.failing.includes(accountId) ? { accountId, region, failure } : { accountId, region });
      },
      delete: ({ accountId, region }) => {
        this.deleted.push(`${accountId}/${region}`);
        return Promise.resolve({ accountId, region });
      },
    };
  }
}

export function typeOf(name: string): ResourceType {
  return RESOURCE_TYPES.find(({ typeName }) => typeName === name)!;
}

/** What the engine says of properties before it deploys them; undefined when it knows them all. */
export function strangersOf(type: string, properties: Properties): string | undefined {
  try {
    checkProperties(typeOf(type), properties);
    return undefined;
  } catch (error) {
    return (error as RehearsalFailure).message;
  }
}

function refuseUnless(holds: boolean, kind: 'rule' | 'order', rule: Rule, message: string, remedy?: string): void {
  if (!holds) {
    throw new RehearsalFailure({ kind, rule, message, remedy });
  }
}

interface Refusal {
  readonly rule?: string;
  readonly kind?: string;
  readonly message: string;
  readonly code?: string;
  readonly remedy?: string;
}

/** The refusal of something, for its rule, kind and message. */
export async function refusalOf(attempt: Promise<unknown>): Promise<Refusal> {
  try {
    await attempt;
  } catch (error) {
    const { details, code, message, remedy } = error as RehearsalFailure & AwsError & { readonly remedy?: string };
    return { rule: details?.rule?.id, kind: details?.kind, message, code, remedy: details?.remedy ?? remedy };
  }
  return { message: 'it passed' };
}

/** Trust of a service. */
export const trusts = (service: string) => ({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});
