import { addTlsPolicy, TOPIC_TLS, tlsProblems } from '../private/tls-policies';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const TOPIC_TLS_ONLY: RuleDefinition = {
  id: 'topic-tls-only',
  theme: SecurityTheme.ENCRYPTION_IN_TRANSIT,
  title: 'Topics take nothing without TLS',
  remedy: 'let its policy deny everything where aws:SecureTransport is false',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html',
  cfnTypes: ['AWS::SNS::Topic'],
  problems: (resource, world) => tlsProblems(resource, world, TOPIC_TLS),
  complete: resource => addTlsPolicy(resource, TOPIC_TLS),
};
