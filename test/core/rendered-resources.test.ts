import { App, CfnMapping, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import { renderedResources, renderedText } from '../../lib/core/rendered-resources';

/** What a property comes to, in each branch. */
function rendered(value: unknown): readonly unknown[] {
  const stack = new Stack(new App(), 'Stack');
  new CfnParameter(stack, 'Given', { default: 'a,b' });
  new CfnParameter(stack, 'List', { type: 'List<String>', default: 'a, b' });
  new CfnParameter(stack, 'Asked', {});
  new CfnParameter(stack, 'Elsewhere', { type: 'AWS::SSM::Parameter::Value<String>', default: '/name' });
  new CfnMapping(stack, 'Map', { mapping: { one: { two: 'found' } } });
  new CfnResource(stack, 'Resource', { type: 'AWS::Any::Thing', properties: { Value: value } });
  return renderedResources(stack).map(({ properties }) => properties.Value);
}

test.each<[unknown, unknown]>([
  ['text', 'text'],
  [{ Ref: 'Given' }, 'a,b'],
  [{ Ref: 'List' }, ['a', 'b']],
  [{ Ref: 'Asked' }, '<Asked>'],
  [{ Ref: 'Elsewhere' }, '<Elsewhere>'],
  [{ 'Fn::GetAtt': ['Other', 'Arn'] }, '<Other.Arn>'],
  [{ 'Fn::GetAtt': 'Other.Arn' }, '<Other.Arn>'],
  [{ 'Fn::Sub': '${Given} ${Other.Arn} ${!Literal}' }, 'a,b <Other.Arn> ${Literal}'],
  [{ 'Fn::Sub': ['${Own} ${Given}', { Own: { 'Fn::Join': ['-', ['x', { Ref: 'Asked' }]] } }] }, 'x-<Asked> a,b'],
  [{ 'Fn::Join': ['/', ['10.0.0.0', 8]] }, '10.0.0.0/8'],
  [{ 'Fn::Join': [',', { Ref: 'List' }] }, 'a,b'],
  [{ 'Fn::Select': [1, { 'Fn::Split': [',', { Ref: 'Given' }] }] }, 'b'],
  [{ 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Other', 'Arn'] }] }] }, expect.stringMatching(/^<[^<>]*Other\.Arn[^<>]*>$/)],
  [{ 'Fn::Select': [7, ['a']] }, expect.stringMatching(/^<.*>$/)],
  [{ 'Fn::FindInMap': ['Map', 'one', 'two'] }, 'found'],
  [{ 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'two'] }, expect.stringMatching(/^<.*>$/)],
  [{ 'Fn::ImportValue': { 'Fn::Sub': '"${Asked}"' } }, '<Asked>'],
  [{ Ref: 'Given', Other: 1 }, { Ref: 'Given', Other: 1 }],
])('%j comes to %j', (value, expected) => {
  expect(rendered(value)).toEqual([expected]);
});

describe('conditions', () => {
  const choose = (name: string, then: unknown, otherwise: unknown) => ({ 'Fn::If': [name, then, otherwise] });
  const NOTHING = { Ref: 'AWS::NoValue' };

  test('are rendered either way', () => {
    expect(rendered(choose('C', 'a', { 'Fn::Join': ['', ['b', 'c']] }))).toEqual(['a', 'bc']);
  });

  test('leave out what is nothing, of objects and of lists', () => {
    expect(rendered({ key: choose('C', NOTHING, 1), list: [1, choose('C', 2, NOTHING)] })).toEqual([{ list: [1, 2] }, { key: 1, list: [1] }]);
  });

  test('hold everywhere or nowhere, and independently of each other', () => {
    expect(rendered([choose('C', 1, 2), choose('C', 1, 2)])).toEqual([[1, 1], [2, 2]]);
    expect(rendered([choose('C', 1, 2), choose('D', 1, 2)])).toEqual([[1, 1], [1, 2], [2, 1], [2, 2]]);
  });

  test('come in pairs where there are too many of them for every combination', () => {
    const found = rendered([...Array(10).keys()].map(index => choose(`C${index}`, 1, 2))) as number[][];
    const pairs = [...Array(10).keys()].flatMap(one => [...Array(one).keys()].flatMap(two => [[1, 1], [1, 2], [2, 1], [2, 2]]
      .map(([first, second]) => found.some(values => values[one] === first && values[two] === second))));
    expect(new Set(pairs)).toEqual(new Set([true]));
    expect(found.length).toBeLessThan(500);
  });
});

test('values that constructs tell come to the same text as in templates', () => {
  const stack = new Stack(new App(), 'Stack');
  const parameter = new CfnParameter(stack, 'Given', { default: 'o-1' });
  const resource = new CfnResource(stack, 'Resource', { type: 'AWS::Any::Thing' });
  expect(renderedText(stack, parameter.valueAsString)).toBe('o-1');
  expect(renderedText(stack, `${resource.getAtt('Arn')}:x`)).toBe('<Resource.Arn>:x');
});

test('resources of other types, and of other scopes, are left out', () => {
  const app = new App();
  const [one, two] = ['One', 'Two'].map(id => new Stack(app, id));
  [one, two].forEach(stack => ['A', 'B'].forEach(type => new CfnResource(stack, type, { type: `AWS::Any::${type}` })));
  expect(renderedResources(one, ['AWS::Any::A']).map(({ construct }) => construct.node.path)).toEqual(['One/A']);
});
