import { AccountRootPrincipal, PolicyStatementProps, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { KeyUse } from '../key-use';

/** What a service needs to publish to an encrypted topic or queue. */
export const PUBLISHING = ['kms:GenerateDataKey*', 'kms:Decrypt'];

/** For services of which it is not known whether they send their source: one that is absent passes. */
export function ifFromAccount(accountId: string): Record<string, unknown> {
  return { StringEqualsIfExists: { 'aws:SourceAccount': accountId } };
}

/** In a key policy "*" is the key itself. */
export function serviceStatement(
  sid: string | undefined, service: string, actions: string[], conditions?: Record<string, unknown>,
): PolicyStatementProps {
  return { sid, principals: [new ServicePrincipal(service)], actions, resources: ['*'], conditions };
}

/** What AWS Config does with the key of the bucket that it delivers to. */
export function configEncrypts(conditions: Record<string, unknown>): PolicyStatementProps {
  return serviceStatement('ConfigEncrypts', 'config.amazonaws.com', ['kms:GenerateDataKey', 'kms:Decrypt'], conditions);
}

/** Whoever the account's IAM policies allow it too. */
export function ofAccount(actions: string[], conditions: Record<string, unknown>): PolicyStatementProps {
  return { principals: [new AccountRootPrincipal()], actions, resources: ['*'], conditions };
}

/** Services that do the same share a statement. */
export function byActions(uses: readonly KeyUse[]): KeyUse[][] {
  const groups = new Map<string, KeyUse[]>();
  uses.forEach(use => groups.set(use.actions.join(), [...groups.get(use.actions.join()) ?? [], use]));
  return [...groups.values()];
}

/** For services that act for accounts of an organization. */
export function fromOrganization(organizationId: string): Record<string, unknown> {
  return { StringEquals: { 'aws:SourceOrgID': organizationId } };
}
