import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Refuses every call without TLS: a statement of the policy of a resource. */
export const denyWithoutTls = (action: string, ...resources: readonly string[]): PolicyStatement => new PolicyStatement({
  sid: 'DenyWithoutTls',
  effect: Effect.DENY,
  principals: [new AnyPrincipal()],
  actions: [action],
  resources: [...resources],
  conditions: { Bool: { 'aws:SecureTransport': 'false' } },
});
