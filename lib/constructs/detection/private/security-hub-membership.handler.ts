import { DescribeHubCommand, EnableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { errorName, retry, serve } from '../../../core/custom-resource.handler';

const securityHub = new SecurityHubClient({});

/** What Security Hub answers where it is off. */
const OFF = ['InvalidAccessException', 'ResourceNotFoundException'];

export const handler = serve(async () => {
  if (!await isEnabled()) {
    console.log('enabling Security Hub');
    await enable();
  }
  return { physicalResourceId: 'security-hub-membership' };
});

async function isEnabled(): Promise<boolean> {
  try {
    await retry(() => securityHub.send(new DescribeHubCommand({})));
    return true;
  } catch (error) {
    if (OFF.includes(errorName(error))) {
      return false;
    }
    throw error;
  }
}

async function enable(): Promise<void> {
  try {
    await retry(() => securityHub.send(new EnableSecurityHubCommand({ EnableDefaultStandards: false })));
  } catch (error) {
    // Somebody was faster, which is as good.
    if (errorName(error) !== 'ResourceConflictException') {
      throw error;
    }
  }
}
