import { Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ConformancePackStatusRole } from '../../../lib/constructs/organization';
import { MANAGEMENT_ACCOUNT, testApp, testStack } from './test-app';

function templateOf(managementAccountId = MANAGEMENT_ACCOUNT): Template {
  const stack = testStack();
  new ConformancePackStatusRole(stack, 'Role', { managementAccountId });
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('only the function that looks after StackSets assumes it, which need not exist yet', () => {
    const inPartition = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest]] });
    templateOf().hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-conformance-pack-status',
      Path: '/lz/',
      AssumeRolePolicyDocument: {
        Statement: [{
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { AWS: Match.stringLikeRegexp(`:iam::${MANAGEMENT_ACCOUNT}:root$`) },
          Condition: { ArnEquals: { 'aws:PrincipalArn': inPartition(`:iam::${MANAGEMENT_ACCOUNT}:role/lz/lz-stackset-reconcile`) } },
        }],
      },
    });
  });

  test('it reads, no more', () => {
    const [role] = Object.values(templateOf().findResources('AWS::IAM::Role'));
    const [{ Action }] = role.Properties.Policies[0].PolicyDocument.Statement;
    expect(Action.filter((action: string) => !/:(Describe|Get|List)/.test(action))).toEqual([]);
    expect(role.Properties.ManagedPolicyArns).toBeUndefined();
  });

  test('cdk-nag has nothing to say', () => {
    const app = testApp();
    new ConformancePackStatusRole(testStack(app), 'Role', { managementAccountId: MANAGEMENT_ACCOUNT });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });
});

describe('validation', () => {
  test('fails for what is no account id', () => {
    expect(() => templateOf('management')).toThrow(/'managementAccountId' must be an account id of 12 digits, got "management"/);
  });
});
