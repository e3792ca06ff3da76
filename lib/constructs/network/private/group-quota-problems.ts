import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { RenderedResource, renderedResources } from '../../../core/rendered-resources';
import { Problems } from '../../../core/validation';

/** Lists of the groups that a network interface gets, as the resources that have interfaces call them. */
const LIST = /^((.*\.)?(SecurityGroupIds|SecurityGroups|V(pc|PC)SecurityGroup(Id)?s|GroupSet)|.*NetworkInterfaces\.\d+\.Groups)$/;

/** What such a list holds: an id, or what a group of the template comes to. */
const GROUP = /^(sg-|<)/;

/** Interfaces with more groups than AWS takes. */
export function groupsPerInterfaceProblems(scope: IConstruct, quota: number): Problems {
  return [...new Set(renderedResources(scope).filter(({ cfnType }) => cfnType.startsWith('AWS::')).flatMap(({ construct, cfnType, properties }) =>
    listsIn(properties).filter(({ groups }) => groups.length > quota).map(({ property, groups }) =>
      `'${property}' of ${construct.node.path} (${cfnType}) must name at most ${quota} security groups, got ${groups.length}: put their rules into fewer groups`)))];
}

/** Accounts with more groups in a Region than AWS takes. */
export function groupsPerRegionProblems(scope: IConstruct, quota: number): Problems {
  const places = new Map<string, Set<RenderedResource['construct']>>();
  for (const { construct } of renderedResources(scope, ['AWS::EC2::SecurityGroup'])) {
    const place = placeOf(construct.stack);
    places.set(place, (places.get(place) ?? new Set()).add(construct));
  }
  return [...places].filter(([, groups]) => groups.size > quota)
    .map(([place, groups]) => `${place} must have at most ${quota} security groups, got ${groups.size}: share groups, or raise the quota and say so by 'groupsPerRegion'`);
}

/** Where a stack goes; one that does not say counts by itself. */
const placeOf = ({ account, region, node }: Stack): string => Token.isUnresolved(account) || Token.isUnresolved(region) ? node.path : `${account} in ${region}`;

interface GroupList {
  readonly property: string;
  readonly groups: readonly unknown[];
}

function listsIn(value: unknown, path: readonly string[] = []): GroupList[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, one]) => {
    const property = [...path, key].join('.');
    return LIST.test(property) && Array.isArray(one) && one.every(group => GROUP.test(String(group)))
      ? [{ property, groups: [...new Set(one)] }]
      : listsIn(one, [...path, key]);
  });
}
