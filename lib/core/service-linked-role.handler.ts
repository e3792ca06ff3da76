import { CreateServiceLinkedRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { errorName, retry } from './custom-resource.handler';

/** Creates the service-linked role unless the account has it, whoever made it. */
export async function ensureServiceLinkedRole(iam: IAMClient, service: string, roleName: string): Promise<void> {
  if (!await hasRole(iam, roleName)) {
    await create(iam, service, roleName);
  }
}

/** Whether the account has a role of that name. */
export async function hasRole(iam: IAMClient, roleName: string): Promise<boolean> {
  try {
    await retry(() => iam.send(new GetRoleCommand({ RoleName: roleName })));
    return true;
  } catch (error) {
    if (errorName(error) !== 'NoSuchEntityException') {
      throw error;
    }
    return false;
  }
}

async function create(iam: IAMClient, service: string, roleName: string): Promise<void> {
  try {
    console.log(`creating ${roleName}`);
    await retry(() => iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: service })));
  } catch (error) {
    // The service may create it meanwhile: trusted access was just enabled.
    if (!/has been taken in this account/.test((error as Error).message)) {
      throw error;
    }
  }
}
