import { ApiOperation, Authorization, Origin } from '../contract';
import { globalRegion } from '../regions';
import { createServiceLinkedRole, findServiceLinkedRole, serviceLinkedRoleArn } from './iam';
import { requireOrganization } from './organization-state';
import type { StackSet } from './stack-sets';
import type { StackSetOperation } from './stack-sets-api';

/** StackSets and their access to the organization. */
export interface CloudFormationState {
  /** StackSets by name. */
  readonly stackSets: Map<string, StackSet>;
  /** What the API was asked to do with their instances. */
  readonly operations: StackSetOperation[];
  /** Set by ActivateOrganizationsAccess, and by nothing else. */
  organizationsAccess?: { readonly origin?: Origin };
}

export const initialCloudFormation = (): CloudFormationState => ({ stackSets: new Map(), operations: [] });

/** Trusted access of StackSets, which ActivateOrganizationsAccess switches on together with the access itself. */
export const STACK_SETS_PRINCIPAL = 'member.org.stacksets.cloudformation.amazonaws.com';
const ADMIN_PRINCIPAL = 'stacksets.cloudformation.amazonaws.com';

/** Operations of AWS CloudFormation. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'cloudformation', operation: 'ActivateOrganizationsAccess', write: true, input: [],
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ActivateOrganizationsAccess.html',
    // The trusted service enables trusted access on the caller's behalf: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html
    authorizations: (_, call): Authorization[] => [
      { action: 'cloudformation:ActivateOrganizationsAccess', resource: '*', region: call.region },
      {
        action: 'organizations:EnableAWSServiceAccess', resource: '*', region: globalRegion(call.world.partition),
        context: { 'organizations:ServicePrincipal': STACK_SETS_PRINCIPAL },
      },
      // So it does with its service-linked role: https://github.com/aws-samples/orgs-prescriptive-guidance/pull/1
      {
        action: 'iam:CreateServiceLinkedRole', resource: serviceLinkedRoleArn(call.world, call.accountId, ADMIN_PRINCIPAL),
        region: globalRegion(call.world.partition), context: { 'iam:AWSServiceName': ADMIN_PRINCIPAL },
      },
    ],
    run: (_, { world, origin }) => {
      requireOrganization(world);
      const { trustedServices } = world.state.organizations;
      world.state.cloudformation.organizationsAccess ??= { origin };
      trustedServices.set(STACK_SETS_PRINCIPAL, trustedServices.get(STACK_SETS_PRINCIPAL) ?? { origin });
      if (!findServiceLinkedRole(world, world.managementAccountId, ADMIN_PRINCIPAL)) {
        createServiceLinkedRole(world, world.managementAccountId, ADMIN_PRINCIPAL, origin);
      }
      return {};
    },
  },
  {
    service: 'cloudformation', operation: 'DescribeOrganizationsAccess', write: false, input: ['CallAs'],
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeOrganizationsAccess.html',
    authorizations: (_, call) => [{ action: 'cloudformation:DescribeOrganizationsAccess', resource: '*', region: call.region }],
    run: (_, { world }) => ({ Status: world.state.cloudformation.organizationsAccess ? 'ENABLED' : 'DISABLED' }),
  },
];
