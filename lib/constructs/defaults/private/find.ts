import { IConstruct } from 'constructs';
import { isWidenedByName } from '../../../core/own-constructs';
import { RenderedResource } from '../../../core/rendered-resources';
import { SecurityFinding } from '../security-finding';
import { SecurityRule } from '../security-rule';
import { waiverFor } from './applications';
import { RenderedWorld } from './rendered-world';

/** What all rules say below a scope, as its constructs are now. */
export function findingsBelow(scope: IConstruct): SecurityFinding[] {
  const world = new RenderedWorld(scope);
  // A resource with conditions comes once for each branch, and most say the same of it.
  const findings = SecurityRule.all().flatMap(rule =>
    world.withTypes(rule._definition.cfnTypes).flatMap(resource => findingsOf(rule, resource, world)));
  return [...new Map(findings.map(finding => [`${finding.ruleId} ${finding.constructPath} ${finding.logicalId} ${finding.problem}`, finding])).values()];
}

function findingsOf(rule: SecurityRule, resource: RenderedResource, world: RenderedWorld): SecurityFinding[] {
  const { construct, cfnType } = resource;
  return isWidenedByName(construct, rule.ruleId) ? [] : rule._definition.problems(resource, world).map(problem => ({
    ruleId: rule.ruleId,
    theme: rule.theme,
    constructPath: construct.node.path,
    logicalId: String(construct.stack.resolve(construct.logicalId)),
    cfnType,
    problem,
    remedy: rule.remedy,
    waiver: waiverFor(construct, rule.ruleId),
  }));
}
