import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import {
  DetectiveOrganization, DetectiveOrganizationRole, InspectorOrganization, InspectorOrganizationProps, InspectorOrganizationRole,
  InspectorScan, MacieOrganization, MacieOrganizationProps, MacieOrganizationRole,
} from '../../../lib/constructs/detection';
import { DelegatedAdministrators, TrustedService } from '../../../lib/constructs/organization';
import { addAccount } from '../../../rehearsal/aws/services/accounts';
import { createServiceLinkedRole } from '../../../rehearsal/aws/services/iam';
import { World } from '../../../rehearsal/aws/world';
import { AccountStack, deploy, HOME, MANAGEMENT, OTHER_REGION, refusalOf, ROOT, SECURITY, WORKLOAD, worldWith, writesOf } from '../deployed';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const SERVICES = [TrustedService.INSPECTOR, TrustedService.MACIE, TrustedService.DETECTIVE];
const CONSTRUCTS: readonly (readonly [string, (scope: Construct) => Construct])[] = [
  ['Inspector', scope => new InspectorOrganization(scope, 'Inspector')],
  ['Macie', scope => new MacieOrganization(scope, 'Macie')],
  ['Detective', scope => new DetectiveOrganization(scope, 'Detective')],
];

function templateOf(build: (stack: Stack) => unknown): Template {
  const stack = new Stack();
  build(stack);
  return Template.fromStack(stack);
}

const inspector = (props?: InspectorOrganizationProps) => templateOf(stack => new InspectorOrganization(stack, 'Inspector', props));
const macie = (props?: MacieOrganizationProps) => templateOf(stack => new MacieOrganization(stack, 'Macie', props));

describe('defaults', () => {
  test('Inspector scans what is deployed', () => {
    inspector().hasResourceProperties('Custom::InspectorOrganization', { AdministratorId: { Ref: 'AWS::AccountId' }, Scans: ['EC2', 'ECR', 'LAMBDA'] });
  });

  test('Macie looks for sensitive data by itself', () => {
    macie().hasResourceProperties('Custom::MacieOrganization', { AutomatedDiscovery: true });
  });

  test.each(CONSTRUCTS)('%s holds no IAM resource, so that its template can go to many regions', (_, build) => {
    expect(Object.keys(templateOf(build).findResources('AWS::IAM::Role'))).toEqual([]);
  });

  test('all are clean under cdk-nag, with their roles', () => {
    synthesizeUnderCdkNag(stack => {
      [InspectorOrganizationRole, MacieOrganizationRole, DetectiveOrganizationRole].forEach(Role => new Role(stack, Role.name));
      CONSTRUCTS.forEach(([, build]) => build(stack));
    });
  });
});

describe('options', () => {
  test('Inspector scans what is chosen', () => {
    inspector({ scans: [InspectorScan.LAMBDA_CODE, InspectorScan.LAMBDA] })
      .hasResourceProperties('Custom::InspectorOrganization', { Scans: ['LAMBDA', 'LAMBDA_CODE'] });
  });

  test('Macie leaves discovery to jobs', () => {
    macie({ automatedDiscovery: false }).hasResourceProperties('Custom::MacieOrganization', { AutomatedDiscovery: false });
  });
});

describe('deployed', () => {
  const delegation: AccountStack = { build: stack => void new DelegatedAdministrators(stack, 'Security', { accountId: SECURITY, services: SERVICES }) };
  const roles: AccountStack = { account: SECURITY, build: stack => {
    [InspectorOrganizationRole, MacieOrganizationRole, DetectiveOrganizationRole].forEach(Role => new Role(stack, Role.name));
  } };
  const services = (region = HOME, props: InspectorOrganizationProps & MacieOrganizationProps = {}): AccountStack => ({
    account: SECURITY,
    region,
    build: stack => {
      new InspectorOrganization(stack, 'Inspector', props);
      new MacieOrganization(stack, 'Macie', props);
      new DetectiveOrganization(stack, 'Detective');
    },
  });

  function readyWorld(): World {
    const world = worldWith();
    createServiceLinkedRole(world, MANAGEMENT, 'inspector2.amazonaws.com');
    return world;
  }

  const watches = (world: World, account: string) => ({
    scans: [...world.state.inspector.accounts.get(`${account}/${HOME}`)?.scans ?? []].sort(),
    macie: world.state.macie.sessions.get(`${account}/${HOME}`)?.administratorId,
    graph: world.state.detective.graphs.get(`${SECURITY}/${HOME}`)?.members.has(account),
  });
  const WATCHED = { scans: ['EC2', 'ECR', 'LAMBDA'], macie: SECURITY, graph: true };

  test('watch every account, the management account and the account of tomorrow too', async () => {
    const world = readyWorld();
    await deploy(world, delegation, roles, services());
    expect(watches(world, MANAGEMENT)).toEqual(WATCHED);
    expect(watches(world, WORKLOAD)).toEqual(WATCHED);
    expect(world.state.inspector.accounts.get(`${SECURITY}/${HOME}`)?.scans.size).toBe(3);
    expect(world.state.macie.sessions.get(`${SECURITY}/${HOME}`)).toMatchObject({ discovery: true, discoveryOfMembers: 'ALL' });
    const { id } = addAccount(world, { name: 'new', email: 'new@example.com', parentId: ROOT });
    expect(watches(world, id)).toEqual(WATCHED);
  });

  test('write nothing the second time', async () => {
    const world = readyWorld();
    const deployment = await deploy(world, delegation, roles, services());
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('change what is to be scanned, and stop discovery', async () => {
    const world = readyWorld();
    await deploy(world, delegation, roles, services());
    await deploy(world, delegation, roles, services(HOME, { scans: [InspectorScan.EC2], automatedDiscovery: false }));
    expect(world.state.inspector.accounts.get(`${SECURITY}/${HOME}`)?.autoEnable).toEqual(new Set(['EC2']));
    expect(world.state.macie.sessions.get(`${SECURITY}/${HOME}`)).toMatchObject({ discovery: false });
  });

  test.each([['inspector2', ...CONSTRUCTS[0]], ['macie2', ...CONSTRUCTS[1]], ['detective', ...CONSTRUCTS[2]]] as const)(
    'without %s in the region, %s does nothing, and nothing fails', async (client, _, build) => {
      const world = worldWith({}, { notOffered: [`${client}/${OTHER_REGION}`] });
      const here: AccountStack = { account: SECURITY, region: OTHER_REGION, build: stack => void build(stack) };
      const before = world.calls.length;
      await deploy(world, roles, here);
      expect(writesOf(world.calls.slice(before)).filter(call => JSON.stringify(call).includes(client))).toEqual([]);
    });

  test('whoever refers to the graph of Detective finds an empty text where there is none', async () => {
    const world = worldWith({}, { notOffered: [`detective/${OTHER_REGION}`] });
    await deploy(world, roles, { account: SECURITY, region: OTHER_REGION, build: stack => {
      new CfnOutput(stack, 'Graph', { value: Fn.join('', ['<', new DetectiveOrganization(stack, 'Detective').graphArn, '>']) });
    } });
    expect(JSON.stringify([...world.stacks.values()])).toContain('"<>"');
  });

  test.each(CONSTRUCTS)('%s fails where nobody designated an administrator, and says what to do', async (_, build) => {
    const here: AccountStack = { account: SECURITY, region: OTHER_REGION, build: stack => void build(stack) };
    const { message } = await refusalOf(deploy(readyWorld(), delegation, roles, here));
    expect(message).toMatch(/designate this account as (its )?administrator/);
  });
});

describe('import', () => {
  test.each(CONSTRUCTS)('%s needs no import: what the account has is configured', (_, build) => {
    const types = Object.values(templateOf(build).toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
    expect(types.filter(type => /Inspector|Macie|Detective/.test(type) && !type.startsWith('Custom::'))).toEqual([]);
  });
});

describe('validation', () => {
  test.each([
    [[], /'scans' must name a scan, got none: leave the construct out/],
    [[InspectorScan.EC2, InspectorScan.EC2], /'scans' must not repeat/],
    [[InspectorScan.LAMBDA_CODE], /'scans' must contain LAMBDA where it contains LAMBDA_CODE/],
  ])('fails for the scans %j, and says why', (scans, message) => {
    expect(() => inspector({ scans })).toThrow(message);
  });
});
