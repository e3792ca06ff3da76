import { changeOf, checkRules, DependencyGraph, differenceOf, parameterValues, Resolver, Scope, Template } from '../../../rehearsal/template';

const one = (resource: object, more: object = {}) => () => Template.of({ Resources: { A: { Type: 'T', ...resource }, B: { Type: 'T' } }, ...more } as never, 'the template');

describe('a template', () => {
  test('knows who needs whom, by Ref, Fn::GetAtt, Fn::Sub and DependsOn, also inside of Fn::If', () => {
    const template = Template.of({
      Conditions: { C: { 'Fn::Equals': ['a', 'b'] } },
      Resources: {
        Z: { Type: 'T', DependsOn: ['Y'] }, Y: { Type: 'T', Properties: { P: { 'Fn::If': ['C', { Ref: 'X' }, 'none'] } } },
        X: { Type: 'T', Properties: { P: { 'Fn::Sub': ['${W.Arn} ${V}', { V: { 'Fn::GetAtt': ['U', 'Arn'] } }] } } }, W: { Type: 'T' }, U: { Type: 'T' },
      },
    }, 'it');
    expect([...template.graph.closureOf('Z')].sort()).toEqual(['U', 'W', 'X', 'Y']);
    expect(template.graph.hasPath('W', 'Z')).toBe(false);
    expect(template.graph.order('first')).toEqual(['W', 'U', 'X', 'Y', 'Z']);
    expect(template.graph.order('last')).toEqual(['U', 'W', 'X', 'Y', 'Z']);
  });

  test('knows whose outputs it reads', () => {
    const template = one({ Properties: { P: { 'Fn::GetStackOutput': { StackName: 'other', OutputName: 'o' } } } })();
    expect([...template.stackReferences.get('A')!]).toEqual(['other']);
  });

  test.each<[string, object, object, string]>([
    ['an unknown section', {}, { Hooks: {} }, '"Hooks"'],
    ['an unknown member of a resource', { CreationPolicy: {} }, {}, '"CreationPolicy"'],
    ['an unknown retention', { DeletionPolicy: 'Archive' }, {}, '"Archive"'],
    ['a snapshot of what has none', { DeletionPolicy: 'Snapshot' }, {}, 'DeletionPolicy of "A" must not be Snapshot'],
    ['RetainExceptOnCreate on replacement', { UpdateReplacePolicy: 'RetainExceptOnCreate' }, {}, 'UpdateReplacePolicy of "A"'],
    ['a reference to nothing', { Properties: { P: { Ref: 'None' } } }, {}, '"None", which is neither'],
    ['an attribute of a parameter', { Properties: { P: { 'Fn::GetAtt': ['P', 'Arn'] } } }, { Parameters: { P: { Type: 'String' } } }, '"P", which is no resource'],
    ['a dependency on nothing', { DependsOn: 'None' }, {}, 'depends on "None"'],
    ['a condition that is not defined', { Condition: 'None' }, {}, '"None"'],
    ['a mapping that is not there', { Properties: { P: { 'Fn::FindInMap': ['None', 'a', 'b'] } } }, {}, 'mapping "None"'],
    ['null', { Properties: { P: { Deep: [null] } } }, {}, 'Resources.A.Properties.P.Deep[0]: null'],
    ['a dynamic reference', { Properties: { P: 'x{{resolve:ssm:/a}}' } }, {}, '{{resolve:ssm:/a}}'],
    ['an unknown intrinsic', { Properties: { P: { 'Fn::ToJsonString': {} } } }, {}, '"Fn::ToJsonString"'],
    ['a function of conditions in a property', { Properties: { P: { 'Fn::Equals': ['a', 'a'] } } }, {}, '"Fn::Equals"'],
    ['a function beside other members', { Properties: { P: { 'Fn::Sub': 'a', B: 1 } } }, {}, 'Fn::Sub must be the only member'],
    ['a circle', { DependsOn: 'B' }, { Resources: { A: { Type: 'T', DependsOn: 'B' }, B: { Type: 'T', DependsOn: 'A' } } }, 'circular dependency: A → B → A'],
    ['an output of nothing', {}, { Outputs: { O: { Value: { Ref: 'None' } } } }, 'output "O" refers to "None"'],
  ])('with %s is an error that names it', (_, resource, more, message) => {
    expect(one(resource, more)).toThrow(message);
  });

  test('that is no JSON is an error', () => {
    expect(() => Template.parse('{', 'x.json')).toThrow('x.json must be JSON');
  });
});

describe('the order', () => {
  test('turns around every pair that nothing orders, where one pass can', () => {
    const graph = new DependencyGraph(['a', 'b', 'c', 'd'], new Map([['d', new Set(['a'])]]));
    expect(graph.order('first')).toEqual(['a', 'b', 'c', 'd']);
    expect(graph.order('last')).toEqual(['c', 'b', 'a', 'd']);
  });
});

describe('parameters', () => {
  const values = (definition: object, given: Record<string, string> = {}) => parameterValues({ P: definition as never }, given, name => name === '/known' ? '30' : undefined);

  test('take the given value, or the default', () => {
    expect(values({ Type: 'String', Default: 'd' }).get('P')).toBe('d');
    expect(values({ Type: 'Number', Default: 1 }, { P: '2' }).get('P')).toBe('2');
    expect(values({ Type: 'CommaDelimitedList', Default: 'a, b' }).get('P')).toEqual(['a', 'b']);
    expect(values({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/known' }).get('P')).toBe('30');
  });

  test.each<[string, object, Record<string, string>, string]>([
    ['without a value', { Type: 'String' }, {}, 'must have a value'],
    ['of an unknown type', { Type: 'AWS::EC2::VPC::Id' }, {}, '"AWS::EC2::VPC::Id"'],
    ['that read an unknown SSM parameter', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' }, {}, '"/x"'],
    ['that the template lacks', { Type: 'String', Default: '' }, { Q: '1' }, '[Q] do not exist'],
    ['that are no number', { Type: 'Number' }, { P: 'x' }, 'must be a number'],
    ['that are not allowed', { Type: 'String', AllowedValues: ['a'] }, { P: 'b' }, 'must be one of [a]'],
    ['that do not match', { Type: 'String', AllowedPattern: 'a+', ConstraintDescription: 'only a' }, { P: 'ab' }, 'got "ab": only a'],
    ['that are too long', { Type: 'String', MaxLength: 1 }, { P: 'ab' }, 'at most 1 characters'],
  ])('%s are an error that says so', (_, definition, given, message) => {
    expect(() => values(definition, given)).toThrow(message);
  });
});

describe('the Rules section', () => {
  const rules = { CheckBootstrapVersion: { Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Contains': [['1', '5'], { Ref: 'V' }] }] }, AssertDescription: 'bootstrap again' }] } };
  const resolver = (version: string) => new Resolver({ Resources: {} }, { parameters: new Map([['V', version]]), pseudoParameters: {} } as unknown as Scope);

  test('passes a bootstrap that is new enough, and refuses an old one with its reason', () => {
    expect(() => checkRules(rules, resolver('30'))).not.toThrow();
    expect(() => checkRules(rules, resolver('5'))).toThrow('the rule "CheckBootstrapVersion" of the template does not hold: bootstrap again');
  });

  test('refuses functions that it does not know', () => {
    expect(() => checkRules({ R: { Assertions: [{ Assert: { 'Fn::RefAll': ['x'] } }] } }, resolver('1'))).toThrow('"Fn::RefAll"');
  });
});

describe('the difference of templates', () => {
  test('tells what is created, updated, replaced, deleted and left', () => {
    const before = { Resources: { Same: { Type: 'T' }, Up: { Type: 'T', Properties: { P: 1 } }, Re: { Type: 'T', Properties: { Name: 'a' } }, Gone: { Type: 'T' } } };
    const after = { Resources: { Same: { Type: 'T', Metadata: 1 }, Up: { Type: 'T', Properties: { P: 2 } }, Re: { Type: 'T', Properties: { Name: 'b' } }, New: { Type: 'T' } } };
    const changes = differenceOf(before, after, () => ['Name']);
    expect(changes.map(({ logicalId, action, properties }) => [logicalId, action, properties])).toEqual([
      ['Same', 'unchanged', []], ['Up', 'update', ['P']], ['Re', 'replace', ['Name']], ['New', 'create', []], ['Gone', 'delete', []],
    ]);
  });

  test('refuses another type', () => {
    expect(() => changeOf('A', { type: 'T', properties: {} }, { type: 'U', properties: {} }, [])).toThrow('must stay T, got U');
  });
});
