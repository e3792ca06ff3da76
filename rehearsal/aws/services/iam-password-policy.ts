import { ApiInput, ApiOperation, AwsError } from '../contract';
import { globalRegion } from '../regions';

/** The password policy of an account, as IAM answers it. */
export type PasswordPolicy = Readonly<Record<string, number | boolean>>;

/** Password policies by account; a new account has none. */
export interface PasswordPolicyState {
  readonly policies: Map<string, PasswordPolicy>;
}

export const initialPasswordPolicies = (): PasswordPolicyState => ({ policies: new Map() });

/** What IAM takes: the least and the most of a number. */
const NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  MinimumPasswordLength: [6, 128], MaxPasswordAge: [1, 1095], PasswordReusePrevention: [1, 24],
};
const SWITCHES = [
  'RequireSymbols', 'RequireNumbers', 'RequireUppercaseCharacters', 'RequireLowercaseCharacters', 'AllowUsersToChangePassword', 'HardExpiry',
];

/** There are no partial updates: what is left out goes back to its default. */
function policyOf(input: ApiInput): PasswordPolicy {
  for (const [member, [min, max]] of Object.entries(NUMBERS)) {
    const value = input[member];
    if (value !== undefined && (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)) {
      throw new AwsError('ValidationError', `Value '${String(value)}' at '${member}' must be a number from ${min} to ${max}`);
    }
  }
  const strange = SWITCHES.find(member => input[member] !== undefined && typeof input[member] !== 'boolean');
  if (strange) {
    throw new AwsError('ValidationError', `Value at '${strange}' must be a boolean`);
  }
  return {
    MinimumPasswordLength: 6,
    ...Object.fromEntries(SWITCHES.map(member => [member, input[member] === true])),
    ...Object.fromEntries(Object.keys(NUMBERS).flatMap(member => input[member] === undefined ? [] : [[member, Number(input[member])]])),
    ExpirePasswords: input.MaxPasswordAge !== undefined,
  };
}

function operation(name: string, write: boolean, input: readonly string[], run: ApiOperation['run']): ApiOperation {
  return {
    service: 'iam', operation: name, write, input, run,
    source: `https://docs.aws.amazon.com/IAM/latest/APIReference/API_${name}.html`,
    authorizations: (_, call) => [{ action: `iam:${name}`, resource: '*', region: globalRegion(call.world.partition) }],
  };
}

/** Operations on the password policy of an account. */
export const operations: readonly ApiOperation[] = [
  operation('GetAccountPasswordPolicy', false, [], (_, { world, accountId }) => {
    const policy = world.state.passwordPolicies.policies.get(accountId);
    if (!policy) {
      throw new AwsError('NoSuchEntityException', `The Password Policy with domain name ${accountId} cannot be found.`);
    }
    return { PasswordPolicy: policy };
  }),
  operation('UpdateAccountPasswordPolicy', true, [...Object.keys(NUMBERS), ...SWITCHES], (input, { world, accountId }) => {
    world.state.passwordPolicies.policies.set(accountId, policyOf(input));
    return {};
  }),
];
