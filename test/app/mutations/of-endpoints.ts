import { Mutant } from './mutant';
import { Mutations } from './mutation';
import { adding, ADDRESSES, attribute, EGRESS, HUB, numbered, setting, SPOKE, TRANSIT_GATEWAY, VPC } from './network-edits';

const S3 = `${VPC}/Endpoints/s3`;
const DYNAMODB = `${VPC}/Endpoints/dynamodb`;
const FLOW_LOG = `${EGRESS}/FlowLog`;
const DELIVERY = 'LogArchive/StackSet/Template/LogArchive/Delivery/Policy';

/** An interface endpoint of Systems Manager in the network of an account. */
const sessions = (example: Mutant) => ({
  VpcId: attribute(example.at(`${VPC}/Resource`), 'VpcId'), VpcEndpointType: 'Interface', ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.ssm' },
  SubnetIds: [attribute(example.at(`${VPC}/app/Zone1/Subnet`), 'SubnetId')], SecurityGroupIds: [attribute(example.at(`${VPC}/Tier-app/SecurityGroup`), 'GroupId')],
});

/** Mutations of endpoints. The example has those of S3 and DynamoDB; interfaces are put into it. */
export const OF_ENDPOINTS: Mutations = {
  'vpc-endpoint/kind': [setting(S3, 'ServiceName', 'com.amazonaws.us-east-1.s3', 'an endpoint is of a service of another region', /is no service of eu-/)],
  'vpc-endpoint/private-dns': [{
    when: 'private names are without names of hosts', added: 'Sessions', says: /DNS hostnames false/,
    edit: example => {
      example.at(`${VPC}/Resource`).set('EnableDnsHostnames', false);
      example.template(SPOKE).Resources.Sessions = { Type: 'AWS::EC2::VPCEndpoint', Properties: { ...sessions(example), PrivateDnsEnabled: true } };
    },
  }],
  'vpc-endpoint/one-gateway-per-route-table': [{
    when: 'S3 has two endpoints in a route table', at: DYNAMODB, says: /has the gateway endpoint vpce-/,
    edit: example => {
      example.at(DYNAMODB).set('ServiceName', example.at(S3).get('ServiceName'));
      example.at(DYNAMODB).definition.DependsOn = [example.at(S3).logicalId];
    },
  }],
  'vpc-endpoint/policy': [{
    when: 'an endpoint is for another organization', at: S3, says: /the policy keeps roles of \d{12} from/,
    edit: example => {
      example.at(S3).statement('PolicyDocument', 'OwnIdentitiesToOwnResources').Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-another000' } };
    },
  }],
  'vpc-endpoint/quotas': [adding(SPOKE, 'a VPC has 51 interface endpoints', /interface endpoints in vpc-/, example => numbered(51, 'Sessions', index => ({
    Type: 'AWS::EC2::VPCEndpoint', Properties: sessions(example), ...index > 1 && { DependsOn: [`Sessions${index - 1}`] },
  })), 'Sessions51')],
};

/** Mutations of flow logs, which go to the log archive. */
export const OF_FLOW_LOGS: Mutations = {
  'flow-log/destination': [setting(FLOW_LOG, 'LogDestination', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::nowhere' }, 'flow logs go to a bucket that does not exist', /nowhere/)],
  'flow-log/traffic-type': [setting(FLOW_LOG, 'TrafficType', 'EVERYTHING', 'flow logs record what does not exist', /'TrafficType' is EVERYTHING/)],
  'flow-log/bucket-accepts': [{
    when: 'the log archive does not let flow logs in', at: `${TRANSIT_GATEWAY}/FlowLog`, says: /delivery\.logs\.amazonaws\.com/,
    edit: example => example.at(DELIVERY).removeStatement('PolicyDocument', 'LogDeliveryWrites'),
  }],
  'flow-log/role-delivers': [adding(HUB, 'a role of another service is to write flow logs', /vpc-flow-logs\.amazonaws\.com/, example => ({
    Group: {
      Type: 'AWS::EC2::FlowLog',
      Properties: {
        ResourceId: attribute(example.at(`${EGRESS}/Resource`), 'VpcId'), ResourceType: 'VPC', TrafficType: 'REJECT', LogDestinationType: 'cloud-watch-logs',
        LogDestination: attribute(example.at(`${HUB}/lz-transit-gateway-routes/LogGroup/Resource`), 'Arn'),
        DeliverLogsPermissionArn: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/lz/lz-transit-gateway-routes' },
      },
    },
  }), 'Group')],
};

/** Mutations of the addresses of the organization. */
export const OF_ADDRESSES: Mutations = {
  'ipam/pool': [
    setting(`${ADDRESSES}/Pool-eu-west-1`, 'Locale', 'us-west-2', 'a pool is for a region that IPAM does not operate in', /us-west-2/),
    setting(`${ADDRESSES}/Organization`, 'ProvisionedCidrs', [{ Cidr: '10.0.0.0/8' }, { Cidr: '10.1.0.0/16' }], 'a pool has an address twice', /./),
  ],
  'ipam/room': [
    setting(`${ADDRESSES}/Range-eu-west-1`, 'NetmaskLength', 4, 'a region asks for more than there is', /has no \/4 left/),
    {
      when: 'a region has no room for a network', at: `${VPC}/Resource`, says: /has no \/20 left/,
      edit: example => ['eu-central-1', 'eu-west-1'].forEach(region => example.at(`${ADDRESSES}/Range-${region}`).set('NetmaskLength', 22)),
    },
  ],
  'ipam/locale': [setting(`${VPC}/Resource`, 'Ipv4IpamPoolId.Fn::Select.0', 0, 'a network gets addresses of another region', /the locale of ipam-pool-\w+ is eu-/)],
  'ipam/shared': [{
    when: 'addresses are shared with nobody', at: `${VPC}/Resource`, says: /ipam-pool-\w+ of \d{12} is not shared with \d{12}/,
    edit: example => example.at(`${ADDRESSES}/Share/Resource`).set('Principals', [{ Ref: 'AWS::AccountId' }]),
  }],
};
