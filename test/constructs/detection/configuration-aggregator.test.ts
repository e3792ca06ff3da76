import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ConfigurationAggregator } from '../../../lib/constructs/detection';
import { synthesizeUnderCdkNag } from '../cdk-nag';

describe('defaults', () => {
  test('sees every account and region of the organization, with a role that may list the accounts', () => {
    const stack = new Stack(new App(), 'Stack');
    const { aggregatorArn } = new ConfigurationAggregator(stack, 'Aggregator');
    const template = Template.fromStack(stack);
    const [role] = Object.keys(template.findResources('AWS::IAM::Role', { Properties: { Path: '/lz/' } }));
    template.hasResource('AWS::Config::ConfigurationAggregator', {
      DependsOn: [role],
      Properties: {
        ConfigurationAggregatorName: 'lz-organization',
        OrganizationAggregationSource: { AllAwsRegions: true, RoleArn: { 'Fn::GetAtt': [role, 'Arn'] } },
      },
    });
    expect(stack.resolve(aggregatorArn)).toEqual({ 'Fn::GetAtt': [expect.stringContaining('Aggregator'), 'ConfigurationAggregatorArn'] });
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => { new ConfigurationAggregator(stack, 'Aggregator'); });
  });
});
