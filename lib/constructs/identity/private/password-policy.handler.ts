import { GetAccountPasswordPolicyCommand, IAMClient, PasswordPolicy, UpdateAccountPasswordPolicyCommand } from '@aws-sdk/client-iam';
import { errorName, retry, serve } from '../../../core/custom-resource.handler';

const iam = new IAMClient({});

const NUMBERS = ['MinimumPasswordLength', 'PasswordReusePrevention', 'MaxPasswordAge'] as const;
const SWITCHES = [
  'RequireLowercaseCharacters', 'RequireUppercaseCharacters', 'RequireNumbers', 'RequireSymbols', 'AllowUsersToChangePassword', 'HardExpiry',
] as const;

export const handler = serve(async ({ ResourceProperties }) => {
  const wanted = typed(ResourceProperties.PasswordPolicy as Record<string, string>);
  if (describe(await currentPolicy()) !== describe(wanted)) {
    console.log('updating the password policy');
    // What is left out goes back to AWS's default: there are no partial updates.
    await retry(() => iam.send(new UpdateAccountPasswordPolicyCommand(wanted)));
  }
  return { physicalResourceId: 'password-policy' };
});

/** CloudFormation made text of numbers and booleans. */
function typed(policy: Readonly<Record<string, string>>): Partial<PasswordPolicy> {
  return Object.fromEntries([
    ...NUMBERS.filter(name => policy[name] !== undefined).map(name => [name, Number(policy[name])]),
    ...SWITCHES.map(name => [name, policy[name] === 'true']),
  ]);
}

async function currentPolicy(): Promise<Partial<PasswordPolicy>> {
  try {
    const { PasswordPolicy: policy } = await retry(() => iam.send(new GetAccountPasswordPolicyCommand({})));
    return policy ?? {};
  } catch (error) {
    if (errorName(error) !== 'NoSuchEntityException') {
      throw error;
    }
    return {};
  }
}

/** A comparable text: what is absent, 0 or false is one. */
function describe(policy: Partial<PasswordPolicy>): string {
  return [...NUMBERS, ...SWITCHES].map(name => policy[name] || '').join();
}
