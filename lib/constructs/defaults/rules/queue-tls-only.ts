import { addTlsPolicy, QUEUE_TLS, tlsProblems } from '../private/tls-policies';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const QUEUE_TLS_ONLY: RuleDefinition = {
  id: 'queue-tls-only',
  theme: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  title: 'Queues take nothing without TLS',
  remedy: 'let its policy deny everything where aws:SecureTransport is false',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
  cfnTypes: ['AWS::SQS::Queue'],
  problems: (resource, world) => tlsProblems(resource, world, QUEUE_TLS),
  complete: resource => addTlsPolicy(resource, QUEUE_TLS),
};
