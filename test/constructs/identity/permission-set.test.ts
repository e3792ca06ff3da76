import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { AssignmentTargets, IdentityCenterPrincipal, JobFunction, PermissionsBoundary, PermissionSet, PermissionSetAssignments, PermissionSetProps }
  from '../../../lib/constructs/identity';
import { Organization } from '../../../lib/constructs/organization';
import { permissionSetRole } from '../../../rehearsal/aws/services/identity-center';
import { World } from '../../../rehearsal/aws/world';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { deploy, HOME, MANAGEMENT, ORGANIZATION, ROOT, SECURITY, WORKLOAD, worldWith } from '../deployed';

const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const GROUP = IdentityCenterPrincipal.group('93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b5a');
const JOBS = [
  JobFunction.ADMINISTRATOR, JobFunction.DEVELOPER, JobFunction.READ_ONLY, JobFunction.AUDITOR, JobFunction.BILLING, JobFunction.NETWORK,
  JobFunction.SECURITY_RESPONDER,
];

function newSet(props: Partial<PermissionSetProps> = {}) {
  const stack = new Stack(new App(), 'Stack', { env: { account: MANAGEMENT, region: HOME } });
  const set = new PermissionSet(stack, 'Set', { instanceArn: INSTANCE, jobFunction: JobFunction.DEVELOPER, ...props });
  return { stack, set, template: () => Template.fromStack(stack) };
}

describe('defaults', () => {
  test('has name, description, session and policies of the job, and the boundary that the account has under its name', () => {
    newSet().template().hasResourceProperties('AWS::SSO::PermissionSet', {
      Name: 'lz-developer',
      InstanceArn: INSTANCE,
      Description: JobFunction.DEVELOPER.description,
      SessionDuration: JobFunction.DEVELOPER.maxSessionDuration.toIsoString(),
      PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'lz-developer-boundary', Path: '/lz/' } },
    });
  });

  test.each(JOBS.map(job => [job.jobFunctionName, job] as const))('has the policies of AWS that belong to %s, and no others', (_, jobFunction) => {
    const [{ Properties }] = Object.values(newSet({ jobFunction }).template().findResources('AWS::SSO::PermissionSet'));
    expect(Properties.ManagedPolicies).toEqual(jobFunction.awsManagedPolicies.map(policy => (
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${policy}`]] })));
  });

  test.each(JOBS.map(job => [job.jobFunctionName, job] as const))('has a boundary as %s, and fits into a permission set', (_, jobFunction) => {
    const { stack, template } = newSet({ jobFunction });
    const { PermissionsBoundary: boundary, InlinePolicy: inline, Name } = Object.values(template().findResources('AWS::SSO::PermissionSet'))[0].Properties;
    const { policyName, policyPath } = jobFunction.boundary;
    expect(boundary.CustomerManagedPolicyReference).toEqual({ Name: policyName, Path: policyPath });
    expect(JSON.stringify(stack.resolve(inline ?? {})).length).toBeLessThan(10_240);
    expect(Name.length).toBeLessThanOrEqual(32);
  });

  test('passes cdk-nag without an acknowledgement by its user', () => {
    expect(() => synthesizeUnderCdkNag(stack => JOBS.forEach(jobFunction => {
      new PermissionSet(stack, jobFunction.jobFunctionName, { instanceArn: INSTANCE, jobFunction });
    }))).not.toThrow();
  });
});

describe('options', () => {
  test('takes a job of your own, another name and another session', () => {
    const jobFunction = JobFunction.of({
      jobFunctionName: 'data-scientist', description: 'Works with data',
      statements: [new PolicyStatement({ effect: Effect.ALLOW, actions: ['athena:*'], resources: ['*'] })],
      boundary: PermissionsBoundary.ofPolicyArn('arn:aws:iam::111122223333:policy/lz/data-boundary'),
    });
    newSet({ jobFunction, permissionSetName: 'DataScientist', sessionDuration: Duration.hours(8) }).template().hasResourceProperties('AWS::SSO::PermissionSet', {
      Name: 'DataScientist', SessionDuration: 'PT8H',
      InlinePolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'athena:*', Resource: '*' }] },
      PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'data-boundary', Path: '/lz/' } },
    });
  });

  test('tells the pattern of its roles', () => {
    const { stack, set } = newSet();
    expect(stack.resolve(set.roleArnPattern)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_lz-developer_*']],
    });
  });
});

describe('import', () => {
  test('takes a permission set by its ARN', () => {
    const arn = 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef';
    expect(PermissionSet.fromPermissionSetArn(new Stack(), 'Set', arn).permissionSetArn).toBe(arn);
    expect(() => PermissionSet.fromPermissionSetArn(new Stack(), 'Set', 'ps-1')).toThrow(/'permissionSetArn' must be the ARN of a permission set/);
  });
});

describe('validation', () => {
  test('fails for every mistake at once', () => {
    expect(() => newSet({ instanceArn: 'ssoins-1', permissionSetName: 'x'.repeat(33), sessionDuration: Duration.hours(13) })).toThrow(
      /3 problems\n.*'instanceArn' must be the ARN of an instance.*\n.*'permissionSetName' must have 1 to 32.*\n.*'sessionDuration' must be 1 to 12 hours, got 13/);
  });
});

describe('deployed', () => {
  /** Permission sets of all jobs in all member accounts, which have the boundaries. */
  async function assigned(): Promise<World> {
    const world = worldWith();
    for (const accountId of [SECURITY, WORKLOAD]) {
      for (const name of ['lz-developer-boundary', 'lz-administrator-boundary']) {
        const arn = `arn:aws:iam::${accountId}:policy/lz/${name}`;
        const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
        world.state.iam.managedPolicies.set(arn, { arn, name, document } as never);
      }
    }
    await deploy(world, { build: stack => {
      const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: ORGANIZATION.organizationId, rootId: ROOT });
      const assignments = JOBS.map(jobFunction => ({
        permissionSet: new PermissionSet(stack, jobFunction.jobFunctionName, { instanceArn: INSTANCE, jobFunction }),
        principal: GROUP, targets: AssignmentTargets.organization(),
      }));
      new PermissionSetAssignments(stack, 'Assignments', { instanceArn: INSTANCE, organization, assignments });
    } });
    return world;
  }

  test('becomes a role for each job in each account, which the boundary binds', async () => {
    const world = await assigned();
    for (const { jobFunctionName, boundary } of JOBS) {
      const role = permissionSetRole(world, WORKLOAD, `lz-${jobFunctionName}`)!;
      expect(role.boundary).toBe(`arn:aws:iam::${WORKLOAD}:policy/lz/${boundary.policyName}`);
      expect(world.may({ as: role.arn, action: 'iam:CreateUser', resource: `arn:aws:iam::${WORKLOAD}:user/x`, region: 'us-east-1' }).allowed).toBe(false);
    }
  });
});
