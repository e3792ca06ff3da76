import { ConformanceRule } from '../conformance-rule';
import { catalogueRule } from '../private/catalogue-rule';
import { RuleRemediation } from '../rule-remediation';

const BLOCKED_PORTS = [3389, 445, 1433, 3306, 5432];
const AUTHORIZED_PORTS = [80, 443];

const CLOSE_SECURITY_GROUP = new RuleRemediation({
  document: 'AWS-DisablePublicAccessForSecurityGroup', resourceIdParameter: 'GroupId', resourceType: 'AWS::EC2::SecurityGroup',
  effect: 'Removes rules that open SSH and remote desktop to the world',
});

/** Who can reach what. */
export const NETWORK_RULES: ConformanceRule[] = [
  catalogueRule({
    identifier: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED',
    description: 'The default security group of a VPC lets nothing through',
    cis: ['6.5'], fsbp: ['EC2.2'],
    remediation: new RuleRemediation({
      document: 'AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules', resourceIdParameter: 'GroupId', resourceType: 'AWS::EC2::SecurityGroup',
      effect: 'Removes every rule of the default security group',
    }),
  }),
  catalogueRule({
    identifier: 'INCOMING_SSH_DISABLED', description: 'No security group opens SSH to the world', cis: ['6.3', '6.4'], fsbp: ['EC2.13'],
    remediation: CLOSE_SECURITY_GROUP,
  }),
  catalogueRule({
    identifier: 'RESTRICTED_INCOMING_TRAFFIC',
    description: 'No security group opens the blocked ports to the world',
    cis: ['6.1.2', '6.3', '6.4'], fsbp: ['EC2.14', 'EC2.19'],
    parameters: ({ blockedPorts = BLOCKED_PORTS }) => Object.fromEntries(blockedPorts.map((port, index) => [`blockedPort${index + 1}`, String(port)])),
  }),
  catalogueRule({
    identifier: 'VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS',
    description: 'Security groups open no other port to the world than the authorized ones',
    cis: ['6.3', '6.4'], fsbp: ['EC2.18'],
    parameters: ({ authorizedTcpPorts = AUTHORIZED_PORTS }) => ({ authorizedTcpPorts: authorizedTcpPorts.length > 0 ? authorizedTcpPorts.join(',') : undefined }),
  }),
  catalogueRule({ identifier: 'NACL_NO_UNRESTRICTED_SSH_RDP', description: 'No network ACL lets SSH or remote desktop in from the world', cis: ['6.2'], fsbp: ['EC2.21'] }),
  catalogueRule({ identifier: 'NO_UNRESTRICTED_ROUTE_TO_IGW', description: 'No route to an internet gateway is open to the world' }),
  catalogueRule({
    identifier: 'SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED',
    description: 'No subnet gives public addresses by itself',
    fsbp: ['EC2.15'],
    remediation: new RuleRemediation({
      document: 'AWSConfigRemediation-DisableSubnetAutoAssignPublicIP', resourceIdParameter: 'SubnetId', resourceType: 'AWS::EC2::Subnet',
      effect: 'Lets the subnet give no public addresses to new instances',
    }),
  }),
  catalogueRule({
    identifier: 'EC2_IMDSV2_CHECK',
    description: 'Instances answer requests for metadata with a token only',
    cis: ['6.7'], fsbp: ['EC2.8'],
    remediation: new RuleRemediation({
      document: 'AWSConfigRemediation-EnforceEC2InstanceIMDSv2', resourceIdParameter: 'InstanceId', resourceType: 'AWS::EC2::Instance',
      effect: 'Demands a token of whoever asks for metadata: software that is too old for that loses its credentials',
    }),
  }),
];
