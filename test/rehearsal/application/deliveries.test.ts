import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Rehearsal } from '../../../rehearsal';
import { exampleOf } from '../../examples/example-apps';
import { landingZone } from './tiny-landing-zone';

jest.setTimeout(120_000);

interface Resource { readonly Type: string; readonly Properties: Record<string, unknown> }
type Resources = Record<string, Resource>;
interface Statement { readonly Action: string | readonly string[] }

/** The assembly of an example, after a change of its template. */
function changed(name: string, stackName: string, change: (resources: Resources) => void): string {
  const { directory } = exampleOf(name).synth();
  const path = join(directory, `${stackName}.template.json`);
  const template = JSON.parse(readFileSync(path, 'utf8')) as { readonly Resources: Resources };
  change(template.Resources);
  writeFileSync(path, JSON.stringify(template));
  return directory;
}

/** Takes statements that allow an action out of every policy of a type. */
const without = (type: string, action: string, document = 'PolicyDocument') => (resources: Resources) => {
  for (const { Type, Properties } of Object.values(resources)) {
    const policy = Properties?.[document] as { Statement: Statement[] } | undefined;
    if (Type === type && policy) policy.Statement = policy.Statement.filter(({ Action }) => ![Action].flat().includes(action));
  }
};

const withoutAll = (type: string) => (resources: Resources) => {
  Object.keys(resources).filter(id => resources[id].Type === type).forEach(id => delete resources[id]);
};

describe('what services do for an app', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    rehearsal = await landingZone({ Action: 'iam:CreateUser' });
  });

  test.each<[why: string, name: string, stack: string, change: (resources: Resources) => void, rule: string]>([
    ['read a bucket that does not let CloudFront in', 'static-site', 'Site', without('AWS::S3::BucketPolicy', 's3:GetObject'), 'cloudfront/origin-readable'],
    ['call a function that does not let API Gateway in', 'serverless-api', 'Orders', withoutAll('AWS::Lambda::Permission'), 'api-gateway/function-callable'],
    ['start a task whose role may not read its secret', 'three-tier', 'Shop', without('AWS::IAM::Policy', 'secretsmanager:GetSecretValue'), 'ecs/execution-role-may'],
    ['start a task whose role may not write its logs', 'three-tier', 'Shop', without('AWS::IAM::Policy', 'logs:CreateLogStream'), 'ecs/execution-role-may'],
  ])('cannot %s', async (_, name, stack, change, rule) => {
    const deployed = await rehearsal.deploy(changed(name, stack, change), { accounts: { '222222222222': 'production' } });
    expect([...new Set(deployed.toJSON().failures.map(failure => [failure.phase, failure.rule?.id].join(' ')))]).toEqual([`deliveries ${rule}`]);
    expect(deployed.failure?.details).toMatchObject({ logicalId: expect.any(String), remedy: expect.any(String) });
    expect(deployed.succeeded).toBe(false);
  });
});
