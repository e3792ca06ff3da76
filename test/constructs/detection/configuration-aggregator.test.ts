import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ConfigurationAggregator } from '../../../lib/constructs/detection';
import { World } from '../../../rehearsal/aws/world';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { deploy, HOME, refusalOf, SECURITY, worldWith } from '../deployed';

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

describe('deployed', () => {
  const SERVICE = 'config.amazonaws.com';
  const into = (world: World) => deploy(world, { account: SECURITY, build: stack => { new ConfigurationAggregator(stack, 'Aggregator'); } });

  test('stands in the account that administers AWS Config', async () => {
    const world = worldWith({ trustedServices: [SERVICE] });
    world.state.organizations.delegatedAdministrators.set(`${SECURITY}/${SERVICE}`, { accountId: SECURITY, service: SERVICE });
    await into(world);
    expect([...world.state.config.aggregators.values()]).toMatchObject([{ name: 'lz-organization', accountId: SECURITY, region: HOME }]);
  });

  test('fails where AWS Config is not delegated', async () => {
    expect(await refusalOf(into(worldWith({ trustedServices: [SERVICE] })))).toMatchObject({ rule: { id: 'config/aggregator-administrator' } });
  });
});
