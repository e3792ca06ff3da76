import { evaluate, PolicyStatement } from '../../../lib/policy';
import { ADMINISTRATOR, ALLOW_ALL, BUCKET_OBJECT, document, policy, request, ROLE } from './requests';

function allows(statement: Partial<PolicyStatement>, action: string, resource: string): boolean {
  return evaluate(request(ROLE, action, resource), { identity: [policy('p', { Effect: 'Allow', ...statement })] }).allowed;
}

describe('Action and NotAction', () => {
  test.each([
    [{ Action: '*' }, true],
    [{ Action: 's3:GetObject' }, true],
    [{ Action: 'S3:getobject' }, true],
    [{ Action: 's3:*' }, true],
    [{ Action: 's3:Get*' }, true],
    [{ Action: 's3:*Object' }, true],
    [{ Action: 's3:Get??ject' }, true],
    [{ Action: '*:*' }, true],
    [{ Action: ['ec2:*', 's3:GetObject'] }, true],
    [{ Action: 's3:Put*' }, false],
    [{ Action: 's3:GetObjectVersion' }, false],
    [{ NotAction: 's3:PutObject' }, true],
    [{ NotAction: ['ec2:*', 's3:Get*'] }, false],
    [{ NotAction: '*' }, false],
  ])('%j matches s3:GetObject: %s', (statement, result) => {
    expect(allows({ Resource: '*', ...statement }, 's3:GetObject', BUCKET_OBJECT)).toBe(result);
  });
});

describe('Resource and NotResource', () => {
  test.each([
    [{ Resource: '*' }, BUCKET_OBJECT, true],
    [{ Resource: BUCKET_OBJECT }, BUCKET_OBJECT, true],
    [{ Resource: 'arn:aws:s3:::data/*' }, BUCKET_OBJECT, true],
    [{ Resource: 'arn:*:s3:::d?ta/*' }, BUCKET_OBJECT, true],
    [{ Resource: 'arn:aws:s3:::DATA/*' }, BUCKET_OBJECT, false],
    [{ Resource: 'arn:aws:s3:*' }, BUCKET_OBJECT, true],
    [{ Resource: 'arn:aws:s3' }, BUCKET_OBJECT, true],
    [{ Resource: 'arn:aws:sqs' }, BUCKET_OBJECT, false],
    [{ Resource: 'arn:*:data/*' }, BUCKET_OBJECT, false],
    [{ Resource: 'arn:aws:logs:*:*:log-group:x' }, 'arn:aws:logs:r:111111111111:log-group:x', true],
    [{ Resource: 'arn:aws:logs:*:*:log-group:*' }, 'arn:aws:logs:r:111111111111:log-group:x:log-stream:y', true],
    [{ Resource: 'arn:aws:s3:::*' }, '*', false],
    [{ Resource: 'arn:aws:logs:*:*:log-stream:y' }, 'arn:aws:logs:r:111111111111:log-group:x:log-stream:y', true],
    [{ Resource: 'arn:aws:logs:*:222222222222:x' }, 'arn:aws:logs:r:111111111111:log-group:a:222222222222:x', true],
    [{ Resource: 'arn:aws:logs:r*x:222222222222:x' }, 'arn:aws:logs:r:111111111111:log-group:ax:222222222222:x', false],
    [{ Resource: 'arn:aws:logs:?:1*:x' }, 'arn:aws:logs:r:111111111111:log-group:x', true],
    [{ Resource: 'arn:aws:logs:??111111111111:log-group:x:log-stream:*' }, 'arn:aws:logs:r:111111111111:log-group:x:log-stream:y', false],
    [{ NotResource: 'arn:aws:logs:*:*:log-stream:y' }, 'arn:aws:logs:r:111111111111:log-group:x:log-stream:y', false],
    [{ Resource: ['arn:aws:s3:::other/*', 'arn:aws:s3:::data/*'] }, BUCKET_OBJECT, true],
    [{ NotResource: 'arn:aws:s3:::data/*' }, BUCKET_OBJECT, false],
    [{ NotResource: 'arn:aws:s3:::other/*' }, BUCKET_OBJECT, true],
    [{ NotResource: 'arn:aws:s3:::other/*' }, '*', true],
  ])('%j matches %s: %s', (statement, resource, result) => {
    expect(allows({ Action: '*', ...statement }, 's3:GetObject', resource)).toBe(result);
  });
});

describe('what is malformed or unknown is an error, even where the request would not come to it', () => {
  const never = { Effect: 'Allow' as const, Action: 'ec2:RunInstances', Resource: '*' };

  test.each<[string, unknown, RegExp]>([
    ['an unknown operator', { ...never, Condition: { StringEqual: { 'aws:x': 'y' } } }, /statement 0: unknown condition operator "StringEqual"/],
    ['Null with IfExists', { ...never, Condition: { NullIfExists: { 'aws:PrincipalArn': 'true' } } }, /unknown condition operator "NullIfExists"/],
    ['an unknown set operator', { ...never, Condition: { 'ForEach:StringEquals': { 'aws:TagKeys': 'x' } } }, /unknown condition operator "ForEach:StringEquals"/],
    ['an unknown global key', { ...never, Condition: { StringEquals: { 'aws:PrincipalOrg': 'x' } } }, /unknown condition key "aws:PrincipalOrg"/],
    ['a key without a service', { ...never, Condition: { StringEquals: { PrincipalArn: 'x' } } }, /unknown condition key "PrincipalArn"/],
    ['a key of several values without a set operator', { ...never, Condition: { StringEquals: { 'aws:TagKeys': 'x' } } }, /"aws:TagKeys" has several values: write ForAllValues or ForAnyValue/],
    ['an unknown variable', { ...never, Condition: { StringEquals: { 's3:prefix': '${aws:UserNam}' } } }, /unknown policy variable "\$\{aws:UserNam\}"/],
    ['a placeholder nobody filled', { ...never, Resource: 'arn:aws:iam::1:role/${Account}' }, /unknown policy variable "\$\{Account\}"/],
    ['an open variable', { ...never, Resource: 'arn:aws:s3:::x/${aws:username' }, /a policy variable must be written/],
    ['a variable as an account', { ...never, Resource: 'arn:aws:sqs:*:${aws:PrincipalAccount}:x' }, /after the fifth colon/],
    ['a variable in a number', { ...never, Condition: { NumericLessThan: { 's3:max-keys': '${s3:max-keys}' } } }, /must be a number/],
    ['a number that is none', { ...never, Condition: { NumericLessThan: { 's3:TlsVersion': 'one' } } }, /must be a number, got "one"/],
    ['a date that is none', { ...never, Condition: { DateLessThan: { 'aws:CurrentTime': 'tomorrow' } } }, /must be a date/],
    ['a boolean that is none', { ...never, Condition: { Bool: { 'aws:SecureTransport': 'no' } } }, /must be "true" or "false"/],
    ['a Null that is none', { ...never, Condition: { Null: { 'aws:SecureTransport': 'no' } } }, /must be "true" or "false"/],
    ['a range that is none', { ...never, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/40' } } }, /must be an IP address or a CIDR range/],
    ['an ARN that is none', { ...never, Condition: { ArnLike: { 'aws:PrincipalArn': '*' } } }, /must be an ARN of six parts, got "\*"/],
    ['a value that is none', { ...never, Condition: { StringEquals: { 'aws:PrincipalArn': { Ref: 'X' } } } }, /must be a string, a number or a boolean/],
    ['an unknown element', { ...never, Conditions: {} }, /unknown element "Conditions"/],
    ['an effect in another case', { ...never, Effect: 'deny' }, /'Effect' must be "Allow" or "Deny", got "deny"/],
    ['an action without a service', { ...never, Action: 'RunInstances' }, /an action must be "\*" or "service:Action", got "RunInstances"/],
    ['no action', { Effect: 'Allow', Resource: '*' }, /either 'Action' or 'NotAction' must be given/],
    ['two kinds of actions', { ...never, NotAction: 's3:*' }, /either 'Action' or 'NotAction' must be given/],
    ['an empty list of actions', { ...never, Action: [] }, /'Action' must be one or more strings/],
    ['no resource', { Effect: 'Allow', Action: '*' }, /either 'Resource' or 'NotResource' must be given/],
    ['a resource that is no ARN', { ...never, Resource: 'bucket/*' }, /a resource must be "\*" or an ARN/],
    ['a principal', { ...never, Principal: '*' }, /'Principal' must not be in a policy of an identity/],
    ['a statement that is none', 'Allow', /must be a JSON object/],
  ])('%s', (_, statement, message) => {
    const identity = [...ADMINISTRATOR, { name: 'broken', document: document(statement as PolicyStatement) }];
    expect(() => evaluate(request(ROLE, 's3:GetObject'), { identity })).toThrow(message);
    expect(() => evaluate(request(ROLE, 's3:GetObject'), { identity })).toThrow(/identity policy "broken"/);
  });

  test.each<[string, unknown, RegExp]>([
    ['an unknown version', { Version: '2012-10-18', Statement: ALLOW_ALL }, /'Version' must be "2012-10-17", got "2012-10-18"/],
    ['an unknown element', { Version: '2012-10-17', Statements: [] }, /unknown element "Statements"/],
    ['no statement', { Version: '2012-10-17' }, /'Statement' must be given/],
  ])('%s of the document', (_, broken, message) => {
    expect(() => evaluate(request(ROLE, 's3:GetObject'), { identity: [{ name: 'broken', document: broken as never }] })).toThrow(message);
  });

  test.each<[string, Parameters<typeof evaluate>[0], RegExp]>([
    ['a wildcard as action', request(ROLE, 's3:*'), /'action' must be one action such as "s3:GetObject", got "s3:\*"/],
    ['a resource that is no ARN', request(ROLE, 's3:GetObject', 'bucket'), /'resource' must be an ARN/],
    ['a session without its role', request({ kind: 'role', arn: 'arn:aws:sts::111111111111:assumed-role/x/y' }, 's3:GetObject'), /'principal.roleArn' must be given/],
    ['a user without an account', request({ kind: 'user', arn: 'jane' }, 's3:GetObject'), /'principal.arn' of kind "user" must be an ARN with an account/],
  ])('%s in the request', (_, broken, message) => {
    expect(() => evaluate(broken, { identity: ADMINISTRATOR })).toThrow(message);
  });

  test('an operator for one value on a request with several', () => {
    const identity = [policy('p', { ...ALLOW_ALL, Condition: { StringEquals: { 'dynamodb:LeadingKeys': 'a' } } })];
    expect(() => evaluate(request(ROLE, 's3:PutObject', '*', { context: { 'dynamodb:LeadingKeys': ['a', 'b'] } }), { identity })).toThrow(/write ForAllValues or ForAnyValue/);
  });

  test('a condition on the time in a request that does not give it', () => {
    const identity = [policy('p', { ...ALLOW_ALL, Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01' } } })];
    expect(() => evaluate(request(ROLE, 's3:PutObject'), { identity })).toThrow(/'context' must give "aws:CurrentTime"/);
  });
});
