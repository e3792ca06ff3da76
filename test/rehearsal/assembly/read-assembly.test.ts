import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, CustomResource, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { logicalIdOf, readAssembly } from '../../../rehearsal/assembly';

const ENV = { account: '111111111111', region: 'eu-central-1' };
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  const app = new App({
    outdir: join(directory, 'cdk.out'), analyticsReporting: false,
    context: { 'aws:cdk:enable-path-metadata': false, '@aws-cdk/core:defaultCrossStackReferences': 'weak' },
  });
  build(new Construct(app, 'App'));
  build(new Stage(app, 'Prod', { env: ENV }), 'prod-');
  app.synth();
});

afterAll(() => rmSync(directory, { recursive: true }));

function build(scope: Construct, prefix = ''): void {
  const user = new Stack(scope, 'User', { env: ENV, stackName: `${prefix}user` });
  const maker = new Stack(scope, 'Maker', { env: ENV, stackName: `${prefix}maker`, terminationProtection: true, tags: { team: 'x' } });
  const bucket = new s3.Bucket(maker, 'Bucket');
  new CustomResource(maker, 'Custom', { serviceToken: 'arn:aws:lambda:x' });
  new iam.Role(user, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'), description: bucket.bucketArn });
  const file = join(directory, `${prefix}member.template.json`);
  writeFileSync(file, JSON.stringify({ Resources: { [logicalIdOf(['Member', 'Resource'])]: { Type: 'AWS::S3::Bucket' } } }));
  const asset = new Asset(user, 'Asset', { path: file });
  new CfnResource(user, 'Set', { type: 'AWS::CloudFormation::StackSet', properties: { TemplateURL: asset.httpUrl } });
}

const read = () => readAssembly(join(directory, 'cdk.out'));

describe('a cloud assembly', () => {
  test('has every stack after those it depends on, the stacks of Stages too', () => {
    expect(read().stacks.map(({ name }) => name)).toEqual(['maker', 'user', 'prod-maker', 'prod-user']);
  });

  test('tells of each stack where and how it is deployed', () => {
    const [maker, user] = read().stacks;
    expect(maker).toMatchObject({
      displayName: 'App/Maker', accountId: ENV.account, region: ENV.region, dependencies: [], terminationProtection: true, tags: { team: 'x' },
      executionRoleArn: 'arn:${AWS::Partition}:iam::111111111111:role/cdk-hnb659fds-cfn-exec-role-111111111111-eu-central-1',
    });
    expect(user.dependencies).toEqual([maker.id]);
    expect([...user.template.stackReferences.values()].flatMap(names => [...names])).toEqual(['maker']);
  });

  test('finds the construct of each resource without path metadata', () => {
    const [maker, , prod] = read().stacks;
    expect(maker.constructPaths.get(maker.template.logicalIds[0])).toBe('App/Maker/Bucket/Resource');
    expect(maker.constructPaths.get('Custom')).toBe('App/Maker/Custom/Default');
    expect(prod.constructPaths.get(prod.template.logicalIds[0])).toBe('Prod/Maker/Bucket/Resource');
  });

  test('finds them in tree.json when the metadata do not tell', () => {
    const copy = join(directory, 'copy');
    cpSync(join(directory, 'cdk.out'), copy, { recursive: true });
    const [{ id, template }] = read().stacks;
    const file = join(copy, `${id}.metadata.json`);
    const metadata = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ '/App/Maker': metadata['/App/Maker'] }));
    expect(readAssembly(copy).stacks[0].constructPaths.get(template.logicalIds[0])).toBe('App/Maker/Bucket/Resource');
  });

  test('finds a template among the assets by the URL that a StackSet names', () => {
    const { stacks, assets } = read();
    const set = stacks[1].template.resource(stacks[1].template.logicalIds.find(id => id.startsWith('Set'))!);
    const url = JSON.stringify(set.Properties).match(/https:[^"]*/)![0].replace('${AWS::URLSuffix}', 'amazonaws.com');
    expect(assets.byUrl(url)?.template.logicalIds).toEqual([logicalIdOf(['Member', 'Resource'])]);
    expect(assets.byUrl('https://s3.eu-central-1.amazonaws.com/bucket/none.json')).toBeUndefined();
  });

  test('that is none, or is of a version to come, is an error that says so', () => {
    expect(() => readAssembly(directory)).toThrow('has no manifest.json');
    const future = join(directory, 'future');
    cpSync(join(directory, 'cdk.out'), future, { recursive: true });
    writeFileSync(join(future, 'manifest.json'), '{"version":"999.0.0"}');
    expect(() => readAssembly(future)).toThrow('"999.0.0"');
  });
});

test.each([
  [['Bucket', 'Resource'], /^Bucket[0-9A-F]{8}$/],
  [['Top'], /^Top$/],
  [['My-Name', 'Default'], /^MyName$/],
  [['A', 'Role', 'DefaultPolicy', 'Resource'], /^ARoleDefaultPolicy[0-9A-F]{8}$/],
  [['Repeat', 'MyRepeat', 'Repeat', 'Resource'], /^RepeatMyRepeat[0-9A-F]{8}$/],
])('computes the logical id of %j', (path, expected) => {
  expect(logicalIdOf(path)).toMatch(expected);
});
