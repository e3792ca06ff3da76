import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { context } from '../../cdk.json';
import { readAssembly } from '../../rehearsal/assembly';
import { ExistingOrganization, WorldOptions } from '../../rehearsal/aws/options';
import { LoggedCall, RehearsalFailure } from '../../rehearsal/aws/contract';
import { administratorAccess, createRole, findRole, trustOfService } from '../../rehearsal/aws/services/iam';
import { World } from '../../rehearsal/aws/world';
import { Deployment } from '../../rehearsal/engine';

export const MANAGEMENT = '111111111111';
export const SECURITY = '222222222222';
export const WORKLOAD = '333333333333';
export const HOME = 'eu-central-1';
export const OTHER_REGION = 'us-east-1';
export const ROOT = 'r-root';

/** An organization with a security account and a workload account. */
export const ORGANIZATION: ExistingOrganization = {
  organizationId: 'o-a1b2c3d4e5',
  rootId: ROOT,
  organizationalUnits: [{ id: 'ou-root-security', name: 'Security', parentId: ROOT }],
  accounts: [
    { id: SECURITY, name: 'security', email: 'security@example.com', parentId: 'ou-root-security' },
    { id: WORKLOAD, name: 'workload', email: 'workload@example.com', parentId: ROOT },
  ],
};

/** The in-memory AWS before anything is deployed. */
export const worldWith = (more: Partial<ExistingOrganization> = {}, options: Partial<WorldOptions> = {}): World =>
  new World({ managementAccountId: MANAGEMENT, regions: [HOME], organization: { ...ORGANIZATION, ...more }, ...options });

/** What a test puts into a stack of an account: the first stack is deployed first. */
export type Build = (stack: Stack) => void;

/** A stack of an account, with what it holds. */
export interface AccountStack {
  readonly account?: string;
  readonly region?: string;
  readonly build: Build;
}

/** Deploys stacks into a world, one after the other: templates, roles and the very code of handlers are those of the constructs. */
export async function deploy(world: World, ...stacks: readonly AccountStack[]): Promise<Deployment> {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk.out'));
  try {
    const app = new App({ context, outdir });
    stacks.map(({ account = MANAGEMENT, region = HOME, build }, index) => {
      const stack = new Stack(app, `Stack${index}`, { stackName: `lz-${index}`, env: { account, region } });
      bootstrap(world, account, region);
      build(stack);
      return stack;
    }).forEach((stack, index, all) => index > 0 && stack.addStackDependency(all[index - 1]));
    const deployment = new Deployment(world, readAssembly(app.synth().directory));
    await deployment.deploy();
    return deployment;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The role that CloudFormation acts with in a member account, which a StackSet brings along otherwise. */
function bootstrap(world: World, accountId: string, region: string): void {
  const name = `cdk-hnb659fds-cfn-exec-role-${accountId}-${region}`;
  if (!findRole(world, accountId, name)) {
    createRole(world, { accountId, name, trust: trustOfService('cloudformation.amazonaws.com'), managed: [administratorAccess(world)] });
  }
}

/** Why a deployment is refused. */
export async function refusalOf(attempt: Promise<unknown>): Promise<RehearsalFailure['details']> {
  try {
    await attempt;
  } catch (error) {
    return (error as RehearsalFailure).details;
  }
  throw new Error('it passed');
}

/** Calls that change something, beyond those of the engine itself. */
export const writesOf = (calls: readonly LoggedCall[]): readonly string[] =>
  calls.filter(({ write, action }) => write && action !== 'lambda:InvokeFunction').map(({ action }) => action);
