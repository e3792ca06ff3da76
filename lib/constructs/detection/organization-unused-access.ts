import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { UNUSED_ACCESS_ANALYZER } from '../../core/naming';
import { accountIdProblems, duplicateProblems, Problems } from '../../core/validation';
import { AccessArchiveRule } from './access-archive-rule';
import { archive, archiveRuleProblems } from './private/archive-rules';

/** Properties of the analyzer of unused access. */
export interface OrganizationUnusedAccessProps {
  /**
   * For how many days a role, a key, a password or a permission is unused before it is a finding: 1 to 365.
   *
   * @default 90
   */
  readonly unusedAccessAge?: number;

  /**
   * Accounts whose roles and users are not analysed, nor paid for.
   *
   * @default - none
   */
  readonly excludedAccountIds?: string[];

  /**
   * What is meant to be unused.
   *
   * @default - the role to break glass with
   */
  readonly archiveRules?: AccessArchiveRule[];
}

/**
 * Finds roles, access keys, passwords and permissions that nobody uses, in the whole organization.
 *
 * In the account that administers IAM Access Analyzer for the organization, in one region: IAM is the same in all, and a second analyzer
 * would cost as much again.
 *
 * Price: about USD 0.20 per role or user a month, service-linked roles left out; every account has some dozens of roles of the platform.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-unused.html
 * @see https://aws.amazon.com/iam/access-analyzer/pricing/
 */
export class OrganizationUnusedAccess extends Construct {
  /** ARN of the analyzer. */
  public readonly analyzerArn: string;

  public constructor(scope: Construct, id: string, props: OrganizationUnusedAccessProps = {}) {
    super(scope, id);
    const { archiveRules = [AccessArchiveRule.breakGlassUnused()], excludedAccountIds = [], unusedAccessAge = DEFAULT_AGE } = props;
    throwProblems(this, [...problems(unusedAccessAge, excludedAccountIds), ...archiveRuleProblems(archiveRules)]);
    const analyzer = new CfnAnalyzer(this, 'Resource', {
      analyzerName: UNUSED_ACCESS_ANALYZER,
      type: 'ORGANIZATION_UNUSED_ACCESS',
      analyzerConfiguration: {
        unusedAccessConfiguration: {
          unusedAccessAge,
          analysisRule: excludedAccountIds.length > 0 ? { exclusions: [{ accountIds: [...excludedAccountIds].sort() }] } : undefined,
        },
      },
    });
    archive(analyzer, archiveRules);
    this.analyzerArn = analyzer.attrArn;
  }
}

const DEFAULT_AGE = 90;
const MAX_AGE = 365;

const problems = (age: number, excluded: readonly string[]): Problems => [
  ...Number.isInteger(age) && age >= 1 && age <= MAX_AGE ? [] : [`'unusedAccessAge' must be 1 to ${MAX_AGE} days, got ${age}: choose 90, or what your policy says`],
  ...excluded.flatMap(id => accountIdProblems('excludedAccountIds', id)),
  ...duplicateProblems('excludedAccountIds', excluded, 'name each account once'),
];
