import { Aspects, Stage, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { giveDay, giveWaivers } from './private/applications';
import { Corrections } from './private/corrections';
import { inject } from './private/injectors';
import { SecurityReport } from './private/report';
import { waiverProblems } from './private/waiver-problems';
import { SecurityWaiver } from './security-waiver';

/** After the aspects of others, which have 500 unless they say otherwise, and before those that only read. */
const LATE = 900;
const REPORT = Symbol.for('cdk-secure-landing-zone.SecureDefaults.report');

/** What secure defaults are applied with. */
export interface SecureDefaultsOptions {
  /**
   * The day of which the expiry of waivers is judged, as "YYYY-MM-DD". It is given and not read from the clock, so that the same commit
   * synthesises the same way for ever; a pipeline gives today. An app has one such day, wherever defaults are applied in it.
   */
  readonly asOf: string;

  /**
   * What may stand although a rule corrects or refuses it.
   *
   * @default - nothing
   */
  readonly waivers?: SecurityWaiver[];
}

/**
 * Makes the constructs that an app has secure, by one line:
 *
 *     SecureDefaults.applyTo(app, { asOf: '2026-11-22' });
 *
 * Three things follow. New constructs of CDK get secured props, by property injectors, where nobody wrote others; say the line before
 * constructs are made. What templates leave out is filled in by an aspect, also in constructs that were made before, in L1, included
 * templates and the templates of StackSets. What is still wrong, because somebody wrote it so or because nobody can guess the right value,
 * makes the synthesis fail with the construct, the problem and the remedy.
 *
 * Nothing that is written is overwritten. A landing zone is left alone: it answers to rules of its own.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
 */
export class SecureDefaults {
  /**
   * Applies them to everything below a scope. Again, with more waivers, is fine.
   *
   * @param scope an app, a stage or a stack
   * @param options the day, and what is waived
   */
  public static applyTo(scope: IConstruct, options: SecureDefaultsOptions): void {
    const { asOf, waivers = [] } = options;
    const stage = [...scope.node.scopes].reverse().find(Stage.isStage);
    throwProblems(scope, [
      ...stage ? [] : ["'scope' must be an app, or in one, got a construct without: apply them to the app"],
      ...waiverProblems(scope, asOf, waivers),
    ]);
    giveDay(scope, asOf);
    const isApplied = giveWaivers(scope, waivers);
    if (!isApplied) {
      inject(scope);
      Aspects.of(scope).add(new Corrections(), { priority: LATE });
      reportOf(stage!).scopes.push(scope);
    }
  }

  private constructor() {}
}

/** One report for a stage, however many scopes it has. */
function reportOf(stage: Stage): SecurityReport {
  const reports = stage as unknown as Record<symbol, SecurityReport | undefined>;
  const report = reports[REPORT] ?? new SecurityReport();
  if (reports[REPORT] === undefined) {
    Object.defineProperty(stage, REPORT, { value: report });
    Validations.of(stage).addPlugins(report);
  }
  return report;
}
