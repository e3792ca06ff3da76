import { createRole, trustOfService } from '../../../rehearsal/aws/services/iam';
import { World } from '../../../rehearsal/aws/world';
import { convergenceDifferences } from '../../../rehearsal/phases/convergence';

const world = () => new World({ managementAccountId: '111111111111', regions: ['eu-central-1'] });

test('a copy of a world is no different', () => {
  const original = world();
  expect(convergenceDifferences(original, original.clone())).toEqual([]);
});

test('a role that is left over is a difference', () => {
  const after = world();
  createRole(after, { accountId: '111111111111', name: 'leftover', trust: trustOfService('lambda.amazonaws.com') });
  expect(convergenceDifferences(world(), after)).toEqual([expect.stringContaining('role/leftover: nothing became')]);
});

test('time that passed is no difference', () => {
  const after = world();
  after.advance(60_000);
  expect(convergenceDifferences(world(), after)).toEqual([]);
});
