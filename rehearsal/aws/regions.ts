/**
 * Regions that every account of the commercial partition can use at once, and those it has to opt into.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const DEFAULT_REGIONS: Readonly<Record<string, readonly string[]>> = {
  'aws': [
    'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ap-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-southeast-1', 'ap-southeast-2',
    'ca-central-1', 'eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1', 'sa-east-1',
  ],
  'aws-us-gov': ['us-gov-west-1', 'us-gov-east-1'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-eusc': ['eusc-de-east-1'],
};

const OPT_IN_REGIONS: readonly string[] = [
  'af-south-1', 'ap-east-1', 'ap-east-2', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1',
  'eu-central-2', 'eu-south-1', 'eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1', 'mx-central-1',
];

/** Regions a new account of the partition has. */
export const defaultRegions = (partition: string): readonly string[] => DEFAULT_REGIONS[partition] ?? [];

/** All regions of the partition that the rehearsal knows. */
export const knownRegions = (partition: string): readonly string[] => [...defaultRegions(partition), ...(partition === 'aws' ? OPT_IN_REGIONS : [])];

/** Region in which the endpoints of global services (IAM, Organizations) sign: their aws:RequestedRegion. */
export const globalRegion = (partition: string): string =>
  ({ 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-northwest-1', 'aws-eusc': 'eusc-de-east-1' })[partition] ?? 'us-east-1';
