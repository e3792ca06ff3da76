import { createContext, runInContext } from 'node:vm';
import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { KeyArnLookup } from '../../../lib/constructs/encryption';
import { CODE } from '../../../lib/constructs/encryption/private/key-arn-lookup.bundle';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const ALIAS_ARN = 'arn:x:kms:eu-central-1:444455556666:alias/lz/trail';

function newLookup(aliasArn = ALIAS_ARN) {
  const stack = new Stack(new App(), 'Stack');
  const lookup = new KeyArnLookup(stack, 'Lookup', { aliasArn });
  return { stack, lookup, template: Template.fromStack(stack) };
}

const describeKeys = (...arn: unknown[]) => ({
  Action: 'kms:DescribeKey', Effect: 'Allow', Sid: 'DescribeKey', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...arn]] },
});

describe('defaults', () => {
  test('asks for the alias and hands out the ARN of its key', () => {
    const { stack, lookup, template } = newLookup();
    template.hasResourceProperties('Custom::KeyArnLookup', { AliasArn: ALIAS_ARN });
    expect(stack.resolve(lookup.keyArn)).toEqual({ 'Fn::GetAtt': [expect.stringContaining('Lookup'), 'KeyArn'] });
  });

  test('may describe keys of that account and region, and nothing else', () => {
    newLookup().template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-key-arn-lookup',
      Path: '/lz/',
      Policies: [{ PolicyDocument: { Statement: [describeKeys(':kms:eu-central-1:444455556666:key/*'), Match.objectLike({ Sid: 'WriteOwnLogs' })] } }],
    });
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      new KeyArnLookup(stack, 'Lookup', { aliasArn: `arn:${Aws.PARTITION}:kms:${stack.region}:${new CfnParameter(stack, 'Archive').valueAsString}:alias/lz/trail` });
    });
  });
});

describe('options', () => {
  test('takes an ARN whose account is known on deployment only', () => {
    const stack = new Stack(new App(), 'Stack');
    const account = new CfnParameter(stack, 'Archive').valueAsString;
    new KeyArnLookup(stack, 'Lookup', { aliasArn: `arn:${Aws.PARTITION}:kms:eu-central-1:${account}:alias/lz/trail` });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      Policies: [{ PolicyDocument: { Statement: [describeKeys(':kms:eu-central-1:', { Ref: 'Archive' }, ':key/*'), Match.anyValue()] } }],
    });
  });

  test('takes an ARN that is one parameter', () => {
    const stack = new Stack(new App(), 'Stack');
    new KeyArnLookup(stack, 'Lookup', { aliasArn: new CfnParameter(stack, 'Alias').valueAsString });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain('{"Fn::Select":[4,{"Fn::Split":[":",{"Ref":"Alias"}]}]}');
  });

  test('shares its function with other lookups of the stack, and may describe the keys of each', () => {
    const stack = new Stack(new App(), 'Stack');
    new KeyArnLookup(stack, 'Trail', { aliasArn: ALIAS_ARN });
    new KeyArnLookup(stack, 'Delivery', { aliasArn: 'arn:x:kms:eu-central-1:444455556666:alias/lz/log-delivery' });
    new KeyArnLookup(stack, 'Other', { aliasArn: 'arn:x:kms:eu-west-1:777788889999:alias/other' });
    const template = Template.fromStack(stack);
    template.resourceCountIs('Custom::KeyArnLookup', 3);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.hasResourceProperties('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: [
      describeKeys(':kms:eu-central-1:444455556666:key/*'), Match.objectLike({ Sid: 'WriteOwnLogs' }),
      { ...describeKeys(':kms:eu-west-1:777788889999:key/*'), Sid: 'DescribeKey2' },
    ] } }] });
  });
});

describe('import', () => {
  test('needs no import: what it finds is a key to be imported by its ARN', () => {
    expect(newLookup().lookup.keyArn).toEqual(expect.any(String));
  });
});

describe('validation', () => {
  test.each([
    ['a key', 'arn:x:kms:eu-central-1:444455556666:key/1234'],
    ['a key of AWS', 'arn:x:kms:eu-central-1:444455556666:alias/aws/s3'],
    ['a name', 'alias/lz/trail'],
  ])('fails for %s, and says what it takes', (_, aliasArn) => {
    expect(() => newLookup(aliasArn)).toThrow(/'aliasArn' must be the ARN of an alias of a customer managed key, got .*: compose it of region/);
  });
});

/** The very text of the template, with a KMS that answers as told: what it asks and what it tells CloudFormation. */
async function run(RequestType: string, KeyMetadata?: object) {
  const asked: unknown[] = [];
  const told: { Status: string; PhysicalResourceId: string; Reason?: string; Data?: object }[] = [];
  class KMSClient {
    public constructor(private readonly configuration: object) {}

    public async send(command: object): Promise<object> {
      asked.push({ ...this.configuration, ...command });
      return { KeyMetadata };
    }
  }
  class DescribeKeyCommand {
    public constructor(input: object) {
      Object.assign(this, input);
    }
  }
  const module = { exports: {} as { handler: (event: object) => Promise<void> } };
  const quiet = { log: () => undefined, error: () => undefined };
  const fetch = async (_: string, { body }: { body: string }) => {
    told.push(JSON.parse(body));
    return { ok: true };
  };
  const sdk = () => ({ KMSClient, DescribeKeyCommand });
  runInContext(CODE, createContext({ module, exports: module.exports, console: quiet, fetch, setTimeout, require: sdk }));
  await module.exports.handler({
    RequestType, ResponseURL: 'https://example.com', StackId: 's', RequestId: 'r', LogicalResourceId: 'l',
    PhysicalResourceId: RequestType === 'Create' ? undefined : 'p',
    ResourceProperties: { AliasArn: ALIAS_ARN },
  });
  return { asked, told: told[0] };
}

describe('handler', () => {
  const Arn = 'arn:x:kms:eu-central-1:444455556666:key/1234';

  test('asks in the region of the alias, by its ARN', async () => {
    const { asked, told } = await run('Create', { Arn, KeyState: 'Enabled' });
    expect(asked).toEqual([{ region: 'eu-central-1', KeyId: ALIAS_ARN }]);
    expect(told).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: ALIAS_ARN, Data: { KeyArn: Arn } });
  });

  test('fails for a key that is about to be deleted, and says what to do', async () => {
    const { told } = await run('Update', { Arn, KeyState: 'PendingDeletion' });
    expect(told).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('must be enabled, got PendingDeletion: cancel its deletion') });
  });

  test('asks nothing on deletion', async () => {
    const { asked, told } = await run('Delete');
    expect(asked).toEqual([]);
    expect(told).toMatchObject({ Status: 'SUCCESS' });
  });
});
