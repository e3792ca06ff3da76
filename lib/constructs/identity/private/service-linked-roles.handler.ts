import { IAMClient } from '@aws-sdk/client-iam';
import { serve } from '../../../core/custom-resource.handler';
import { ensureServiceLinkedRole } from '../../../core/service-linked-role.handler';

const iam = new IAMClient({});

export const handler = serve(async ({ ResourceProperties }) => {
  for (const { Service, RoleName } of ResourceProperties.Roles as { Service: string; RoleName: string }[]) {
    await ensureServiceLinkedRole(iam, Service, RoleName);
  }
  return { physicalResourceId: 'service-linked-roles' };
});
