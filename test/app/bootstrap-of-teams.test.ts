import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { configuration } from '../../config/landing-zone';
import { identity } from '../../lib';
import { callerOf } from '../../rehearsal/api/principals';
import { decide } from '../../rehearsal/aws/authorization';
import { createRole } from '../../rehearsal/aws/services/iam';
import { LivingExample } from './living-example';

/** What docs/access.md tells teams to run, asked of the developers and administrators of the example. */
const { homeRegion } = configuration;
const ACCOUNT = 'production';
const example = new LivingExample();
let id: string;
beforeAll(async () => {
  await example.deploy();
  id = example.idOf(ACCOUNT);
}, 120_000);

interface Call { readonly action: string; readonly resource: string; readonly context?: Record<string, string | string[]> }

const role = (purpose: string, qualifier = 'teams') => `arn:aws:iam::${id}:role/cdk-${qualifier}-${purpose}-role-${id}-${homeRegion}`;
const boundary = (name = 'lz-developer-boundary') => ({ 'iam:PermissionsBoundary': `arn:aws:iam::${id}:policy/lz/${name}` });
const may = ({ action, resource, context = {} }: Call) => decide(example.world, callerOf(example.world, 'permission-set/lz-developer', id), {
  action, resource, resourceAccountId: id, region: action.startsWith('iam:') ? 'us-east-1' : homeRegion, context: { 'aws:TagKeys': [], ...context },
}).allowed;

describe('a developer', () => {
  test('bootstraps an account with the boundary', () => {
    const regional = (service: string, resource: string) => `arn:aws:${service}:${homeRegion}:${id}:${resource}`;
    const purposes = ['cfn-exec', 'deploy', 'file-publishing', 'image-publishing', 'lookup'];
    const calls: Call[] = [
      { action: 'cloudformation:CreateChangeSet', resource: regional('cloudformation', 'stack/CDKToolkit-teams/1') },
      { action: 'cloudformation:ExecuteChangeSet', resource: regional('cloudformation', 'stack/CDKToolkit-teams/1') },
      ...purposes.flatMap(purpose => ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:TagRole'].map(action => ({ action, resource: role(purpose), context: boundary() }))),
      { action: 'iam:AttachRolePolicy', resource: role('cfn-exec'), context: { ...boundary(), 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
      { action: 's3:CreateBucket', resource: `arn:aws:s3:::cdk-teams-assets-${id}-${homeRegion}` },
      { action: 's3:PutBucketPolicy', resource: `arn:aws:s3:::cdk-teams-assets-${id}-${homeRegion}` },
      { action: 'ecr:CreateRepository', resource: regional('ecr', `repository/cdk-teams-container-assets-${id}-${homeRegion}`) },
      { action: 'ssm:PutParameter', resource: regional('ssm', 'parameter/cdk-bootstrap/teams/version') },
    ];
    expect(calls.filter(call => !may(call))).toEqual([]);
  });

  test('deploys by the bootstrap of the teams, and by no other', () => {
    const deploys = (qualifier: string) => {
      const resource = role('deploy', qualifier);
      createRole(example.world, {
        accountId: id, path: '/', name: resource.split('/')[1],
        trust: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${id}:root` }, Action: 'sts:AssumeRole' }] },
      });
      return may({ action: 'sts:AssumeRole', resource });
    };
    expect(['teams', 'hnb659fds', 'lz'].filter(deploys)).toEqual(['teams']);
  });

  test.each([[undefined, true], ['/access/', false]])('makes the identity of its pipelines, whose provider the platform made, at path %s: %s', (path, expected) => {
    const stack = new Stack();
    const { roleName } = new identity.DeploymentIdentity(stack, 'Deployment', {
      path, roleName: 'deployment', issuer: identity.OidcIssuer.gitHub(), subjects: [identity.DeploymentSubject.gitHubBranch('acme/app', 'main')],
      targets: [{ accountId: id, region: homeRegion }], providerArn: `arn:aws:iam::${id}:oidc-provider/token.actions.githubusercontent.com`,
    });
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    const resource = `arn:aws:iam::${id}:role${Properties.Path}${roleName}`;
    const writes = ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:DeleteRole'];
    expect(writes.map(action => may({ action, resource, context: boundary() }))).toEqual(writes.map(() => expected));
  });

  test.each([['no boundary', undefined], ['another boundary', 'something-else'], ['that of administrators', 'lz-administrator-boundary']])('cannot bootstrap with %s', (_, name) => {
    const context = name === undefined ? { 'iam:PermissionsBoundary': [] } : boundary(name);
    expect(may({ action: 'iam:CreateRole', resource: role('cfn-exec'), context })).toBe(false);
  });

  test('cannot take the boundary off again, as a later bootstrap without it would', () => {
    expect(may({ action: 'iam:DeleteRolePermissionsBoundary', resource: role('cfn-exec'), context: boundary() })).toBe(false);
  });
});
