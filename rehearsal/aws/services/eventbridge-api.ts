import { ApiInput, ApiOperation, Authorization } from '../contract';
import { busArn, findBus } from './eventbridge';

type Entry = Readonly<Record<string, unknown>>;

/** An entry with its source, type and detail: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const MAX_ENTRY = 262_144;

const entriesOf = ({ Entries }: ApiInput): readonly Entry[] => Array.isArray(Entries) ? Entries as readonly Entry[] : [];

/** Operations of Amazon EventBridge. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'eventbridge', operation: 'PutEvents', write: true, input: ['Entries'],
    nested: { Entries: ['Source', 'DetailType', 'Detail', 'EventBusName', 'Resources', 'Time'] },
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html',
    authorizations: (input, { world, accountId, region }): Authorization[] => entriesOf(input).map(({ Source, DetailType, EventBusName = 'default' }) => ({
      action: 'events:PutEvents', region, context: { 'events:source': String(Source), 'events:detail-type': String(DetailType) },
      resource: findBus(world, String(EventBusName), { accountId, region })?.arn ?? busArn(world, accountId, region, String(EventBusName)),
    })),
    run: input => {
      const entries = entriesOf(input);
      const refused = entries.map(refusal);
      return { FailedEntryCount: refused.filter(Boolean).length, Entries: refused.map((ErrorCode, index) => ErrorCode ? { ErrorCode } : { EventId: `event-${index}` }) };
    },
  },
];

/** Why an entry is not taken: the call succeeds all the same. */
function refusal({ Source, DetailType, Detail }: Entry): string | undefined {
  if (!Source || !DetailType || String(Source).startsWith('aws.')) {
    return Source && DetailType ? 'NotAuthorizedForSourceException' : 'InvalidArgument';
  }
  try {
    const detail: unknown = JSON.parse(String(Detail));
    return typeof detail === 'object' && String(Detail).length < MAX_ENTRY ? undefined : 'MalformedDetail';
  } catch {
    return 'MalformedDetail';
  }
}
