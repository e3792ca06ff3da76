import { parseArn } from '../arn';
import { ApiOperation, Caller } from '../contract';
import type { World } from '../world';
import { sessionOf } from './iam';

/** Who holds credentials that AssumeRole gave: the session token of this world is the ARN of the role. */
export function callerOfCredentials(world: World, credentials: { readonly sessionToken?: string }): Caller {
  return sessionOf(world, String(credentials.sessionToken));
}

/** Operations of AWS STS. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'sts', operation: 'AssumeRole', write: false, input: ['RoleArn', 'RoleSessionName', 'DurationSeconds', 'ExternalId', 'Policy'],
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
    authorizations: (input, call) => {
      const resource = String(input.RoleArn);
      const context = {
        'sts:RoleSessionName': String(input.RoleSessionName),
        ...input.ExternalId === undefined ? {} : { 'sts:ExternalId': String(input.ExternalId) },
      };
      return [{ action: 'sts:AssumeRole', resource, resourceAccountId: parseArn(resource)?.accountId, region: call.region, context }];
    },
    run: (input, call) => {
      const { principal } = sessionOf(call.world, String(input.RoleArn));
      return {
        AssumedRoleUser: { Arn: principal.arn, AssumedRoleId: `rehearsal:${String(input.RoleSessionName)}` },
        Credentials: {
          AccessKeyId: 'ASIAREHEARSAL',
          SecretAccessKey: 'rehearsal',
          SessionToken: String(input.RoleArn),
          Expiration: new Date(call.world.now + 3_600_000),
        },
      };
    },
  },
  {
    service: 'sts', operation: 'GetCallerIdentity', write: false, input: [],
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html',
    authorizations: () => [],
    run: (_, call) => ({ Account: call.caller.accountId, Arn: call.caller.principal.arn, UserId: 'rehearsal' }),
  },
];
