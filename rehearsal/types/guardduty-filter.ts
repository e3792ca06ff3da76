import { Operation, Outcome, ResourceType } from '../aws/contract';
import { DetectorFilter, detectorOf } from '../aws/services/guardduty';
import { GUARDDUTY } from '../rules/guardduty';
import { DESCRIPTION, given, inert, permissions, schema, TAGS } from './permission';
import { numeric, record, text } from './values';

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Condition.html, with the older short names that CloudFormation has too. */
const CONDITIONS = [
  'Equals', 'NotEquals', 'GreaterThan', 'GreaterThanOrEqual', 'LessThan', 'LessThanOrEqual', 'Matches', 'NotMatches', 'Eq', 'Neq', 'Gt', 'Gte', 'Lt', 'Lte',
];
const MAX_CRITERIA = 50;

const filterArn = ({ world, region, accountId, properties }: Operation) =>
  `arn:${world.partition}:guardduty:${region}:${accountId}:detector/${String(properties.DetectorId)}/filter/${String(properties.Name)}`;
const keyOf = ({ properties }: Operation) => `${String(properties.DetectorId)}/${String(properties.Name)}`;
const outcome = ({ name }: DetectorFilter): Outcome => ({ physicalId: name, attributes: {} });

/** A filter of a detector; with the action ARCHIVE it suppresses what it matches. */
export const FILTER: ResourceType = {
  typeName: 'AWS::GuardDuty::Filter',
  source: schema('aws-guardduty-filter'),
  properties: {
    Action: 'interpreted', DetectorId: 'interpreted', FindingCriteria: 'interpreted', Name: 'interpreted', Rank: 'interpreted',
    Description: DESCRIPTION, Tags: TAGS,
  },
  nested: { FindingCriteria: { Criterion: inert('nothing is found in the rehearsal; only the conditions\' names are checked') } },
  required: ['DetectorId', 'Name', 'FindingCriteria'],
  createOnly: ['DetectorId', 'Name'],
  permissions: {
    create: [
      ...permissions(['guardduty:CreateFilter', 'guardduty:GetFilter'], filterArn),
      ...permissions(['guardduty:TagResource'], filterArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['guardduty:GetFilter', 'guardduty:UpdateFilter'], filterArn),
      ...permissions(['guardduty:ListFilters']),
      ...permissions(['guardduty:TagResource', 'guardduty:UntagResource'], filterArn, { when: given('Tags') }),
    ],
    delete: [
      ...permissions(['guardduty:ListDetectors', 'guardduty:ListFilters']),
      ...permissions(['guardduty:GetFilter', 'guardduty:DeleteFilter'], filterArn),
    ],
  },
  create: operation => {
    const { filters } = operation.world.state.guardDuty;
    check(operation);
    if (filters.has(keyOf(operation))) {
      operation.fail('AlreadyExists', `the detector has a filter named ${String(operation.properties.Name)}`, 'delete it, or choose another name');
    }
    const { DetectorId, Name } = operation.properties;
    const filter: DetectorFilter = {
      detectorId: String(DetectorId), name: String(Name), action: actionOf(operation), origin: operation.origin,
    };
    filters.set(keyOf(operation), filter);
    return outcome(filter);
  },
  update: operation => {
    check(operation);
    const filter = filterOf(operation);
    filter.action = actionOf(operation);
    return outcome(filter);
  },
  delete: operation => {
    filterOf(operation);
    operation.world.state.guardDuty.filters.delete(keyOf(operation));
  },
};

const actionOf = ({ properties }: Operation) => text(properties, 'Action') ?? 'NOOP';

const filterOf = (operation: Operation): DetectorFilter => operation.world.state.guardDuty.filters.get(keyOf(operation))
  ?? operation.fail('NotFound', `filter ${String(operation.properties.Name)} does not exist`);

function check(operation: Operation): void {
  const { world, accountId, region, properties } = operation;
  const detector = detectorOf(world, String(properties.DetectorId), accountId, region);
  operation.require(GUARDDUTY.DETECTOR_EXISTS, detector !== undefined, `${accountId} has no detector ${String(properties.DetectorId)} in ${region}`,
    'take the id from what waits for the detector');
  const administrator = detector?.administratorId;
  operation.require(GUARDDUTY.FILTERS_BY_ADMINISTRATOR, administrator === undefined, `${accountId} is a member of ${administrator}`,
    'make the filter in the administrator account');
  const rank = numeric(properties, 'Rank') ?? 1;
  const shaped = /^[\w.-]{3,64}$/.test(String(properties.Name)) && ['NOOP', 'ARCHIVE'].includes(actionOf(operation)) && rank >= 1 && rank <= 100
    && isCriterion(record(record(properties, 'FindingCriteria'), 'Criterion'));
  operation.require(GUARDDUTY.FILTER_SHAPE, shaped, `filter ${String(properties.Name)} has the action ${actionOf(operation)} and the rank ${rank}`, 'correct it');
}

/** Fields of findings, each with conditions that there are. */
function isCriterion(criterion: Readonly<Record<string, unknown>>): boolean {
  const conditions = Object.keys(criterion).map(field => Object.keys(record(criterion, field)));
  return conditions.length > 0 && conditions.length <= MAX_CRITERIA
    && conditions.every(names => names.length > 0 && names.every(name => CONDITIONS.includes(name)));
}
