import { demand } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const SERVICE_PUBLIC_ADDRESS: RuleDefinition = {
  id: 'service-public-address',
  theme: SecurityTheme.PUBLIC_EXPOSURE,
  title: 'Tasks of services have no public address',
  remedy: 'assign none, and put a load balancer in front',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2',
  cfnTypes: ['AWS::ECS::Service'],
  problems: ({ properties }) => demand(properties, 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp', 'not be ENABLED', value => value !== 'ENABLED'),
};
