import { ApiOperation } from '../contract';
import { defaultRegions, knownRegions } from '../regions';
import { getAccount } from './accounts';
import { Vpc } from './ec2-networks';

/** Settings and networks of accounts, by account and region; what nobody touched yet is as AWS made it. */
export interface Ec2State {
  readonly encryption: Map<string, EbsEncryption>;
  readonly vpcs: Map<string, readonly Vpc[]>;
  /** Where sharing snapshots with everybody is blocked, and what of it. */
  readonly snapshotSharing: Map<string, string>;
}

/** How new EBS volumes of an account and region are encrypted. */
export interface EbsEncryption {
  readonly byDefault: boolean;
  /** ARN of a customer managed key, if it is not the key of AWS. */
  readonly keyArn?: string;
}

export const initialEc2 = (): Ec2State => ({ encryption: new Map(), vpcs: new Map(), snapshotSharing: new Map() });

/** Operations of Amazon EC2 that concern the account as a whole. */
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
