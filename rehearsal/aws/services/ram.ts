import { ApiOperation, Authorization, AwsError, Origin } from '../contract';
import { globalRegion } from '../regions';
import type { World } from '../world';
import { createServiceLinkedRole, findServiceLinkedRole, serviceLinkedRoleArn } from './iam';
import { requireOrganization } from './organization-state';
import { unitsAbove } from './organization-tree';

/** What accounts share with others. */
export interface RamState {
  /** Set by EnableSharingWithAwsOrganization, and by nothing else: trusted access alone does not do it. */
  sharing?: { readonly origin?: Origin };
  /** By ARN. */
  readonly shares: Map<string, ResourceShare>;
}

/** A share: whoever is a principal uses the resources as if they were his own. */
export interface ResourceShare {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  name: string;
  /** Ids of accounts, ARNs of the organization and of units. */
  principals: readonly string[];
  /** ARNs. */
  resources: readonly string[];
  origin?: Origin;
}

export const initialRam = (): RamState => ({ shares: new Map() });

export const RAM_SERVICE = 'ram.amazonaws.com';

/** The share by which an account uses a resource of another. */
export function shareWith(world: World, resourceArn: string, accountId: string): ResourceShare | undefined {
  return [...world.state.ram.shares.values()].find(share => share.resources.includes(resourceArn)
    && share.principals.some(principal => reaches(world, principal, accountId)));
}

/** Whether an account is a principal: by its id, or as part of the organization or a unit. */
function reaches(world: World, principal: string, accountId: string): boolean {
  if (/^\d{12}$/.test(principal)) {
    return principal === accountId;
  }
  const { organization, accounts } = world.state.organizations;
  const isMember = accountId === world.managementAccountId || accounts.get(accountId)?.parentId !== undefined;
  return isMember && (principal === organization?.arn || unitsAbove(world, accountId).includes(principal.split('/').at(-1)!));
}

/** Operations of AWS Resource Access Manager. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'ram', operation: 'EnableSharingWithAwsOrganization', write: true, input: [],
    source: 'https://docs.aws.amazon.com/ram/latest/APIReference/API_EnableSharingWithAwsOrganization.html',
    // What RAM does on the caller's behalf: https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html
    authorizations: (_, { world, accountId, region }): Authorization[] => [
      { action: 'ram:EnableSharingWithAwsOrganization', resource: '*', region },
      { action: 'organizations:DescribeOrganization', resource: '*', region: globalRegion(world.partition) },
      {
        action: 'organizations:EnableAWSServiceAccess', resource: '*', region: globalRegion(world.partition),
        context: { 'organizations:ServicePrincipal': RAM_SERVICE },
      },
      {
        action: 'iam:CreateServiceLinkedRole', resource: serviceLinkedRoleArn(world, accountId, RAM_SERVICE), region: globalRegion(world.partition),
        context: { 'iam:AWSServiceName': RAM_SERVICE },
      },
    ],
    run: (_, { world, accountId, origin }) => {
      requireOrganization(world);
      if (accountId !== world.managementAccountId) {
        throw new AwsError('OperationNotPermittedException', 'The operation must be called from the management account of the organization.');
      }
      const { trustedServices } = world.state.organizations;
      trustedServices.set(RAM_SERVICE, trustedServices.get(RAM_SERVICE) ?? { origin });
      if (!findServiceLinkedRole(world, accountId, RAM_SERVICE)) {
        createServiceLinkedRole(world, accountId, RAM_SERVICE, origin);
      }
      world.state.ram.sharing ??= { origin };
      return { returnValue: true };
    },
  },
];
