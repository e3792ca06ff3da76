import { CreateServiceLinkedRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { errorName, retry, serve } from '../../../core/custom-resource.handler';

const iam = new IAMClient({});

export const handler = serve(async ({ ResourceProperties }) => {
  for (const { Service, RoleName } of ResourceProperties.Roles as { Service: string; RoleName: string }[]) {
    if (!await exists(RoleName)) {
      await create(Service, RoleName);
    }
  }
  return { physicalResourceId: 'service-linked-roles' };
});

async function exists(roleName: string): Promise<boolean> {
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

async function create(service: string, roleName: string): Promise<void> {
  try {
    console.log(`creating ${roleName}`);
    await retry(() => iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: service })));
  } catch (error) {
    // The service may create it meanwhile.
    if (!/has been taken in this account/.test((error as Error).message)) {
      throw error;
    }
  }
}
