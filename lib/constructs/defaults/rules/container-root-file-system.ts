import { demandTrue, itemsOf, propertyAt } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const pathsIn = ({ ContainerDefinitions: containers, RuntimePlatform: platform }: Readonly<Record<string, unknown>>): readonly string[] =>
  // Windows takes no such setting.
  String(propertyAt(platform, 'OperatingSystemFamily')).startsWith('WINDOWS') ? []
    : itemsOf(containers).map((_, index) => `ContainerDefinitions.${index}.ReadonlyRootFilesystem`);

export const CONTAINER_ROOT_FILE_SYSTEM: RuleDefinition = {
  id: 'container-root-file-system',
  theme: SecurityTheme.LEAST_PRIVILEGE,
  title: 'Containers cannot write into their root file system',
  remedy: 'leave ReadonlyRootFilesystem out, and mount a volume where the container writes',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5',
  cfnTypes: ['AWS::ECS::TaskDefinition'],
  problems: ({ properties }) => pathsIn(properties).flatMap(path => demandTrue(properties, path)),
  fillings: ({ properties }) => Object.fromEntries(pathsIn(properties).map(path => [path, true])),
};
