import { demand, demandNotTrue, itemsOf } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const CONTAINER_PRIVILEGE: RuleDefinition = {
  id: 'container-privilege',
  theme: SecurityTheme.LEAST_PRIVILEGE,
  title: 'Containers are not privileged',
  remedy: 'leave Privileged out, and add the capability that is needed',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4',
  cfnTypes: ['AWS::ECS::TaskDefinition'],
  problems: ({ properties }) => [
    ...itemsOf(properties.ContainerDefinitions).flatMap(container => demandNotTrue(container, 'Privileged')),
    ...demand(properties, 'PidMode', 'not be host', mode => mode !== 'host'),
    ...demand(properties, 'NetworkMode', 'not be host', mode => mode !== 'host'),
  ],
};
