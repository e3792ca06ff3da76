import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DelegatedAdministrators, DelegatedAdministratorsProps, TrustedService } from '../../../lib/constructs/organization';
import { findDetector } from '../../../rehearsal/aws/services/guardduty';
import { administratorOf } from '../../../rehearsal/aws/services/regional-administrators';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { deploy, HOME, OTHER_REGION, refusalOf, SECURITY, WORKLOAD, worldWith, writesOf } from '../deployed';
import { testStack } from './test-app';

const REGIONS = [HOME, OTHER_REGION];
const GUARDDUTY = TrustedService.GUARDDUTY.servicePrincipal;
const EVERY_SERVICE = [
  TrustedService.IAM, TrustedService.GUARDDUTY, TrustedService.SECURITY_HUB,
  TrustedService.INSPECTOR, TrustedService.MACIE, TrustedService.DETECTIVE,
];

const delegation = (props: Partial<DelegatedAdministratorsProps> = {}) => (stack: Stack) =>
  void new DelegatedAdministrators(stack, 'Security', { accountId: SECURITY, services: [TrustedService.GUARDDUTY], regions: REGIONS, ...props });

function templateOf(props: Partial<DelegatedAdministratorsProps> = {}): Template {
  const stack = testStack();
  delegation(props)(stack);
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('designates the administrator of a regional service in the region of the stack', () => {
    templateOf({ regions: undefined }).hasResourceProperties('Custom::DelegatedAdministrators', {
      AccountId: SECURITY, Services: [], RegionalServices: [{ Service: GUARDDUTY, Regions: [HOME] }],
    });
  });

  test('may register this account for these services, trust them, and read the organization', () => {
    const [role] = Object.values(templateOf().findResources('AWS::IAM::Role'));
    const statements = role.Properties.Policies[0].PolicyDocument.Statement as { Sid: string; Action: unknown; Condition?: unknown }[];
    expect(statements.map(({ Sid }) => Sid)).toEqual(['Delegate', 'Designate', 'ReadOrganization', 'TrustServices', 'WriteOwnLogs']);
    expect(statements[1].Action).toEqual(['guardduty:EnableOrganizationAdminAccount', 'guardduty:ListOrganizationAdminAccounts']);
    const condition = { StringEquals: { 'organizations:ServicePrincipal': [GUARDDUTY] } };
    expect([statements[0].Condition, statements[3].Condition]).toEqual([condition, condition]);
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(delegation({ services: EVERY_SERVICE }));
  });
});

describe('options', () => {
  test('designates the administrator of addresses by IPAM itself, in the home region alone', () => {
    const template = templateOf({ services: [TrustedService.IPAM, TrustedService.MACIE] });
    template.hasResourceProperties('Custom::DelegatedAdministrators', {
      Services: [], RegionalServices: [{ Service: 'ipam.amazonaws.com', Regions: [HOME] }, { Service: 'macie.amazonaws.com', Regions: REGIONS }],
    });
    const [role] = Object.values(template.findResources('AWS::IAM::Role'));
    const statements = role.Properties.Policies[0].PolicyDocument.Statement as { Sid: string; Action: unknown; Condition?: unknown }[];
    expect(statements.filter(({ Sid }) => Sid.startsWith('CreateServiceLinkedRole')).map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
      ['CreateServiceLinkedRole', { StringEquals: { 'iam:AWSServiceName': 'ipam.amazonaws.com' } }],
      ['CreateServiceLinkedRole2', { StringEquals: { 'iam:AWSServiceName': 'macie.amazonaws.com' } }],
    ]);
  });

  test('designates Security Hub in the home region alone, the others in every region', () => {
    templateOf({ services: EVERY_SERVICE }).hasResourceProperties('Custom::DelegatedAdministrators', {
      Services: ['iam.amazonaws.com'],
      RegionalServices: [
        { Service: 'detective.amazonaws.com', Regions: REGIONS },
        { Service: 'guardduty.amazonaws.com', Regions: REGIONS },
        { Service: 'inspector2.amazonaws.com', Regions: REGIONS },
        { Service: 'macie.amazonaws.com', Regions: REGIONS },
        { Service: 'securityhub.amazonaws.com', Regions: [HOME] },
      ],
    });
  });
});

describe('deployed', () => {
  const trusted = { trustedServices: EVERY_SERVICE.map(service => service.servicePrincipal) };

  test('designates every service in its regions, which enables it there', async () => {
    const world = worldWith(trusted);
    await deploy(world, { build: delegation({ services: EVERY_SERVICE }) });
    for (const region of REGIONS) {
      for (const service of ['guardduty', 'inspector2', 'macie', 'detective']) {
        expect(administratorOf(world, `${service}.amazonaws.com`, region)).toMatchObject({ accountId: SECURITY });
      }
      expect(findDetector(world, SECURITY, region)).toMatchObject({ enabled: true });
    }
    expect([...world.state.securityHub.administrators.keys()]).toEqual([HOME]);
    expect([...world.state.organizations.delegatedAdministrators.keys()]).toContain(`${SECURITY}/iam.amazonaws.com`);
  });

  test('writes nothing the second time', async () => {
    const world = worldWith(trusted);
    const deployment = await deploy(world, { build: delegation({ services: EVERY_SERVICE }) });
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('takes over what is designated already, and adds the region that is missing', async () => {
    const world = worldWith(trusted);
    await deploy(world, { build: delegation({ regions: [HOME] }) });
    const { id } = findDetector(world, SECURITY, HOME)!;
    await deploy(world, { build: delegation() });
    expect(findDetector(world, SECURITY, HOME)!.id).toBe(id);
    expect(findDetector(world, SECURITY, OTHER_REGION)).toBeDefined();
  });

  test('fails when another account administers the service, names it, and replaces nothing', async () => {
    const world = worldWith(trusted);
    await deploy(world, { build: delegation({ accountId: WORKLOAD }) });
    const { message } = await refusalOf(deploy(world, { build: delegation() }));
    expect(message).toMatch(/guardduty.amazonaws.com in eu-central-1 is administered by 333333333333, not by 222222222222: remove that administrator.*in us-east-1/);
    expect(administratorOf(world, GUARDDUTY, HOME)).toMatchObject({ accountId: WORKLOAD });
  });

  test('goes on where AWS does not offer Inspector, Macie or Detective, and tells it', async () => {
    const world = worldWith(trusted, { notOffered: ['inspector2', 'macie2', 'detective'].map(client => `${client}/${OTHER_REGION}`) });
    const told = (stack: Stack) => {
      const { notOffered } = new DelegatedAdministrators(stack, 'Security', { accountId: SECURITY, services: EVERY_SERVICE, regions: REGIONS });
      new CfnOutput(stack, 'NotOffered', { value: notOffered });
    };
    await deploy(world, { build: told });
    expect(JSON.stringify([...world.stacks.values()])).toContain('inspector2.amazonaws.com in us-east-1, macie.amazonaws.com in us-east-1, detective.amazonaws.com in us-east-1');
    expect(findDetector(world, SECURITY, OTHER_REGION)).toMatchObject({ enabled: true });
  });

  test('fails where AWS does not offer GuardDuty, after everything else is done', async () => {
    const world = worldWith(trusted, { notOffered: [`guardduty/${HOME}`] });
    const { message } = await refusalOf(deploy(world, { build: delegation({ services: EVERY_SERVICE }) }));
    expect(message).toMatch(/guardduty.amazonaws.com in eu-central-1: Error: getaddrinfo ENOTFOUND/);
    expect(administratorOf(world, 'detective.amazonaws.com', OTHER_REGION)).toMatchObject({ accountId: SECURITY });
  });

  test('fails for an account outside the organization', async () => {
    const { message } = await refusalOf(deploy(worldWith(trusted), { build: delegation({ accountId: '999999999999' }) }));
    expect(message).toMatch(/BadRequestException: 999999999999 is no member account/);
  });
});

describe('import', () => {
  test('needs no import: an administrator that is registered counts as done', () => {
    expect(Object.keys(templateOf().findResources('Custom::DelegatedAdministrators'))).toHaveLength(1);
  });
});

describe('validation', () => {
  test('fails with every problem at once, and says what to do', () => {
    expect(() => templateOf({ accountId: '1', services: [TrustedService.IAM, TrustedService.IAM], regions: [] }))
      .toThrow(/3 problems\n.*'accountId' must be.*\n.*'services' must not repeat.*\n.*'regions' must name a region, got none: leave it out/);
  });

  test('fails when a region is named twice', () => {
    expect(() => templateOf({ regions: [HOME, HOME] })).toThrow(/'regions' must not repeat, got "eu-central-1" 2 times/);
  });
});
