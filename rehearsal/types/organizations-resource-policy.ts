import { PolicyDocument } from '../../lib/policy';
import { parseArn } from '../aws/arn';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { frozen } from '../aws/frozen';
import { contentText } from '../aws/services/organization-policies';
import { arnOf, OrganizationResourcePolicy, requireOrganization } from '../aws/services/organization-state';
import { unitsAbove } from '../aws/services/organization-tree';
import { ORGANIZATIONS } from '../rules';
import { given, permissions, schema, TAGS } from './permission';

const MAX_CHARACTERS = 40_000;

/** What can be delegated: to look at the organization, and to manage policies. */
const DELEGABLE = /^organizations:((Describe|List)\w+|(Create|Update|Delete|Attach|Detach)Policy|(Enable|Disable)PolicyType|(Tag|Untag)Resource)$/;

const outcome = ({ id, arn }: OrganizationResourcePolicy): Outcome => ({ physicalId: id, attributes: { Id: id, Arn: arn } });
const plannedArn = ({ world, physicalId }: Operation) =>
  arnOf(world, `resourcepolicy/${world.state.organizations.organization?.id ?? '*'}/${physicalId ?? '*'}`);
const valuesOf = (value: string | readonly string[] | undefined): readonly string[] => value === undefined ? [] : [value].flat();

/** The account of a principal: of an ARN, or as a bare id. */
const accountOf = (principal: string) => parseArn(principal)?.accountId ?? principal;

function check(operation: Operation): PolicyDocument {
  const { world, properties } = operation;
  const text = contentText(properties.Content);
  const size = `the policy has ${text.length} characters, ${MAX_CHARACTERS} are allowed`;
  operation.require(ORGANIZATIONS.RESOURCE_POLICY_SIZE, text.length <= MAX_CHARACTERS, size, 'delegate fewer types or to fewer targets');
  const document = JSON.parse(text) as PolicyDocument;
  for (const { Action, Principal } of [document.Statement].flat()) {
    const strange = valuesOf(Action).find(action => !DELEGABLE.test(action));
    operation.require(ORGANIZATIONS.RESOURCE_POLICY_ACTIONS, valuesOf(Action).length > 0 && !strange, `${strange ?? 'no action'} cannot be delegated`, 'leave it out');
    const principals = typeof Principal === 'object' ? valuesOf(Principal.AWS) : [];
    operation.require(ORGANIZATIONS.RESOURCE_POLICY_DELEGATES, principals.length > 0, 'a statement names no account', 'name the delegate');
    principals.forEach(principal => checkDelegate(operation, accountOf(principal)));
  }
  requireOrganization(world);
  return frozen(document);
}

function checkDelegate(operation: Operation, accountId: string): void {
  const { world } = operation;
  const member = accountId !== world.managementAccountId && unitsAbove(world, accountId).length > 0;
  operation.require(ORGANIZATIONS.RESOURCE_POLICY_DELEGATES, member, `${accountId} is no member account of the organization`, 'name a member account');
  const account = world.state.organizations.accounts.get(accountId);
  operation.requirePath(ORGANIZATIONS.RESOURCE_POLICY_DELEGATES, account?.origin, `the policy may come before its delegate ${accountId}`);
}

/** Lets member accounts manage policies of the organization: one policy for all of them. */
export const RESOURCE_POLICY: ResourceType = {
  typeName: 'AWS::Organizations::ResourcePolicy',
  source: schema('aws-organizations-resourcepolicy'),
  properties: { Content: 'interpreted', Tags: TAGS },
  required: ['Content'],
  createOnly: [],
  permissions: {
    create: [
      ...permissions(['organizations:PutResourcePolicy'], plannedArn),
      ...permissions(['organizations:DescribeResourcePolicy']),
      ...permissions(['organizations:TagResource', 'organizations:ListTagsForResource'], plannedArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['organizations:DescribeResourcePolicy']),
      ...permissions(['organizations:PutResourcePolicy'], plannedArn),
      ...permissions(['organizations:TagResource', 'organizations:UntagResource'], plannedArn, { when: given('Tags') }),
    ],
    delete: permissions(['organizations:DeleteResourcePolicy']),
  },
  create: operation => {
    const { origin, world } = operation;
    const { organizations } = world.state;
    if (organizations.resourcePolicy) {
      operation.fail('AlreadyExists', `the organization has the resource policy ${organizations.resourcePolicy.id}`, 'import it, and put its statements here');
    }
    const document = check(operation);
    const id = `rp-${world.identifiers.letters('resource-policy', 8)}`;
    organizations.resourcePolicy = { id, arn: arnOf(world, `resourcepolicy/${requireOrganization(world).id}/${id}`), document, origin };
    return outcome(organizations.resourcePolicy);
  },
  update: operation => outcome(Object.assign(resourcePolicyOf(operation), { document: check(operation) })),
  delete: operation => {
    resourcePolicyOf(operation);
    operation.world.state.organizations.resourcePolicy = undefined;
  },
  import: operation => outcome(Object.assign(resourcePolicyOf(operation), { origin: operation.origin })),
};

function resourcePolicyOf(operation: Operation): OrganizationResourcePolicy {
  const policy = operation.world.state.organizations.resourcePolicy;
  return policy?.id === operation.physicalId ? policy! : operation.fail('NotFound', `the resource policy ${operation.physicalId} does not exist`);
}
