import { APP, rehearseMutant } from './mutant';
import { Mutation, Mutations } from './mutation';

/** What to do about the refusal itself, beyond what is left to do after any rollback. */
const OWN_REMEDY = /^(?!the rollback|adopt what|take off)\S/;

/**
 * Declares a test for each mutation: the rehearsal refuses the example by that very rule, and says where and what to do.
 *
 * @param example the folder of an assembly
 */
export function refuses(example: string, mutations: Mutations): void {
  describe.each(Object.entries(mutations))('%s refuses the example', (rule, changes) => {
    test.each(changes.map(mutation => [mutation.when, mutation] as const))('when %s, and says where and what to do', async (_when, mutation) => {
      const { edit, before, phase = 'first-deployment', says = /./ } = mutation;
      const rehearsal = await rehearseMutant(example, edit, { before, phases: [phase] });
      const [failure] = rehearsal.toJSON().failures;
      expect(failure).toMatchObject({ phase, rule: { id: rule }, remedy: expect.stringMatching(OWN_REMEDY) });
      expect(failure.message).toMatch(says);
      expect(failure).toMatchObject(placeOf(mutation));
    });
  });
}

/** What a failure says about where it is. */
function placeOf({ at, added, stack }: Mutation): object {
  const resource = { logicalId: added ?? expect.stringMatching(/./), resourceType: expect.stringMatching(/::/), stackName: expect.stringMatching(/lz-/) };
  if (at !== undefined || added !== undefined) {
    return { ...resource, ...at !== undefined && { constructPath: `${APP}${at}` } };
  }
  return stack === undefined ? {} : { constructPath: `${APP}${stack}` };
}
