import { throwProblems } from '../../core/errors';
import { shapeProblems } from '../../core/validation';

/**
 * AWS's list of the addresses behind a gateway endpoint in a region, where this library does not know it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export class GatewayPrefixList {
  /**
   * The list of Amazon S3.
   *
   * @param region the region
   * @param prefixListId what `aws ec2 describe-managed-prefix-lists` calls it there, such as "pl-6ea54007"
   */
  public static s3(region: string, prefixListId: string): GatewayPrefixList {
    return new GatewayPrefixList('s3', region, prefixListId);
  }

  /**
   * The list of Amazon DynamoDB.
   *
   * @param region the region
   * @param prefixListId what `aws ec2 describe-managed-prefix-lists` calls it there, such as "pl-66a5400f"
   */
  public static dynamoDb(region: string, prefixListId: string): GatewayPrefixList {
    return new GatewayPrefixList('dynamodb', region, prefixListId);
  }

  private constructor(
    /** The service. */
    public readonly service: string,
    /** The region. */
    public readonly region: string,
    /** The id of the list. */
    public readonly prefixListId: string,
  ) {
    throwProblems(undefined, shapeProblems('prefixListId', prefixListId, /^pl-[0-9a-f]{8,17}$/, 'be the id of a prefix list', 'take one such as "pl-6ea54007"'));
  }
}
