import { Resolver, Scope, Template } from '../../../rehearsal/template';

const scope: Scope = {
  pseudoParameters: { 'AWS::Region': 'eu-central-1', 'AWS::AccountId': '111111111111', 'AWS::URLSuffix': 'amazonaws.com', 'AWS::NotificationARNs': [] },
  parameters: new Map<string, string | readonly string[]>([['Stage', 'prod'], ['List', ['x', 'y']]]),
  reference: id => `ref-${id}`,
  attribute: (id, attribute) => attribute === 'List' ? ['p', 'q'] : `${id}.${attribute}`,
  importValue: name => `import-${name}`,
  stackOutput: ({ stackName, outputName, region }) => `${stackName}/${outputName}/${region ?? 'here'}`,
  availabilityZones: region => [`${region}a`, `${region}b`],
};
const document = {
  Resources: { Bucket: { Type: 'T' } },
  Mappings: { Map: { 'eu-central-1': { Key: 'mapped', List: ['m'] } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, Not: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'Not' }] }, Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'Not' }] },
    Number: { 'Fn::Equals': [1, '1'] },
  },
};
const resolver = () => new Resolver(document, scope);
const resolve = (value: unknown) => resolver().resolve(value);

describe('an intrinsic function', () => {
  test.each<[string, unknown, unknown]>([
    ['Ref of a resource', { Ref: 'Bucket' }, 'ref-Bucket'],
    ['Ref of a parameter', { Ref: 'Stage' }, 'prod'],
    ['Ref of a list parameter', { Ref: 'List' }, ['x', 'y']],
    ['Ref of a pseudo parameter', { Ref: 'AWS::AccountId' }, '111111111111'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'Bucket.Arn'],
    ['GetAtt as text', { 'Fn::GetAtt': 'Bucket.A.B' }, 'Bucket.A.B'],
    ['GetAtt with Ref', { 'Fn::GetAtt': ['Bucket', { Ref: 'Stage' }] }, 'Bucket.prod'],
    ['Sub', { 'Fn::Sub': 'a ${Stage} ${Bucket} ${Bucket.A.B} ${AWS::Region} ${!Literal} $' }, 'a prod ref-Bucket Bucket.A.B eu-central-1 ${Literal} $'],
    ['Sub with variables', { 'Fn::Sub': ['${X}-${Stage}', { X: { Ref: 'Bucket' }, Stage: 'mine' }] }, 'ref-Bucket-mine'],
    ['Sub of the URL of an asset', { 'Fn::Sub': 'https://s3.eu-central-1.${AWS::URLSuffix}/b/k.json' }, 'https://s3.eu-central-1.amazonaws.com/b/k.json'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 1, true]] }, 'a-prod-1-true'],
    ['Join of a list parameter', { 'Fn::Join': [',', { Ref: 'List' }] }, 'x,y'],
    ['Join without NoValue', { 'Fn::Join': [',', ['a', { Ref: 'AWS::NoValue' }]] }, 'a'],
    ['Select', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    ['Select of GetAtt', { 'Fn::Select': [0, { 'Fn::GetAtt': ['Bucket', 'List'] }] }, 'p'],
    ['If', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'yes'],
    ['If not', { 'Fn::If': ['Not', 'yes', { Ref: 'Bucket' }] }, 'ref-Bucket'],
    ['FindInMap', { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'Key'] }, 'mapped'],
    ['Base64', { 'Fn::Base64': { 'Fn::Sub': '${Stage}' } }, 'cHJvZA=='],
    ['GetAZs', { 'Fn::GetAZs': '' }, ['eu-central-1a', 'eu-central-1b']],
    ['GetAZs of a region', { 'Fn::Select': [0, { 'Fn::GetAZs': 'us-east-1' }] }, 'us-east-1a'],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-x' } }, 'import-prod-x'],
    ['GetStackOutput', { 'Fn::GetStackOutput': { StackName: 's', OutputName: 'o', Region: 'r' } }, 's/o/r'],
    ['GetStackOutput of this region', { 'Fn::GetStackOutput': { StackName: 's', OutputName: 'o' } }, 's/o/here'],
    ['Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 3, 8] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
    ['Cidr of IPv6', { 'Fn::Cidr': ['2600:1fc7:da79:dd00::/56', 2, 64] }, ['2600:1fc7:da79:dd00::/64', '2600:1fc7:da79:dd01::/64']],
    ['data with a member named Ref', { Ref: 'a', Other: 1 }, { Ref: 'a', Other: 1 }],
  ])('%s resolves', (_, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  test('NoValue leaves a property, and an item of a list, out', () => {
    expect(resolve({ A: { Ref: 'AWS::NoValue' }, B: [{ 'Fn::If': ['Not', 1, { Ref: 'AWS::NoValue' }] }, 2] })).toEqual({ B: [2] });
  });

  test('values without intrinsics are shared, not copied', () => {
    const plain = { Deep: [{ Value: 1 }] };
    expect(resolve(plain)).toBe(plain);
    expect((resolve({ plain, other: { Ref: 'Stage' } }) as { plain: unknown }).plain).toBe(plain);
  });

  test.each<[string, unknown, string]>([
    ['an unknown function', { 'Fn::Transform': {} }, '"Fn::Transform"'],
    ['an unknown pseudo parameter', { Ref: 'AWS::Moon' }, '"AWS::Moon"'],
    ['an unknown member of GetStackOutput', { 'Fn::GetStackOutput': { StackName: 's', OutputName: 'o', RoleArn: 'r' } }, '"RoleArn"'],
    ['an index out of range', { 'Fn::Select': [2, ['a']] }, 'index 2 of a list of 1'],
    ['a Join of an object', { 'Fn::Join': ['', [{ a: 1 }]] }, 'must be text'],
    ['a Join of no list', { 'Fn::Join': ['', 'text'] }, 'must be a list'],
    ['a key that a mapping lacks', { 'Fn::FindInMap': ['Map', 'eu-central-1', 'None'] }, 'Map / eu-central-1 / None'],
    ['a wrong number of arguments', { 'Fn::If': ['IsProd', 1] }, 'Fn::If must have 3 arguments'],
    ['a condition that is not defined', { 'Fn::If': ['None', 1, 2] }, 'condition "None"'],
    ['a block that is too small', { 'Fn::Cidr': ['10.0.0.0/24', 3, 8] }, 'cannot cut 3 blocks'],
  ])('%s is an error that says so', (_, value, message) => {
    expect(() => resolve(value)).toThrow(message);
  });

  test('conditions combine', () => {
    const holds = Object.fromEntries(Object.keys(document.Conditions).map(name => [name, resolver().condition(name)]));
    expect(holds).toEqual({ IsProd: true, Not: false, Both: false, Either: true, Number: true });
  });
});

test('a template and its resolver agree on what they know', () => {
  expect(() => Template.of({ Resources: { A: { Type: 'T', Properties: { X: { 'Fn::Length': [] } } } } }, 'it')).toThrow('"Fn::Length"');
});
