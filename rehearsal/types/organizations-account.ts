import { Operation, Outcome, ResourceType } from '../aws/contract';
import { addAccount, getAccount, moveAccount, suspendAccount } from '../aws/services/accounts';
import { Account, arnOf, requireOrganization } from '../aws/services/organization-state';
import { organizationPathOf } from '../aws/services/organization-tree';
import type { World } from '../aws/world';
import { ORGANIZATIONS } from '../rules';
import { adoption } from './adoption';
import { given, permissions, schema, TAGS } from './permission';
import { text, texts } from './values';

const arnOfAccount = (world: World, id: string) => arnOf(world, `account/${world.state.organizations.organization?.id ?? '*'}/${id}`);
const accountArn = ({ world, physicalId = '*' }: Operation) => arnOfAccount(world, physicalId);

const outcome = (operation: Operation, account: Account): Outcome => ({
  physicalId: account.id,
  attributes: {
    AccountId: account.id,
    Arn: arnOfAccount(operation.world, account.id),
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: '2026-01-01T00:00:00Z',
    Paths: (organizationPathOf(operation.world, account.id) ?? []).map(path => `${path}${account.id}/`),
    State: account.status,
    Status: account.status,
  },
});

/** Where the template wants the account: the root when it says nothing. */
const parentOf = ({ world, properties }: Operation) => texts(properties, 'ParentIds')[0] ?? requireOrganization(world).rootId;

const READS = ['organizations:DescribeAccount', 'organizations:ListParents', 'organizations:ListTagsForResource'];

/** An AWS account: created in the root, then moved; never deleted unless the template says Delete. */
export const ACCOUNT: ResourceType = {
  typeName: 'AWS::Organizations::Account',
  source: `${schema('aws-organizations-account')}; github.com/aws-cloudformation/aws-cloudformation-resource-providers-organizations`,
  properties: {
    AccountName: 'interpreted', Email: 'interpreted', ParentIds: 'interpreted', RoleName: 'interpreted', Tags: TAGS,
  },
  required: ['AccountName', 'Email'],
  // AccountName, Email and RoleName are not listed as immutable: a rule of their own says what to do.
  createOnly: [],
  defaultDeletionPolicy: 'Retain',
  permissions: {
    create: [
      ...permissions(['organizations:ListAccounts', 'organizations:CreateAccount', 'organizations:DescribeCreateAccountStatus']),
      ...permissions(READS, accountArn),
      ...permissions(['organizations:MoveAccount'], accountArn, { when: given('ParentIds') }),
      ...permissions(['organizations:TagResource'], accountArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(READS, accountArn),
      ...permissions(['organizations:ListRoots']),
      ...permissions(['organizations:MoveAccount'], accountArn, { when: given('ParentIds') }),
      ...permissions(['organizations:TagResource', 'organizations:UntagResource'], accountArn, { when: given('Tags') }),
    ],
    delete: permissions(['organizations:CloseAccount'], accountArn),
  },
  create: operation => {
    const { world, origin, properties } = operation;
    checkEmail(operation);
    checkChain(operation);
    checkRootManagement(operation);
    const { rootId } = requireOrganization(world);
    const parentId = parentOf(operation);
    checkParent(operation, parentId);
    const account = addAccount(world, {
      name: String(properties.AccountName), email: String(properties.Email), parentId: rootId, roleName: text(properties, 'RoleName'), origin,
    });
    if (parentId !== rootId) {
      moveAccount(world, account.id, parentId);
    }
    return outcome(operation, account);
  },
  update: operation => {
    for (const property of ['AccountName', 'Email', 'RoleName'] as const) {
      const remedy = 'change it back; rename an account by the Account Management API, then import it';
      operation.require(ORGANIZATIONS.ACCOUNT_IMMUTABLE, !operation.changes(property), `'${property}' of account ${operation.physicalId} changes`, remedy);
    }
    const parentId = parentOf(operation);
    checkParent(operation, parentId);
    const account = getAccount(operation.world, String(operation.physicalId));
    if (account.parentId !== parentId) {
      moveAccount(operation.world, account.id, parentId);
    }
    return outcome(operation, account);
  },
  delete: operation => suspendAccount(operation.world, String(operation.physicalId)),
  import: operation => {
    const account = getAccount(operation.world, String(operation.physicalId));
    account.origin = operation.origin;
    return outcome(operation, account);
  },
};

function checkEmail(operation: Operation): void {
  const email = String(operation.properties.Email).toLowerCase();
  const other = [...operation.world.state.organizations.accounts.values()].find(account => account.email.toLowerCase() === email);
  const remedy = `give each account an address of its own; or ${adoption(operation, String(other?.id))}`;
  operation.require(ORGANIZATIONS.ACCOUNT_EMAIL_UNIQUE, !other, `${email} belongs to account ${other?.id} (${other?.name})`, remedy);
}

/** Two accounts of one deployment are never created at the same time: the later one depends on the earlier. */
function checkChain(operation: Operation): void {
  const { organizations, deployments } = operation.world.state;
  const earlier = [...organizations.accounts.values()].filter(({ origin, joinedMethod, deployment }) =>
    origin && joinedMethod === 'CREATED' && deployment === deployments);
  const last = earlier.at(-1);
  operation.requirePath(ORGANIZATIONS.ACCOUNTS_ONE_BY_ONE, last?.origin, `account ${last?.name} may still be in creation`);
}

/** Where one deployment switches central root management on and creates accounts, it does so in this order. */
function checkRootManagement(operation: Operation): void {
  const { iam, deployments } = operation.world.state;
  const feature = iam.rootCredentialsManagement;
  const origin = feature?.deployment === deployments ? feature.origin : undefined;
  operation.requirePath(ORGANIZATIONS.ROOT_MANAGEMENT_FIRST, origin, 'the account may be born with root credentials');
}

function checkParent(operation: Operation, parentId: string): void {
  if (texts(operation.properties, 'ParentIds').length > 1) {
    operation.fail('InvalidRequest', "'ParentIds' takes one parent");
  }
  if (!operation.world.state.organizations.units.has(parentId)) {
    operation.fail('ParentNotFoundException', `'ParentIds' names ${parentId}, which does not exist`);
  }
}

