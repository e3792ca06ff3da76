import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Who is inside. */
export interface PerimeterTraits {
  readonly organizationId: string;
  /** Accounts beyond the organization that are trusted. */
  readonly trustedAccounts: readonly string[];
  /** Services that may act for whomever. */
  readonly trustedServices: readonly string[];
}

/** What a resource's policy is about. */
export interface ProtectedResource {
  readonly actions: string[];
  /** None where the policy takes none: that of a repository. */
  readonly resources: string[];
  /** The account that owns the resource. */
  readonly account: string;
}

/**
 * What a policy denies to strangers: to identities of others, to services that act for others, and to whoever comes without TLS.
 *
 * All conditions of a statement must hold, and `IfExists` catches who has none of the keys: the anonymous caller, and the customer of a
 * service who is in no organization. A service may always act for the very account that owns the resource: some send their account and
 * no organization. And the account that owns the resource is never a stranger: a mistaken organization must not keep the owner from the
 * policy that says so, which of a key only AWS Support could lift.
 */
export function perimeterStatements(resource: ProtectedResource, traits: PerimeterTraits): PolicyStatement[] {
  const { organizationId, trustedAccounts, trustedServices } = traits;
  const deny = (sid: string, conditions: Record<string, unknown>) => new PolicyStatement({
    sid, effect: Effect.DENY, principals: [new AnyPrincipal()], actions: resource.actions, resources: resource.resources, conditions,
  });
  return [
    deny('DenyOtherOrganizations', {
      StringNotEqualsIfExists: {
        'aws:PrincipalOrgID': organizationId,
        'aws:PrincipalAccount': [resource.account, ...trustedAccounts],
      },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    }),
    deny('DenyServicesOfOthers', {
      StringNotEqualsIfExists: {
        'aws:SourceOrgID': organizationId,
        'aws:SourceAccount': [resource.account, ...trustedAccounts],
        ...trustedServices.length > 0 && { 'aws:PrincipalServiceName': trustedServices },
      },
      Null: { 'aws:SourceAccount': 'false' },
      Bool: { 'aws:PrincipalIsAWSService': 'true' },
    }),
    deny('DenyWithoutTls', { Bool: { 'aws:SecureTransport': 'false' } }),
  ];
}

/**
 * What the policy of a topic can name: others are refused as out of its scope.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
 */
export const TOPIC_ACTIONS = [
  'AddPermission', 'DeleteTopic', 'GetTopicAttributes', 'ListSubscriptionsByTopic', 'Publish', 'RemovePermission', 'SetTopicAttributes', 'Subscribe',
].map(action => `sns:${action}`);
