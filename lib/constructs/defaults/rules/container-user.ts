import { demand, itemsOf, propertyAt } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

/** By name or number, with or without a group. */
const ROOT = /^(root|0)(:|$)/;

export const CONTAINER_USER: RuleDefinition = {
  id: 'container-user',
  theme: SecurityTheme.LEAST_PRIVILEGE,
  title: 'Containers do not run as root',
  remedy: "name the user that the image is made for, such as '1000'",
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-20',
  cfnTypes: ['AWS::ECS::TaskDefinition'],
  problems: ({ properties }) => String(propertyAt(properties.RuntimePlatform, 'OperatingSystemFamily')).startsWith('WINDOWS') ? []
    : itemsOf(properties.ContainerDefinitions).flatMap((_, index) => demand(properties, `ContainerDefinitions.${index}.User`, 'name a user that is not root',
      user => user !== undefined && !ROOT.test(String(user)))),
};
