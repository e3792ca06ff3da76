import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { controls } from '../../lib';
import { bucketApp } from '../rehearsal/api/tiny-app';
import { BROKEN_ASSEMBLIES } from './broken-assemblies';
import { landingZone } from './command-line';

const ENV = { account: '111111111111', region: 'eu-central-1' };

/** An assembly with a description, a key that rotates, and nothing else. */
function assembly(further?: (stack: Stack) => void): string {
  const app = new App();
  const stack = new Stack(app, 'Organization', { env: ENV, stackName: 'lz-organization' });
  new CfnKey(stack, 'Key', {
    enableKeyRotation: true,
    keyPolicy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: stack.formatArn({ service: 'iam', region: '', resource: 'root' }) }, Action: 'kms:*', Resource: '*' }],
    },
  });
  further?.(stack);
  const described: controls.DescribedOrganization = {
    accounts: 1, regions: 1, presetName: 'essential', homeRegion: 'eu-central-1', governedRegions: ['eu-central-1'], services: controls.ServicePresets.ESSENTIAL,
  };
  stack.addMetadata(controls.OrganizationDescription.METADATA_KEY, described);
  return app.synth().directory;
}

describe('landing-zone controls', () => {
  test('lists the 70 requirements, what is missing and what is left to people, and ends with 1 when something is missing', async () => {
    const { code, out } = await landingZone('controls', assembly());
    expect(out.match(/│ (✅|✋|➖|❌)/g)).toHaveLength(70);
    expect(out).toMatch(/│ ✅ +│ 4\.6 .*Customer managed keys rotate.*AWS::KMS::Key/);
    expect(out).toMatch(/│ ➖ +│ 3\.1\.3/);
    expect(out).toMatch(/left to people:\n {3}2\.1\.3 +No policy binds the management account/);
    expect(out).toContain('4.3    Custom::ConfigurationRecorder in 111111111111 eu-central-1');
    expect(code).toBe(1);
  });

  test('prints JSON with the resources', async () => {
    const { out } = await landingZone('controls', assembly(), '--json');
    const states = JSON.parse(out) as { id: string; state: string; answers: { resources: unknown[] }[] }[];
    expect(states).toHaveLength(70);
    expect(states.find(({ id }) => id === '4.6')).toMatchObject({
      cis5: '3.6', fsbp: ['KMS.4'], state: 'answered', answers: [{ kind: 'answers', resources: [{ type: 'AWS::KMS::Key', stackName: 'lz-organization' }] }],
    });
  });

  test.each<[string, () => string, string]>([
    ['an assembly that is no landing zone', () => bucketApp().synth().directory, 'in which no organization is described'],
    ['a directory without an assembly', () => 'no-such-directory', "'CDK_OUT' must be a cloud assembly"],
    ['a deployment that AWS would refuse', () => assembly(stack => {
      new CfnResource(stack, 'Bucket', { type: 'AWS::S3::Bucket', properties: { Strange: true } });
    }), 'AWS would refuse this deployment'],
    ...BROKEN_ASSEMBLIES.map(({ what, directory, message }) => [what, () => directory, message] as [string, () => string, string]),
  ])('ends with 2 for %s', async (_title, directory, message) => {
    const { code, errors } = await landingZone('controls', directory());
    expect(errors).toContain(message);
    expect(code).toBe(2);
  });
});
