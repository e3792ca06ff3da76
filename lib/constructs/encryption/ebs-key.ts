import { Token } from 'aws-cdk-lib';
import { throwProblems } from '../../core/errors';
import { Problems } from '../../core/validation';

/**
 * The key that encrypts EBS volumes whose creator names none.
 *
 * A customer managed key has a price per account and region, and whoever launches instances for others needs to use it: the service-linked
 * role of EC2 Auto Scaling needs a grant, or a statement in the key's policy. That is why it has to be asked for.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
export class EbsKey {
  /** Leaves the choice that the account has: the key of AWS in a new account, in an adopted one whatever was chosen there. */
  public static asFound(): EbsKey {
    return new EbsKey();
  }

  /**
   * The key of AWS in each account and region, alias/aws/ebs, even where an adopted account chose another. Snapshots under it cannot be
   * shared with other accounts.
   */
  public static awsManaged(): EbsKey {
    return new EbsKey('alias/aws/ebs');
  }

  /**
   * A symmetric customer managed key that is there and enabled before; otherwise the deployment fails.
   *
   * In a template for many regions name an alias that each of them has, or an ARN with `Aws.REGION`: a key works in its region only.
   *
   * @param keyId an alias such as "alias/ebs", or the ARN of a key or alias, in another account too when its policy allows kms:DescribeKey
   */
  public static customerManaged(keyId: string): EbsKey {
    throwProblems(undefined, keyProblems(keyId));
    return new EbsKey(keyId);
  }

  private constructor(
    /** As EC2 takes it; undefined leaves what is. */
    public readonly keyId?: string,
  ) {}
}

/** An ARN whose parts are tokens has its colons all the same; one that is a token as a whole is taken as it comes. */
function keyProblems(keyId: string): Problems {
  const known = /^alias\/(?!aws\/)[\w/-]+$/.test(keyId) || /:(key\/.+|alias\/(?!aws\/).+)$/.test(keyId);
  return known || Token.isUnresolved(keyId) && !keyId.includes(':alias/aws/') ? []
    : [`'keyId' must be the alias of a customer managed key, or the ARN of a key or alias, got ${JSON.stringify(keyId)}: for the key of AWS use EbsKey.awsManaged()`];
}
