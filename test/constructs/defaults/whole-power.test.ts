import { givesEverything } from '../../../lib/constructs/defaults/private/whole-power';

const given = (statement: object) => givesEverything({ Statement: [{ Effect: 'Allow', ...statement }] });

test.each<[string, object]>([
  ['every action on everything', { Action: '*', Resource: '*' }],
  ['every action of every service', { Action: ['s3:Get*', '*:*'], Resource: ['*'] }],
  ['all but some actions', { NotAction: 'iam:*', Resource: '*' }],
  ['all but some resources', { Action: '*', NotResource: 'arn:aws:s3:::audit' }],
  ['every ARN', { Action: '*', Resource: 'arn:*' }],
  ['every ARN of the partition', { Action: '*', Resource: 'arn:aws:*' }],
  ['every ARN, part for part', { Action: '*', Resource: 'arn:<AWS::Partition>:*:*:*:*' }],
  ['every action of IAM', { Action: ['iam:*', 'sts:*'], Resource: '*' }],
  ['every action of IAM on all it has', { Action: 'IAM:*', Resource: 'arn:<AWS::Partition>:iam::<AWS::AccountId>:*' }],
  ['everything for whoever it is', { Action: '*', Resource: '*', Condition: { StringLike: { 'aws:PrincipalArn': '*' } } }],
  ['everything for one role', { Action: '*', Resource: '*', Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/x' } } }],
  ['everything in one region', { Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } }],
  ['everything with a second factor', { Action: '*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
  ['everything but what has a tag', { Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:ResourceTag/team': 'audit' } } }],
  ['everything that has no other tag', { Action: '*', Resource: '*', Condition: { StringEqualsIfExists: { 'aws:ResourceTag/team': 'shop' } } }],
  ['everything with any tag', { Action: '*', Resource: '*', Condition: { StringLike: { 'aws:ResourceTag/team': '*' } } }],
])('%s is the power of an administrator', (_, statement) => {
  expect(given(statement)).toBe(true);
});

test.each<[string, object]>([
  ['every action of a service', { Action: 's3:*', Resource: '*' }],
  ['every action on one bucket', { Action: '*', Resource: 'arn:aws:s3:::orders/*' }],
  ['some actions of IAM', { Action: 'iam:Get*', Resource: '*' }],
  ['every action of IAM on one role', { Action: 'iam:*', Resource: 'arn:aws:iam::111111111111:role/x' }],
  ['everything with a tag', { Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'shop' } } }],
  ['identities below a boundary', { Action: 'iam:*', Resource: '*', Condition: { ArnEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111111111111:policy/b' } } }],
  ['what a service asks on behalf', { Action: '*', Resource: '*', Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'cloudformation.amazonaws.com' } } }],
  ['a denial', { Effect: 'Deny', Action: '*', Resource: '*' }],
])('%s is not', (_, statement) => {
  expect(given(statement)).toBe(false);
});
