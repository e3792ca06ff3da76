import { Operation, Outcome, ResourceType } from '../aws/contract';
import { serviceLinkedRoleArn } from '../aws/services/iam';
import { Organization, requireOrganization } from '../aws/services/organization-state';
import { createOrganization } from '../aws/services/organizations';
import { ORGANIZATIONS } from '../rules';
import { adoption } from './adoption';
import { permissions, schema } from './permission';

const outcome = ({ world }: Operation, { id, arn, rootId }: Organization): Outcome => {
  const management = world.state.organizations.accounts.get(world.managementAccountId)!;
  const managementArn = `arn:${world.partition}:organizations::${management.id}:account/${id}/${management.id}`;
  return {
    physicalId: id,
    attributes: {
      Id: id, Arn: arn, RootId: rootId, ManagementAccountId: management.id, ManagementAccountArn: managementArn,
      ManagementAccountEmail: management.email,
    },
  };
};

/** Organizations creates its service-linked role on the way. */
const createPermissions = [
  ...permissions(['organizations:CreateOrganization', 'organizations:DescribeOrganization', 'organizations:ListRoots']),
  ...permissions(
    ['iam:CreateServiceLinkedRole'],
    ({ world }) => serviceLinkedRoleArn(world, world.managementAccountId, 'organizations.amazonaws.com'),
    { context: () => ({ 'iam:AWSServiceName': 'organizations.amazonaws.com' }) },
  ),
];

/** The organization: one an account, never created twice. */
export const ORGANIZATION: ResourceType = {
  typeName: 'AWS::Organizations::Organization',
  source: schema('aws-organizations-organization'),
  properties: { FeatureSet: 'interpreted' },
  required: [],
  createOnly: [],
  permissions: {
    create: createPermissions,
    update: permissions(['organizations:DescribeOrganization']),
    delete: permissions(['organizations:DeleteOrganization', 'organizations:DescribeOrganization']),
  },
  create: operation => {
    requireAllFeatures(operation);
    const { world, accountId, origin } = operation;
    if (accountId !== world.managementAccountId) {
      operation.fail('AlreadyInOrganizationException', `account ${accountId} is a member of an organization`);
    }
    const { organization } = world.state.organizations;
    if (organization) {
      operation.fail('AlreadyInOrganizationException', `account ${accountId} is already a member of ${organization.id}`, adoption(operation, organization.id));
    }
    return outcome(operation, createOrganization(world, { origin }));
  },
  update: operation => {
    requireAllFeatures(operation);
    return outcome(operation, requireOrganization(operation.world));
  },
  delete: operation => {
    const { organizations } = operation.world.state;
    const members = [...organizations.accounts.values()]
      .filter(({ id, parentId }) => parentId && id !== operation.world.managementAccountId);
    const remedy = 'remove or close the accounts first, or keep the organization with DeletionPolicy Retain';
    operation.require(ORGANIZATIONS.ORGANIZATION_EMPTY, members.length === 0, `${members.length} member accounts are in the organization`, remedy);
    organizations.organization = undefined;
    organizations.units.clear();
    organizations.policies.clear();
    organizations.policyTypes.clear();
    organizations.trustedServices.clear();
    organizations.accounts.get(operation.world.managementAccountId)!.parentId = undefined;
  },
  import: operation => {
    const organization = requireOrganization(operation.world);
    if (organization.id !== operation.physicalId) {
      operation.fail('NotFound', `the account's organization is ${organization.id}, not ${operation.physicalId}`);
    }
    organization.origin = operation.origin;
    return outcome(operation, organization);
  },
};

function requireAllFeatures(operation: Operation): void {
  const { FeatureSet = 'ALL' } = operation.properties;
  const remedy = "set 'FeatureSet' to ALL: policies and trusted access need all features";
  operation.require(ORGANIZATIONS.FEATURE_SET_FIXED, FeatureSet === 'ALL', `'FeatureSet' is ${JSON.stringify(FeatureSet)}`, remedy);
}
