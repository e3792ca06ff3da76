import { Token } from 'aws-cdk-lib';
import { AddressPlan, Egress, InboundInternet, Ipv6, Tier, TierReach, VpcAddresses, VpcEncryptionControl } from '../../../lib/constructs/network';
import { blockOf, contains, formatCidr, overlap, parseCidr } from '../../../lib/constructs/network/private/cidr';

describe('defaults', () => {
  test('a range is cut into 16 subnets', () => {
    expect(VpcAddresses.cidr('10.20.0.0/16').subnetMask).toBe(20);
    expect(VpcAddresses.ipam({ ipamPoolId: 'ipam-pool-0a1b2c3d', netmaskLength: 22 }).subnetMask).toBe(26);
  });

  test('the tiers reach as far as their name says', () => {
    expect([Tier.web(), Tier.app(), Tier.data()].map(({ tierName, reach, subnetType }) => [tierName, reach, subnetType])).toEqual([
      ['web', TierReach.INTERNET_FACING, 'Public'], ['app', TierReach.EGRESS, 'Private'], ['data', TierReach.ISOLATED, 'Isolated'],
    ]);
  });

  test('each zone has its own NAT gateway', () => {
    expect(Egress.nat()._onePerZone).toBe(true);
    expect([Egress.none(), Egress.central('tgw-0a1b2c3d')].map(({ isNat }) => isNat)).toEqual([false, false]);
  });

  test('nothing is open by its none', () => {
    expect([InboundInternet.none().takesLoadBalancers, Ipv6.none().isDualStack]).toEqual([false, false]);
  });
});

describe('options', () => {
  test('a plan gives out blocks by their number', () => {
    const plan = AddressPlan.of('10.0.0.0/8', { blockMask: 16 });
    expect([plan.block(0), plan.block(20), plan.block(255)]).toEqual(['10.0.0.0/16', '10.20.0.0/16', '10.255.0.0/16']);
    expect([plan.cidrBlock, plan.blockMask, plan.blockCount]).toEqual(['10.0.0.0/8', 16, 256]);
  });

  test('a plan can stand within a block of another', () => {
    const region = AddressPlan.of('10.0.0.0/8', { blockMask: 12 }).within(3, { blockMask: 20 });
    expect([region.cidrBlock, region.block(1)]).toEqual(['10.48.0.0/12', '10.48.16.0/20']);
  });

  test('no two blocks of a plan overlap', () => {
    const plan = AddressPlan.of('100.64.0.0/10', { blockMask: 15 });
    const blocks = Array.from({ length: plan.blockCount }, (_, index) => parseCidr(plan.block(index))!);
    blocks.forEach((block, index) => blocks.slice(index + 1).forEach(other => expect(overlap(block, other)).toBe(false)));
  });

  test('the upper half of the addresses is no negative number', () => {
    expect(formatCidr(blockOf(parseCidr('192.168.0.0/16')!, 24, 255))).toBe('192.168.255.0/24');
    expect(formatCidr(parseCidr('255.255.255.255/32')!)).toBe('255.255.255.255/32');
  });

  test.each([
    ['10.0.0.0/8', '10.20.0.0/16', true], ['10.20.0.0/16', '10.0.0.0/8', true], ['10.20.0.0/16', '10.20.0.0/16', true],
    ['10.20.0.0/16', '10.21.0.0/16', false], ['10.20.0.0/17', '10.20.128.0/17', false], ['0.0.0.0/0', '203.0.113.0/24', true],
  ])('that %s and %s overlap is %s', (one, other, expected) => {
    expect(overlap(parseCidr(one)!, parseCidr(other)!)).toBe(expected);
  });

  test('a range contains a smaller one, and none contains a larger one', () => {
    const [large, small] = ['10.0.0.0/8', '10.20.0.0/16'].map(range => parseCidr(range)!);
    expect([contains(large, small), contains(small, large)]).toEqual([true, false]);
  });

  test('encryption is watched or enforced', () => {
    expect([VpcEncryptionControl.monitor(), VpcEncryptionControl.enforce()].map(({ mode }) => mode)).toEqual(['monitor', 'enforce']);
  });
});

describe('import', () => {
  test('ids that are known at deployment only are taken as they are', () => {
    const token = Token.asString({ Ref: 'Id' });
    expect(VpcAddresses.ipam({ ipamPoolId: token, netmaskLength: 20 }).ipamPoolId).toBe(token);
    expect(Egress.central(token).transitGatewayId).toBe(token);
  });
});

describe('validation', () => {
  test.each(['10.20.0.0', '10.20.0.1/16', '10.20.0.0/33', '10.256.0.0/16', '10.20.0.0/16 ', 'fd00::/8', '', '1e1.0.0.0/8'])('%p is no range', text => {
    expect(parseCidr(text)).toBeUndefined();
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a range that begins in the middle', () => VpcAddresses.cidr('10.20.1.0/16'), /'cidrBlock' must be an IPv4 range that begins at its first address/],
    ['a range that is too large', () => VpcAddresses.cidr('10.0.0.0/8'), /'cidrBlock' must be 16 to 24 whole bits of netmask, got 8/],
    ['a range that is too small', () => VpcAddresses.cidr('10.0.0.0/26'), /'cidrBlock' must be 16 to 24 whole bits of netmask, got 26/],
    ['a range that is not known', () => VpcAddresses.cidr(Token.asString({ Ref: 'Cidr' })), /'cidrBlock' must be known at synth, got a token: use 'VpcAddresses.ipam'/],
    ['subnets as large as the VPC', () => VpcAddresses.cidr('10.0.0.0/16', { subnetMask: 16 }), /'subnetMask' must be 17 to 28 whole bits, got 16/],
    ['subnets that are too small', () => VpcAddresses.cidr('10.0.0.0/16', { subnetMask: 29 }), /'subnetMask' must be 17 to 28 whole bits, got 29/],
    ['what is no pool', () => VpcAddresses.ipam({ ipamPoolId: 'pool', netmaskLength: 12 }), /2 problems[^]*'netmaskLength' must be 16 to 24[^]*'ipamPoolId' must be the id of an IPAM pool/],
    ['what is no transit gateway', () => Egress.central('vgw-1'), /'transitGatewayId' must be the id of a transit gateway such as "tgw-0a1b2c3d", got "vgw-1"/],
    ['a default route as a network', () => Egress.central('tgw-0a', { networks: ['0.0.0.0/0'] }), /'networks' must be IPv4 ranges.*got "0.0.0.0\/0".*leave the default route to tiers with egress/],
    ['a tier that the VPC makes itself', () => Tier.custom('nat', { reach: TierReach.EGRESS }), /'tierName' must not be one of \["nat","transit"\]/],
    ['what is no name of a tier', () => Tier.custom('App_1', { reach: TierReach.EGRESS }), /'tierName' must have 1 to 32 lower case letters/],
    ['a plan of no range', () => AddressPlan.of('10.0.0.1/8', { blockMask: 16 }), /'cidrBlock' must be an IPv4 range/],
    ['blocks larger than their plan', () => AddressPlan.of('10.0.0.0/16', { blockMask: 8 }), /'blockMask' must be 17 to 28 whole bits, got 8/],
    ['a block that is not there', () => AddressPlan.of('10.0.0.0/8', { blockMask: 16 }).block(256), /'index' must be 0 to 255 whole blocks, got 256: "10.0.0.0\/8" has 256 blocks of \/16/],
  ])('fails for %s, and says so', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
