import { addTlsPolicy, BUCKET_TLS, tlsProblems } from '../private/tls-policies';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const BUCKET_TLS_ONLY: RuleDefinition = {
  id: 'bucket-tls-only',
  theme: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  title: 'Buckets take nothing without TLS',
  remedy: 'let its policy deny everything where aws:SecureTransport is false',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5',
  cfnTypes: ['AWS::S3::Bucket'],
  problems: (resource, world) => tlsProblems(resource, world, BUCKET_TLS),
  complete: resource => addTlsPolicy(resource, BUCKET_TLS),
};
