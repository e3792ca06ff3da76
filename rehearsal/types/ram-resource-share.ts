import { parseArn } from '../aws/arn';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { IPAM_SERVICE } from '../aws/services/ipam-administration';
import { ResourceShare } from '../aws/services/ram';
import { RAM } from '../rules/sharing';
import { given, inert, permissions, schema, TAGS } from './permission';
import { flag, texts } from './values';

const shareArn = ({ world, accountId, region, physicalId }: Operation) =>
  physicalId ?? `arn:${world.partition}:ram:${region}:${accountId}:resource-share/*`;

const outcome = ({ arn, accountId }: ResourceShare): Outcome =>
  ({ physicalId: arn, attributes: { Arn: arn, Status: 'ACTIVE', OwningAccountId: accountId, FeatureSet: 'STANDARD' } });

const pools = ({ properties }: Operation) => texts(properties, 'ResourceArns').filter(arn => arn.includes(':ipam-pool/'));

function shareOf(operation: Operation): ResourceShare {
  return operation.world.state.ram.shares.get(String(operation.physicalId))
    ?? operation.fail('UnknownResourceException', `resource share ${operation.physicalId} does not exist`);
}

/** Shares with the organization, its units and its accounts. */
export const RESOURCE_SHARE: ResourceType = {
  typeName: 'AWS::RAM::ResourceShare',
  source: schema('aws-ram-resourceshare'),
  properties: {
    Name: 'interpreted', Principals: 'interpreted', ResourceArns: 'interpreted', AllowExternalPrincipals: 'interpreted', Tags: TAGS,
    PermissionArns: inert('what a principal may do with a shared resource is not modelled: each type has one default permission'),
  },
  required: ['Name'],
  createOnly: [],
  permissions: {
    create: [
      ...permissions(['ram:CreateResourceShare'], undefined, { context: requested }),
      ...permissions(['ram:TagResource'], shareArn, { when: given('Tags') }),
      // https://docs.aws.amazon.com/vpc/latest/ipam/share-pool-ipam.html
      ...permissions(['ec2:PutResourcePolicy'], operation => pools(operation)[0], { when: operation => pools(operation).length > 0 }),
    ],
    update: [
      ...permissions(['ram:UpdateResourceShare', 'ram:AssociateResourceShare', 'ram:DisassociateResourceShare'], shareArn),
      ...permissions(['ram:TagResource', 'ram:UntagResource'], shareArn, { when: given('Tags') }),
    ],
    delete: permissions(['ram:DeleteResourceShare'], shareArn),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    const id = world.identifiers.uuid(`resource-share:${accountId}:${region}:${String(operation.properties.Name)}`);
    const arn = `arn:${world.partition}:ram:${region}:${accountId}:resource-share/${id}`;
    const share: ResourceShare = { arn, accountId, region, origin, ...checked(operation) };
    world.state.ram.shares.set(arn, share);
    return outcome(share);
  },
  update: operation => outcome(Object.assign(shareOf(operation), checked(operation))),
  delete: operation => {
    operation.world.state.ram.shares.delete(shareOf(operation).arn);
  },
  import: operation => outcome(Object.assign(shareOf(operation), { origin: operation.origin })),
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsresourceaccessmanager.html */
function requested({ properties }: Operation): Readonly<Record<string, string>> {
  return { 'ram:RequestedAllowsExternalPrincipals': String(allowsExternal(properties)) };
}

const allowsExternal = (properties: Operation['properties']) => flag(properties, 'AllowExternalPrincipals') ?? true;

function checked(operation: Operation): Pick<ResourceShare, 'name' | 'principals' | 'resources'> {
  const { properties } = operation;
  const principals = texts(properties, 'Principals');
  const resources = texts(properties, 'ResourceArns');
  principals.forEach(principal => checkPrincipal(operation, principal));
  resources.forEach(resource => checkResource(operation, resource));
  return { name: String(properties.Name), principals, resources };
}

function checkPrincipal(operation: Operation, principal: string): void {
  const { world, properties } = operation;
  const { organization, accounts, units } = world.state.organizations;
  if (/^\d{12}$/.test(principal)) {
    const isMember = principal === world.managementAccountId || accounts.get(principal)?.parentId !== undefined;
    operation.require(RAM.PRINCIPAL_EXISTS, isMember || allowsExternal(properties), `${principal} is not of the organization`, 'name an account of the organization');
    requireMembers(operation, isMember);
    return;
  }
  const exists = principal === organization?.arn || units.get(principal.split('/').at(-1)!)?.arn === principal;
  operation.require(RAM.PRINCIPAL_EXISTS, exists, `${principal} does not exist`, 'give the ARN of the organization or of a unit');
  requireSharing(operation);
}

/** While sharing with the organization is off, RAM does not know members: whoever is invited has to accept. */
function requireMembers(operation: Operation, isMember: boolean): void {
  if (allowsExternal(operation.properties) && (!isMember || operation.world.state.ram.sharing === undefined)) {
    operation.fail('NotModelled', 'the rehearsal does not know invitations to a share: enable sharing with the organization, and share within it');
  }
  requireSharing(operation);
}

function requireSharing(operation: Operation): void {
  const { sharing } = operation.world.state.ram;
  const remedy = "call EnableSharingWithAwsOrganization first: 'resourceSharing' of OrganizationActivation";
  operation.require(RAM.SHARING_ENABLED, sharing !== undefined, 'sharing with the organization is off', remedy);
  operation.requirePath(RAM.SHARING_ENABLED, sharing?.origin, 'the share may come before sharing with the organization is on');
}

function checkResource(operation: Operation, resource: string): void {
  const { world, accountId, region } = operation;
  const parts = parseArn(resource);
  const here = parts?.accountId === accountId && (parts.region === region || parts.region === '');
  operation.require(RAM.RESOURCE_OWNED, here, `${resource} is not of ${accountId} in ${region}`, 'share it where it is, from the account that owns it');
  if (resource.includes(':ipam-pool/')) {
    const administrator = world.state.organizations.delegatedAdministrators.get(`${accountId}/${IPAM_SERVICE}`);
    const remedy = 'make the account administrator of IPAM first: DelegatedAdministrators with TrustedService.IPAM';
    operation.require(RAM.POOL_INTEGRATED, administrator !== undefined, `${accountId} is not the administrator of IPAM`, remedy);
    operation.requirePath(RAM.POOL_INTEGRATED, administrator?.origin, 'the share may come before the account administers IPAM');
  }
}
