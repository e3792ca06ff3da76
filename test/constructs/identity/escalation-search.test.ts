import { Stack } from 'aws-cdk-lib';
import { ArnPrincipal, CfnRole } from 'aws-cdk-lib/aws-iam';
import { AdministratorBoundary, BreakGlassRole, DeveloperBoundary, JobFunction, JobFunctionRole, PermissionsBoundary, RoleTrust } from '../../../lib/constructs/identity';
import { World } from '../../../rehearsal/aws/world';
import { principalsReachableFrom, ReachablePrincipal } from '../../../rehearsal/escalation/principals-reachable';
import { Build, deploy, MANAGEMENT, WORKLOAD, worldWith } from '../deployed';

const JOBS = [
  JobFunction.ADMINISTRATOR, JobFunction.AUDITOR, JobFunction.BILLING, JobFunction.DEVELOPER, JobFunction.NETWORK, JobFunction.READ_ONLY,
  JobFunction.SECURITY_RESPONDER,
];

/** What the landing zone puts into an account, with the widest trusts there can be: whoever of the account is allowed to. */
function landingZone(stack: Stack): void {
  new DeveloperBoundary(stack, 'DeveloperBoundary');
  new AdministratorBoundary(stack, 'AdministratorBoundary');
  const trusts = [RoleTrust.account(MANAGEMENT), RoleTrust.account(WORKLOAD)];
  JOBS.forEach(jobFunction => new JobFunctionRole(stack, jobFunction.jobFunctionName, { jobFunction, trusts }));
  new BreakGlassRole(stack, 'BreakGlass', { trustedPrincipals: [new ArnPrincipal(`arn:aws:iam::${MANAGEMENT}:user/break-glass`)] });
}

async function worldOf(...more: readonly Build[]): Promise<World> {
  const world = worldWith();
  const build: Build = stack => [landingZone, ...more].forEach(one => one(stack));
  await deploy(world, { account: MANAGEMENT, build: landingZone }, { account: WORKLOAD, build });
  return world;
}

const administrators = (world: World, job: string, account = WORKLOAD): readonly ReachablePrincipal[] =>
  principalsReachableFrom(world, { as: `role/access/lz-${job}`, account }).filter(({ isAdministrator }) => isAdministrator);

/** An administrator from before, with whoever its trust says. */
const administrator = (principal: Record<string, string>) => (stack: Stack) => {
  new CfnRole(stack, 'Old', {
    roleName: 'old-admin',
    managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal }] },
  });
};

describe('of all principals that can be reached', () => {
  const others = JOBS.filter(job => job !== JobFunction.ADMINISTRATOR);
  const everywhere = others.flatMap(({ jobFunctionName }) => [WORKLOAD, MANAGEMENT].map(account => [jobFunctionName, account] as const));

  test.each(everywhere)('none is an administrator for %s of %s', async (job, account) => {
    expect(administrators(await worldOf(), job, account)).toEqual([]);
  });

  test.each([WORKLOAD, MANAGEMENT])('none is beyond the boundaries for the administrator of %s', async account => {
    const reached = principalsReachableFrom(await worldOf(), { as: 'role/access/lz-administrator', account }).map(({ principal }) => principal);
    expect(reached).toContain(`arn:aws:iam::${account}:role/access/lz-developer`);
    expect(reached.filter(principal => /:root$|:user\/|role\/(lz\/|cdk-|stacksets-exec-|aws-reserved\/|OrganizationAccount)/.test(principal))).toEqual([]);
  });

  test.each([
    ['a trust that lets developers in', administrator({ AWS: `arn:aws:iam::${WORKLOAD}:root` })],
    ['a role that a function may have', administrator({ Service: 'lambda.amazonaws.com' })],
  ])('one is found that is planted by %s', async (_, plant) => {
    const world = await worldOf(plant);
    expect(administrators(world, 'developer').map(({ principal }) => principal)).toContain(`arn:aws:iam::${WORKLOAD}:role/old-admin`);
    expect(administrators(world, 'read-only')).toEqual([]);
  });

  test.each([['/teams/', true], ['/administration/', false], ['/access/', false]])('a function of developers gets a role with the boundary of administrators that lies under %s: %s', async (path, expected) => {
    const world = await worldOf(stack => {
      new CfnRole(stack, 'Pipeline', {
        path, roleName: 'pipeline', managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'], permissionsBoundary: PermissionsBoundary.ADMINISTRATOR.policyArn,
        assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
      });
    });
    const reached = principalsReachableFrom(world, { as: 'role/access/lz-developer', account: WORKLOAD }).map(({ principal }) => principal);
    expect(reached.includes(`arn:aws:iam::${WORKLOAD}:role${path}pipeline`)).toBe(expected);
  });
});
