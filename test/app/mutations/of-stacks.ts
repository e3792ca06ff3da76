import { Mutant } from './mutant';
import { Mutation, Mutations } from './mutation';

const LOOKUP = 'Trail/Key/Resource/Default';
const FUNCTION = 'Trail/lz-key-arn-lookup/Function/Resource';

/** A value that the stack of the organization exports, and that of the trail imports. */
function exportName(example: Mutant, value: string): void {
  example.template('Organization').Outputs!.Shared = { Value: value, Export: { Name: 'shared' } };
}

/** A property of a deployed resource that cannot change, and does. */
const replacing = (at: string, property: string, value: unknown): Mutation => ({
  when: `an update changes ${property} of ${at}`, at, says: new RegExp(`the change of '${property}' replaces`),
  before: () => undefined,
  edit: example => example.at(at).set(property, value),
});

/** Mutations of what every stack has, and of custom resources. */
export const OF_STACKS: Mutations = {
  'cloudformation/template-limits': [
    {
      when: 'a stack has more than 500 resources', stack: 'Guardrails', says: /at most 500 in its section Resources, got 5\d\d/,
      edit: example => {
        const { Resources } = example.template('Guardrails');
        Array.from({ length: 500 }, (_, i) => `Role${i}`).forEach(id => {
          Resources[id] = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
        });
      },
    },
    {
      when: 'a template is larger than 1,000,000 bytes', stack: 'Trail', says: /at most 1000000 bytes/,
      edit: example => { example.template('Trail').Metadata = { Padding: 'x'.repeat(1_000_000) }; },
    },
  ],
  'cloudformation/export-unique': [{
    when: 'two stacks export one name', stack: 'Trail', says: /exported by stack "lz-organization" already/,
    edit: example => {
      exportName(example, 'one');
      example.template('Trail').Outputs = { Shared: { Value: 'two', Export: { Name: 'shared' } } };
    },
  }],
  'cloudformation/export-in-use': [{
    when: 'an export changes that another stack imports', stack: 'Organization', says: /"shared" cannot be changed: stack "lz-trail" imports it/,
    before: example => {
      exportName(example, 'one');
      example.at('Trail/Trail/Role/Resource').set('Description', { 'Fn::ImportValue': 'shared' });
    },
    edit: example => exportName(example, 'two'),
  }],
  'cloudformation/evidence-not-replaced': [
    replacing('Trail/Trail/Resource', 'TrailName', 'renamed'),
    replacing('LogArchive/StackSet/Resource', 'StackSetName', 'renamed'),
    replacing('AccountBaseline/AccountRegional/Resource', 'StackSetName', 'renamed'),
    replacing('Trail/Trail/LogGroupKey/Alias/Resource', 'AliasName', 'alias/lz/renamed'),
    replacing('Trail/Trail/LogGroup/Resource', 'LogGroupName', '/lz/renamed'),
    replacing('Guardrails/account-hardening/s3-1/Resource', 'Type', 'DECLARATIVE_POLICY_EC2'),
    replacing('Organization/Units/Sandbox/Resource', 'ParentId', { 'Fn::GetAtt': ['UnitsWorkloadsF6334619', 'Id'] }),
    replacing('LogArchive/StackSet/Template/LogArchive/Trail/Resource', 'BucketName', 'renamed'),
    replacing('LogArchive/StackSet/Template/LogArchive/TrailKey/Alias/Resource', 'AliasName', 'alias/lz/renamed'),
  ],
  'cloudformation/service-token': [{
    when: 'a custom resource does not wait for its function', at: LOOKUP, says: /nothing declares that lzkeyarnlookupFunction\w+ exists before/,
    edit: example => {
      const lookup = example.at(LOOKUP);
      lookup.set('ServiceToken', 'arn:aws:lambda:eu-central-1:111111111111:function:lz-key-arn-lookup');
      // after the function by luck: it stands after it in the template
      const { Resources } = example.template('Trail');
      Reflect.deleteProperty(Resources, lookup.logicalId);
      Resources[lookup.logicalId] = lookup.definition;
    },
  }],
  'cloudformation/custom-resource-response': [
    {
      when: 'a handler never answers', at: LOOKUP, says: /never answers/,
      edit: example => example.at(FUNCTION).set('Code.ZipFile', 'exports.handler = async () => {};'),
    },
    {
      when: 'a handler answers with a content type that the address is not signed for', at: LOOKUP, says: /"application\/json"/,
      edit: example => example.at(FUNCTION).set('Code.ZipFile',
        'exports.handler = async event => { await fetch(event.ResponseURL, { method: "PUT", headers: { "content-type": "application/json" }, body: "{}" }); };'),
    },
    {
      when: 'a handler answers nonsense', at: LOOKUP, says: /no JSON object/,
      edit: example => example.at(FUNCTION).set('Code.ZipFile', 'exports.handler = async event => { await fetch(event.ResponseURL, { method: "PUT", headers: { "content-type": "" }, body: "?" }); };'),
    },
  ],
};
