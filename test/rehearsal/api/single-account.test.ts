import { App, CfnOutput, CfnResource, CliCredentialsStackSynthesizer, DefaultStackSynthesizer, Stack, StackProps } from 'aws-cdk-lib';
import { rehearse } from '../../../rehearsal';
import { app, HOME, MANAGEMENT } from './tiny-app';

/** An app of queues, a stack for each of the props, that knows no organization. */
function queues(...stacks: readonly StackProps[]): App {
  const own = app();
  stacks.map((props, index) => new CfnResource(new Stack(own, `Stack${index}`, props), 'Queue', { type: 'AWS::SQS::Queue' }));
  return own;
}

const account = MANAGEMENT;

describe('an app without a landing zone', () => {
  test.each([[{}], [{ env: { account, region: HOME } }]])('deploys stacks with the metadata that the CDK adds unless it is told otherwise: %j', async props => {
    const own = new App({ analyticsReporting: true });
    new CfnResource(new Stack(own, 'Stack', props), 'Queue', { type: 'AWS::SQS::Queue' });
    const rehearsal = await rehearse(own);
    expect(rehearsal.failures.map(({ message }) => message)).toEqual([]);
    expect(rehearsal.resources({ type: 'AWS::CDK::Metadata' })).toHaveLength(1);
  });

  test.each<[string, readonly StackProps[], readonly string[]]>([
    ['no account and no region', [{}], ['111111111111 us-east-1']],
    ['no account, and a region', [{ env: { region: HOME } }], [`111111111111 ${HOME}`]],
    ['an account, and no region', [{ env: { account: '222222222222' } }], ['222222222222 us-east-1']],
    ['several regions', [{ env: { account, region: HOME } }, { env: { account, region: 'us-east-1' } }], [`${account} ${HOME}`, `${account} us-east-1`]],
    ['some an account and some none', [{ env: { account: '222222222222', region: HOME } }, {}], [`222222222222 ${HOME}`, `222222222222 ${HOME}`]],
    ['a qualifier of their own', [{ synthesizer: new DefaultStackSynthesizer({ qualifier: 'teams' }) }], ['111111111111 us-east-1']],
    ['no bootstrap', [{ synthesizer: new CliCredentialsStackSynthesizer() }], ['111111111111 us-east-1']],
  ])('deploys stacks of %s', async (_, stacks, expected) => {
    const rehearsal = await rehearse(queues(...stacks));
    expect(rehearsal.failures.map(({ message }) => message)).toEqual([]);
    expect(rehearsal.resources().map(({ accountId, region }) => `${accountId} ${region}`)).toEqual(expected);
    expect(rehearsal.phases.find(({ id }) => id === 'second-deployment')?.status).toBe('passed');
    expect(rehearsal.tree()).toBeUndefined();
  });

  test('resolves what only the deployment knows', async () => {
    const own = app();
    const stack = new Stack(own, 'Stack');
    new CfnResource(stack, 'Group', { type: 'AWS::Logs::LogGroup', properties: { LogGroupName: `${stack.account}-${stack.region}` } });
    new CfnOutput(stack, 'Where', { value: stack.account });
    const rehearsal = await rehearse(own);
    expect(rehearsal.resource({ type: 'AWS::Logs::LogGroup' }).physicalId).toBe('111111111111-us-east-1');
  });

  test('fails by name for types that the model does not know, and where the bootstrap is another', async () => {
    const own = queues({});
    new CfnResource(own.node.findChild('Stack0'), 'Thing', { type: 'AWS::Strange::Thing' });
    expect((await rehearse(own)).failure?.details).toMatchObject({ kind: 'unknown', message: expect.stringContaining('AWS::Strange::Thing') });
    const { failure } = await rehearse(queues({}), { bootstrapQualifier: 'teams' });
    expect(failure?.message).toContain('role/cdk-hnb659fds-cfn-exec-role-111111111111-us-east-1 cannot be found');
  });

  test('must be of one account, unless the management account is named', async () => {
    const two = queues({ env: { account, region: HOME } }, { env: { account: '222222222222', region: HOME } });
    await expect(rehearse(two)).rejects.toThrow(/'managementAccountId' must be given, got stacks of 2 accounts/);
  });
});
