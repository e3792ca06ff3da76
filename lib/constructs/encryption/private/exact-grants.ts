import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, Grant, IGrantable, principalIsOwnedResource } from 'aws-cdk-lib/aws-iam';
import { IKey, KeyGrants } from 'aws-cdk-lib/aws-kms';

/**
 * Actions that grants of the CDK name by their beginning, one by one. Pairs of data keys are for clients that encrypt by themselves, which
 * no service of AWS does: who does asks for `kms:GenerateDataKeyPair`.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
const EXACTLY: Readonly<Record<string, readonly string[]>> = {
  'kms:ReEncrypt*': ['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  'kms:GenerateDataKey*': ['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'],
};

/** What encrypting takes. */
export const ENCRYPTING = ['kms:Encrypt', ...Object.values(EXACTLY).flat()];

/**
 * Lets a principal do something with a key, by the policy of the key and by its own, action by action.
 *
 * A key whose policy names a role of another stack waits for that stack, which mostly waits for this one already: there the key leaves it
 * to the account which of its identities may, and the policy of the role says it.
 */
export function grantExactly(key: IKey, grantee: IGrantable, actions: readonly string[]): Grant {
  const exact = actions.flatMap(action => EXACTLY[action] ?? [action]);
  const account = accountOfOtherStack(key, grantee);
  return account === undefined ? KeyGrants.fromKey(key, false).actions(grantee, ...exact) : Grant.addToPrincipalAndResource({
    grantee, actions: exact, resource: key, resourceArns: [key.keyArn], resourceSelfArns: ['*'], resourcePolicyPrincipal: new AccountPrincipal(account),
  });
}

/** The account of a role that another stack of the same account and region makes. */
function accountOfOtherStack(key: IKey, { grantPrincipal }: IGrantable): string | undefined {
  if (!principalIsOwnedResource(grantPrincipal)) {
    return undefined;
  }
  const [own, other] = [Stack.of(key), Stack.of(grantPrincipal)];
  return own !== other && own.account === other.account && own.region === other.region ? own.account : undefined;
}
