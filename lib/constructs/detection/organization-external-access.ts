import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { ORGANIZATION_ANALYZER } from '../../core/naming';
import { AccessArchiveRule } from './access-archive-rule';
import { archive, archiveRuleProblems } from './private/archive-rules';

/** Properties of the analyzer of external access. */
export interface OrganizationExternalAccessProps {
  /**
   * Access from outside that is intended.
   *
   * @default - none: every access from outside is a finding
   */
  readonly archiveRules?: AccessArchiveRule[];
}

/**
 * Finds what is shared with somebody outside the organization, in this region: buckets, keys, roles, queues, secrets, snapshots and more.
 *
 * In the account that administers IAM Access Analyzer for the organization; it needs the service-linked role in the management account.
 *
 * Price: none for external access.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html
 * @see https://aws.amazon.com/iam/access-analyzer/pricing/
 */
export class OrganizationExternalAccess extends Construct {
  /** ARN of the analyzer. */
  public readonly analyzerArn: string;

  public constructor(scope: Construct, id: string, props: OrganizationExternalAccessProps = {}) {
    super(scope, id);
    const { archiveRules = [] } = props;
    throwProblems(this, archiveRuleProblems(archiveRules));
    const analyzer = new CfnAnalyzer(this, 'Resource', { analyzerName: ORGANIZATION_ANALYZER, type: 'ORGANIZATION' });
    archive(analyzer, archiveRules);
    this.analyzerArn = analyzer.attrArn;
  }
}
