import { EventSelector, FieldOperator, FieldSelector } from '../aws/services/cloudtrail';
import { flag, list, records, text, texts } from './values';

/** Ways to compare a field that a template may name. */
export const FIELD_OPERATORS: readonly FieldOperator[] = ['Equals', 'StartsWith', 'EndsWith', 'NotEquals', 'NotStartsWith', 'NotEndsWith'];
/** Which calls a basic selector records: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
export const READ_WRITE_TYPES: readonly string[] = ['All', 'ReadOnly', 'WriteOnly'];

type Values = Readonly<Record<string, unknown>>;

/** Which events a trail selects; undefined when the template leaves it to CloudTrail. */
export function selectorsOf(properties: Values): readonly EventSelector[] | undefined {
  const advanced = records(properties, 'AdvancedEventSelectors').map(selector => records(selector, 'FieldSelectors').map(fieldSelector));
  const basic = records(properties, 'EventSelectors')
    .flatMap(selector => [...managementEvents(selector), ...dataEvents(selector)]);
  const given = list(properties, 'AdvancedEventSelectors').length + list(properties, 'EventSelectors').length > 0;
  return given ? [...advanced, ...basic] : undefined;
}

function fieldSelector(selector: Values): FieldSelector {
  const given = FIELD_OPERATORS.filter(operator => selector[operator] !== undefined)
    .map(operator => [operator, texts(selector, operator)] as const);
  return { field: String(selector.Field), operators: Object.fromEntries(given) };
}

const equals = (field: string, ...values: readonly string[]): FieldSelector => ({ field, operators: { Equals: values } });

/** Reads, writes or both; two keys and data of RDS may be excluded. */
function managementEvents(selector: Values): readonly EventSelector[] {
  const excluded = texts(selector, 'ExcludeManagementEventSources');
  return flag(selector, 'IncludeManagementEvents') === false ? [] : [[
    equals('eventCategory', 'Management'), ...readWrite(selector),
    ...excluded.length > 0 ? [{ field: 'eventSource', operators: { NotEquals: excluded } }] : [],
  ]];
}

const dataEvents = (selector: Values): readonly EventSelector[] => records(selector, 'DataResources').map(resource => [
  equals('eventCategory', 'Data'), ...readWrite(selector), equals('resources.type', String(resource.Type)),
  { field: 'resources.ARN', operators: { StartsWith: texts(resource, 'Values') } },
]);

function readWrite(selector: Values): readonly FieldSelector[] {
  const type = text(selector, 'ReadWriteType') ?? 'All';
  return type === 'All' ? [] : [equals('readOnly', String(type === 'ReadOnly'))];
}
