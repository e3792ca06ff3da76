import { ACCESS_ANALYZER } from '../../rules/services';
import { ApiInput, ApiCall, ApiOperation, Authorization, AwsError, RehearsalFailure } from '../contract';
import { globalRegion } from '../regions';
import { analyzerArn } from './access-analyzer';
import { createServiceLinkedRole, findServiceLinkedRole, serviceLinkedRoleArn } from './iam';

const SERVICE = 'access-analyzer.amazonaws.com';
const source = (name: string) => `https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_${name}.html`;

const analyzersHere = ({ world, accountId, region }: ApiCall) =>
  [...world.state.accessAnalyzer.analyzers.values()].filter(analyzer => analyzer.accountId === accountId && analyzer.region === region);

/** The service-linked role comes along the first time, with the permissions of whoever makes the analyzer. */
function rightsToCreate({ analyzerName }: ApiInput, { world, accountId, region }: ApiCall): readonly Authorization[] {
  const role: Authorization = {
    action: 'iam:CreateServiceLinkedRole', resource: serviceLinkedRoleArn(world, accountId, SERVICE), region: globalRegion(world.partition),
    context: { 'iam:AWSServiceName': SERVICE },
  };
  const create = { action: 'access-analyzer:CreateAnalyzer', resource: analyzerArn(world, { accountId, region }, String(analyzerName)), region };
  return [create, ...findServiceLinkedRole(world, accountId, SERVICE) ? [] : [role]];
}

function create({ analyzerName, type }: ApiInput, call: ApiCall): unknown {
  const { world, accountId, region, origin } = call;
  const name = String(analyzerName);
  if (type !== 'ACCOUNT') {
    throw new RehearsalFailure({ kind: 'unknown', message: `the rehearsal does not know analyzers of ${String(type)} by the API`, remedy: 'make it by CloudFormation' });
  }
  if (analyzersHere(call).some(analyzer => analyzer.name === name)) {
    throw new AwsError('ConflictException', `An analyzer named ${name} exists already.`);
  }
  const twin = analyzersHere(call).find(analyzer => analyzer.type === type);
  if (twin) {
    throw new RehearsalFailure({
      kind: 'rule', rule: ACCESS_ANALYZER.ONE_PER_REGION, message: `${twin.name} exists already in ${accountId} ${region}`,
      remedy: 'keep one analyzer of the account in each region',
    });
  }
  if (!findServiceLinkedRole(world, accountId, SERVICE)) {
    createServiceLinkedRole(world, accountId, SERVICE, origin);
  }
  const arn = analyzerArn(world, { accountId, region }, name);
  world.state.accessAnalyzer.analyzers.set(arn, { arn, name, type, accountId, region, origin });
  return { arn };
}

/** Operations of IAM Access Analyzer. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'accessanalyzer', operation: 'ListAnalyzers', write: false, input: ['type', 'maxResults', 'nextToken'],
    source: source('ListAnalyzers'),
    authorizations: (_, { region }) => [{ action: 'access-analyzer:ListAnalyzers', resource: '*', region }],
    run: ({ type }, call) => ({
      analyzers: analyzersHere(call).filter(analyzer => type === undefined || analyzer.type === type)
        .map(({ arn, name, type: kind }) => ({ arn, name, type: kind, status: 'ACTIVE' })),
    }),
  },
  {
    service: 'accessanalyzer', operation: 'CreateAnalyzer', write: true, input: ['analyzerName', 'type'],
    source: `${source('CreateAnalyzer')}; https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-using-service-linked-roles.html`,
    authorizations: rightsToCreate,
    run: create,
  },
];
