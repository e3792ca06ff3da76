import { Mutant } from './mutant';
import { Mutation, Mutations } from './mutation';
import { adding, ADDRESSES, attribute, EGRESS, HUB, hurrying, numbered, removing, setting, VPC } from './network-edits';

const egressVpc = (example: Mutant) => attribute(example.at(`${EGRESS}/Resource`), 'VpcId');
const OTHER_VPC = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '100.65.0.0/24' } };

/** Turns an association towards the route table of another VPC. */
const toAnotherVpc: Mutation = {
  when: 'a subnet gets the route table of another VPC', at: `${EGRESS}/Nat/Association1`, says: /vpc-\w+/,
  edit: example => {
    Object.assign(example.template(HUB).Resources, {
      Other: OTHER_VPC, OtherTable: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: attribute({ logicalId: 'Other' }, 'VpcId') } },
    });
    example.at(`${EGRESS}/Nat/Association1`).set('RouteTableId', attribute({ logicalId: 'OtherTable' }, 'RouteTableId'));
  },
};

/** Mutations of VPCs, subnets, routes and gateways. Network ACLs, prefix lists and encryption controls are put into the example. */
export const OF_NETWORKS: Mutations = {
  'vpc/cidr': [
    setting(`${EGRESS}/Resource`, 'CidrBlock', '100.64.0.0/30', 'a VPC is too small', /100\.64\.0\.0\/30 is no IPv4 block between/),
    {
      when: 'neither a VPC nor its pool says how large it is', at: `${VPC}/Resource`, says: /the length of the netmask is not given/,
      edit: example => {
        example.at(`${VPC}/Resource`).remove('Ipv4NetmaskLength');
        ['eu-central-1', 'eu-west-1'].forEach(region => example.at(`${ADDRESSES}/Pool-${region}`).remove('AllocationDefaultNetmaskLength'));
      },
    },
  ],
  'vpc/subnet-cidr': [
    setting(`${EGRESS}/Transit/Subnet2`, 'CidrBlock', '100.64.0.0/28', 'two subnets have one block', /100\.64\.0\.0\/28 overlaps 100\.64\.0\.0\/28/),
    setting(`${EGRESS}/Transit/Subnet1`, 'CidrBlock', '10.0.0.0/28', 'a subnet is outside of its VPC', /is not within 100\.64\.0\.0\/24/),
  ],
  'vpc/zone': [setting(`${VPC}/data/Zone1/Subnet`, 'AvailabilityZone', 'us-east-1a', 'a zone is of another region', /us-east-1a is no zone of eu-/)],
  'vpc/parts-exist': [setting(`${EGRESS}/Nat/Association1`, 'RouteTableId', 'rtb-none', 'a route table does not exist', /rtb-none/)],
  'vpc/same-vpc': [toAnotherVpc],
  'vpc/one-internet-gateway': [adding(HUB, 'a VPC gets a second internet gateway', /is in the way/, example => ({
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    Second: {
      Type: 'AWS::EC2::VPCGatewayAttachment', DependsOn: [example.at(`${EGRESS}/InternetAttachment`).logicalId],
      Properties: { VpcId: egressVpc(example), InternetGatewayId: { Ref: 'Gateway' } },
    },
  }), 'Second')],
  'vpc/gateway-attached': [
    hurrying(`${EGRESS}/Nat/Internet1`, `${EGRESS}/InternetAttachment`, 'a route does not wait for the internet gateway', /has no internet gateway for a route to igw-/),
    {
      when: 'a NAT gateway and its address do not wait for the internet gateway', at: `${EGRESS}/NatGateway1`, says: /internet gateway/,
      edit: example => ['Address1', 'NatGateway1'].forEach(name => example.at(`${EGRESS}/${name}`).removeDependency(example.at(`${EGRESS}/InternetAttachment`))),
    },
  ],
  'vpc/route-target': [removing(`${EGRESS}/Transit/Internet1`, 'NatGatewayId', 'a route leads nowhere', /a route has one target, got none/)],
  'vpc/one-route-per-destination': [
    setting(`${EGRESS}/Nat/Networks1`, 'DestinationCidrBlock', '100.64.0.64/26', 'a route leads into its own VPC', /is local/),
  ],
  'vpc/one-route-table': [adding(HUB, 'a subnet gets a second route table', /./, example => ({
    Second: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation', DependsOn: [example.at(`${EGRESS}/Nat/Association1`).logicalId],
      Properties: { SubnetId: example.at(`${EGRESS}/Nat/Association1`).get('SubnetId'), RouteTableId: example.at(`${EGRESS}/Nat/Association2`).get('RouteTableId') },
    },
  }), 'Second')],
  'vpc/nat-gateway': [
    removing(`${EGRESS}/NatGateway1`, 'AllocationId', 'a public NAT gateway has no address', /a public NAT gateway needs 'AllocationId'/),
    {
      when: 'two NAT gateways have one address', at: `${EGRESS}/NatGateway2`, says: /is used by nat-/,
      edit: example => example.at(`${EGRESS}/NatGateway2`).set('AllocationId', example.at(`${EGRESS}/NatGateway1`).get('AllocationId')),
    },
  ],
  'vpc/acl-entry': [adding(HUB, 'the number of an entry is too large', /the number is 40000/, example => ({
    Acl: { Type: 'AWS::EC2::NetworkAcl', Properties: { VpcId: egressVpc(example) } },
    Entry: {
      Type: 'AWS::EC2::NetworkAclEntry',
      Properties: { NetworkAclId: attribute({ logicalId: 'Acl' }, 'Id'), RuleNumber: 40_000, RuleAction: 'allow', Protocol: -1, CidrBlock: '0.0.0.0/0' },
    },
  }), 'Entry')],
  'vpc/dns-hostnames': [setting(`${VPC}/Resource`, 'EnableDnsSupport', false, 'names of hosts are without DNS', /DNS hostnames are on, DNS support is off/)],
  'vpc/prefix-list': [adding(HUB, 'a prefix list has more entries than it announces', /2 entries, and 'MaxEntries' is 1/, () => ({
    List: {
      Type: 'AWS::EC2::PrefixList',
      Properties: { PrefixListName: 'offices', AddressFamily: 'IPv4', MaxEntries: 1, Entries: [{ Cidr: '192.0.2.0/24' }, { Cidr: '198.51.100.0/24' }] },
    },
  }), 'List')],
  'vpc/one-encryption-control': [adding(HUB, 'a VPC has two encryption controls', /has one already/, example => numbered(2, 'Control', index => ({
    Type: 'AWS::EC2::VPCEncryptionControl', Properties: { VpcId: egressVpc(example), Mode: 'monitor' }, ...index === 2 && { DependsOn: ['Control1'] },
  })), 'Control2')],
  'vpc/quotas': [adding(HUB, 'a region has a sixth VPC', /VPCs in the region/, example => numbered(5, 'Another', index => ({
    Type: 'AWS::EC2::VPC', Properties: { CidrBlock: `100.6${index + 5}.0.0/24` },
    DependsOn: [index === 1 ? example.at(`${EGRESS}/Resource`).logicalId : `Another${index - 1}`],
  })), 'Another5')],
};

const WEB = `${VPC}/Tier-web/SecurityGroup`;
const TLS = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

/** Mutations of the security groups of tiers. */
export const OF_SECURITY_GROUPS: Mutations = {
  'security-group/references': [
    setting(WEB, 'SecurityGroupIngress', [{ ...TLS, SourceSecurityGroupId: 'sg-none' }], 'a rule names a group that does not exist', /sg-none/),
  ],
  'security-group/rule': [
    setting(WEB, 'SecurityGroupIngress', [TLS], 'a rule lets nobody in', /./),
    setting(WEB, 'SecurityGroupIngress', [1, 2].map(() => ({ ...TLS, CidrIp: '10.0.0.0/8' })), 'a rule is there twice', /./),
  ],
  'security-group/name': [setting(WEB, 'GroupName', 'sg-web', 'a group is called like an id', /sg-web/)],
  'security-group/description': [setting(WEB, 'GroupDescription', 'What runs in “web”', 'a description has quotation marks', /“web”/)],
  'security-group/quotas': [setting(WEB, 'SecurityGroupIngress', Array.from({ length: 61 }, (_, index) => ({ ...TLS, CidrIp: `10.${index}.0.0/16` })),
    'a group has 61 rules in a direction', /60/)],
};
