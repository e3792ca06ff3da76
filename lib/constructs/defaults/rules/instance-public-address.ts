import { demandNotTrue, itemsOf, propertyAt } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const INSTANCE_PUBLIC_ADDRESS: RuleDefinition = {
  id: 'instance-public-address',
  theme: SecurityTheme.PUBLIC_EXPOSURE,
  title: 'Instances have no public address',
  remedy: 'leave it out; Session Manager and load balancers reach them',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-9',
  cfnTypes: ['AWS::EC2::Instance', 'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'],
  problems: ({ properties }) => [
    ...demandNotTrue(properties, 'AssociatePublicIpAddress'),
    ...[properties, properties.LaunchTemplateData].flatMap(data => itemsOf(propertyAt(data, 'NetworkInterfaces')))
      .flatMap(networkInterface => demandNotTrue(networkInterface, 'AssociatePublicIpAddress')),
  ],
};
