import type { Assembly } from '../assembly';
import { Network } from '../aws/services/networks';
import { isSharedWith } from '../aws/services/network-sharing';
import type { World } from '../aws/world';
import { judge } from './judge';
import { endsOf, NetworkPlace, Scope } from './places';
import { ResourceNames } from './resource-names';
import { Station, Step, Traffic, trafficText } from './traffic';

/** Which network of an account is asked about. */
export interface NetworkFilter {
  /** Region. @default - any */
  readonly region?: string;
  /** Id, Name tag, logical id or construct path of the VPC. @default - any */
  readonly vpc?: string;
}

/** More about the traffic. */
export interface TrafficOptions {
  /** @default 'tcp' */
  readonly protocol?: Traffic['protocol'];
}

/** The part of the network that decides. */
export interface NetworkDecision {
  readonly station: Station;
  /** Construct path; for what StackSets made, logical id and stack; for what AWS made, the id. */
  readonly resource: string;
  /** Id as AWS gives it: `sg-…`, `rtb-…`. */
  readonly id: string;
  readonly reason: string;
}

/** Whether something can open a connection to something else, and what decides. */
export interface Reachability {
  readonly reachable: boolean;
  /** In a sentence. */
  readonly explanation: string;
  /** Where it ends; for what is reachable, what lets it in (or out, to addresses). */
  readonly decidedBy: NetworkDecision;
  /** Every station on the way, as far as it comes. */
  readonly steps: readonly (NetworkDecision & { readonly passes: boolean })[];
}

/** The networks of an account as the rehearsal deployed them. */
export class RehearsedNetwork {
  private readonly scope: Scope;

  /** Made by `rehearsal.network`. */
  public constructor(world: World, assembly: Assembly, accountId: string, filter: NetworkFilter) {
    const names = new ResourceNames(world, assembly);
    this.scope = { world, names, accountId, vpcs: vpcsOf(world, names, accountId, filter) };
  }

  /** Ids of the VPCs that are looked at, those that others share with the account too. */
  public get vpcIds(): readonly string[] {
    return this.scope.vpcs.map(({ id }) => id);
  }

  /** Names of the tiers: those of the tag `aws-cdk:subnet-name` of subnets. */
  public get tiers(): readonly string[] {
    const tags = [...this.scope.world.state.networks.subnets.values()].filter(({ vpcId }) => this.vpcIds.includes(vpcId)).flatMap(subnet => subnet.tags['aws-cdk:subnet-name'] ?? []);
    return [...new Set(tags)];
  }

  /**
   * Whether anything at one place can open a connection to anything at another.
   *
   * It can when one subnet and security group of the first can with one of the other: what must not be reachable is so from none.
   *
   * @param port of the destination; without meaning for ICMP
   * @throws Error when there is no such place, or two of its name
   */
  public canReach(source: NetworkPlace, destination: NetworkPlace, port: number, { protocol = 'tcp' }: TrafficOptions = {}): Reachability {
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new Error(`'port' must be from 0 to 65535, got ${port}: give the port of the destination`);
    }
    const traffic = { protocol, port };
    const sources = endsOf(this.scope, source, 'from');
    const destinations = endsOf(this.scope, destination, 'to');
    const attempts = sources.flatMap(from => destinations
      .filter(to => to.range === undefined || from.range?.family === to.range.family)
      .map(to => ({ from, to, steps: judge(this.scope.world, from, to, traffic) })));
    if (attempts.length === 0) {
      throw new Error('\'from\' and \'to\' have no kind of address in common: one has IPv4 only, the other IPv6 only');
    }
    const attempt = attempts.find(({ steps }) => steps.every(({ passes }) => passes))
      ?? attempts.reduce((best, other) => other.steps.length > best.steps.length ? other : best);
    return this.answer(`${attempt.from.label} to ${attempt.to.label} on ${trafficText(traffic)}`, attempt.steps);
  }

  private answer(question: string, steps: readonly Step[]): Reachability {
    const refusing = steps.find(({ passes }) => !passes);
    const decisions = steps.map(step => ({ ...this.decision(step), passes: step.passes }));
    const { passes: _, ...decidedBy } = decisions[steps.indexOf(refusing ?? deciding(steps))];
    const { station, resource, reason } = decidedBy;
    return {
      reachable: refusing === undefined, decidedBy, steps: decisions,
      explanation: `${question}: ${refusing ? 'refused' : 'reachable'}, ${station} ${resource}: ${reason}`,
    };
  }

  private decision({ station, id, origin, reason }: Step): NetworkDecision {
    return { station, id, reason, resource: this.scope.names.nameOf(origin, id) };
  }
}

/** Of what passes, the security group of the destination says most; to addresses, the way out. */
const deciding = (steps: readonly Step[]): Step =>
  steps.find(({ station }) => station === 'security-group-ingress') ?? [...steps].reverse().find(({ station }) => station !== 'network-acl')!;

function vpcsOf(world: World, names: ResourceNames, accountId: string, { region, vpc }: NetworkFilter): readonly Network[] {
  const all = [...world.state.networks.vpcs.values()].filter(candidate =>
    (candidate.accountId === accountId || isSharedWith(world, candidate, accountId))
      && (region === undefined || candidate.region === region));
  const called = ({ id, tags, origin }: Network) => [id, tags.Name, origin?.logicalId, names.pathOf(origin), names.pathOf(origin)?.replace(/\/(Resource|Vpc)$/, '')];
  const found = vpc === undefined ? all : all.filter(candidate => called(candidate).includes(vpc));
  if (found.length === 0) {
    const known = all.map(candidate => names.pathOf(candidate.origin) ?? candidate.tags.Name ?? candidate.id);
    throw new Error(vpc === undefined
      ? `account ${accountId} has no VPC${region === undefined ? '' : ` in ${region}`}: deploy one, or ask for another account`
      : `'vpc' must be a VPC of account ${accountId}, got ${JSON.stringify(vpc)}: there are ${known.join(', ') || 'none'}`);
  }
  return found;
}
