import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  FindingSuppression, GuardDutyOrganization, GuardDutyOrganizationProps, GuardDutyOrganizationRole, ProtectionPlan, RuntimeAgent,
} from '../../../lib/constructs/detection';
import { LogArchive, LogSource } from '../../../lib/constructs/logging';
import { DelegatedAdministrators, TrustedService } from '../../../lib/constructs/organization';
import { AwsError } from '../../../rehearsal/aws/contract';
import { lostLogs } from '../../../rehearsal/aws/log-delivery';
import { addAccount } from '../../../rehearsal/aws/services/accounts';
import { enableGuardDuty, findDetector } from '../../../rehearsal/aws/services/guardduty';
import { createServiceLinkedRole } from '../../../rehearsal/aws/services/iam';
import { aliasArn, findKey } from '../../../rehearsal/aws/services/kms';
import { World } from '../../../rehearsal/aws/world';
import { AccountStack, deploy, HOME, MANAGEMENT, ORGANIZATION, OTHER_REGION, refusalOf, ROOT, SECURITY, WORKLOAD, worldWith, writesOf } from '../deployed';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const SCANNER = FindingSuppression.of({
  suppressionName: 'lz-scanner', reason: 'Our vulnerability scanner', findingTypes: ['Recon:EC2/Portscan'], where: { 'resource.instanceDetails.imageId': ['ami-1'] },
});
const FINDINGS = { bucketArn: 'arn:aws:s3:::findings', keyArn: `arn:aws:kms:${HOME}:${SECURITY}:key/1` };

function templateOf(props?: GuardDutyOrganizationProps): Template {
  const stack = new Stack();
  new GuardDutyOrganization(stack, 'GuardDuty', props);
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('looks at everything that GuardDuty can look at, in every account', () => {
    templateOf().hasResourceProperties('Custom::GuardDutyOrganization', {
      AdministratorId: { Ref: 'AWS::AccountId' },
      Plans: [
        { Feature: 'EBS_MALWARE_PROTECTION', Agents: [] },
        { Feature: 'EKS_AUDIT_LOGS', Agents: [] },
        { Feature: 'LAMBDA_NETWORK_LOGS', Agents: [] },
        { Feature: 'RDS_LOGIN_EVENTS', Agents: [] },
        { Feature: 'RUNTIME_MONITORING', Agents: ['EC2_AGENT_MANAGEMENT', 'ECS_FARGATE_AGENT_MANAGEMENT', 'EKS_ADDON_MANAGEMENT'] },
        { Feature: 'S3_DATA_EVENTS', Agents: [] },
      ],
      DestinationArn: Match.absent(),
    });
  });

  test('holds no IAM resource, so that its template can go to many regions', () => {
    expect(Object.values(templateOf().toJSON().Resources as Record<string, { Type: string }>).filter(({ Type }) => Type.startsWith('AWS::IAM'))).toEqual([]);
  });

  test('is clean under cdk-nag, with its role', () => {
    synthesizeUnderCdkNag(stack => {
      new GuardDutyOrganizationRole(stack, 'Role');
      new GuardDutyOrganization(stack, 'GuardDuty', { suppressions: [SCANNER], findings: FINDINGS });
    });
  });
});

describe('options', () => {
  test('looks at chosen plans, with chosen agents', () => {
    templateOf({ plans: [ProtectionPlan.S3, ProtectionPlan.runtimeMonitoring(RuntimeAgent.EC2)] }).hasResourceProperties('Custom::GuardDutyOrganization', {
      Plans: [{ Feature: 'RUNTIME_MONITORING', Agents: ['EC2_AGENT_MANAGEMENT'] }, { Feature: 'S3_DATA_EVENTS', Agents: [] }],
    });
  });

  test('suppresses what is expected', () => {
    templateOf({ suppressions: [SCANNER] }).hasResourceProperties('AWS::GuardDuty::Filter', {
      Name: 'lz-scanner',
      Action: 'ARCHIVE',
      Rank: 1,
      DetectorId: { 'Fn::GetAtt': [Match.stringLikeRegexp('GuardDuty'), 'DetectorId'] },
      FindingCriteria: { Criterion: { 'type': { Equals: ['Recon:EC2/Portscan'] }, 'resource.instanceDetails.imageId': { Equals: ['ami-1'] } } },
    });
  });

  test('names a plan as the API spells it', () => {
    expect(ProtectionPlan.named('S3_DATA_EVENTS')).toEqual(ProtectionPlan.S3);
  });
});

describe('deployed', () => {
  const delegation: AccountStack = { build: stack => void new DelegatedAdministrators(stack, 'Security', {
    accountId: SECURITY, services: [TrustedService.GUARDDUTY], regions: [HOME, OTHER_REGION],
  }) };
  const role: AccountStack = { account: SECURITY, build: stack => void new GuardDutyOrganizationRole(stack, 'Role') };
  const inRegion = (region: string, props?: GuardDutyOrganizationProps): AccountStack =>
    ({ account: SECURITY, region, build: stack => void new GuardDutyOrganization(stack, 'GuardDuty', props) });

  function readyWorld(): World {
    const world = worldWith();
    createServiceLinkedRole(world, MANAGEMENT, 'guardduty.amazonaws.com');
    return world;
  }

  test('makes every account a member in every region, the management account too, and looks at everything', async () => {
    const world = readyWorld();
    await deploy(world, delegation, role, inRegion(HOME), inRegion(OTHER_REGION));
    for (const region of [HOME, OTHER_REGION]) {
      for (const account of [MANAGEMENT, WORKLOAD]) {
        const member = findDetector(world, account, region)!;
        expect(member).toMatchObject({ administratorId: SECURITY, enabled: true });
        expect([...member.features.keys()]).toHaveLength(6);
      }
      expect(findDetector(world, SECURITY, region)).toMatchObject({ frequency: 'FIFTEEN_MINUTES' });
      expect(findDetector(world, SECURITY, region)!.features.get('RUNTIME_MONITORING')).toEqual(new Set(Object.values(RuntimeAgent)));
    }
  });

  test('writes nothing the second time', async () => {
    const world = readyWorld();
    const deployment = await deploy(world, delegation, role, inRegion(HOME));
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('lets an account that is created tomorrow become a member', async () => {
    const world = readyWorld();
    await deploy(world, delegation, role, inRegion(HOME));
    const { id } = addAccount(world, { name: 'new', email: 'new@example.com', parentId: ROOT });
    expect(findDetector(world, id, HOME)).toMatchObject({ administratorId: SECURITY });
    expect([...findDetector(world, id, HOME)!.features.keys()]).toHaveLength(6);
  });

  test('takes over the detector that an account has', async () => {
    const world = readyWorld();
    const { id } = enableGuardDuty(world, WORKLOAD, HOME);
    await deploy(world, delegation, role, inRegion(HOME));
    expect(findDetector(world, WORKLOAD, HOME)).toMatchObject({ id, administratorId: SECURITY });
  });

  test('switches off a plan that is left out, for the administrator and for accounts to come', async () => {
    const world = readyWorld();
    await deploy(world, delegation, role, inRegion(HOME));
    await deploy(world, delegation, role, inRegion(HOME, { plans: [ProtectionPlan.S3] }));
    expect([...findDetector(world, SECURITY, HOME)!.features.keys()]).toEqual(['S3_DATA_EVENTS']);
    const { id } = addAccount(world, { name: 'new', email: 'new@example.com', parentId: ROOT });
    expect([...findDetector(world, id, HOME)!.features.keys()]).toEqual(['S3_DATA_EVENTS']);
  });

  test('adds more accounts than one call takes', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ id: String(600000000000 + index), name: `a${index}`, email: `a${index}@example.com`, parentId: ROOT }));
    const world = worldWith({ accounts: [...ORGANIZATION.accounts!, ...many] });
    createServiceLinkedRole(world, MANAGEMENT, 'guardduty.amazonaws.com');
    await deploy(world, delegation, role, inRegion(HOME));
    expect(world.calls.filter(({ action }) => action === 'guardduty:CreateMembers')).toHaveLength(2);
    expect(findDetector(world, '600000000059', HOME)).toBeDefined();
  });

  test('fails when the management account has no role for GuardDuty, and says so', async () => {
    const { message } = await refusalOf(deploy(worldWith(), delegation, role, inRegion(HOME)));
    expect(message).toMatch(/did not add 111111111111: .*The management account needs the service-linked role of GuardDuty before/);
  });

  test('fails where nobody designated an administrator, and says what to do', async () => {
    const other: AccountStack = { build: stack => void new DelegatedAdministrators(stack, 'Security', { accountId: SECURITY, services: [TrustedService.GUARDDUTY] }) };
    const { message } = await refusalOf(deploy(readyWorld(), other, role, inRegion(OTHER_REGION)));
    expect(message).toMatch(/GuardDuty is not enabled here after 6 minutes: designate this account as its administrator in this region first/);
  });

  test('publishes findings only where bucket and key let GuardDuty in, and says what is missing', async () => {
    const { rule, message, remedy } = await refusalOf(deploy(readyWorld(), delegation, role, inRegion(HOME, { findings: FINDINGS })));
    expect(rule?.id).toBe('guardduty/findings-published');
    expect(message).toMatch(/GuardDuty must be allowed s3:GetBucketLocation on arn:aws:s3:::findings: /);
    expect(remedy).toMatch(/LogSource.guardDuty/);
  });

  describe('with findings that go to the log archive', () => {
    const archive: AccountStack = { account: WORKLOAD, build: stack => void new LogArchive(stack, 'Archive', {
      managementAccountId: MANAGEMENT, organizationId: ORGANIZATION.organizationId, sources: [LogSource.guardDuty(SECURITY)],
    }) };
    const bucketName = `lz-delivery-${WORKLOAD}-${HOME}`;

    async function publishing(): Promise<World> {
      const world = readyWorld();
      await deploy(world, archive);
      const key = findKey(world, aliasArn(world, WORKLOAD, HOME, 'alias/lz/log-delivery'))!;
      const findings = { bucketArn: `arn:aws:s3:::${bucketName}`, keyArn: key.arn };
      await deploy(world, delegation, role, inRegion(HOME, { findings }), inRegion(OTHER_REGION, { findings }));
      return world;
    }

    test('publishes those of every region', async () => {
      const world = await publishing();
      for (const region of [HOME, OTHER_REGION]) {
        expect(findDetector(world, SECURITY, region)!.publishing).toMatchObject({ destinationArn: `arn:aws:s3:::${bucketName}` });
      }
      expect(lostLogs(world)).toEqual([]);
    });

    test('names those that are lost once a policy is gone', async () => {
      const world = await publishing();
      delete world.state.s3.buckets.get(bucketName)!.policy;
      const lost = lostLogs(world).map(({ details }) => details).filter(({ rule }) => rule?.id === 'guardduty/findings-published');
      expect(lost.map(({ message }) => message.split(':')[0])).toEqual([1, 2].flatMap(() => [
        'GuardDuty must be allowed s3', 'GuardDuty must be allowed s3',
      ]));
      expect(lost[0].remedy).toMatch(/allow guardduty.amazonaws.com s3:GetBucketLocation for the detectors of 222222222222: LogSource.guardDuty/);
    });
  });

  test('may call what it calls and nothing else', async () => {
    const world = readyWorld();
    await deploy(world, delegation, role, inRegion(HOME));
    const caller = world.sessionOf(`arn:aws:iam::${SECURITY}:role/lz/lz-guardduty-organization`);
    const { id } = findDetector(world, SECURITY, HOME)!;
    const detector = `arn:aws:guardduty:${HOME}:${SECURITY}:detector/${id}`;
    expect(() => world.authorize(caller, { action: 'guardduty:DeleteDetector', resource: detector, region: HOME }, true)).toThrow(AwsError);
  });
});

describe('import', () => {
  test('needs no import: the detector that is there is configured', () => {
    templateOf().resourceCountIs('AWS::GuardDuty::Detector', 0);
  });
});

describe('validation', () => {
  test('fails with every problem at once, and says what to do', () => {
    expect(() => templateOf({
      plans: [ProtectionPlan.S3, ProtectionPlan.S3], suppressions: [SCANNER, SCANNER], findings: { bucketArn: 'findings', keyArn: 'alias/lz/x' },
    })).toThrow(/4 problems\n.*'plans' must not repeat.*\n.*'suppressions' must not repeat.*\n.*'findings.bucketArn' must be.*\n.*'findings.keyArn' must be the ARN of a key/);
  });

  test.each([
    [{ suppressionName: 'a' }, /'suppressionName' must have 3 to 64/],
    [{ findingTypes: [] }, /'findingTypes' must name a type of finding, got none: a suppression without one hides every finding/],
    [{ findingTypes: ['Portscan'] }, /'findingTypes' must be types such as "Recon:EC2\/Portscan", got "Portscan"/],
    [{ reason: '' }, /'reason' must have 1 to 512 characters/],
    [{ where: { severity: [] } }, /'where' must give values to "severity"/],
    [{ where: { type: ['x'] } }, /'where' must not contain "type"/],
  ])('fails for a suppression with %j, and says why', (props, message) => {
    const all = { suppressionName: 'lz-scanner', reason: 'expected', findingTypes: ['Recon:EC2/Portscan'], ...props };
    expect(() => FindingSuppression.of(all)).toThrow(message);
  });

  test('fails for a plan that GuardDuty does not have, and names those it has', () => {
    expect(() => ProtectionPlan.named('EVERYTHING')).toThrow(/'featureName' must be a protection plan of GuardDuty, got "EVERYTHING": use S3_DATA_EVENTS/);
  });
});
