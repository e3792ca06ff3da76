import {
  EC2Client, EnableEbsEncryptionByDefaultCommand, GetEbsDefaultKmsKeyIdCommand, GetEbsEncryptionByDefaultCommand,
  ModifyEbsDefaultKmsKeyIdCommand, ResetEbsDefaultKmsKeyIdCommand,
} from '@aws-sdk/client-ec2';
import { DescribeKeyCommand, KeyMetadata, KMSClient } from '@aws-sdk/client-kms';
import { retry, serve } from '../../../core/custom-resource.handler';

const ec2 = new EC2Client({});
const kms = new KMSClient({});

/** The key of AWS in every account and region, as EC2 calls it. */
const AWS_MANAGED = /(^|:)alias\/aws\/ebs$/;

export const handler = serve(async ({ ResourceProperties }) => {
  // EC2 takes a key only once encryption is on.
  await enable();
  if (ResourceProperties.KeyId !== undefined) {
    await useKey(String(ResourceProperties.KeyId));
  }
  return { physicalResourceId: 'ebs-encryption-by-default' };
});

async function enable(): Promise<void> {
  const { EbsEncryptionByDefault } = await retry(() => ec2.send(new GetEbsEncryptionByDefaultCommand({})));
  if (!EbsEncryptionByDefault) {
    console.log('enabling encryption by default');
    await retry(() => ec2.send(new EnableEbsEncryptionByDefaultCommand({})));
  }
}

async function useKey(wanted: string): Promise<void> {
  const { KmsKeyId: current = '' } = await retry(() => ec2.send(new GetEbsDefaultKmsKeyIdCommand({})));
  if (AWS_MANAGED.test(wanted)) {
    if (!AWS_MANAGED.test(current)) {
      console.log(`going back from ${current} to the key of AWS`);
      await retry(() => ec2.send(new ResetEbsDefaultKmsKeyIdCommand({})));
    }
    return;
  }
  const arn = await usableKey(wanted);
  if (current !== arn) {
    console.log(`changing the key from ${current} to ${arn}`);
    await retry(() => ec2.send(new ModifyEbsDefaultKmsKeyIdCommand({ KmsKeyId: arn })));
  }
}

/** EC2 looks at the key only later, when a volume is created, and that would fail then. */
async function usableKey(keyId: string): Promise<string> {
  const { KeyMetadata: key = {} as KeyMetadata } = await retry(() => kms.send(new DescribeKeyCommand({ KeyId: keyId })));
  if (!key.Arn || key.KeyState !== 'Enabled' || key.KeySpec !== 'SYMMETRIC_DEFAULT') {
    throw new Error(`the key ${keyId} must be symmetric and enabled, got ${key.KeySpec} and ${key.KeyState}: enable it or name another key, then deploy again`);
  }
  return key.Arn;
}
