import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rehearsal, rehearse } from '../../../rehearsal';
import { bucketApp, deny, HOME, MANAGEMENT, tinyOrganization } from './tiny-app';

describe('the result of a rehearsal', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    const tiny = tinyOrganization();
    deny(tiny, { Action: 'cloudtrail:StopLogging', Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/lz/*' } } });
    rehearsal = await rehearse(tiny.app, { phases: [] });
  });

  test('says that AWS would accept the deployment', () => {
    expect(rehearsal.failures.map(failure => failure.message)).toEqual([]);
    expect(rehearsal.succeeded).toBe(true);
    expect(rehearsal.failure).toBeUndefined();
  });

  test('finds resources by type, account and region, those of StackSets too', () => {
    expect(rehearsal.resources({ type: 'AWS::Organizations::OrganizationalUnit' })).toHaveLength(2);
    const role = rehearsal.resource({ type: 'AWS::IAM::Role', account: 'production', region: HOME });
    expect(role.properties).toMatchObject({ RoleName: 'lz-break-glass', Path: '/lz/' });
    expect(rehearsal.resources({ account: MANAGEMENT, region: 'us-east-1' })).toEqual([]);
  });

  test('throws unless exactly one resource matches, and says how many did', () => {
    expect(() => rehearsal.resource({ type: 'AWS::Organizations::OrganizationalUnit' })).toThrow(/exactly one resource must match .* got 2/);
    expect(() => rehearsal.resource({ type: 'AWS::S3::Bucket' })).toThrow(/got 0/);
  });

  test('draws the tree with accounts and attached policies', () => {
    const tree = rehearsal.tree()!;
    expect(tree).toMatchObject({ kind: 'root', name: 'Root', policies: ['tiny-policy'] });
    expect(tree.children.map(({ name }) => name)).toEqual(['Workloads', 'PolicyStaging', 'management']);
    expect(tree.children[0].children).toMatchObject([{ kind: 'account', name: 'production', policies: [], children: [] }]);
  });

  test('counts stacks, instances, resources and calls', () => {
    expect(rehearsal.counts).toMatchObject({ stacks: 3, stackSetInstances: 1 });
    expect(rehearsal.counts.resources).toBe(rehearsal.resources().length);
    expect(rehearsal.counts.authorizations).toBeGreaterThan(rehearsal.counts.resources);
    expect(rehearsal.counts.rules).toBeGreaterThan(0);
    expect(rehearsal.calls.length).toBeGreaterThan(0);
  });

  test('is plain data as JSON', () => {
    expect(JSON.parse(JSON.stringify(rehearsal))).toMatchObject({ formatVersion: 1, succeeded: true, organization: { name: 'Root' } });
  });

  describe('may', () => {
    const stop = { account: 'production', action: 'cloudtrail:StopLogging', region: HOME };

    test('denies a role that nobody deployed by the guardrail, and names the statement', () => {
      expect(rehearsal.may({ ...stop, as: 'role/Developer' }))
        .toMatchObject({ allowed: false, layer: 'service-control', policy: 'tiny-policy', sid: 'Tiny', node: 'Root' });
    });

    test('denies the root user too', () => {
      expect(rehearsal.may({ ...stop, as: 'root' }).allowed).toBe(false);
    });

    test('lets an exempt role through, with the policies that were deployed', () => {
      expect(rehearsal.may({ ...stop, as: 'role/lz/lz-break-glass' }).allowed).toBe(true);
    });

    test('takes ARNs, and account ids', () => {
      const { accountId } = rehearsal.resource({ type: 'AWS::IAM::Role', account: 'production' });
      expect(rehearsal.may({ ...stop, account: accountId, as: `arn:aws:iam::${accountId}:user/somebody` }).allowed).toBe(false);
      expect(rehearsal.may({ ...stop, account: MANAGEMENT, as: 'role/Administrator' }).allowed).toBe(true);
    });

    test('fails when the account is unknown, and says which there are', () => {
      expect(() => rehearsal.may({ ...stop, account: 'strange', as: 'root' })).toThrow(/'account' must be .* got "strange": the rehearsed ones are management/);
    });
  });
});

describe('what rehearse takes', () => {
  test('a folder as well as an app', async () => {
    expect((await rehearse(bucketApp().synth().directory)).succeeded).toBe(true);
  });

  test('an organization that exists', async () => {
    const world = {
      organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2', organizationalUnits: [{ id: 'ou-a1b2-11111111', name: 'Old', parentId: 'r-a1b2' }],
      accounts: [{ id: '222222222222', name: 'old', email: 'old@example.com', parentId: 'ou-a1b2-11111111' }],
    };
    const rehearsal = await rehearse(bucketApp(), { world });
    expect(rehearsal.failures.map(failure => failure.message)).toEqual([]);
    expect(rehearsal.tree()?.children[0]).toMatchObject({ name: 'Old', children: [{ id: '222222222222', name: 'old' }] });
  });

  test('refuses phases that there are not', async () => {
    await expect(rehearse(bucketApp(), { phases: ['strange'] })).rejects.toThrow(/'phases' must be among first-deployment, .* got strange/);
  });
});

describe('a refusal', () => {
  /** The bucket app with its template edited. */
  function mutated(edit: (template: { Resources: Record<string, { Properties: Record<string, unknown> }> }) => void): string {
    const directory = mkdtempSync(join(tmpdir(), 'cdk.out'));
    cpSync(bucketApp().synth().directory, directory, { recursive: true });
    const file = join(directory, readdirSync(directory).find(name => name.endsWith('.template.json'))!);
    const template = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof edit>[0];
    edit(template);
    writeFileSync(file, JSON.stringify(template));
    return directory;
  }

  test('names resource, type and construct path, and no later phase runs', async () => {
    const rehearsal = await rehearse(mutated(template => {
      template.Resources.Bucket.Properties.Strange = true;
    }));
    expect(rehearsal.succeeded).toBe(false);
    expect(rehearsal.toJSON().failures).toMatchObject([{
      phase: 'first-deployment', kind: 'unknown', stackName: 'data', logicalId: 'Bucket', resourceType: 'AWS::S3::Bucket', constructPath: 'Data/Bucket',
    }]);
    expect(rehearsal.failure?.message).toContain('Strange');
    expect(rehearsal.phases.map(({ id, status }) => `${id} ${status}`)).toEqual(['first-deployment failed']);
  });
});
