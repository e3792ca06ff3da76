import { EC2 } from '../../rules/account-baseline';
import { ApiCall, ApiInput, ApiOperation, RehearsalFailure } from '../contract';
import type { EbsEncryption } from './ec2';
import { findKey } from './kms';

/** How EC2 calls the key of AWS. */
const AWS_MANAGED = 'alias/aws/ebs';

const place = ({ accountId, region }: ApiCall) => `${accountId}/${region}`;
const encryptionOf = (call: ApiCall): EbsEncryption => call.world.state.ec2.encryption.get(place(call)) ?? { byDefault: false };
const change = (call: ApiCall, changes: Partial<EbsEncryption>): void =>
  void call.world.state.ec2.encryption.set(place(call), { ...encryptionOf(call), ...changes });

function operation(name: string, write: boolean, run: ApiOperation['run'], input: readonly string[] = []): ApiOperation {
  return {
    service: 'ec2', operation: name, write, input, run,
    source: `https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_${name}.html`,
    authorizations: (_, call) => [{ action: `ec2:${name}`, resource: '*', region: call.region }],
  };
}

const describeKey = (call: ApiCall) => ({ KmsKeyId: encryptionOf(call).keyArn ?? AWS_MANAGED });

function chooseKey({ KmsKeyId }: ApiInput, call: ApiCall): unknown {
  const key = findKey(call.world, String(KmsKeyId), call);
  const usable = key !== undefined && key.enabled && !key.pendingDeletion && key.region === call.region;
  if (!usable || !encryptionOf(call).byDefault) {
    throw new RehearsalFailure({
      kind: 'rule', rule: EC2.EBS_DEFAULT_KEY,
      message: usable ? 'encryption by default is off' : `the key ${String(KmsKeyId)} is not usable in ${call.region}`,
      remedy: 'switch encryption on first, and name an enabled key of the region',
    });
  }
  change(call, { keyArn: key.arn });
  return describeKey(call);
}

/** Operations on encryption of EBS volumes by default. */
export const operations: readonly ApiOperation[] = [
  operation('GetEbsEncryptionByDefault', false, (_, call) => ({ EbsEncryptionByDefault: encryptionOf(call).byDefault })),
  operation('EnableEbsEncryptionByDefault', true, (_, call) => {
    change(call, { byDefault: true });
    return { EbsEncryptionByDefault: true };
  }),
  operation('GetEbsDefaultKmsKeyId', false, (_, call) => describeKey(call)),
  operation('ModifyEbsDefaultKmsKeyId', true, chooseKey, ['KmsKeyId']),
  operation('ResetEbsDefaultKmsKeyId', true, (_, call) => {
    change(call, { keyArn: undefined });
    return describeKey(call);
  }),
];
