import { Rule } from '../aws/contract';

const EC2_API = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';
const TGW_GUIDE = 'https://docs.aws.amazon.com/vpc/latest/tgw';

/** What EC2 asks of transit gateways and of what is attached to them. */
export const TRANSIT_GATEWAYS = {
  SHARED: {
    id: 'transit-gateway/shared',
    statement: 'A VPC is attached to a transit gateway of its account, or to one that is shared with it, and the share is there first.',
    source: `${TGW_GUIDE}/tgw-transit-gateways.html#tgw-sharing`,
  },
  ACCEPTED: {
    id: 'transit-gateway/accepted',
    statement: 'An attachment of another account is of no use until it is accepted: the rehearsal knows gateways that accept by themselves.',
    source: `${TGW_GUIDE}/tgw-vpc-attachments.html`,
  },
  SUBNETS: {
    id: 'transit-gateway/subnets',
    statement: 'An attachment names subnets of its VPC, one in a zone at most.',
    source: `${EC2_API}/API_CreateTransitGatewayVpcAttachment.html`,
  },
  ONE_ATTACHMENT: {
    id: 'transit-gateway/one-attachment',
    statement: 'A VPC is attached once to a transit gateway.',
    source: `${TGW_GUIDE}/tgw-vpc-attachments.html`,
  },
  ONE_TABLE: {
    id: 'transit-gateway/one-table',
    statement: 'An attachment looks into one route table: one that got a default table cannot be given another before it is taken away.',
    source: `${EC2_API}/API_AssociateTransitGatewayRouteTable.html`,
  },
  SAME_GATEWAY: {
    id: 'transit-gateway/same-gateway',
    statement: 'A route table, its routes and the attachments they name are of one transit gateway.',
    source: `${EC2_API}/API_CreateTransitGatewayRoute.html`,
  },
  ONE_ROUTE: {
    id: 'transit-gateway/one-route-per-destination',
    statement: 'A table has one static route for a destination; it leads to an attachment, or is a blackhole.',
    source: `${EC2_API}/API_CreateTransitGatewayRoute.html`,
  },
  ATTACHED: {
    id: 'transit-gateway/attached-before-route',
    statement: 'A VPC is attached to the transit gateway before a route leads there, and the template says so.',
    source: `${EC2_API}/API_CreateRoute.html`,
  },
} as const satisfies Record<string, Rule>;
