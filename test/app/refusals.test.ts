import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { GuardrailPlacement, guardrails, organization } from 'cdk-secure-landing-zone';
import { configuration } from '../../config/landing-zone';
import { exampleApp } from './synth';

/** What synth of the example refuses, with the judges that bin/landing-zone.ts sets over it. */
function refusal(change: () => App): string {
  try {
    const app = change();
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    app.synth();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('synth accepted it');
}

/** The stack of the example with this id, or the template that a StackSet below it deploys. */
function find(app: App, path: string): Stack {
  return path.split('/').reduce((scope, id) => scope.node.findChild(id), app.node.findChild('LandingZone')) as Stack;
}

describe('synth of the example', () => {
  test('passes as it is', () => {
    expect(() => refusal(() => exampleApp())).toThrow('synth accepted it');
  });

  test.each(['Trail', 'AccountBaseline/AccountRegional/Template'])('fails when a queue in %s is not encrypted, and names the rule and the queue', path => {
    const message = refusal(() => {
      const app = exampleApp();
      new Queue(find(app, path), 'Unencrypted', { encryption: QueueEncryption.UNENCRYPTED });
      return app;
    });
    expect(message).toContain('AwsSolutions-SQS2');
    expect(message).toContain(`LandingZone/${path}/Unencrypted`);
  });

  test('fails when a log bucket loses its key, and says which', () => {
    const message = refusal(() => {
      const app = exampleApp();
      const template = find(app, 'LogArchive/StackSet/Template');
      const trailBucket = template.node.findAll().filter(CfnBucket.isCfnBucket).find(bucket => bucket.objectLockEnabled === true)!;
      trailBucket.bucketEncryption = undefined;
      return app;
    });
    expect(message).toContain('LandingZone/LogArchive/StackSet/Template/LogArchive');
    expect(message).toMatch(/'encryptionKey'|'bucketEncryption'/);
  });

  test('fails when a policy outgrows its quota, and says what to drop or raise', () => {
    const long = new guardrails.Guardrail({
      id: 'X1', title: 'Too long', intent: 'Shows the quota.', threat: 'None.', policyType: organization.PolicyType.SERVICE_CONTROL_POLICY, exemptions: [],
      statements: [{ actions: Array.from({ length: 400 }, (_, i) => `s3:Action${i}-of-some-length`) }],
    });
    const message = refusal(() => exampleApp({
      guardrails: { placements: [GuardrailPlacement.on(guardrails.GuardrailSet.of('too-long', [long]), ['Sandbox'])] },
    }));
    expect(message).toContain('X1');
    expect(message).toContain('5120');
    expect(message).toMatch(/drop|raise/);
  });

  test('fails when more policies are attached to a unit than AWS takes, and names the unit', () => {
    const sets = Array.from({ length: 5 }, (_, i) => guardrails.GuardrailSet.of(`set-${i}`, [guardrails.Guardrails.NO_LEAVING]));
    const placements = [
      GuardrailPlacement.onTopLevel(guardrails.GuardrailSet.of('root', [guardrails.Guardrails.ROOT_LOCKDOWN])),
      ...sets.map(set => GuardrailPlacement.on(set, ['Sandbox'])),
    ];
    const message = refusal(() => exampleApp({ guardrails: { placements } }));
    expect(message).toMatch(/at most 5/);
    expect(message).toMatch(/quotas/);
  });

  test('fails when two accounts have one e-mail address', () => {
    const accounts = [...configuration.accounts!, { name: 'twin', email: configuration.accounts![0].email, organizationalUnit: 'Sandbox' }];
    expect(refusal(() => exampleApp({ accounts }))).toContain(`'email' must not repeat, got "${accounts[0].email}" 2 times`);
  });
});
