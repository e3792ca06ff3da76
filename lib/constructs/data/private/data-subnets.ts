import { IVpc, SubnetSelection, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Weaker } from './refusals';

const DATA_TIER = 'data';

/** A VPC of tiers, as far as it is asked here: `network.SecureVpc` is one. */
interface TieredVpc {
  readonly tiers?: readonly { readonly tierName: string; readonly subnets: SubnetSelection }[];
}

/** Where data lives in a VPC: in the tier "data", else in isolated subnets, else in private ones. */
export const dataSubnetsOf = (vpc: IVpc): SubnetSelection =>
  (vpc as TieredVpc).tiers?.find(({ tierName }) => tierName === DATA_TIER)?.subnets
  ?? { subnetType: vpc.isolatedSubnets.length > 0 ? SubnetType.PRIVATE_ISOLATED : SubnetType.PRIVATE_WITH_EGRESS };

/** Subnets that the internet reaches. */
export const weakerSubnets = (vpc?: IVpc, got?: SubnetSelection): Weaker => ({
  prop: 'vpcSubnets', rule: 'select no public subnets', got: got?.subnetType ?? got?.subnetGroupName ?? 'public subnets',
  isWeaker: vpc !== undefined && got !== undefined && vpc.selectSubnets(got).hasPublic,
  remedy: 'leave it out for the tier "data" or isolated subnets',
});
