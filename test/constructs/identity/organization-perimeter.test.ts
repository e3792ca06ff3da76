import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { AccountPrincipal, AnyPrincipal, OrganizationPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnPermission, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { OrganizationPerimeter, OrganizationPerimeterProps, ServiceAccessProps } from '../../../lib/constructs/identity/organization-perimeter';
import { PublicPrincipals } from '../../../lib/constructs/identity/public-principals';
import { AuthorizationRequest, evaluate, PolicyDocument } from '../../../lib/policy';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const ORGANIZATION = 'o-a1b2c3d4e5';
const OWN = '111122223333';
const OTHER = '444455556666';
const PARTNER = '777788889999';

const perimeter = (props: Partial<OrganizationPerimeterProps> = {}) => OrganizationPerimeter.of({ organizationId: ORGANIZATION, ...props });
const newStack = () => new Stack(new App(), 'Stack', { env: { account: OWN, region: 'eu-central-1' } });

/** The policy of a bucket that lets in everybody and every service: what is denied is denied by the perimeter. */
function openPolicy(props: Partial<OrganizationPerimeterProps> = {}): PolicyDocument {
  const bucket = new Bucket(newStack(), 'Bucket', { bucketName: 'data' });
  for (const principal of [new AnyPrincipal(), new ServicePrincipal('logging.s3.amazonaws.com')]) {
    bucket.addToResourcePolicy(new PolicyStatement({ principals: [principal], actions: ['s3:*'], resources: ['arn:aws:s3:::data/*'] }));
  }
  perimeter(props).protectBucket(bucket);
  const text = JSON.stringify(bucket.stack.resolve(bucket.policy!.document));
  const id = bucket.stack.getLogicalId(bucket.node.defaultChild as never);
  return JSON.parse(text.replaceAll(`{"Fn::GetAtt":["${id}","Arn"]}`, '"arn:aws:s3:::data"')
    .replaceAll(/\{"Fn::Join":\["",\["arn:aws:s3:::data","\/\*"\]\]\}/g, '"arn:aws:s3:::data/*"'));
}

/** Statements of a name, wherever they stand in a template. */
function statementsNamed(sid: string, value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const record = value as Record<string, unknown>;
  return record.Sid === sid ? [record] : Object.values(record).flatMap(inner => statementsNamed(sid, inner));
}

const role = (accountId: string, organizationId?: string): AuthorizationRequest['principal'] =>
  ({ kind: 'role', arn: `arn:aws:iam::${accountId}:role/reader`, accountId, organizationId });
const service: AuthorizationRequest['principal'] = { kind: 'service', arn: 'logging.s3.amazonaws.com' };

const may = (principal: AuthorizationRequest['principal'], context: AuthorizationRequest['context'] = {}, props: Partial<OrganizationPerimeterProps> = {}) =>
  evaluate(
    { principal, action: 's3:GetObject', resource: 'arn:aws:s3:::data/key', resourceAccountId: OWN, context },
    { resource: { name: 'bucket', document: openPolicy(props) }, identity: [{
      name: 'all', document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
    }] },
  ).allowed;

describe('defaults', () => {
  test.each<[string, AuthorizationRequest['principal'], AuthorizationRequest['context'], boolean]>([
    ['a role of the own account', role(OWN, ORGANIZATION), {}, true],
    ['a role of another account of the organization', role(OTHER, ORGANIZATION), {}, true],
    ['the owner, should the organization be a mistake', role(OWN, 'o-zzzzzzzzzz'), {}, true],
    ['a role of another organization', role(OTHER, 'o-zzzzzzzzzz'), {}, false],
    ['a role of no organization', role(OTHER), {}, false],
    ['somebody without an account', { kind: 'anonymous', arn: '*' }, {}, false],
    ['a role that comes without TLS', role(OWN, ORGANIZATION), { 'aws:SecureTransport': 'false' }, false],
    ['a service for an account of the organization', service, { 'aws:SourceAccount': OTHER, 'aws:SourceOrgID': ORGANIZATION }, true],
    ['a service for the own account, which sends no organization', service, { 'aws:SourceAccount': OWN }, true],
    ['a service that does not say for whom', service, {}, true],
    ['a service for another organization', service, { 'aws:SourceAccount': OTHER, 'aws:SourceOrgID': 'o-zzzzzzzzzz' }, false],
    ['a service for an account in no organization', service, { 'aws:SourceAccount': OTHER }, false],
    ['a role of the organization, whatever source stands beside it', role(OTHER, ORGANIZATION), { 'aws:SourceAccount': PARTNER }, true],
    ['a service without TLS', service, { 'aws:SourceAccount': OWN, 'aws:SecureTransport': 'false' }, false],
  ])('lets %s through an open policy: %#', (_, principal, context, expected) => {
    expect(may(principal, context)).toBe(expected);
  });

  test('makes a policy for everybody one that is not public', () => {
    const { stack } = new Bucket(newStack(), 'Bucket');
    const bucket = stack.node.findChild('Bucket') as Bucket;
    bucket.addToResourcePolicy(new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }));
    perimeter().protectBucket(bucket);
    PublicPrincipals.refuse(stack);
    expect(() => stack.node.root.node.tryFindChild('Stack') && (stack.node.root as App).synth()).not.toThrow();
  });

  const denied = (actions: string | string[], resource: unknown) => Match.arrayWith(['DenyOtherOrganizations', 'DenyServicesOfOthers', 'DenyWithoutTls']
    .map(Sid => Match.objectLike({ Sid, Effect: 'Deny', Principal: { AWS: '*' }, Action: actions, Resource: resource })));
  const document = (actions: string | string[], resource: unknown) => ({ Statement: denied(actions, resource) });

  test.each<[string, (stack: Stack) => void, string, string, object]>([
    ['buckets', stack => perimeter().protectBucket(new Bucket(stack, 'R')), 'AWS::S3::BucketPolicy', 'PolicyDocument', document('s3:*', Match.anyValue())],
    ['queues', stack => perimeter().protectQueue(new Queue(stack, 'R')), 'AWS::SQS::QueuePolicy', 'PolicyDocument', document('sqs:*', Match.anyValue())],
    ['topics', stack => perimeter().protectTopic(new Topic(stack, 'R')), 'AWS::SNS::TopicPolicy', 'PolicyDocument',
      document(Match.arrayWith(['sns:Publish', 'sns:SetTopicAttributes', 'sns:Subscribe']) as never, Match.anyValue())],
    ['keys', stack => perimeter().protectKey(new Key(stack, 'R')), 'AWS::KMS::Key', 'KeyPolicy', document('kms:*', '*')],
    ['secrets', stack => perimeter().protectSecret(new Secret(stack, 'R')), 'AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy',
      document('secretsmanager:*', '*')],
    ['repositories', stack => perimeter().protectRepository(new Repository(stack, 'R')), 'AWS::ECR::Repository', 'RepositoryPolicyText',
      document('ecr:*', Match.absent())],
  ])('protects %s', (_, build, cfnType, property, expected) => {
    const stack = newStack();
    build(stack);
    Template.fromStack(stack).hasResourceProperties(cfnType, { [property]: expected });
  });

  test.each<[string, (stack: Stack, border: OrganizationPerimeter) => void]>([
    ['bucket', (stack, border) => border.protectBucket(new Bucket(stack, 'R'))],
    ['queue', (stack, border) => border.protectQueue(new Queue(stack, 'R'))],
    ['topic', (stack, border) => border.protectTopic(new Topic(stack, 'R'))],
    ['key', (stack, border) => border.protectKey(new Key(stack, 'R'))],
    ['secret', (stack, border) => border.protectSecret(new Secret(stack, 'R'))],
    ['repository', (stack, border) => border.protectRepository(new Repository(stack, 'R'))],
  ])('never keeps the owner from the policy of a %s', (_, build) => {
    const stack = newStack();
    build(stack, perimeter());
    const [deny, ...more] = statementsNamed('DenyOtherOrganizations', Template.fromStack(stack).toJSON());
    expect([deny.Condition, more]).toEqual([{
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION, 'aws:PrincipalAccount': [OWN] }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    }, []]);
  });

  test('denies for the bucket and for its objects', () => {
    const resources = [openPolicy().Statement].flat().filter(({ Effect }) => Effect === 'Deny').map(({ Resource }) => Resource);
    expect(resources).toEqual(Array(3).fill(['arn:aws:s3:::data', 'arn:aws:s3:::data/*']));
  });

  test('passes cdk-nag without acknowledgements of its user', () => {
    expect(() => synthesizeUnderCdkNag(stack => {
      perimeter().protectKey(new Key(stack, 'Key', { enableKeyRotation: true }));
      perimeter().protectRepository(new Repository(stack, 'Repository'));
      perimeter().protectTopic(new Topic(stack, 'Topic', { enforceSSL: true }));
    })).not.toThrow();
  });

  test('names no action in the policy of a topic that SNS refuses there', () => {
    const stack = newStack();
    perimeter().protectTopic(new Topic(stack, 'Topic'));
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::SNS::TopicPolicy'));
    expect(Properties.PolicyDocument.Statement[0].Action).toEqual([
      'AddPermission', 'DeleteTopic', 'GetTopicAttributes', 'ListSubscriptionsByTopic', 'Publish', 'RemovePermission', 'SetTopicAttributes', 'Subscribe',
    ].map(action => `sns:${action}`));
  });

  test('lets Secrets Manager refuse public policies', () => {
    const stack = newStack();
    perimeter().protectSecret(new Secret(stack, 'Secret'));
    Template.fromStack(stack).hasResourceProperties('AWS::SecretsManager::ResourcePolicy', { BlockPublicPolicy: true });
  });
});

describe('options', () => {
  test.each<[string, AuthorizationRequest['principal'], AuthorizationRequest['context'], boolean]>([
    ['a partner', role(PARTNER), {}, true],
    ['a service for a partner', service, { 'aws:SourceAccount': PARTNER }, true],
    ['somebody else', role(OTHER), {}, false],
    ['a service for somebody else', service, { 'aws:SourceAccount': OTHER }, false],
  ])('trusts accounts beyond the organization: %s', (_, principal, context, expected) => {
    expect(may(principal, context, { trustedAccounts: [PARTNER] })).toBe(expected);
  });

  test('trusts services that act for whomever', () => {
    const context = { 'aws:SourceAccount': OTHER, 'aws:PrincipalServiceName': service.arn };
    expect([['logging.s3.amazonaws.com'], ['ses.amazonaws.com']].map(trustedServices => may(service, context, { trustedServices }))).toEqual([true, false]);
  });

  const statementOf = (props: Partial<ServiceAccessProps> = {}) =>
    perimeter().serviceStatement({ service: 's3.amazonaws.com', actions: ['sns:Publish'], resources: ['*'], ...props }).toStatementJson();

  test.each<[string, Partial<ServiceAccessProps>, object]>([
    ['the organization', {}, { StringEquals: { 'aws:SourceOrgID': ORGANIZATION } }],
    ['a resource', { sourceArn: `arn:aws:events:*:${OWN}:rule/*` }, { ArnLike: { 'aws:SourceArn': `arn:aws:events:*:${OWN}:rule/*` } }],
    ['an account', { sourceAccount: OWN }, { StringEquals: { 'aws:SourceAccount': OWN } }],
    ['a bucket of an account', { sourceArn: 'arn:aws:s3:::data', sourceAccount: OWN },
      { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::data' }, StringEquals: { 'aws:SourceAccount': OWN } }],
  ])('lets a service in for %s', (_, props, Condition) => {
    expect(statementOf({ sid: 'Notify', ...props })).toEqual({
      Sid: 'Notify', Effect: 'Allow', Principal: { Service: expect.stringContaining('s3.amazonaws.com') }, Action: 'sns:Publish', Resource: '*', Condition,
    });
  });

  test('refuses a service for anybody', () => {
    expect(() => statementOf({ sourceArn: 'arn:aws:events:*:*:rule/*', sourceAccount: undefined })).toThrow(/'sourceArn' must name an account or a bucket/);
    expect(() => statementOf({ sourceAccount: '1' })).toThrow(/'sourceAccount' must be an account id/);
  });
});

describe('import', () => {
  test.each<[string, (stack: Stack) => void]>([
    ['bucket', stack => perimeter().protectBucket(Bucket.fromBucketName(stack, 'R', 'data'))],
    ['queue', stack => perimeter().protectQueue(Queue.fromQueueArn(stack, 'R', `arn:aws:sqs:eu-central-1:${OWN}:q`))],
    ['topic', stack => perimeter().protectTopic(Topic.fromTopicArn(stack, 'R', `arn:aws:sns:eu-central-1:${OWN}:t`))],
    ['key', stack => perimeter().protectKey(Key.fromKeyArn(stack, 'R', `arn:aws:kms:eu-central-1:${OWN}:key/k`))],
    ['repository', stack => perimeter().protectRepository(Repository.fromRepositoryName(stack, 'R', 'r'))],
  ])('fails for an imported %s, whose policy would stay as it is, and says so', (_, build) => {
    expect(() => build(newStack())).toThrow(/'resource' must have a policy that this app makes, got an imported one: protect it where it is made/);
  });
});

describe('validation', () => {
  test('fails for every mistake at once', () => {
    expect(() => perimeter({ organizationId: 'x', trustedAccounts: ['1'] })).toThrow(/2 problems\n.*'organizationId'.*\n.*'trustedAccounts'/);
  });

  function synthFunction(permit: (target: Function) => void, props: Partial<OrganizationPerimeterProps> = {}): void {
    const stack = newStack();
    const target = new Function(stack, 'Function', { code: Code.fromInline('-'), handler: 'index.handler', runtime: Runtime.NODEJS_22_X });
    perimeter(props).protectFunction(target);
    permit(target);
    (stack.node.root as App).synth();
  }

  test.each<[string, Parameters<Function['addPermission']>[1], RegExp]>([
    ['everybody', { principal: new AnyPrincipal() }, /got "\*" in "Stack\/Function\/Permission"/],
    ['a service for anybody', { principal: new ServicePrincipal('s3.amazonaws.com') }, /demand aws:SourceArn/],
    ['another organization', { principal: new OrganizationPrincipal('o-zzzzzzzzzz') }, /the organization "o-zzzzzzzzzz".*name "o-a1b2c3d4e5"/],
    ['another account', { principal: new AccountPrincipal(OTHER) }, /the account "444455556666".*'trustedAccounts'/],
  ])('fails when a function lets in %s, and says so', (_, permission, expected) => {
    expect(() => synthFunction(target => target.addPermission('Permission', permission))).toThrow(expected);
  });

  test.each<[string, Parameters<Function['addPermission']>[1]]>([
    ['the organization', { principal: new OrganizationPrincipal(ORGANIZATION) }],
    ['the own account', { principal: new AccountPrincipal(OWN) }],
    ['a trusted account', { principal: new AccountPrincipal(PARTNER) }],
    ['a service with its source', { principal: new ServicePrincipal('s3.amazonaws.com'), sourceAccount: OWN }],
  ])('lets %s call a function', (_, permission) => {
    expect(() => synthFunction(target => target.addPermission('Permission', permission), { trustedAccounts: [PARTNER] })).not.toThrow();
  });

  test('fails when a function that is named by its name lets in everybody', () => {
    expect(() => synthFunction(target => new CfnPermission(target.stack, 'Open', { action: 'lambda:InvokeFunction', functionName: target.functionName, principal: '*' })))
      .toThrow(/got "\*" in "Stack\/Open"/);
  });

  test('leaves other functions alone', () => {
    expect(() => synthFunction(target => new Function(target.stack, 'Other', {
      code: Code.fromInline('-'), handler: 'index.handler', runtime: Runtime.NODEJS_22_X,
    }).addPermission('Open', { principal: new AnyPrincipal() }))).not.toThrow();
  });
});
