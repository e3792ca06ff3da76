import { Operation, Outcome, ResourceType } from '../aws/contract';
import { Analyzer, analyzerArn } from '../aws/services/access-analyzer';
import { createServiceLinkedRole, findServiceLinkedRole, serviceLinkedRoleArn } from '../aws/services/iam';
import { ACCESS_ANALYZER } from '../rules';
import { given, permissions, schema, TAGS } from './permission';
import { numeric, physicalName, plannedName, record, records } from './values';

const SERVICE = 'access-analyzer.amazonaws.com';
const MAX_NAME = 255;
const MAX_AGE = 365;
const DEFAULT_AGE = 90;

/** https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html; those of internal access are not modelled. */
const TYPES = ['ACCOUNT', 'ACCOUNT_UNUSED_ACCESS', 'ORGANIZATION', 'ORGANIZATION_UNUSED_ACCESS'];

const outcome = ({ arn }: Analyzer): Outcome => ({ physicalId: arn, attributes: { Arn: arn } });
const arnOf = (operation: Operation, name: string) => analyzerArn(operation.world, operation, name);
const plannedArn = (operation: Operation) =>
  operation.physicalId?.startsWith('arn:') ? operation.physicalId : arnOf(operation, plannedName(operation, 'AnalyzerName'));
const forOrganization = ({ properties }: Operation) => String(properties.Type).startsWith('ORGANIZATION');

/** An analyzer, of an account or of the organization; the first one of an account brings the service-linked role along. */
export const ANALYZER: ResourceType = {
  typeName: 'AWS::AccessAnalyzer::Analyzer',
  source: schema('aws-accessanalyzer-analyzer'),
  properties: {
    AnalyzerName: 'interpreted', Type: 'interpreted', Tags: TAGS,
    ArchiveRules: 'interpreted', AnalyzerConfiguration: 'interpreted',
  },
  nested: {
    ArchiveRules: ['RuleName', 'Filter'],
    'ArchiveRules.Filter': ['Property', 'Contains', 'Eq', 'Exists', 'Neq'],
    // internal access analyzers are not modelled
    AnalyzerConfiguration: ['UnusedAccessConfiguration'],
    'AnalyzerConfiguration.UnusedAccessConfiguration': ['UnusedAccessAge', 'AnalysisRule'],
    'AnalyzerConfiguration.UnusedAccessConfiguration.AnalysisRule': ['Exclusions'],
    'AnalyzerConfiguration.UnusedAccessConfiguration.AnalysisRule.Exclusions': ['AccountIds', 'ResourceTags'],
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
    checkSettings(operation);
    if (!findServiceLinkedRole(world, accountId, SERVICE)) {
      createServiceLinkedRole(world, accountId, SERVICE, origin);
    }
    const analyzer: Analyzer = { arn, name, type: String(properties.Type), accountId, region, origin };
    analyzers.set(arn, analyzer);
    return outcome(analyzer);
  },
  update: operation => {
    checkSettings(operation);
    return outcome(analyzerOf(operation));
  },
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

/** What an analyzer leaves out, and for how long access may be unused: nothing is found here, but AWS refuses what makes no sense. */
function checkSettings(operation: Operation): void {
  const { properties } = operation;
  if (!TYPES.includes(String(properties.Type))) {
    operation.fail('ValidationException', `'Type' must be one of ${TYPES.join(', ')}, got ${String(properties.Type)}`);
  }
  const rules = records(properties, 'ArchiveRules');
  const names = rules.map(({ RuleName }) => RuleName);
  const filtered = rules.every(rule => records(rule, 'Filter').length > 0);
  const detail = `archive rules: ${names.join(', ')}`;
  operation.require(ACCESS_ANALYZER.ARCHIVE_RULES, filtered && new Set(names).size === names.length, detail, 'give each rule its name and a filter');
  const configuration = record(properties, 'AnalyzerConfiguration').UnusedAccessConfiguration;
  const age = numeric(record(record(properties, 'AnalyzerConfiguration'), 'UnusedAccessConfiguration'), 'UnusedAccessAge') ?? DEFAULT_AGE;
  const fits = configuration === undefined || (String(properties.Type).endsWith('_UNUSED_ACCESS') && age >= 1 && age <= MAX_AGE);
  operation.require(ACCESS_ANALYZER.UNUSED_ACCESS_AGE, fits, `${String(properties.Type)} with an age of ${age} days`, 'choose 1 to 365 days');
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
