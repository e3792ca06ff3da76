import { demand, isGiven, itemsOf } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

type Properties = Readonly<Record<string, unknown>>;

/** What a container may have by itself: its part of what the task has, where nothing is said of any container. */
function limitsOf({ ContainerDefinitions: containers, Memory: memory }: Properties): Fillings {
  const all = itemsOf(containers);
  const limit = Math.floor(Number(memory) / all.length);
  return all.some(({ Memory, MemoryReservation }) => isGiven(Memory) || isGiven(MemoryReservation)) || !Number.isInteger(limit) ? {}
    : Object.fromEntries(all.map((_, index) => [`ContainerDefinitions.${index}.Memory`, limit]));
}

export const CONTAINER_MEMORY: RuleDefinition = {
  id: 'container-memory',
  theme: SecurityTheme.RECOVERY,
  title: 'Containers have a limit of memory, so that one does not take that of the others',
  remedy: 'set Memory of each container',
  source: 'https://docs.aws.amazon.com/controltower/latest/controlreference/ecs-rules.html',
  cfnTypes: ['AWS::ECS::TaskDefinition'],
  problems: ({ properties }) => itemsOf(properties.ContainerDefinitions)
    .flatMap((_, index) => demand(properties, `ContainerDefinitions.${index}.Memory`, 'be a number of MiB', isGiven)),
  fillings: ({ properties }) => limitsOf(properties),
};
