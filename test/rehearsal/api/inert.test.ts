import { inertProperties, inertUses } from '../../../rehearsal/api/inert';
import { ResourceType } from '../../../rehearsal/aws/contract';
import { strangersOf } from '../types/workbench';

const RULE = 'AWS::SecurityHub::AutomationRule';
const rule = (more: object) => ({
  type: RULE, logicalId: 'R', physicalId: 'r', stackName: 's', accountId: '1', region: 'r', attributes: {}, metadata: {},
  properties: { RuleName: 'r', Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Note: {} } }, { FindingFieldsUpdate: {} }], ...more },
});

test('properties without effect are counted by resource, nested ones by their path', () => {
  const uses = inertUses([rule({ Tags: [{}, {}] }), rule({})]);
  expect(uses.map(({ property, uses: count }) => [property, count])).toEqual([['Actions.FindingFieldsUpdate', 2], ['Tags', 1]]);
  expect(uses[0]).toMatchObject({ type: RULE, reason: expect.stringContaining('nothing is found') });
});

test('a type says of nested properties too why they have no effect', () => {
  const type = { properties: { A: 'interpreted', B: { inert: 'b' } }, nested: { 'A': ['C', 'D'], 'A.C': { E: 'interpreted', F: { inert: 'f' } } } };
  expect(inertProperties(type as unknown as ResourceType)).toEqual([{ property: 'B', reason: 'b' }, { property: 'A.C.F', reason: 'f' }]);
});

test('a nested property without effect is known all the same', () => {
  const policy = (more: object) => ({
    Name: 'p', ConfigurationPolicy: { SecurityHub: { SecurityControlsConfiguration: { SecurityControlCustomParameters: [{ SecurityControlId: 'IAM.7', ...more }] } } },
  });
  expect(strangersOf('AWS::SecurityHub::ConfigurationPolicy', policy({ Parameters: {} }))).toBeUndefined();
  expect(strangersOf('AWS::SecurityHub::ConfigurationPolicy', policy({ Colour: 'red' }))).toContain('SecurityControlCustomParameters.Colour');
});
