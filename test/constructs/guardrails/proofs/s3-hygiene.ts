import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { MEMBER } from '../principals';
import { Proof, ProofRow } from '../proof';

const on = (action: string, context: ProofRow['context']) =>
  ({ action, resource: 'arn:aws:s3:::team-bucket/key', resourceAccountId: MEMBER, context });

const FOREIGN_KEY = { 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' };
const signed = (milliseconds: number) => ({ 's3:signatureAge': String(milliseconds) });
const TWELVE_HOURS = 12 * 60 * 60 * 1000;

export const S3_HYGIENE_PROOF: Proof = {
  guardrail: Guardrails.S3_HYGIENE,
  set: GuardrailSet.RECOMMENDED_RESOURCES,
  denied: [
    { title: 'to write with a key of one\'s own', by: 'developer', ...on('s3:PutObject', FOREIGN_KEY) },
    { title: 'of a partner to write with a key of its own', by: 'trustedPartner', ...on('s3:PutObject', FOREIGN_KEY) },
    { title: 'of break-glass to write with a key of its own', by: 'breakGlass', ...on('s3:PutObject', FOREIGN_KEY) },
    { title: 'by a link of yesterday', by: 'user', ...on('s3:GetObject', signed(2 * TWELVE_HOURS)) },
    { title: 'to write by a link of yesterday', by: 'user', ...on('s3:PutObject', signed(2 * TWELVE_HOURS)) },
    { title: 'by a link that is just too old', by: 'developer', ...on('s3:GetObject', signed(TWELVE_HOURS + 1)) },
  ],
  allowed: [
    { title: 'to write', by: 'developer', ...on('s3:PutObject', {}) },
    { title: 'to write with a key of KMS', by: 'developer', ...on('s3:PutObject', { 's3:x-amz-server-side-encryption': 'aws:kms' }) },
    { title: 'to read what was written with a key of one\'s own', by: 'developer', ...on('s3:GetObject', FOREIGN_KEY) },
    { title: 'by a link of an hour ago', by: 'developer', ...on('s3:GetObject', signed(TWELVE_HOURS / 12)) },
    { title: 'by a link as old as may be', by: 'developer', ...on('s3:GetObject', signed(TWELVE_HOURS)) },
    { title: 'of CloudTrail to deliver', by: 'cloudTrail', ...on('s3:PutObject', {}) },
    { title: 'of log delivery to deliver', by: 'logDelivery', ...on('s3:PutObject', {}) },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...on('s3:PutObject', FOREIGN_KEY) },
  ],
  exempt: [],
};
