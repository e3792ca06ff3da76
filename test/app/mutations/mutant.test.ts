import { configuration } from '../../../config/landing-zone';
import { synthesise } from '../synth';
import { Mutant, rehearseMutant } from './mutant';

const MEMBERS = 'AccountBaseline/AccountRegional/Template';
const MANAGEMENT = 'AccountBaseline/ManagementRegional/Template';
const RULE = 'EventForwarding/root-usage';

const example = synthesise();

describe('an edit of one of two StackSets with the same template', () => {
  /** Accounts that still have the rule. */
  const accountsOf = async (edit: (mutant: Mutant) => void): Promise<Set<string>> => {
    const rehearsal = await rehearseMutant(example, edit);
    return new Set(rehearsal.resources({ type: 'AWS::Events::Rule' }).filter(({ properties }) => properties.Name === 'lz-forward-root-usage').map(({ accountId }) => accountId));
  };

  test('is deployed to the members, and leaves the management account alone', async () => {
    expect(await accountsOf(mutant => mutant.delete(`${MEMBERS}/${RULE}`))).toEqual(new Set([configuration.managementAccountId]));
  });

  test('is deployed to the management account, and leaves the members alone', async () => {
    const accounts = await accountsOf(mutant => mutant.delete(`${MANAGEMENT}/${RULE}`));
    expect(accounts.size).toBe(7);
    expect(accounts).not.toContain(configuration.managementAccountId);
  });
});

test('a path that the example does not have is an error', () => {
  expect(() => Mutant.of(example, mutant => mutant.at('Nowhere'))).toThrow(/the example has no construct at "Nowhere"/);
});
