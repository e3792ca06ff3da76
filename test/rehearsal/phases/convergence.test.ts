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

describe('names that AWS makes up', () => {
  const origin = { stackId: 'arn:aws:cloudformation:eu-central-1:111111111111:stack/one/1', logicalId: 'Group' };
  const withGroup = (name: string, ruleId: string, others: readonly string[] = []) => {
    const made = world();
    const rules = new Map([ruleId, ...others].map(id => [id, { id, egress: true, protocol: 'tcp', peer: { cidr: '10.0.0.0/8' }, origin }]));
    made.state.networks.securityGroups.set('sg-1', { id: 'sg-1', accountId: '111111111111', region: 'eu-central-1', vpcId: 'vpc-1', name, isDefault: false, rules, origin } as never);
    return made;
  };

  test('are no difference, nor are the ids of what belongs to a resource', () => {
    expect(convergenceDifferences(withGroup('one-Group-AAAA', 'sgr-1'), withGroup('one-Group-BBBB', 'sgr-2'))).toEqual([]);
  });

  test('hide nothing that is there once more', () => {
    expect(convergenceDifferences(withGroup('one-Group-AAAA', 'sgr-1'), withGroup('one-Group-BBBB', 'sgr-2', ['sgr-3'])))
      .toEqual([expect.stringContaining('rules.sgr-3: nothing became')]);
  });

  test('are no difference in parts of an id, and in attributes of attributes', () => {
    const withAcl = (suffix: string) => {
      const made = world();
      const resource = {
        type: 'AWS::WAFv2::WebACL', physicalId: `acl-${suffix}|id-${suffix}|REGIONAL`, attributes: { Secret: { Arn: `arn-${suffix}` } }, properties: {},
        deletionPolicy: 'Delete', updateReplacePolicy: 'Delete',
      };
      const stack = { accountId: '111111111111', region: 'eu-central-1', name: 'one', resources: { Acl: resource }, names: [`acl-${suffix}`, `arn-${suffix}`] };
      made.stacks.set('111111111111/eu-central-1/one', stack as never);
      return made;
    };
    expect(convergenceDifferences(withAcl('a'), withAcl('b'))).toEqual([]);
  });
});
