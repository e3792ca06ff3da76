import { Stack } from 'aws-cdk-lib';
import {
  ApplicationKey, EbsEncryptionByDefault, EbsEncryptionByDefaultRole, KeyArnLookup, KeyPurpose, KeyStore, KeyStoreKey, ManagedKey,
  ManagedReplicaKey,
} from '../../../lib/constructs/encryption';
import { Examples } from '../control-tower';

const ACCOUNT = '999999999999';

function keys(stack: Stack): void {
  ApplicationKey.of(stack);
  ApplicationKey.forResource(stack, 'Orders');
  const purposes = [KeyPurpose.cloudFront(`arn:aws:cloudfront::${ACCOUNT}:distribution/EDFDVBD6EXAMPLE`)];
  new ManagedKey(stack, 'Primary', { alias: 'alias/primary', description: 'Encrypts a site', multiRegion: true, purposes });
  const primaryKeyArn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/mrk-1234abcd12ab34cd56ef1234567890ab`;
  new ManagedReplicaKey(stack, 'Replica', { alias: 'alias/replica', description: 'Encrypts a site', primaryKeyArn, purposes });
}

function keyStore(stack: Stack): void {
  new KeyStoreKey(stack, 'Key', {
    alias: 'alias/orders', description: 'Encrypts orders', purposes: [], keyStore: KeyStore.cloudHsm('cks-1234567890abcdef0'),
  });
}

function lookup(stack: Stack): void {
  new KeyArnLookup(stack, 'Lookup', { aliasArn: `arn:aws:kms:eu-central-1:${ACCOUNT}:alias/lz/trail` });
}

function volumes(stack: Stack): void {
  new EbsEncryptionByDefaultRole(stack, 'Role');
  new EbsEncryptionByDefault(stack, 'Ebs');
}

export const ENCRYPTION: Examples = { keys, keyStore, lookup, volumes };
