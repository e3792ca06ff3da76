import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rehearsal, rehearse } from '../../../rehearsal';
import { synthesise } from '../../app/synth';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  DependsOn?: unknown;
}

const example = synthesise();

/** The example's assembly with every template edited that has something to edit. */
function mutated(edit: (resources: Record<string, Resource>) => boolean): string {
  const directory = mkdtempSync(join(tmpdir(), 'cdk.out'));
  cpSync(example, directory, { recursive: true });
  const edited = readdirSync(directory).filter(name => name.endsWith('.template.json')).filter(name => {
    const template = JSON.parse(readFileSync(join(directory, name), 'utf8')) as { Resources: Record<string, Resource> };
    const changed = edit(template.Resources);
    if (changed) {
      writeFileSync(join(directory, name), JSON.stringify(template));
    }
    return changed;
  });
  expect(edited).not.toEqual([]);
  return directory;
}

/** Whether a statement lets CloudTrail write. */
const isTrails = ({ Principal, Action }: Statement) =>
  Principal?.Service === 'cloudtrail.amazonaws.com' && [Action].flat().includes('s3:PutObject');

interface Statement {
  readonly Principal?: { readonly Service?: string };
  readonly Action: string | string[];
  readonly Condition?: Record<string, Record<string, unknown>>;
}

describe('the example organization', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    rehearsal = await rehearse(example);
  });

  test('is accepted, in every phase', () => {
    expect(rehearsal.failures.map(failure => failure.message)).toEqual([]);
    expect(rehearsal.phases.filter(phase => phase.status !== 'passed')).toEqual([]);
  });

  test('has a write-once trail bucket in the log archive, and break-glass in every account', () => {
    expect(rehearsal.resource({ type: 'AWS::CloudTrail::Trail' }).properties).toMatchObject({ IsOrganizationTrail: true });
    expect(rehearsal.resources({ type: 'AWS::S3::Bucket', account: 'log-archive' })).toHaveLength(3);
    expect(rehearsal.resources({ type: 'AWS::IAM::Role' }).filter(role => role.properties.RoleName === 'lz-break-glass')).toHaveLength(8);
  });

  test('denies a developer what the guardrails deny, and names the guardrail\'s policy', () => {
    const leave = { account: 'production', action: 'organizations:LeaveOrganization', region: 'us-east-1' };
    expect(rehearsal.may({ ...leave, as: 'role/Developer' })).toMatchObject({ allowed: false, layer: 'service-control', policy: 'lz-foundation-scp-1' });
  });
});

describe('the example is refused', () => {
  test('without the trail\'s statement in the bucket policy', async () => {
    const rehearsal = await rehearse(mutated(resources => {
      const policies = Object.values(resources).filter(({ Type }) => Type === 'AWS::S3::BucketPolicy')
        .map(({ Properties }) => Properties.PolicyDocument as { Statement: Statement[] })
        .filter(({ Statement }) => Statement.some(isTrails));
      policies.forEach(document => {
        document.Statement = document.Statement.filter(statement => !isTrails(statement));
      });
      return policies.length > 0;
    }), { phases: [] });
    expect(rehearsal.failure?.details.rule?.id).toMatch(/^cloudtrail\/bucket-write/);
    expect(rehearsal.toJSON().failures[0].constructPath).toBe('LandingZone/Trail/Trail/Resource');
  });

  test('without the dependency of a policy on its policy type', async () => {
    const rehearsal = await rehearse(mutated(resources => {
      const policies = Object.values(resources).filter(({ Type, DependsOn }) => Type === 'AWS::Organizations::Policy' && DependsOn);
      policies.forEach(policy => delete policy.DependsOn);
      return policies.some(({ Properties }) => Properties.Type === 'AISERVICES_OPT_OUT_POLICY');
    }), { phases: [] });
    expect(rehearsal.failure?.details).toMatchObject({ kind: 'order', rule: { id: 'organizations/policy-type-enabled' } });
  });

  test('without the exemption of the StackSets role in the region guardrail', async () => {
    const rehearsal = await rehearse(mutated(resources => {
      const statements = Object.values(resources).filter(({ Type }) => Type === 'AWS::Organizations::Policy')
        .flatMap(({ Properties }) => [(Properties.Content as { Statement?: Statement | Statement[] }).Statement ?? []].flat())
        .filter(({ Condition }) => Condition?.StringNotEquals?.['aws:RequestedRegion'] !== undefined);
      statements.forEach(({ Condition }) => Object.values(Condition!).forEach(keys => {
        if (keys['aws:PrincipalArn']) {
          keys['aws:PrincipalArn'] = [keys['aws:PrincipalArn']].flat().filter(pattern => !String(pattern).includes('stacksets-exec'));
        }
      }));
      return statements.length > 0;
    }));
    expect(rehearsal.failure?.details).toMatchObject({ region: 'us-east-1', decision: { layer: 'service-control' } });
    expect(rehearsal.toJSON().failures[0].decision?.guardrail).toMatch(/^G05\b/);
  });
});
