import { Rehearsal } from '../../rehearsal';
import { EXAMPLE_FILES } from './example-apps';
import { rehearsalOf } from './example-rehearsals';

jest.setTimeout(300_000);

/** What `cdk destroy --all` stops at until somebody lifts its protection, and what is adopted after a first deployment that failed. */
const DETAILS: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  'serverless-api': { faults: /^1 step failed, 2 resources adopted$/, destruction: /^\d+ things kept$/ },
  'three-tier': { faults: /^1 step failed$/, destruction: /^\d+ things kept, 2 more until their deletion protection is lifted$/ },
};

describe.each(Object.keys(EXAMPLE_FILES))('the example %s on its own', name => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    rehearsal = await rehearsalOf(name);
  });

  test('passes the rehearsal from its first deployment to its destruction', () => {
    expect(rehearsal.failures.map(({ message }) => message)).toEqual([]);
    expect(rehearsal.succeeded).toBe(true);
  });

  test('fails once in each stack and converges, and keeps what must be kept', () => {
    const { faults = /^[12] steps? failed$/, destruction = /^\d+ things? kept$/ } = DETAILS[name] ?? {};
    const detailOf = (id: string) => rehearsal.phases.find(phase => phase.id === id)?.detail;
    expect(detailOf('faults')).toMatch(faults);
    expect(detailOf('destruction')).toMatch(destruction);
  });
});
