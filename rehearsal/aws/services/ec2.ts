import { ApiOperation } from '../contract';
import { defaultRegions, knownRegions } from '../regions';
import { getAccount } from './accounts';

/** Operations of Amazon EC2. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'ec2', operation: 'DescribeRegions', write: false, input: ['AllRegions', 'RegionNames'],
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html',
    authorizations: (_, call) => [{ action: 'ec2:DescribeRegions', resource: '*', region: call.region }],
    run: (input, call) => {
      const { partition } = call.world;
      const enabled = getAccount(call.world, call.accountId).regions;
      const optIn = (region: string) =>
        defaultRegions(partition).includes(region) ? 'opt-in-not-required' : enabled.includes(region) ? 'opted-in' : 'not-opted-in';
      const names = input.RegionNames as readonly string[] | undefined;
      return {
        Regions: knownRegions(partition)
          .filter(region => (input.AllRegions === true || enabled.includes(region)) && (names?.includes(region) ?? true))
          .map(region => ({ RegionName: region, OptInStatus: optIn(region), Endpoint: `ec2.${region}.amazonaws.com` })),
      };
    },
  },
];
