import { PolicyStatement } from '../../../lib/policy';
import { allowsAnything, heldPermissions } from '../../../rehearsal/application/held-permissions';

const held = (...statements: PolicyStatement[]) => heldPermissions([{ name: 'own', document: { Version: '2012-10-17', Statement: statements } }]);
const listed = (statement: Omit<PolicyStatement, 'Effect'>) => held({ Effect: 'Allow', ...statement }).map(({ action, resource }) => `${action} ${resource}`);

describe('what a policy allows', () => {
  test.each<[string, Omit<PolicyStatement, 'Effect'>, readonly string[]]>([
    ['an action on a resource', { Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:*:a' }, ['sqs:SendMessage arn:aws:sqs:*:*:a']],
    ['each action behind a wildcard', { Action: 's3:GetObjectTag*', Resource: '*' }, ['s3:GetObjectTagging *']],
    ['an action in whatever case, as AWS spells it', { Action: 'SQS:sendmessage', Resource: '*' }, ['SQS:SendMessage *']],
    ['an action on the resources that it can be about', { Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] },
      ['s3:GetObject arn:aws:s3:::b/*', 's3:ListBucket arn:aws:s3:::b']],
    ['an action about nothing in particular on everything alone', { Action: 's3:ListAllMyBuckets', Resource: ['arn:aws:s3:::b', '*'] }, ['s3:ListAllMyBuckets *']],
    ['what is not spared, on anything', { Action: 'sqs:SendMessage', NotResource: 'arn:aws:sqs:*:*:a' }, ['sqs:SendMessage *']],
    ['nothing for an action that AWS does not have', { Action: 'sqs:Strange', Resource: '*' }, []],
    ['nothing that can be listed, for everything', { Action: '*', Resource: '*' }, []],
    ['nothing that can be listed, for all but some', { NotAction: 'iam:*', Resource: '*' }, []],
  ])('is %s', (_, statement, expected) => {
    expect(listed(statement)).toEqual(expected);
  });

  test('is told with policy, statement and its name; what is denied is not', () => {
    expect(held({ Effect: 'Deny', Action: 'sqs:SendMessage', Resource: '*' }, { Sid: 'Read', Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: '*' }))
      .toEqual([{ policy: 'own', statement: 1, sid: 'Read', action: 'sqs:ReceiveMessage', resource: '*' }]);
  });

  test.each<[PolicyStatement, boolean]>([
    [{ Effect: 'Allow', Action: '*', Resource: '*' }, true],
    [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, true],
    [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }, false],
    [{ Effect: 'Deny', Action: '*', Resource: '*' }, false],
  ])('%j is more than can be listed: %s', (statement, expected) => {
    expect(allowsAnything(statement)).toBe(expected);
  });
});
