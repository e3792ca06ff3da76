import { Rule } from '../aws/contract';

const PRIVATELINK = 'https://docs.aws.amazon.com/vpc/latest/privatelink';
const FLOW_LOGS = 'https://docs.aws.amazon.com/vpc/latest/userguide';
const IPAM_GUIDE = 'https://docs.aws.amazon.com/vpc/latest/ipam';

/** What EC2 asks of the endpoints of a VPC. */
export const VPC_ENDPOINTS = {
  KIND: {
    id: 'vpc-endpoint/kind',
    statement: 'An endpoint is of a service of its region; gateways are for S3 and DynamoDB and stand in route tables, interfaces stand in one subnet of a zone, with security groups.',
    source: `${PRIVATELINK}/create-interface-endpoint.html`,
  },
  PRIVATE_DNS: {
    id: 'vpc-endpoint/private-dns',
    statement: 'Private DNS names need the DNS support and the DNS hostnames of the VPC, and one endpoint of a service in a VPC has them.',
    source: `${PRIVATELINK}/create-interface-endpoint.html#considerations-interface-endpoints`,
  },
  ONE_GATEWAY: {
    id: 'vpc-endpoint/one-gateway-per-route-table',
    statement: 'A route table has one gateway endpoint of a service.',
    source: `${PRIVATELINK}/gateway-endpoints.html`,
  },
  POLICY: {
    id: 'vpc-endpoint/policy',
    statement: 'The policy of an endpoint has at most 20,480 characters, and lets the roles of its account use what the account has: otherwise the endpoint shuts out those it is made for.',
    source: `${PRIVATELINK}/vpc-endpoints-access.html`,
  },
  QUOTA: {
    id: 'vpc-endpoint/quotas',
    statement: 'A VPC has at most 50 interface endpoints, a region 20 gateway endpoints.',
    source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html',
  },
} as const satisfies Record<string, Rule>;

/** What flow logs need to arrive. */
export const FLOW_LOG_RULES = {
  TRAFFIC: {
    id: 'flow-log/traffic-type',
    statement: 'A flow log of a VPC or a subnet says whether it records what is accepted, rejected or both; one of a transit gateway does not.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html',
  },
  DESTINATION: {
    id: 'flow-log/destination',
    statement: 'A flow log names what it watches, and one destination that exists: a bucket, or a log group of its account and region with a role.',
    source: `${FLOW_LOGS}/flow-logs.html`,
  },
  BUCKET: {
    id: 'flow-log/bucket-accepts',
    statement: 'The bucket lets delivery.logs.amazonaws.com check it and write below AWSLogs/ for the account, and so does the key that encrypts the bucket.',
    source: `${FLOW_LOGS}/flow-logs-s3-permissions.html`,
  },
  ROLE: {
    id: 'flow-log/role-delivers',
    statement: 'The role of a flow log trusts vpc-flow-logs.amazonaws.com and may create streams in the log group and write to them.',
    source: `${FLOW_LOGS}/flow-logs-iam-role.html`,
  },
} as const satisfies Record<string, Rule>;

/** What VPC IP Address Manager asks of pools and of those who allocate from them. */
export const IPAM_RULES = {
  POOL: {
    id: 'ipam/pool',
    statement: 'The locale of a pool is a region of its IPAM, and that of its source pool where that has one; its blocks are free, and within the source pool.',
    source: `${IPAM_GUIDE}/create-top-ipam.html`,
  },
  ROOM: {
    id: 'ipam/room',
    statement: 'A pool has room for what is allocated from it, of a size that it allows, and its blocks are there first.',
    source: `${IPAM_GUIDE}/create-vpc-ipam.html`,
  },
  LOCALE: {
    id: 'ipam/locale',
    statement: 'A VPC gets its block from a pool whose locale is the region of the VPC.',
    source: `${IPAM_GUIDE}/create-vpc-ipam.html`,
  },
  SHARED: {
    id: 'ipam/shared',
    statement: 'An account allocates from a pool of its own, or from one that is shared with it by AWS Resource Access Manager.',
    source: `${IPAM_GUIDE}/share-pool-ipam.html`,
  },
} as const satisfies Record<string, Rule>;
