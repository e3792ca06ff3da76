import { Rule } from '../aws/contract';

const VPC_GUIDE = 'https://docs.aws.amazon.com/vpc/latest/userguide';
const EC2_API = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';
const QUOTAS = `${VPC_GUIDE}/amazon-vpc-limits.html`;

/** What EC2 asks of VPCs, subnets, routes and gateways. */
export const NETWORKS = {
  VPC_CIDR: {
    id: 'vpc/cidr',
    statement: 'A VPC has a block of addresses between /16 and /28, of its own or from an IPAM pool; further blocks do not overlap those it has.',
    source: `${VPC_GUIDE}/vpc-cidr-blocks.html`,
  },
  SUBNET_CIDR: {
    id: 'vpc/subnet-cidr',
    statement: 'The block of a subnet has between 16 and 65,536 addresses (IPv6: /44 to /64, in steps of four), lies within one block of its VPC, and overlaps no other subnet.',
    source: `${VPC_GUIDE}/subnet-sizing.html`,
  },
  ZONE: {
    id: 'vpc/zone',
    statement: 'A subnet is in a zone of its region.',
    source: `${EC2_API}/API_CreateSubnet.html`,
  },
  EXISTS: {
    id: 'vpc/parts-exist',
    statement: 'VPC, subnets, route tables, gateways and lists that a part of a network names exist, in its account (or shared with it) and region, and the template says that they are there first.',
    source: `${EC2_API}/errors-overview.html (Invalid…ID.NotFound)`,
  },
  SAME_VPC: {
    id: 'vpc/same-vpc',
    statement: 'Parts that are put together belong to one VPC: a subnet and its route table, its network ACL, the security groups and subnets of an endpoint.',
    source: `${EC2_API}/API_AssociateRouteTable.html`,
  },
  ONE_GATEWAY: {
    id: 'vpc/one-internet-gateway',
    statement: 'A VPC has one internet gateway, and an internet gateway one VPC.',
    source: `${EC2_API}/API_AttachInternetGateway.html`,
  },
  GATEWAY_ATTACHED: {
    id: 'vpc/gateway-attached',
    statement: 'The internet gateway is attached to the VPC before a route leads to it, before a public NAT gateway is made, and before an Elastic IP address of the template is used in the VPC; the template says so.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html#gatewayattachment',
  },
  ROUTE_TARGET: {
    id: 'vpc/route-target',
    statement: 'A route has one destination and one target, which can be reached from the VPC of its table.',
    source: `${EC2_API}/API_CreateRoute.html`,
  },
  ONE_ROUTE: {
    id: 'vpc/one-route-per-destination',
    statement: 'A route table has one route for a destination; the local ones are there from the beginning.',
    source: `${EC2_API}/API_CreateRoute.html`,
  },
  ONE_ROUTE_TABLE: {
    id: 'vpc/one-route-table',
    statement: 'A subnet is associated with one route table.',
    source: `${VPC_GUIDE}/VPC_Route_Tables.html`,
  },
  NAT_GATEWAY: {
    id: 'vpc/nat-gateway',
    statement: 'A public NAT gateway has an Elastic IP address that nothing else uses; a private one has none.',
    source: `${VPC_GUIDE}/nat-gateway-basics.html`,
  },
  ACL_ENTRY: {
    id: 'vpc/acl-entry',
    statement: 'Entries of a network ACL have numbers from 1 to 32,766, each once in a direction; they allow or deny, and say the ports for TCP and UDP, from the lower to the higher one.',
    source: `${EC2_API}/API_CreateNetworkAclEntry.html`,
  },
  DNS: {
    id: 'vpc/dns-hostnames',
    statement: 'DNS hostnames need the DNS support of the VPC.',
    source: `${VPC_GUIDE}/vpc-dns.html`,
  },
  PREFIX_LIST: {
    id: 'vpc/prefix-list',
    statement: 'A prefix list has at most as many entries as it announces, each a block of its family.',
    source: `${VPC_GUIDE}/managed-prefix-lists.html`,
  },
  ONE_ENCRYPTION_CONTROL: {
    id: 'vpc/one-encryption-control',
    statement: 'A VPC has one encryption control.',
    source: `${VPC_GUIDE}/vpc-encryption-controls.html`,
  },
  QUOTA: {
    id: 'vpc/quotas',
    statement: 'An account has at most 5 VPCs, 5 internet gateways, 5 Elastic IP addresses and 2,500 security groups in a region, 5 NAT gateways in a zone, 200 subnets, 200 route tables and 200 network ACLs in a VPC, 500 routes in a table and 20 entries in a direction of a network ACL.',
    source: QUOTAS,
  },
} as const satisfies Record<string, Rule>;

/** What EC2 asks of security groups. */
export const SECURITY_GROUPS = {
  REFERENCES: {
    id: 'security-group/references',
    statement: 'Security groups and prefix lists that a rule names exist, groups with the owner that it names, in the same VPC or one it is joined to, and the template says that they are there first.',
    source: `${VPC_GUIDE}/security-group-rules.html`,
  },
  RULE: {
    id: 'security-group/rule',
    statement: 'A rule names a protocol, one peer (block, security group or prefix list) and for TCP and UDP a range of ports; the same rule exists once in a group.',
    source: `${EC2_API}/API_AuthorizeSecurityGroupIngress.html`,
  },
  NAME: {
    id: 'security-group/name',
    statement: 'The name of a security group is unique in its VPC, has at most 255 characters, and is neither "default" nor begins with "sg-".',
    source: `${EC2_API}/API_CreateSecurityGroup.html`,
  },
  DESCRIPTION: {
    id: 'security-group/description',
    statement: 'Descriptions of groups and rules have at most 255 characters: letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*.',
    source: `${EC2_API}/API_CreateSecurityGroup.html`,
  },
  QUOTA: {
    id: 'security-group/quotas',
    statement: 'A security group has at most 60 rules in a direction, IPv4 and IPv6 apart; a prefix list counts with as many rules as entries it announces.',
    source: QUOTAS,
  },
} as const satisfies Record<string, Rule>;
