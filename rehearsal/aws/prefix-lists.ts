/**
 * Ids of AWS's lists by service: those of S3 and DynamoDB are the same for every account. AWS publishes no table; several public projects
 * have these.
 */
const GATEWAY_LISTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ap-northeast-1': { s3: 'pl-61a54008', dynamodb: 'pl-78a54011' },
  'ap-northeast-2': { s3: 'pl-78a54011', dynamodb: 'pl-48a54021' },
  'ap-south-1': { s3: 'pl-78a54011', dynamodb: 'pl-66a7420f' },
  'ap-southeast-1': { s3: 'pl-6fa54006', dynamodb: 'pl-67a5400e' },
  'ap-southeast-2': { s3: 'pl-6ca54005', dynamodb: 'pl-62a5400b' },
  'eu-central-1': { s3: 'pl-6ea54007', dynamodb: 'pl-66a5400f' },
  'eu-north-1': { s3: 'pl-c3aa4faa', dynamodb: 'pl-adae4bc4' },
  'eu-west-1': { s3: 'pl-6da54004', dynamodb: 'pl-6fa54006' },
  'eu-west-2': { s3: 'pl-7ca54015', dynamodb: 'pl-b3a742da' },
  'us-east-1': { s3: 'pl-63a5400a', dynamodb: 'pl-02cd2c6b' },
  'us-east-2': { s3: 'pl-7ba54012', dynamodb: 'pl-4ca54025' },
  'us-west-1': { s3: 'pl-6ba54002', dynamodb: 'pl-6ea54007' },
  'us-west-2': { s3: 'pl-68a54001', dynamodb: 'pl-00a54069' },
};

/** Whether a list may be one that AWS keeps: their ids are short, those of lists that people make are not. (Observed, not documented.) */
export const isAwsPrefixList = (id: string): boolean => /^pl-[0-9a-f]{8}$/.test(id);

/** Whether a list of AWS may hold the addresses of a service in a region: where the table does not know the region, any may. */
export function mayListService(id: string, service: string, region: string): boolean {
  const known = GATEWAY_LISTS[region]?.[service];
  return known === undefined ? isAwsPrefixList(id) : known === id;
}
