import { ActionPattern } from './action-patterns';
import { CatalogueRule } from './catalogue-rule';
import { overlap } from './glob-overlap';
import { isUnresolved, listOf, show } from './rule';

/** Characters of a list of resources that a message shows. */
const SHOWN = 120;

/** What AWS's catalogue says about actions beside resources: an action meets the resources of its own types, and no others. */
export const RESOURCE_RULES: readonly CatalogueRule[] = [
  {
    id: 'resource-never-matches',
    check: ({ patterns, statement: { NotAction, Resource } }) => {
      const resources = listOf(Resource);
      if (NotAction !== undefined || resources.length === 0 || !resources.every(isArn)) {
        return [];
      }
      const arns = resources.map(comparable);
      return patterns.filter(pattern => pattern.entries.length > 0 && !meets(pattern, arns)).map(pattern => ({
        message: `an action must be about one of the resources, got ${show(pattern.pattern)} for ${shortened(show(Resource))}: no request has both, so nothing is denied`,
        remedy: remedyFor(pattern),
      }));
    },
  },
];

function isArn(resource: unknown): resource is string {
  return typeof resource === 'string' && resource.startsWith('arn:') && !isUnresolved(resource);
}

/** An ARN from the service on: a wildcard for the partition would stand for the service too. A variable can be any text. */
function comparable(arn: string): string {
  return arn.replaceAll(/\$\{[^}]*\}/g, '*').replace(/^arn:[^:]*:/, '');
}

function meets({ entries }: ActionPattern, arns: readonly string[]): boolean {
  return entries.some(({ resources }) => resources.some(type => arns.some(arn => overlap(comparable(type), arn))));
}

function remedyFor({ entries }: ActionPattern): string {
  const types = [...new Set(entries.flatMap(({ resources }) => resources))];
  return types.length === 0
    ? 'take the action apart, into a statement whose resource is "*": it is about no resource in particular'
    : `name a resource such as ${show(types[0])}, or leave the action out`;
}

function shortened(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}
