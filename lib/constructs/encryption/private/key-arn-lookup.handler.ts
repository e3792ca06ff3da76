import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { retry, serve } from '../../../core/custom-resource.handler';

/** Asks AWS KMS, in the region of the alias, for the key that the alias stands for today. */
export const handler = serve(async ({ ResourceProperties }) => {
  const aliasArn = String(ResourceProperties.AliasArn);
  const kms = new KMSClient({ region: aliasArn.split(':')[3] });
  const { KeyMetadata } = await retry(() => kms.send(new DescribeKeyCommand({ KeyId: aliasArn })));
  if (!KeyMetadata?.Arn || KeyMetadata.KeyState !== 'Enabled') {
    throw new Error(`the key of ${aliasArn} must be enabled, got ${KeyMetadata?.KeyState ?? 'no key'}: cancel its deletion or enable it, then deploy again`);
  }
  return { physicalResourceId: aliasArn, data: { KeyArn: KeyMetadata.Arn } };
});
