import { IPolicyValidationPlugin, PolicyValidationPluginReport, PolicyViolation, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledge } from '../../../core/acknowledge';
import { isLandingZone } from '../../../core/own-constructs';
import { SecurityFinding } from '../security-finding';
import { SecurityRule } from '../security-rule';
import { SecurityWaiver } from '../security-waiver';
import { waiversGivenAt } from './applications';
import { findingsBelow } from './find';

/** Name of the plug-in, and in front of the ids of its rules. */
export const PLUGIN = 'SecureDefaults';

/** One that CDK lets nobody acknowledge, whatever else is acknowledged in the app: a waiver is the only way. */
const REFUSED = 'fatal';
/** One that can be acknowledged, which is done here for what is waived. */
const WAIVED = 'error';

/** Tells the findings below the scopes of a stage in CDK's own report. */
export class SecurityReport implements IPolicyValidationPlugin {
  public readonly name = PLUGIN;
  public readonly ruleIds = SecurityRule.all().map(({ ruleId }) => ruleId);
  public readonly scopes: IConstruct[] = [];

  public validate(): PolicyValidationPluginReport {
    // What stands in a scope that is judged too is judged there, once.
    const outermost = this.scopes.filter(scope => !scope.node.scopes.some(above => above !== scope && waiversGivenAt(above) !== undefined));
    const judged = outermost.map(scope => ({ scope, findings: findingsBelow(scope) }));
    const findings = judged.flatMap(one => one.findings);
    acknowledgeWaived(this.scopes[0].node.root, findings);
    const violations = [
      ...findings.map(violationOf),
      ...judged.flatMap(({ scope, findings: own }) => [...waiversWithoutUse(scope, own), ...stagesWithout(scope)]),
    ];
    return { success: violations.length === 0, violations };
  }
}

function violationOf({ ruleId, theme, constructPath, problem, cfnType, remedy, waiver }: SecurityFinding): PolicyViolation {
  const rule = SecurityRule.all().find(one => one.ruleId === ruleId)!;
  return {
    ruleName: ruleId,
    description: `${rule.title}: ${problem}`,
    fix: `${remedy} (${rule.source})`,
    severity: waiver ? WAIVED : REFUSED,
    ruleMetadata: { theme, cfnType, ...waiver && { owner: waiver.owner, expires: waiver.expires } },
    violatingResources: [{ constructPath, locations: [] }],
  };
}

/** CDK moves what is acknowledged at its very construct to the suppressed ones, with the reason. */
function acknowledgeWaived(app: IConstruct, findings: readonly SecurityFinding[]): void {
  const waived = new Map(findings.filter(({ waiver }) => waiver).map(finding => [`${finding.ruleId} ${finding.constructPath}`, finding]));
  const constructs = waived.size === 0 ? [] : app.node.findAll();
  waived.forEach(({ constructPath, ruleId, waiver }) => {
    const { reason, owner, expires } = waiver!;
    constructs.filter(({ node }) => node.path === constructPath).forEach(construct =>
      acknowledge(construct, { id: `${PLUGIN}::${ruleId}`, reason: `${reason} (${owner}, until ${expires})` }));
  });
}

/** Waivers that let nothing stand: their construct is gone, or it is mended. */
function waiversWithoutUse(scope: IConstruct, findings: readonly SecurityFinding[]): PolicyViolation[] {
  const constructs = scope.node.findAll();
  const used = new Set(findings.map(({ waiver }) => waiver));
  return constructs.flatMap(at => (waiversGivenAt(at) ?? []).filter(waiver => !used.has(waiver)).map(waiver => ({
    ruleName: 'waiver-without-use',
    description: `${isThere(constructs, waiver) ? 'matches nothing' : 'names no construct'}: the waiver of ${waiver.rule.ruleId} for "${waiver.path}"`,
    fix: isThere(constructs, waiver) ? 'remove it' : 'remove it, or name the path of a construct as the findings do',
    severity: REFUSED,
    violatingResources: [{ constructPath: at.node.path, locations: [] }],
  })));
}

/** CDK calls the aspects of an app for its own stacks alone. */
function stagesWithout(scope: IConstruct): PolicyViolation[] {
  const stages = scope.node.findAll().filter(Stage.isStage)
    .filter(below => waiversGivenAt(below) === undefined && !below.node.scopes.some(isLandingZone));
  return stages.map(({ node }) => ({
    ruleName: 'stage-without-defaults',
    description: 'aspects of an app do not reach its stages: nothing in this one is corrected',
    fix: 'apply them to the stage as well: SecureDefaults.applyTo(stage, …); it knows the waivers of the app',
    severity: REFUSED,
    violatingResources: [{ constructPath: node.path, locations: [] }],
  }));
}

const isThere = (constructs: readonly IConstruct[], { path }: SecurityWaiver): boolean => constructs.some(({ node }) => node.path === path);
