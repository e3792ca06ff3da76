import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { secured } from './secured';

/** What a user says of the removal of a construct of the CDK. */
interface Removable { readonly removalPolicy?: RemovalPolicy }

const KINDS: [string, string, (stack: Stack, props: Removable) => unknown][] = [
  ['log group', 'AWS::Logs::LogGroup', (stack, props) => new LogGroup(stack, 'Logs', props)],
  ['user pool', 'AWS::Cognito::UserPool', (stack, props) => new UserPool(stack, 'Users', props)],
  ['repository', 'AWS::ECR::Repository', (stack, props) => new Repository(stack, 'Images', props)],
  ['key', 'AWS::KMS::Key', (stack, props) => new Key(stack, 'Key', props)],
];

test.each(KINDS)('a %s of the CDK stays when its stack goes, but for a first deployment that fails', (_, cfnType, make) => {
  secured(stack => void make(stack, {})).template
    .allResources(cfnType, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test.each(KINDS)('a %s whose removal somebody chose keeps it', (_, cfnType, make) => {
  secured(stack => void make(stack, { removalPolicy: RemovalPolicy.DESTROY })).template
    .hasResource(cfnType, { DeletionPolicy: 'Delete' });
});
