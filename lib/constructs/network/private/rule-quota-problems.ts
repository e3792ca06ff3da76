import { IConstruct } from 'constructs';
import { Problems } from '../../../core/validation';
import { RenderedRule, renderedRules } from './rendered-rules';

/** Groups with more rules than AWS takes. */
export function ruleQuotaProblems(scope: IConstruct, quota: number): Problems {
  const rules = new Map<string, RenderedRule[]>();
  for (const rule of renderedRules(scope)) {
    const key = `${rule.direction} ${rule.group}`;
    rules.set(key, [...rules.get(key) ?? [], rule]);
  }
  return [...rules.values()].flatMap(ofGroup => ['IPv4', 'IPv6'].flatMap(family => {
    const count = ofGroup.filter(rule => countsFor(family, rule)).length;
    const [{ direction, group }] = ofGroup;
    return count <= quota ? [] : [
      `security group ${group.split(' ')[1]} must have at most ${quota} ${direction} rules of ${family}, got ${count}: name ranges by a prefix list, `
      + 'or split the group',
    ];
  }));
}

const countsFor = (family: string, { rule }: RenderedRule): boolean => family === 'IPv4' ? rule.CidrIpv6 === undefined : rule.CidrIp === undefined;
