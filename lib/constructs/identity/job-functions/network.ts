import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { JobFunctionProps } from '../job-function-props';
import { PermissionsBoundary } from '../permissions-boundary';

/** What networks are made of in EC2, by the nouns of its actions: their kin of tomorrow are included. */
const NOUNS = [
  'Address*', 'DhcpOptions*', 'FlowLogs*', 'Gateway*', 'InstanceConnectEndpoint*', 'Ipam*', 'NetworkAcl*', 'NetworkInsights*', 'PrefixList*', 'Route*',
  'SecurityGroup*', 'Subnet*', 'TrafficMirror*', 'Vpc*', 'Vpn*',
];
/** Actions by their verbs, and not as a wildcard of the whole service: Control Tower refuses that in an inline policy (CT.IAM.PR.5). */
const VERBS = [
  'Accept*', 'Add*', 'Allocate*', 'Associate*', 'Change*', 'Confirm*', 'Create*', 'Delete*', 'Describe*', 'Disable*', 'Disassociate*', 'Enable*', 'Get*',
  'List*', 'Put*', 'Register*', 'Reject*', 'Remove*', 'Start*', 'Tag*', 'Test*', 'Untag*', 'Update*',
];
const SERVICES = ['directconnect', 'globalaccelerator', 'network-firewall', 'networkmanager', 'route53', 'route53profiles', 'route53resolver', 'vpc-lattice'];

/**
 * AWS's NetworkAdministrator passes roles and reads more than networks, so this is a list of our own. Flow logs go to a bucket, which
 * needs no role to be passed.
 */
export const NETWORK: JobFunctionProps = {
  jobFunctionName: 'network',
  description: 'Networks, their edges, firewalls and names; no IAM, no instances, no data',
  boundary: PermissionsBoundary.DEVELOPER,
  maxSessionDuration: Duration.hours(4),
  statements: [
    new PolicyStatement({
      sid: 'Networks', resources: ['*'],
      actions: [...NOUNS.map(noun => `ec2:*${noun}`), ...SERVICES.flatMap(service => VERBS.map(verb => `${service}:${verb}`))],
    }),
    new PolicyStatement({
      sid: 'Look', resources: ['*'],
      actions: [
        'cloudwatch:Describe*', 'cloudwatch:Get*', 'cloudwatch:List*', 'ec2:DescribeAvailabilityZones', 'ec2:DescribeInstances', 'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRegions', 'ec2:DescribeTags', 'elasticloadbalancing:Describe*', 'ram:Get*', 'ram:List*', 'servicequotas:Get*', 'servicequotas:List*', 'tag:Get*',
      ],
    }),
    new PolicyStatement({ sid: 'Name', actions: ['ec2:CreateTags', 'ec2:DeleteTags'], resources: ['*'] }),
  ],
};
