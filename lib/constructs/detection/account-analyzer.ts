import { CustomResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InlineHandler } from '../../core/inline-handler';
import { ACCOUNT_ANALYZER, functionName } from '../../core/naming';
import { CODE } from './private/account-analyzer.bundle';

/**
 * An analyzer of external access in this account and region: it finds what is shared with anybody outside the account.
 *
 * An account has one in a region, and accounts that are adopted often have it: it is taken over as it is, under the name it has, with
 * its archive rules and findings. Where there is none, one is made. Deployed again nothing is written. Its deletion does nothing: what is
 * shared is still found.
 *
 * The guardrail that protects analyzers knows those of this library by their names; one that is taken over under another name is its
 * account's own.
 *
 * What it needs stands in the account's global template: `AccountAnalyzerRole`. It needs no assets and holds no IAM resource, so its
 * template can go to many regions.
 *
 * Price: analyzers of external access are free of charge.
 *
 * @see https://aws.amazon.com/iam/access-analyzer/pricing/
 * @see https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html
 */
export class AccountAnalyzer extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const handler = InlineHandler.of(this, {
      functionName: functionName('account-analyzer'),
      description: 'Makes an analyzer of external access, unless there is one',
      code: CODE,
      statements: [],
      roleInAccount: true,
    });
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::AccountAnalyzer',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: { AnalyzerName: ACCOUNT_ANALYZER },
    });
  }
}
