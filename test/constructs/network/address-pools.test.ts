import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AddressPools, AddressPoolsProps, SharePrincipal } from '../../../lib/constructs/network';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const ORGANIZATION = SharePrincipal.organization('arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5');
const REGIONS = ['eu-central-1', 'eu-west-1'];

function pools(props: Partial<AddressPoolsProps> = {}): Template {
  const stack = new Stack(new App(), 'Stack');
  new AddressPools(stack, 'Pools', { cidrBlock: '10.0.0.0/8', regions: REGIONS, principals: [ORGANIZATION], ...props });
  return Template.fromStack(stack);
}

describe('address pools', () => {
  const ofRegions = (props: Partial<AddressPoolsProps> = {}) => Object.values(pools(props).findResources('AWS::EC2::IPAMPool'))
    .map(({ Properties }) => Properties).filter(({ Locale }) => Locale);

  test('give nobody all of a region at once', () => {
    expect(ofRegions()).toHaveLength(2);
    ofRegions().forEach(pool => expect(pool).toMatchObject({ AllocationMinNetmaskLength: 16, AllocationMaxNetmaskLength: 28 }));
    ofRegions().forEach(pool => expect(pool).not.toHaveProperty('AllocationDefaultNetmaskLength'));
  });

  test('give no small region away either', () => {
    ofRegions({ regionNetmaskLength: 18 }).forEach(pool => expect(pool)
      .toMatchObject({ AllocationMinNetmaskLength: 19, AllocationMaxNetmaskLength: 28 }));
  });

  test('give a network of the size that all have, or a smaller one', () => {
    ofRegions({ networkNetmaskLength: 20 }).forEach(pool => expect(pool)
      .toMatchObject({ AllocationDefaultNetmaskLength: 20, AllocationMinNetmaskLength: 20, AllocationMaxNetmaskLength: 28 }));
  });

  test('fail for networks larger than their region, and say so', () => {
    expect(() => pools({ networkNetmaskLength: 15 })).toThrow("'networkNetmaskLength' must be 16 to 27 whole bits, got 15");
    expect(() => pools({ regionNetmaskLength: 20, networkNetmaskLength: 18 })).toThrow("'networkNetmaskLength' must be 20 to 27 whole bits, got 18");
  });

  test('come from one range, a part of it for each region, in the advanced tier that sharing needs', () => {
    const template = pools();
    template.hasResourceProperties('AWS::EC2::IPAM', { Tier: 'advanced', OperatingRegions: REGIONS.map(RegionName => ({ RegionName })) });
    template.hasResourceProperties('AWS::EC2::IPAMPool', { ProvisionedCidrs: [{ Cidr: '10.0.0.0/8' }], Locale: Match.absent() });
    REGIONS.forEach(region => template.hasResourceProperties('AWS::EC2::IPAMPool', {
      Locale: region, SourceIpamPoolId: Match.anyValue(), Tags: [{ Key: 'Name', Value: `lz-addresses-${region}` }],
    }));
    template.allResourcesProperties('AWS::EC2::IPAMPoolCidr', { NetmaskLength: 12 });
  });

  test('of regions are shared, that of the organization is not', () => {
    const [{ Properties: { ResourceArns } }] = Object.values(pools().findResources('AWS::RAM::ResourceShare'));
    expect(JSON.stringify(ResourceArns)).toContain('PoolsPooleucentral1');
    expect(ResourceArns).toHaveLength(2);
    expect(JSON.stringify(ResourceArns)).not.toContain('Organization');
  });

  test('do not move when a region is added, whatever the order', () => {
    const before = pools().findResources('AWS::EC2::IPAMPoolCidr');
    expect(pools({ regions: ['eu-north-1', ...[...REGIONS].reverse()] }).findResources('AWS::EC2::IPAMPoolCidr')).toMatchObject(before);
  });

  test('fail when the range is none, or has no room, and say so', () => {
    expect(() => pools({ cidrBlock: '10.1.0.0/8' })).toThrow(/'cidrBlock' must be an IPv4 range that begins at its first address/);
    expect(() => pools({ cidrBlock: '10.0.0.0/24' })).toThrow(/'cidrBlock' must be 8 to 16 whole bits of netmask, got 24/);
    expect(() => pools({ regionNetmaskLength: 9, regions: ['a', 'b', 'c'] })).toThrow(/'regionNetmaskLength' must leave room for 3 regions, got 9 in 10.0.0.0\/8, which is 2/);
    expect(() => pools({ regions: [] })).toThrow(/'regions' must name a region/);
  });

  test('are clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => void new AddressPools(stack, 'Pools', { cidrBlock: '10.0.0.0/8', regions: REGIONS, principals: [ORGANIZATION] }));
  });
});
