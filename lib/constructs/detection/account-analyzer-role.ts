import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { ACCOUNT_ANALYZER, functionName } from '../../core/naming';

const SERVICE = 'access-analyzer.amazonaws.com';

/**
 * What `AccountAnalyzer` may do, in every region of the account: stands in the template of the account's global part.
 *
 * Access Analyzer brings its service-linked role along the first time, with the permissions of whoever makes the analyzer.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamaccessanalyzer.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-using-service-linked-roles.html
 */
export class AccountAnalyzerRole extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const analyzers = `arn:${Aws.PARTITION}:access-analyzer:*:${Aws.ACCOUNT_ID}:analyzer/${ACCOUNT_ANALYZER}`;
    InlineHandlerRole.forEveryRegion(this, 'Resource', {
      functionName: functionName('account-analyzer'),
      statements: [
        new PolicyStatement({ sid: 'FindAnalyzer', actions: ['access-analyzer:ListAnalyzers'], resources: ['*'] }),
        new PolicyStatement({ sid: 'MakeAnalyzer', actions: ['access-analyzer:CreateAnalyzer'], resources: [analyzers] }),
        new PolicyStatement({
          sid: 'CreateServiceLinkedRole',
          actions: ['iam:CreateServiceLinkedRole'],
          resources: [`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-service-role/${SERVICE}/AWSServiceRoleForAccessAnalyzer`],
          conditions: { StringEquals: { 'iam:AWSServiceName': SERVICE } },
        }),
      ],
      acknowledgedWildcards: [
        { resource: '*', reason: 'IAM knows no resource for the list of analyzers, and what is asked for is whether there is one, of whatever name.' },
        { resource: analyzers, reason: 'The function runs in every baseline region under one role; each has the one analyzer of this account.' },
      ],
    });
  }
}
