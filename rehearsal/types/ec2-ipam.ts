import { Operation, ResourceType } from '../aws/contract';
import { contains, overlaps, rangeOf } from '../aws/addresses';
import { AddressPool, Ipam, networkId, NetworkPart } from '../aws/services/networks';
import { IPAM_RULES } from '../rules/network-endpoints';
import { ec2Arn, partNamed, partType, refuseWhileUsed } from './ec2';
import { take } from './ec2-ipam-allocation';
import { DESCRIPTION, inert } from './permission';
import { numeric, records, text } from './values';

/** IPAM and its pools are of no region in their ARNs. */
const ipamArn = (operation: Operation, type: string, id: string) => ec2Arn({ ...operation, region: '' }, type, id);

/** An IP Address Manager with its two default scopes. */
export const IPAM: ResourceType = partType<Ipam>({
  typeName: 'AWS::EC2::IPAM',
  source: 'aws-ec2-ipam',
  prefix: 'ipam',
  arnType: 'ipam',
  properties: {
    Description: DESCRIPTION, OperatingRegions: 'interpreted', Tags: 'interpreted',
    Tier: inert('what a tier leaves out (sharing apart, the price) is not modelled'), EnablePrivateGua: inert('no public IPv6 address is given to a private pool here'),
  },
  nested: { OperatingRegions: ['RegionName'] },
  required: [],
  createOnly: [],
  actions: { describe: 'ec2:DescribeIpams', create: ['ec2:CreateIpam'], update: [['ec2:ModifyIpam', 'OperatingRegions', 'Description', 'Tier']], delete: ['ec2:DeleteIpam'] },
  parts: ({ world }) => world.state.networks.ipams,
  make: (operation, base) => {
    const scope = (kind: string) => networkId(operation.world, 'ipam-scope', `${base.id}:${kind}`);
    return { ...base, regions: operatingRegions(operation), privateScopeId: scope('private'), publicScopeId: scope('public') };
  },
  change: (operation, ipam) => {
    ipam.regions = operatingRegions(operation);
  },
  remove: (operation, { id }) => refuseWhileUsed(operation, id,
    [...operation.world.state.networks.pools.values()].filter(({ ipamId }) => ipamId === id)),
  attributes: ({ id, privateScopeId, publicScopeId }, operation) => ({
    IpamId: id, Arn: ipamArn(operation, 'ipam', id), PrivateDefaultScopeId: privateScopeId, PublicDefaultScopeId: publicScopeId, ScopeCount: 2,
  }),
});

const operatingRegions = ({ properties, region }: Operation) => [...new Set([region, ...records(properties, 'OperatingRegions').map(({ RegionName }) => String(RegionName))])];

/** A pool of addresses. Public pools (bring your own addresses) and rules by tags are refused by name. */
export const IPAM_POOL: ResourceType = partType<AddressPool>({
  typeName: 'AWS::EC2::IPAMPool',
  source: 'aws-ec2-ipampool',
  prefix: 'ipam-pool',
  arnType: 'ipam-pool',
  properties: {
    IpamScopeId: 'interpreted', AddressFamily: 'interpreted', Locale: 'interpreted', SourceIpamPoolId: 'interpreted', ProvisionedCidrs: 'interpreted',
    AllocationMinNetmaskLength: 'interpreted', AllocationMaxNetmaskLength: 'interpreted', AllocationDefaultNetmaskLength: 'interpreted', Description: DESCRIPTION,
    AutoImport: inert('nothing is discovered in the rehearsal'), Tags: 'interpreted',
  },
  nested: { ProvisionedCidrs: ['Cidr'] },
  required: ['IpamScopeId', 'AddressFamily'],
  createOnly: ['IpamScopeId', 'AddressFamily', 'Locale', 'SourceIpamPoolId'],
  actions: {
    describe: 'ec2:DescribeIpamPools',
    create: ['ec2:CreateIpamPool', ['ec2:ProvisionIpamPoolCidr', 'ProvisionedCidrs'], ['ec2:GetIpamPoolCidrs', 'ProvisionedCidrs']],
    update: [
      ['ec2:ModifyIpamPool', 'Description', 'AllocationMinNetmaskLength', 'AllocationMaxNetmaskLength', 'AllocationDefaultNetmaskLength', 'AutoImport'],
      ['ec2:ProvisionIpamPoolCidr', 'ProvisionedCidrs'], ['ec2:DeprovisionIpamPoolCidr', 'ProvisionedCidrs'],
    ],
    delete: ['ec2:DeleteIpamPool', 'ec2:DeprovisionIpamPoolCidr'],
  },
  parts: ({ world }) => world.state.networks.pools,
  make: makePool,
  change: (operation, pool) => {
    Object.assign(pool, sizes(operation));
    const wanted = records(operation.properties, 'ProvisionedCidrs').map(({ Cidr }) => String(Cidr));
    const before = records(operation.previous ?? {}, 'ProvisionedCidrs').map(({ Cidr }) => String(Cidr));
    before.filter(cidr => !wanted.includes(cidr)).forEach(cidr => withdraw(operation, pool, cidr));
    wanted.filter(cidr => !before.includes(cidr)).forEach(cidr => provision(operation, pool, cidr));
  },
  remove: (operation, { id, allocations }) => refuseWhileUsed(operation, id, [
    ...[...allocations.keys()].map(owner => ({ id: owner })),
    ...[...operation.world.state.networks.pools.values()].filter(({ sourceId }) => sourceId === id),
  ]),
  attributes: ({ id }, operation) => ({ IpamPoolId: id, Arn: ipamArn(operation, 'ipam-pool', id) }),
});

const sizes = ({ properties }: Operation) => ({
  minNetmask: numeric(properties, 'AllocationMinNetmaskLength'), maxNetmask: numeric(properties, 'AllocationMaxNetmaskLength'),
  defaultNetmask: numeric(properties, 'AllocationDefaultNetmaskLength'),
});

function makePool(operation: Operation, base: NetworkPart): AddressPool {
  const { world, properties } = operation;
  const { ipams, pools } = world.state.networks;
  const scopeId = text(properties, 'IpamScopeId')!;
  const ipam = [...ipams.values()].find(({ privateScopeId }) => privateScopeId === scopeId);
  operation.require(IPAM_RULES.POOL, ipam !== undefined, `the scope ${scopeId} is no private scope of an IPAM`, 'name PrivateDefaultScopeId of the IPAM');
  operation.requirePath(IPAM_RULES.POOL, ipam!.origin, `${ipam!.id} may not exist yet`);
  const source = properties.SourceIpamPoolId === undefined ? undefined : partNamed(operation, pools, properties.SourceIpamPoolId,
    IPAM_RULES.POOL);
  const locale = text(properties, 'Locale');
  operation.require(IPAM_RULES.POOL, locale === undefined || ipam!.regions.includes(locale), `${locale} is no operating region of ${ipam!.id}: ${ipam!.regions.join(', ')}`, 'add the region to OperatingRegions');
  operation.require(IPAM_RULES.POOL, source?.locale === undefined || source.locale === locale, `the source pool is of ${source?.locale}, this one of ${locale ?? 'none'}`, 'give the locale of the source pool');
  const pool: AddressPool = {
    ...base, ...sizes(operation), ipamId: ipam!.id, scopeId, family: /ipv6/i.test(String(properties.AddressFamily)) ? 6 : 4, locale, sourceId: source?.id,
    blocks: [], allocations: new Map(),
  };
  records(properties, 'ProvisionedCidrs').forEach(({ Cidr }) => provision(operation, pool, String(Cidr)));
  return pool;
}

/** Adds a block: of its source pool, where it has one, and of nobody else. */
function provision(operation: Operation, pool: AddressPool, cidr: string): void {
  const range = rangeOf(cidr);
  operation.require(IPAM_RULES.POOL, range?.family === pool.family, `${cidr} is no IPv${pool.family} block`, 'correct the block');
  const { pools } = operation.world.state.networks;
  const source = pools.get(pool.sourceId ?? '');
  const within = source === undefined || source.blocks.some(block => contains(rangeOf(block.cidr)!, range!));
  operation.require(IPAM_RULES.POOL, within, `${cidr} is not within ${source?.blocks.map(block => block.cidr).join(', ') || 'the source pool, which has no block'}`, 'choose a block of the source pool');
  source?.blocks.forEach(({ origin }) => operation.requirePath(IPAM_RULES.POOL, origin, `the blocks of ${source.id} may not be there yet`));
  const beside = [...pools.values()].filter(other => other.id !== pool.id && other.scopeId === pool.scopeId
    && other.sourceId === pool.sourceId);
  const twin = [...beside, pool].find(other => other.blocks.some(block => overlaps(rangeOf(block.cidr)!, range!)));
  operation.require(IPAM_RULES.POOL, twin === undefined, `${cidr} overlaps what ${twin?.id} has`, 'choose a block that is free');
  pool.blocks.push({ cidr: range!.text, origin: operation.origin });
}

function withdraw(operation: Operation, pool: AddressPool, cidr: string): void {
  const range = rangeOf(cidr)!;
  const users = [...pool.allocations].filter(([, allocation]) => overlaps(rangeOf(allocation)!, range)).map(([id]) => ({ id }));
  refuseWhileUsed(operation, `${cidr} of ${pool.id}`, users);
  pool.blocks.splice(0, pool.blocks.length, ...pool.blocks.filter(block => block.cidr !== range.text));
}

/** A block of a pool as a resource of its own: given, or found by IPAM in the source pool. */
export const IPAM_POOL_CIDR: ResourceType = partType<NetworkPart & { readonly poolId: string; readonly cidr: string }>({
  typeName: 'AWS::EC2::IPAMPoolCidr',
  source: 'aws-ec2-ipampoolcidr',
  prefix: 'ipam-pool-cidr',
  arnType: 'ipam-pool',
  properties: { IpamPoolId: 'interpreted', Cidr: 'interpreted', NetmaskLength: 'interpreted' },
  required: ['IpamPoolId'],
  createOnly: ['IpamPoolId', 'Cidr', 'NetmaskLength'],
  actions: { describe: 'ec2:GetIpamPoolCidrs', create: ['ec2:ProvisionIpamPoolCidr'], delete: ['ec2:DeprovisionIpamPoolCidr'] },
  parts: ({ world }) => world.state.networks.poolBlocks,
  make: (operation, base) => {
    const { pools } = operation.world.state.networks;
    const pool = partNamed(operation, pools, operation.properties.IpamPoolId, IPAM_RULES.POOL);
    const cidr = text(operation.properties, 'Cidr') ?? found(operation, pool);
    provision(operation, pool, cidr);
    return { ...base, poolId: pool.id, cidr: rangeOf(cidr)!.text };
  },
  remove: (operation, { poolId, cidr }) => {
    const pool = operation.world.state.networks.pools.get(poolId);
    if (pool) {
      withdraw(operation, pool, cidr);
    }
  },
  physicalId: ({ poolId, id }) => `${poolId}|${id}`,
  attributes: ({ id }) => ({ IpamPoolCidrId: id, State: 'provisioned' }),
});

function found(operation: Operation, pool: AddressPool): string {
  const source = operation.world.state.networks.pools.get(pool.sourceId ?? '');
  const netmask = numeric(operation.properties, 'NetmaskLength');
  operation.require(IPAM_RULES.POOL, source !== undefined && netmask !== undefined, `${pool.id} has ${source ? 'no length of a netmask' : 'no source pool'} to find a block`, 'give Cidr, or a source pool and NetmaskLength');
  const cidr = take(operation, source!, pool.id, netmask!);
  // what a pool below has is its block, and no allocation
  source!.allocations.delete(pool.id);
  return cidr;
}
