import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { duplicateProblems, Problems } from '../../../core/validation';
import { AccessArchiveRule } from '../access-archive-rule';

/** Puts archive rules into an analyzer, and their reasons beside them. */
export function archive(analyzer: CfnAnalyzer, rules: readonly AccessArchiveRule[]): void {
  if (rules.length > 0) {
    analyzer.archiveRules = rules.map(({ filters, ruleName }) => ({ ruleName, filter: filters }));
    analyzer.addMetadata('ArchiveRules', Object.fromEntries(rules.map(({ reason, ruleName }) => [ruleName, reason])));
  }
}

export const archiveRuleProblems = (rules: readonly AccessArchiveRule[]): Problems =>
  duplicateProblems('archiveRules', rules.map(({ ruleName }) => ruleName), 'give each its name');
