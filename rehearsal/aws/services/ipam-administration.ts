import { ApiOperation, Authorization, AwsError } from '../contract';
import { globalRegion } from '../regions';
import { createServiceLinkedRole, findServiceLinkedRole, serviceLinkedRoleArn } from './iam';
import { arnOf, requireOrganization } from './organization-state';

export const IPAM_SERVICE = 'ipam.amazonaws.com';

/** IP Address Manager: what integrates it with the organization, the only way that creates its roles too, and what lists its pools. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'ec2', operation: 'DescribeIpamPools', write: false, input: ['IpamPoolIds', 'NextToken', 'MaxResults'],
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeIpamPools.html',
    authorizations: (_, { region }) => [{ action: 'ec2:DescribeIpamPools', resource: '*', region }],
    run: ({ IpamPoolIds: ids }, { world, accountId, region }) => ({
      IpamPools: [...world.state.networks.pools.values()]
        .filter(pool => pool.accountId === accountId && pool.region === region)
        .filter(({ id }) => (ids as readonly string[] | undefined)?.includes(id) ?? true)
        .map(({ id, locale, tags }) => ({
          IpamPoolId: id, Locale: locale ?? 'None', State: 'create-complete', Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        })),
    }),
  },
  {
    service: 'ec2', operation: 'EnableIpamOrganizationAdminAccount', write: true, input: ['DelegatedAdminAccountId'],
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableIpamOrganizationAdminAccount.html',
    // https://docs.aws.amazon.com/vpc/latest/ipam/enable-integ-ipam.html
    authorizations: ({ DelegatedAdminAccountId }, { world, accountId, region }): Authorization[] => {
      const global = globalRegion(world.partition);
      const account = arnOf(world, `account/${world.state.organizations.organization?.id ?? 'o-none'}/${String(DelegatedAdminAccountId)}`);
      const context = { 'organizations:ServicePrincipal': IPAM_SERVICE };
      return [
        { action: 'ec2:EnableIpamOrganizationAdminAccount', resource: '*', region },
        { action: 'organizations:EnableAWSServiceAccess', resource: '*', region: global, context },
        { action: 'organizations:RegisterDelegatedAdministrator', resource: account, region: global, context },
        {
          action: 'iam:CreateServiceLinkedRole', resource: serviceLinkedRoleArn(world, accountId, IPAM_SERVICE), region: global,
          context: { 'iam:AWSServiceName': IPAM_SERVICE },
        },
      ];
    },
    run: ({ DelegatedAdminAccountId }, { world, accountId, origin }) => {
      requireOrganization(world);
      const id = String(DelegatedAdminAccountId);
      const { accounts, trustedServices, delegatedAdministrators } = world.state.organizations;
      if (accountId !== world.managementAccountId || id === accountId || accounts.get(id)?.parentId === undefined) {
        throw new AwsError('InvalidParameterValue', `The management account must name a member account of the organization, not ${id}.`);
      }
      trustedServices.set(IPAM_SERVICE, trustedServices.get(IPAM_SERVICE) ?? { origin });
      delegatedAdministrators.set(`${id}/${IPAM_SERVICE}`, { accountId: id, service: IPAM_SERVICE, origin });
      for (const account of [accountId, id].filter(one => !findServiceLinkedRole(world, one, IPAM_SERVICE))) {
        createServiceLinkedRole(world, account, IPAM_SERVICE, origin);
      }
      return { Success: true };
    },
  },
];
