import { Context } from '../../lib/policy';
import { decide } from '../aws/authorization';
import { Operation } from '../aws/contract';
import { findKey } from '../aws/services/kms';
import { DATA_KEYS } from '../rules/data';

/** What a caller of most services does with the key: the service gets a grant. */
export const GRANTED: readonly string[] = ['kms:DescribeKey', 'kms:CreateGrant'];

/** The keys of AWS, which need nothing of whoever uses the service. */
const OF_AWS = /(^|:)alias\/aws\//;

/**
 * The customer managed key that a service is told to use, by its ARN: it is there, and the caller may do with it what the service does in
 * the caller's name.
 *
 * @param service as kms:ViaService names it, without region: `rds`
 * @param keyId key id, alias or ARN; undefined, or an alias of AWS, for a key that AWS keeps
 * @param actions what the service asks of KMS in the name of its caller
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function serviceKey(
  operation: Operation, service: string, keyId: string | undefined, actions: readonly string[] = GRANTED,
): string | undefined {
  if (keyId === undefined || OF_AWS.test(keyId)) {
    return undefined;
  }
  const { world, region, caller } = operation;
  const key = findKey(world, keyId, operation);
  const usable = key?.region === region && key.enabled && !key.pendingDeletion;
  operation.require(DATA_KEYS.USABLE, usable, `key ${keyId} is not usable in ${region}`, 'create a customer managed key in the region of what it encrypts');
  operation.requirePath(DATA_KEYS.USABLE, key!.origin, `key ${keyId} may not exist yet`);
  for (const action of actions) {
    const context = throughService(operation, service, action);
    const decision = decide(world, caller, { action, resource: key!.arn, resourceAccountId: key!.accountId, region, context });
    operation.require(DATA_KEYS.THROUGH_SERVICE, decision.allowed, `${caller.label} must be allowed ${action} on ${key!.arn} through ${service}: ${decision.explanation}`,
      `allow it in the key policy to principals of the account, with kms:ViaService ${service}.${region}.amazonaws.com`);
  }
  return key!.arn;
}

/** Condition keys of a call that a service makes in the name of its caller. */
function throughService({ region, accountId }: Operation, service: string, action: string): Context {
  return {
    'aws:ViaAWSService': 'true', 'kms:ViaService': `${service}.${region}.amazonaws.com`, 'kms:CallerAccount': accountId,
    ...action === 'kms:CreateGrant' ? { 'kms:GrantIsForAWSResource': 'true' } : {},
  };
}
