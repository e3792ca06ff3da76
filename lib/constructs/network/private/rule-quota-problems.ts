import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { renderedResources } from '../../../core/rendered-resources';
import { Problems } from '../../../core/validation';
import { prefixListOf, RenderedRule, renderedRules } from './rendered-rules';

/** How many rules a prefix list counts for, by how a rule names it. */
type Weights = ReadonlyMap<string, number>;

/** Groups with more rules than AWS takes. */
export function ruleQuotaProblems(scope: IConstruct, quota: number, weightsById: Readonly<Record<string, number>>): Problems {
  const weights = new Map([...Object.entries(weightsById), ...ownLists(scope)]);
  const rules = new Map<string, RenderedRule[]>();
  for (const rule of renderedRules(scope)) {
    const key = `${rule.direction} ${rule.group}`;
    rules.set(key, [...rules.get(key) ?? [], rule]);
  }
  return [...rules.values()].flatMap(ofGroup => ['IPv4', 'IPv6'].flatMap(family => {
    const count = countOf(ofGroup.filter(rule => countsFor(family, rule)), weights);
    const [{ direction, group }] = ofGroup;
    return count <= quota ? [] : [
      `security group ${group.split(' ')[1]} must have at most ${quota} ${direction} rules of ${family}, got ${count}: name ranges by a prefix list, `
      + 'or split the group',
    ];
  }));
}

const countsFor = (family: string, { rule }: RenderedRule): boolean => family === 'IPv4' ? rule.CidrIpv6 === undefined : rule.CidrIp === undefined;

/** Of a resource with conditions, the branch with the most. */
function countOf(rules: readonly RenderedRule[], weights: Weights): number {
  const byConstruct = new Map<CfnResource, Map<unknown, number>>();
  for (const { resource, rule } of rules) {
    const branches = byConstruct.get(resource.construct) ?? byConstruct.set(resource.construct, new Map()).get(resource.construct)!;
    branches.set(resource, (branches.get(resource) ?? 0) + weightOf(rule, resource.construct, weights));
  }
  return [...byConstruct.values()].reduce((sum, branches) => sum + Math.max(...branches.values()), 0);
}

function weightOf(rule: RenderedRule['rule'], construct: CfnResource, weights: Weights): number {
  const list = rule.SourcePrefixListId ?? rule.DestinationPrefixListId;
  return list === undefined ? 1 : weights.get(String(list)) ?? weights.get(prefixListOf(construct, list)) ?? 1;
}

/** Lists of the app count for as many rules as they may have entries. */
const ownLists = (scope: IConstruct): (readonly [string, number])[] => renderedResources(scope, ['AWS::EC2::PrefixList'])
  .map(({ construct, properties }) => [prefixListOf(construct), Number(properties.MaxEntries) || 1]);
