import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';

/** Puts constructs, and what they need, into a stack. */
export type Example = (stack: Stack) => void;

/** Examples by their names. */
export type Examples = Readonly<Record<string, Example>>;

/** What is said of a construct, and why it stays as it is where that is acknowledged. */
export interface Finding {
  readonly rule: string;
  readonly constructPath: string;
  readonly cfnType: string;
  readonly reason?: string;
}

/** What the judges say of an app. */
export interface Judgement {
  readonly findings: readonly Finding[];
  /** What is acknowledged. */
  readonly exceptions: readonly Finding[];
}

/** The report of CDK, as far as it is read here. */
interface ValidationReport {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly Violation[];
    readonly suppressedViolations?: readonly Violation[];
  }[];
}

interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly reason?: string;
  readonly violatingConstructs: readonly { readonly constructPath?: string; readonly constructFqn?: string }[];
}

/** An app in which each example has an account of its own, so that names of functions may come back. */
export function appOf(examples: Examples): App {
  const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
  Object.entries(examples).forEach(([name, build], index) => {
    build(new Stack(app, name, { env: { account: String(111_111_111_111 + index), region: 'eu-central-1' } }));
  });
  return app;
}

/** Who judges besides cdk-nag's AwsSolutions and the rules of Control Tower. */
export interface JudgeOptions {
  /** Whether cdk-nag's pack for NIST 800-53 R5 does too: its exceptions are acknowledged as `NIST_PACK::NIST.800.53.R5-…`. */
  readonly nist?: boolean;
}

/** What cdk-nag calls its pack for NIST 800-53 R5, in front of the ids of its rules. */
export const NIST_PACK = 'NIST.800.53.R5';

/** Synthesises an app under cdk-nag and the rules of Control Tower. Once for an app: a run of these rules takes seconds. */
export function judge(app: App, options: JudgeOptions = {}): Judgement {
  const controlTower = new ControlTower();
  const packs = [new AwsSolutionsChecks(app), ...options.nist === true ? [new NIST80053R5Checks(app)] : []];
  Validations.of(app).addPlugins(...packs, controlTower);
  const file = join(app.outdir, 'validation-report.json');
  try {
    app.synth();
  } catch (error) {
    if (!existsSync(file)) {
      throw error;
    }
  }
  if (!controlTower.hasJudged) {
    throw new Error('cfn-guard gave no answer: put what it cannot read into an app of its own');
  }
  // The report, and not whether the synthesis failed: findings of cfn-guard have no severity, and CDK lets those pass as soon as anything
  // is acknowledged anywhere in the app.
  const { pluginReports } = JSON.parse(readFileSync(file, 'utf8')) as ValidationReport;
  const judges = pluginReports.filter(({ pluginName }) => ['AwsSolutions', NIST_PACK, 'cdk-validator-cfnguard'].includes(pluginName));
  const exceptions = judges.flatMap(({ suppressedViolations = [] }) => suppressedViolations.flatMap(found));
  return {
    exceptions,
    findings: judges.flatMap(({ violations }) => violations.flatMap(found))
      // A rule that looks elsewhere, such as for a key, tells of that place too, which is none.
      .filter(({ constructPath, rule }) => constructPath !== '' || !exceptions.some(exception => exception.rule === rule)),
  };
}

/** The rules over the templates of StackSets too, which a plugin is not told of. */
class ControlTower extends CfnGuardValidator {
  public hasJudged = false;

  public override validate(context: Parameters<CfnGuardValidator['validate']>[0]): ReturnType<CfnGuardValidator['validate']> {
    const stacks = (context.appConstruct?.node.findAll() ?? []).filter(Stack.isStack);
    const paths = stacks.map(stack => join(Stage.of(stack)!.outdir, stack.templateFile));
    const report = super.validate({ ...context, templatePaths: [...new Set(paths)] });
    this.hasJudged = true;
    return report;
  }
}

function found({ ruleName, description, reason, violatingConstructs }: Violation): Finding[] {
  const rule = /^\[(CT\.[^\]]+)\]/.exec(description)?.[1] ?? ruleName;
  return violatingConstructs.map(({ constructPath = '', constructFqn = '' }) => ({ rule, constructPath, cfnType: constructFqn, reason }));
}
