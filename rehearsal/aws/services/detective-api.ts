import { ApiCall, ApiInput, ApiOperation, AwsError } from '../contract';
import { BehaviorGraph, designationOperations, DETECTIVE_SERVICE } from './detective';
import { administratorOf } from './regional-administrators';

/** An operation on the graph of the caller, who administers Detective: its one IAM action has its name. */
function operation(
  name: string, write: boolean, input: readonly string[], run: (graph: BehaviorGraph, input: ApiInput, call: ApiCall) => unknown,
): ApiOperation {
  return {
    service: 'detective', operation: name, write, input: ['GraphArn', ...input],
    source: `https://docs.aws.amazon.com/detective/latest/APIReference/API_${name}.html`,
    authorizations: ({ GraphArn }, { region }) => [{ action: `detective:${name}`, resource: String(GraphArn), region }],
    run: (given, call) => run(requireGraph(given, call), given, call),
  };
}

function requireGraph({ GraphArn }: ApiInput, { world, accountId, region }: ApiCall): BehaviorGraph {
  const graph = world.state.detective.graphs.get(`${accountId}/${region}`);
  if (graph?.arn !== GraphArn || !graph || administratorOf(world, DETECTIVE_SERVICE, region)?.accountId !== accountId) {
    throw new AwsError('ValidationException', `${accountId} does not administer the behavior graph ${String(GraphArn)}.`);
  }
  return graph;
}

function createMembers(graph: BehaviorGraph, { Accounts }: ApiInput, { world }: ApiCall): unknown {
  const accounts = (Accounts as readonly { readonly AccountId: string }[]).map(({ AccountId }) => AccountId);
  const { accounts: known } = world.state.organizations;
  const isOfOrganization = (id: string) => id === world.managementAccountId || known.get(id)?.parentId !== undefined;
  const accepted = accounts.filter(id => isOfOrganization(id) && id !== graph.accountId);
  accepted.forEach(id => graph.members.add(id));
  const refused = accounts.filter(id => !accepted.includes(id));
  return {
    Members: accepted.map(AccountId => ({ AccountId, GraphArn: graph.arn, Status: 'ENABLED' })),
    UnprocessedAccounts: refused.map(AccountId => ({ AccountId, Reason: 'is no account of the organization that can be a member' })),
  };
}

/** Operations of Amazon Detective. */
export const operations: readonly ApiOperation[] = [
  ...designationOperations,
  {
    service: 'detective', operation: 'ListGraphs', write: false, input: ['NextToken', 'MaxResults'],
    source: 'https://docs.aws.amazon.com/detective/latest/APIReference/API_ListGraphs.html',
    authorizations: (_, { region }) => [{ action: 'detective:ListGraphs', resource: '*', region }],
    run: (_, { world, accountId, region }) => {
      const graph = world.state.detective.graphs.get(`${accountId}/${region}`);
      return { GraphList: graph ? [{ Arn: graph.arn }] : [] };
    },
  },
  operation('DescribeOrganizationConfiguration', false, [], ({ autoEnable }) => ({ AutoEnable: autoEnable })),
  operation('UpdateOrganizationConfiguration', true, ['AutoEnable'], (graph, { AutoEnable }) => {
    graph.autoEnable = AutoEnable === true;
    return {};
  }),
  operation('ListMembers', false, ['NextToken', 'MaxResults'], graph => ({
    MemberDetails: [...graph.members].map(AccountId => ({ AccountId, GraphArn: graph.arn, AdministratorId: graph.accountId, Status: 'ENABLED' })),
  })),
  { ...operation('CreateMembers', true, ['Accounts', 'Message', 'DisableEmailNotification'], createMembers), nested: { Accounts: ['AccountId', 'EmailAddress'] } },
];
