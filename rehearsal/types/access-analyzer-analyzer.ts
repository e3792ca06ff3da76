import { Operation, Outcome, ResourceType } from '../aws/contract';
import { Analyzer } from '../aws/services/access-analyzer';
import { createServiceLinkedRole, findServiceLinkedRole, serviceLinkedRoleArn } from '../aws/services/iam';
import { ACCESS_ANALYZER } from '../rules';
import { given, inert, permissions, schema, TAGS } from './permission';
import { physicalName, plannedName } from './values';

const SERVICE = 'access-analyzer.amazonaws.com';
const MAX_NAME = 255;

const outcome = ({ arn }: Analyzer): Outcome => ({ physicalId: arn, attributes: { Arn: arn } });
const arnOf = ({ world, region, accountId }: Operation, name: string) => `arn:${world.partition}:access-analyzer:${region}:${accountId}:analyzer/${name}`;
const plannedArn = (operation: Operation) =>
  operation.physicalId?.startsWith('arn:') ? operation.physicalId : arnOf(operation, plannedName(operation, 'AnalyzerName'));
const forOrganization = ({ properties }: Operation) => String(properties.Type).startsWith('ORGANIZATION');

/** An analyzer, of an account or of the organization; the first one of an account brings the service-linked role along. */
export const ANALYZER: ResourceType = {
  typeName: 'AWS::AccessAnalyzer::Analyzer',
  source: schema('aws-accessanalyzer-analyzer'),
  properties: {
    AnalyzerName: 'interpreted', Type: 'interpreted', Tags: TAGS,
    ArchiveRules: inert('nothing is found in the rehearsal'), AnalyzerConfiguration: inert('nothing is analysed in the rehearsal'),
  },
  required: ['Type'],
  createOnly: ['AnalyzerName', 'Type'],
  permissions: {
    create: [
      ...permissions(['access-analyzer:CreateAnalyzer'], plannedArn),
      ...permissions(['access-analyzer:TagResource'], plannedArn, { when: given('Tags') }),
      ...permissions(['iam:CreateServiceLinkedRole'], ({ world, accountId }) => serviceLinkedRoleArn(world, accountId, SERVICE), {
        when: ({ world, accountId }) => !findServiceLinkedRole(world, accountId, SERVICE), context: () => ({ 'iam:AWSServiceName': SERVICE }),
      }),
      ...permissions(['organizations:ListAWSServiceAccessForOrganization', 'organizations:ListDelegatedAdministrators'], undefined, { when: forOrganization }),
    ],
    update: [
      ...permissions(['access-analyzer:ListAnalyzers']),
      // later than the schema that was read, in which an update of the configuration replaces the analyzer
      ...permissions(['access-analyzer:UpdateAnalyzer'], plannedArn, { when: given('AnalyzerConfiguration') }),
      ...permissions(['access-analyzer:CreateArchiveRule', 'access-analyzer:UpdateArchiveRule', 'access-analyzer:DeleteArchiveRule'], plannedArn, { when: given('ArchiveRules') }),
      ...permissions(['access-analyzer:TagResource', 'access-analyzer:UntagResource'], plannedArn, { when: given('Tags') }),
    ],
    delete: permissions(['access-analyzer:DeleteAnalyzer'], plannedArn),
  },
  create: operation => {
    const { world, accountId, region, origin, properties } = operation;
    const { analyzers } = world.state.accessAnalyzer;
    const name = physicalName(operation, 'AnalyzerName', MAX_NAME);
    const arn = arnOf(operation, name);
    if (analyzers.has(arn)) {
      operation.fail('ConflictException', `an analyzer named ${name} exists already in ${accountId} ${region}`);
    }
    check(operation);
    if (!findServiceLinkedRole(world, accountId, SERVICE)) {
      createServiceLinkedRole(world, accountId, SERVICE, origin);
    }
    const analyzer: Analyzer = { arn, name, type: String(properties.Type), accountId, region, origin };
    analyzers.set(arn, analyzer);
    return outcome(analyzer);
  },
  update: operation => outcome(analyzerOf(operation)),
  delete: operation => {
    operation.world.state.accessAnalyzer.analyzers.delete(analyzerOf(operation).arn);
  },
  import: operation => {
    const analyzer = analyzerOf(operation);
    analyzer.origin = operation.origin;
    return outcome(analyzer);
  },
};

const analyzerOf = (operation: Operation): Analyzer => operation.world.state.accessAnalyzer.analyzers.get(String(operation.physicalId))
  ?? operation.fail('ResourceNotFoundException', `analyzer ${operation.physicalId} does not exist`);

function check(operation: Operation): void {
  const { world, accountId, region, properties } = operation;
  if (forOrganization(operation)) {
    checkOrganization(operation);
    return;
  }
  const twin = [...world.state.accessAnalyzer.analyzers.values()]
    .find(other => other.accountId === accountId && other.region === region && other.type === properties.Type);
  const remedy = 'keep one analyzer of the account in each region';
  operation.require(ACCESS_ANALYZER.ONE_PER_REGION, properties.Type !== 'ACCOUNT' || !twin, `${twin?.name} exists already in ${accountId} ${region}`, remedy);
}

function checkOrganization(operation: Operation): void {
  const { world, accountId } = operation;
  const { delegatedAdministrators, trustedServices } = world.state.organizations;
  const delegation = delegatedAdministrators.get(`${accountId}/${SERVICE}`);
  const role = findServiceLinkedRole(world, world.managementAccountId, SERVICE);
  const access = trustedServices.get(SERVICE);
  const ready = access !== undefined && role !== undefined && (accountId === world.managementAccountId || delegation !== undefined);
  const detail = `trusted access: ${access !== undefined}, service-linked role in the management account: ${role !== undefined}, delegated: ${delegation !== undefined}`;
  operation.require(ACCESS_ANALYZER.ORGANIZATION_ANALYZER, ready, detail, 'enable trusted access, create the role, register the delegated administrator first');
  [access?.origin, role?.origin, delegation?.origin].forEach(origin =>
    operation.requirePath(ACCESS_ANALYZER.ORGANIZATION_ANALYZER, origin, 'the analyzer may come before what it needs'));
}
