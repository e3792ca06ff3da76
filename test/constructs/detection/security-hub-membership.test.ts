import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityHubMembership, SecurityHubMembershipRole } from '../../../lib/constructs/detection';
import { CODE } from '../../../lib/constructs/detection/private/security-hub-membership.bundle';
import { createRole, trustOfService } from '../../../rehearsal/aws/services/iam';
import { hubIn } from '../../../rehearsal/aws/services/security-hub';
import { World } from '../../../rehearsal/aws/world';
import { runHandler } from '../../../rehearsal/lambda';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const ACCOUNT = '111111111111';
const REGION = 'eu-central-1';

function templateOf(): Template {
  const stack = new Stack(new App(), 'Stack');
  new SecurityHubMembership(stack, 'Membership');
  return Template.fromStack(stack);
}

function roleTemplate(): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  new SecurityHubMembershipRole(stack, 'Role');
  return Template.fromStack(stack);
}

/** The policy of the role as the template has it, in the partition and account of the test. */
function policyOfRole() {
  const [{ Properties }] = Object.values(roleTemplate().findResources('AWS::IAM::Role'));
  const text = JSON.stringify(Properties.Policies[0].PolicyDocument)
    .replace(/\{"Fn::Join":\["",(\[.*?\])\]\}/g, (_, parts: string) => JSON.stringify((JSON.parse(parts) as (string | { Ref: string })[])
      .map(part => typeof part === 'string' ? part : part.Ref === 'AWS::Partition' ? 'aws' : ACCOUNT).join('')));
  return JSON.parse(text);
}

/** Runs the code of the template as its role, against the model of AWS. */
function run(world: World, RequestType = 'Create') {
  const arn = `arn:aws:iam::${ACCOUNT}:role/lz/lz-security-hub-membership`;
  if (!world.state.iam.roles.has(arn)) {
    const role = createRole(world, { accountId: ACCOUNT, name: 'lz-security-hub-membership', path: '/lz/', trust: trustOfService('lambda.amazonaws.com') });
    role.inline.set('handler', { document: policyOfRole() });
  }
  const told: { Status: string; Reason?: string }[] = [];
  const lambda = {
    functionArn: 'arn', functionName: 'lz-security-hub-membership', accountId: ACCOUNT, region: REGION, code: CODE, handler: 'index.handler',
    runtime: 'nodejs24.x', environment: {}, timeoutSeconds: 300, memoryMegabytes: 256,
  };
  const event = {
    RequestType, ResponseURL: 'https://example.com', StackId: 's', RequestId: 'r', LogicalResourceId: 'l', PhysicalResourceId: 'p', ResourceProperties: {},
  };
  runHandler(lambda, world.sessionOf(arn), event, {
    now: () => world.now,
    advance: milliseconds => world.advance(milliseconds),
    call: (service, operation, input, { caller, region }) => world.call(service, operation, input, { caller, accountId: ACCOUNT, region }),
    session: role => world.sessionOf(role),
    fetch: ({ body }) => {
      told.push(JSON.parse(body));
      return { status: 200, body: '' };
    },
  });
  return told[0];
}

const newWorld = () => new World({ managementAccountId: ACCOUNT, regions: [REGION] });
const writes = (world: World) => world.calls.filter(({ write }) => write).map(({ action }) => action);

describe('defaults', () => {
  test('asks its function, and holds no IAM resource, so that its template can go to many regions', () => {
    const template = templateOf();
    template.resourceCountIs('Custom::SecurityHubMembership', 1);
    template.resourceCountIs('AWS::IAM::Role', 0);
    template.hasResourceProperties('AWS::Lambda::Function', { FunctionName: 'lz-security-hub-membership' });
  });

  test('has a role that may look for the hub, enable it and bring its service-linked role along, in every region', () => {
    roleTemplate().hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-security-hub-membership',
      Path: '/lz/',
      Policies: [{ PolicyDocument: { Statement: [
        Match.objectLike({ Sid: 'EnableSecurityHub', Action: ['securityhub:DescribeHub', 'securityhub:EnableSecurityHub'] }),
        Match.objectLike({ Sid: 'CreateServiceLinkedRole', Condition: { StringEquals: { 'iam:AWSServiceName': 'securityhub.amazonaws.com' } } }),
        Match.objectLike({ Sid: 'WriteOwnLogs' }),
      ] } }],
    });
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      new SecurityHubMembershipRole(stack, 'Role');
      new SecurityHubMembership(stack, 'Membership');
    });
  });
});

describe('options', () => {
  test('has none: it stands once in an account and region', () => {
    const stack = new Stack(new App(), 'Stack');
    new SecurityHubMembership(stack, 'Membership');
    expect(() => new SecurityHubMembership(stack, 'Membership')).toThrow();
  });
});

describe('import', () => {
  test('needs no import: a hub that is there stays as it is', () => {
    const world = newWorld();
    run(world);
    const before = world.snapshot();
    expect(run(world, 'Update')).toMatchObject({ Status: 'SUCCESS' });
    expect(world.snapshot()).toEqual(before);
  });
});

describe('handler', () => {
  test('enables Security Hub without standards, with the permissions of its role', () => {
    const world = newWorld();
    expect(run(world)).toMatchObject({ Status: 'SUCCESS' });
    expect(writes(world)).toEqual(['securityhub:EnableSecurityHub', 'iam:CreateServiceLinkedRole']);
    expect(world.state.securityHub.hubs.get(`${ACCOUNT}/${REGION}`)).toMatchObject({ defaultStandards: false });
  });

  test('writes nothing the second time, and nothing on deletion', () => {
    const world = newWorld();
    run(world);
    const before = writes(world).length;
    run(world, 'Update');
    expect(run(world, 'Delete')).toMatchObject({ Status: 'SUCCESS' });
    expect(writes(world)).toHaveLength(before);
    expect(hubIn(world, ACCOUNT, REGION)).toBeDefined();
  });

  test('fails when it may not look, and says so', () => {
    const world = newWorld();
    createRole(world, { accountId: ACCOUNT, name: 'lz-security-hub-membership', path: '/lz/', trust: trustOfService('lambda.amazonaws.com') });
    expect(run(world)).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('securityhub:DescribeHub') });
  });
});
