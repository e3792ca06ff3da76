import {
  EC2Client, EnableEbsEncryptionByDefaultCommand, GetEbsDefaultKmsKeyIdCommand, GetEbsEncryptionByDefaultCommand,
  ModifyEbsDefaultKmsKeyIdCommand, ResetEbsDefaultKmsKeyIdCommand,
} from '@aws-sdk/client-ec2';
import { DescribeKeyCommand, KeyMetadata, KMSClient } from '@aws-sdk/client-kms';
import { errorName, retry, serve } from '../../../core/custom-resource.handler';

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
    if (!await isAwsManaged(current)) {
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

/** EC2 answers the alias, or an ARN that only AWS KMS can tell. */
async function isAwsManaged(current: string): Promise<boolean> {
  if (AWS_MANAGED.test(current)) {
    return true;
  }
  try {
    const { KeyMetadata } = await retry(() => kms.send(new DescribeKeyCommand({ KeyId: current })));
    return KeyMetadata?.KeyManager === 'AWS';
  } catch (error) {
    // A key that is gone, or of another account which does not let us look, is not AWS's.
    if (!['NotFoundException', 'AccessDeniedException'].includes(errorName(error))) {
      throw error;
    }
    return false;
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
