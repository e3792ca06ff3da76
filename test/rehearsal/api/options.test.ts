import { App, CfnResource, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { organization as org } from '../../../lib';
import { rehearse } from '../../../rehearsal';
import { app, deny, HOME, MANAGEMENT, tinyOrganization } from './tiny-app';

describe('the qualifier of the CDK bootstrap', () => {
  function qualified(): App {
    const own = app();
    const synthesizer = new DefaultStackSynthesizer({ qualifier: 'lz' });
    const stack = new Stack(own, 'Data', { env: { account: MANAGEMENT, region: HOME }, stackName: 'data', synthesizer });
    new CfnResource(stack, 'Group', { type: 'AWS::Logs::LogGroup', properties: { LogGroupName: 'group' } });
    return own;
  }

  test('is taken from the assembly', async () => {
    const rehearsal = await rehearse(qualified());
    expect(rehearsal.failures.map(failure => failure.message)).toEqual([]);
  });

  test('fails a stack that names another one than the account has', async () => {
    const { failure } = await rehearse(qualified(), { bootstrapQualifier: 'hnb659fds' });
    expect(failure?.message).toContain(`role/cdk-lz-cfn-exec-role-${MANAGEMENT}-${HOME} cannot be found`);
  });
});

describe('quotas', () => {
  test('that AWS raised are honoured', async () => {
    const tiny = tinyOrganization();
    deny(tiny, { Action: ['cloudtrail:StopLogging'], Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/lz/*' } } });
    const low = await rehearse(tiny.app, { phases: [], quotas: { policySize: { SERVICE_CONTROL_POLICY: 100 } } });
    expect(low.failure?.details.rule?.id).toBe('organizations/policy-size');
    const high = await rehearse(tiny.app, { phases: [], quotas: { policySize: { SERVICE_CONTROL_POLICY: 10_240 } } });
    expect(high.succeeded).toBe(true);
  });
});

describe('an update from a previous assembly', () => {
  /** The tiny organization and an account that nothing puts behind the first one, or behind the activation. */
  function grown(): App {
    const tiny = tinyOrganization();
    new org.Account(tiny.stack, 'Late', { accountName: 'late', email: 'late@example.com', parent: tiny.workloads });
    return tiny.app;
  }

  test('may create an account after those of an earlier deployment, and after what was switched on then', async () => {
    const rehearsal = await rehearse(grown(), { previous: tinyOrganization().app.synth().directory, faults: 'none' });
    expect(rehearsal.failures.map(failure => failure.message)).toEqual([]);
  });

  test('is not the same as a first deployment, in which nothing orders them', async () => {
    const { failures } = await rehearse(grown(), { faults: 'none' });
    expect(failures.map(({ details }) => details.rule?.id)).toEqual([expect.stringMatching(/accounts-one-by-one|root-management-first/)]);
  });
});
