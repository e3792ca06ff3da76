import { Rule } from '../aws/contract';

const SITE = 'https://docs.aws.amazon.com/vpn/latest/s2svpn';
const CLIENT = 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin';

/** What AWS asks of VPNs and of endpoints for administration. */
export const VPN = {
  EXISTS: {
    id: 'vpn/parts-exist',
    statement: 'Gateways, connections and endpoints that a part of a VPN names exist in the account and region, and the template says that they are there first.',
    source: `${SITE}/SetUpVPNConnections.html`,
  },
  ONE_END: {
    id: 'vpn/one-end',
    statement: 'A site-to-site connection ends at a virtual private gateway or at a transit gateway.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnection.html',
  },
  ATTACHED: {
    id: 'vpn/gateway-attached',
    statement: 'A virtual private gateway is attached to one VPC, and a VPC has one; route tables learn its routes only once it is attached to their VPC, and the template says so.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html#gatewayattachment',
  },
  STATIC: {
    id: 'vpn/static-routes',
    statement: 'Static routes belong to a connection of a virtual private gateway that has static routes only.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnectionRoute.html',
  },
  LOGS: {
    id: 'vpn/log-group',
    statement: 'The log group that a tunnel or a Client VPN logs to exists in the account and region, and the template says that it is there first.',
    source: `${SITE}/monitoring-logs.html`,
  },
  CLIENT_ADDRESSES: {
    id: 'client-vpn/addresses',
    statement: 'People of a Client VPN get addresses of a block between /12 and /22 that overlaps no block of its VPC.',
    source: `${CLIENT}/scaling-considerations.html`,
  },
  CLIENT_IDENTITY: {
    id: 'client-vpn/identity',
    statement: 'Certificates of a Client VPN are those of AWS Certificate Manager in its account and region, and the SAML providers by which people are known are of the account; those that a template makes, it makes first.',
    source: `${CLIENT}/client-authentication.html`,
  },
  CLIENT_SUBNET: {
    id: 'client-vpn/subnets',
    statement: 'A Client VPN is associated with subnets of its VPC, one in a zone; who it authorizes, and where to, is said after an association.',
    source: `${CLIENT}/what-is.html`,
  },
  CLIENT_GROUPS: {
    id: 'client-vpn/groups',
    statement: 'A rule of a Client VPN authorizes a group, which certificates do not tell, or everybody; one of the two.',
    source: `${CLIENT}/cvpn-authorization-rules.html`,
  },
  INSTANCE_CONNECT: {
    id: 'instance-connect-endpoint/quota',
    statement: 'A VPC has one EC2 Instance Connect Endpoint, a region of an account five; its groups belong to the VPC of its subnet.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/eice-quotas.html',
  },
} as const satisfies Record<string, Rule>;
