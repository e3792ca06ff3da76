import { demand, isGiven } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

type Properties = Readonly<Record<string, unknown>>;

/** Where each type names its groups, and whether it must: what joins a cluster, a launch template or an interface has those of it. */
const GROUPS: Readonly<Record<string, { readonly path: string; readonly needs: (properties: Properties) => boolean }>> = {
  'AWS::EC2::Instance': { path: 'SecurityGroupIds', needs: one => !isGiven(one.NetworkInterfaces) && !isGiven(one.LaunchTemplate) && !isGiven(one.SecurityGroups) },
  'AWS::RDS::DBInstance': { path: 'VPCSecurityGroups', needs: one => !isGiven(one.DBClusterIdentifier) },
  'AWS::RDS::DBCluster': { path: 'VpcSecurityGroupIds', needs: () => true },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': { path: 'SecurityGroups', needs: one => one.Type === undefined || one.Type === 'application' },
  'AWS::EC2::SecurityGroupIngress': { path: 'GroupId', needs: () => true },
};

export const DEFAULT_SECURITY_GROUP: RuleDefinition = {
  id: 'default-security-group',
  theme: SecurityTheme.PUBLIC_EXPOSURE,
  title: 'Nothing uses the default security group of a VPC',
  remedy: 'give it a security group of its own, which lets in whom it must',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2',
  cfnTypes: [
    'AWS::EC2::Instance',
    'AWS::RDS::DBInstance',
    'AWS::RDS::DBCluster',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    'AWS::EC2::SecurityGroupIngress',
  ],
  problems: ({ cfnType, properties }) => GROUPS[cfnType].needs(properties) ? demand(properties, GROUPS[cfnType].path, 'name a security group that is not the default one',
    groups => [groups].flat().some(isGiven) && ![groups].flat().some(group => /\.DefaultSecurityGroup>$/.test(String(group)))) : [],
};
