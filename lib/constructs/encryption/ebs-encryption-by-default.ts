import { CustomResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { EbsKey } from './ebs-key';
import { CODE } from './private/ebs-encryption.bundle';

/** Properties of the encryption by default. */
export interface EbsEncryptionByDefaultProps {
  /**
   * The key of volumes whose creator names none.
   *
   * @default EbsKey.asFound() - the key of AWS in a new account; an adopted one keeps its choice
   */
  readonly key?: EbsKey;
}

/**
 * Every new EBS volume and every copy of a snapshot in the account and region is encrypted, whatever its creator says. Volumes that
 * exist stay as they are.
 *
 * There is neither a CloudFormation type nor an organization policy for it. Guardrail G43 keeps others from switching it off. Deletion
 * leaves it on. For templates that go to many regions: the role stands in the account's global template, `EbsEncryptionByDefaultRole`.
 *
 * Costs nothing with the key of AWS; a customer managed key is about USD 1 per month, account and region.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
 * @see https://aws.amazon.com/kms/pricing/
 */
export class EbsEncryptionByDefault extends Construct {
  public constructor(scope: Construct, id: string, props: EbsEncryptionByDefaultProps = {}) {
    super(scope, id);
    const { keyId } = props.key ?? EbsKey.asFound();

    const handler = InlineHandler.of(this, {
      functionName: functionName('ebs-encryption'),
      description: 'Switches on encryption of EBS volumes by default',
      code: CODE,
      statements: [],
      roleInAccount: true,
    });
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::EbsEncryptionByDefault',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: keyId === undefined ? {} : { KeyId: keyId },
    });
  }
}
