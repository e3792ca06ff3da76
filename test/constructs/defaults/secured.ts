import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DataClassification } from '../../../lib/constructs/data';
import { SecureDefaults, SecurityFinding, SecurityFindings, SecurityWaiver } from '../../../lib/constructs/defaults';

/** The day of all tests. */
export const TODAY = '2026-11-22';

/** What came of a stack to which the defaults were applied before anything was made. */
export interface Secured {
  readonly app: App;
  readonly stack: Stack;
  /** What is still wrong after corrections, waived or not. */
  readonly findings: readonly SecurityFinding[];
  /** Its template, corrections included. */
  readonly template: Template;
  /** Why its synthesis fails; empty where it does not. */
  readonly failure: string;
}

/** Builds a stack of constructs that are not ours, with the defaults before them, and synthesises it once. */
export function secured(build: (stack: Stack) => void, waivers: SecurityWaiver[] = [], apply: 'before' | 'after' = 'before'): Secured {
  const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
  const stack = new Stack(app, 'Shop', { env: { account: '111111111111', region: 'eu-central-1' } });
  // The class that asks for least, so that rules of classes say nothing here: they have tests of their own.
  DataClassification.PUBLIC.applyTo(app);
  const steps = [() => SecureDefaults.applyTo(app, { asOf: TODAY, waivers }), () => build(stack)];
  (apply === 'before' ? steps : steps.reverse()).forEach(step => step());
  const failure = failureOf(app);
  return { app, stack, failure, findings: SecurityFindings.of(app), template: Template.fromJSON(templateOf(stack)) };
}

export function failureOf(app: App): string {
  try {
    app.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Aspects have run: this is the template as it was written, also when the synthesis failed after it. */
export function templateOf(stack: Stack): Record<string, unknown> {
  return (stack as unknown as { _toCloudFormation(): object })._toCloudFormation() as Record<string, unknown>;
}
