import { rangeOf } from '../aws/addresses';
import type { Origin } from '../aws/contract';
import type { Subnet } from '../aws/services/networks';
import type { Database, DatabaseInstance } from '../aws/services/rds';
import type { World } from '../aws/world';
import type { Scope } from './places';
import type { End } from './traffic';

/** Where something is. */
interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** What stands in subnets with security groups of its own: a load balancer, a service of ECS, a database, a function. */
interface Workload extends Place {
  readonly origin?: Origin;
  /** ARN and name. */
  readonly ids: readonly string[];
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Whether its IPv4 addresses are public, in subnets where addresses can be. */
  readonly isPublic: boolean;
}

/** CDK's name of the resource in a construct of level 2. */
const RESOURCE = /\/(Resource|Service)$/;

/** Where a workload begins and ends traffic, by its name, ARN, logical id or construct path; undefined when there is none. */
export function workloadEnds(scope: Scope, name: string): readonly End[] | undefined {
  const found = workloadsOf(scope).filter(workload => namesOf(scope, workload).includes(name));
  if (found.length > 1) {
    throw new Error(`${found.map(({ ids }) => ids[0]).join(' and ')} are called ${JSON.stringify(name)}: give the ARN or the construct path`);
  }
  const ends = found.flatMap(workload => endsOfWorkload(scope.world, workload, name));
  return ends.length > 0 ? ends : undefined;
}

/** Construct paths, or else ids, of all workloads: for who mistypes one. */
export const workloadNames = (scope: Scope): readonly string[] =>
  workloadsOf(scope).map(workload => (scope.names.pathOf(workload.origin) ?? workload.ids[0]).replace(RESOURCE, ''));

function namesOf({ names }: Scope, { ids, origin }: Workload): readonly string[] {
  const path = names.pathOf(origin);
  return [...ids, ...origin ? [origin.logicalId] : [], ...path === undefined ? [] : [path, path.replace(RESOURCE, '')]];
}

/** Of the VPCs and the account that are asked about. */
function workloadsOf({ world, accountId, vpcs }: Scope): readonly Workload[] {
  const { ecs, elb, lambda, networks } = world.state;
  const all: readonly Workload[] = [
    ...[...elb.loadBalancers.values()].map(part => ({ ...part, ids: [part.arn, part.name], isPublic: part.internetFacing })),
    ...[...ecs.services.values()].map(part => ({ ...part, ids: [part.arn, part.name], isPublic: part.publicAddresses })),
    ...[...lambda.functions.values()].flatMap(part =>
      part.network ? [{ ...part, ...part.network, ids: [part.arn, part.name], isPublic: false }] : []),
    ...databasesOf(world),
  ];
  return all.filter(workload => workload.accountId === accountId
    && workload.subnetIds.some(id => vpcs.some(vpc => vpc.id === networks.subnets.get(id)?.vpcId)));
}

/** An instance of a cluster has the subnets and groups of the cluster, which is as public as its instances. */
function databasesOf({ state: { rds } }: World): readonly Workload[] {
  const near = (one: Place, other: Place) => one.accountId === other.accountId && one.region === other.region;
  const of = ({ arn, name, accountId, region, origin }: Database, whole: Database, isPublic: boolean): Workload => ({
    accountId, region, origin, ids: [arn, name], isPublic, securityGroupIds: whole.securityGroupIds,
    subnetIds: [...rds.subnetGroups.values()].find(group => group.name === whole.subnetGroup && near(whole, group))?.subnetIds ?? [],
  });
  const isOf = (instance: DatabaseInstance, cluster: Database) => instance.clusterName === cluster.name && near(instance, cluster);
  const instances = [...rds.instances.values()];
  const clusters = [...rds.clusters.values()];
  return [
    ...clusters.map(cluster => of(cluster, cluster, instances.some(instance => isOf(instance, cluster) && instance.publiclyAccessible))),
    ...instances.map(instance => of(instance, clusters.find(cluster => isOf(instance, cluster)) ?? instance, instance.publiclyAccessible)),
  ];
}

function endsOfWorkload({ state: { networks } }: World, workload: Workload, label: string): readonly End[] {
  const { subnetIds, securityGroupIds, isPublic } = workload;
  return subnetIds.flatMap(id => networks.subnets.get(id) ?? []).flatMap(subnet => {
    const ids = securityGroupIds.length > 0 ? securityGroupIds : [networks.vpcs.get(subnet.vpcId)!.defaultSecurityGroupId];
    const groups = ids.flatMap(groupId => networks.securityGroups.get(groupId) ?? []);
    return rangesOf(subnet).map(range => ({ label, subnet, groups, range, hasNoPublicAddress: !isPublic && range.family === 4 }));
  });
}

const rangesOf = ({ cidr, ipv6Cidr }: Subnet) => [cidr, ipv6Cidr].flatMap(block => block === undefined ? [] : rangeOf(block) ?? []);
