import { Aws, CustomResource, Fn, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../../core/acknowledge-wildcards';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { Problems } from '../../core/validation';
import { CODE } from './private/key-arn-lookup.bundle';

/** Properties of a lookup. */
export interface KeyArnLookupProps {
  /**
   * The ARN of the alias, in this account or another, such as "arn:…:kms:eu-central-1:111122223333:alias/lz/trail". Its parts may be
   * tokens.
   */
  readonly aliasArn: string;
}

/**
 * Finds the ARN of a key by its alias when the stack is deployed, in another account too.
 *
 * A key's ARN is random, StackSets return nothing, and services such as CloudTrail take no alias of another account: so the account that
 * owns the key gives it a name of the naming contract, and the account that needs it asks. The key's policy must let it:
 * `KeyPurpose.describedBy`. Whatever makes the key must come first: `lookup.node.addDependency(stackSet)`.
 *
 * A key that is disabled or about to be deleted fails the deployment. Deployed again with the same properties nothing is asked: an alias
 * that is moved to another key is noticed only with the next change of this resource.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export class KeyArnLookup extends Construct {
  /** The ARN of the key. */
  public readonly keyArn: string;

  public constructor(scope: Construct, id: string, props: KeyArnLookupProps) {
    super(scope, id);
    throwProblems(this, aliasProblems(props.aliasArn));
    const [region, account] = partsOf(props.aliasArn);
    const keys = `arn:${Aws.PARTITION}:kms:${region}:${account}:key/*`;

    const handler = InlineHandler.of(this, {
      functionName: functionName('key-arn-lookup'),
      description: 'Finds the ARN of a key by its alias',
      code: CODE,
      statements: [new PolicyStatement({ sid: 'DescribeKey', actions: ['kms:DescribeKey'], resources: [keys] })],
    });
    acknowledgeWildcards(handler.role, [keys], 'IAM matches kms:DescribeKey by the key, never by its alias, and the key is what is being asked for; '
      + 'the policies of the keys in that account decide which of them answers.');
    const lookup = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::KeyArnLookup',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: { AliasArn: props.aliasArn },
    });

    this.keyArn = lookup.getAttString('KeyArn');
  }
}

/** Region and account. A token within the ARN has no colon; an ARN that is one token is taken apart by CloudFormation. */
function partsOf(aliasArn: string): string[] {
  const parts = aliasArn.split(':');
  return [3, 4].map(index => parts[index] ?? Fn.select(index, Fn.split(':', aliasArn)));
}

function aliasProblems(aliasArn: string): Problems {
  const parts = aliasArn.split(':');
  if (Token.isUnresolved(aliasArn) && parts.length === 1) {
    return [];
  }
  return parts.length === 6 && parts[2] === 'kms' && /^alias\/(?!aws\/)[\w/-]+$/.test(parts[5])
    ? []
    : [`'aliasArn' must be the ARN of an alias of a customer managed key, got ${JSON.stringify(aliasArn)}: compose it of region, account and alias`];
}
