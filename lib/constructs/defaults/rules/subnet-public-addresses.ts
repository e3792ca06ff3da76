import { demandNotTrue } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const SUBNET_PUBLIC_ADDRESSES: RuleDefinition = {
  id: 'subnet-public-addresses',
  theme: SecurityTheme.PUBLIC_EXPOSURE,
  title: 'Subnets give no public address by themselves',
  remedy: 'take a SecureVpc, or mapPublicIpOnLaunch: false; load balancers and NAT gateways have addresses of their own',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15',
  cfnTypes: ['AWS::EC2::Subnet'],
  problems: ({ properties }) => demandNotTrue(properties, 'MapPublicIpOnLaunch'),
};
