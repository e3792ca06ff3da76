import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DataClassification } from '../../../lib/constructs/data';
import { SecureDefaults, SecurityFindings } from '../../../lib/constructs/defaults';
import {
  AlertSubscription, AlertTopics, GuardDutyAccount, GuardDutyAccountProps, ProtectionPlan, RuntimeAgent, SecurityHubAccount,
  SecurityHubAccountProps, SecurityStandard,
} from '../../../lib/constructs/detection';
import { ServiceLinkedRoles } from '../../../lib/constructs/identity';
import { LogArchive } from '../../../lib/constructs/logging';
import { World } from '../../../rehearsal/aws/world';
import { judge } from '../control-tower';
import { deploy, HOME, MANAGEMENT } from '../deployed';

function templateOf(build: (stack: Stack) => void): Template {
  const stack = new Stack(new App(), 'Stack');
  build(stack);
  return Template.fromStack(stack);
}

const guardDuty = (props?: GuardDutyAccountProps) => templateOf(stack => void new GuardDutyAccount(stack, 'GuardDuty', props));
const securityHub = (props?: SecurityHubAccountProps) => templateOf(stack => void new SecurityHubAccount(stack, 'Hub', props));
const featuresOf = (props?: GuardDutyAccountProps): Record<string, string> => {
  const [{ Properties }] = Object.values(guardDuty(props).findResources('AWS::GuardDuty::Detector'));
  return Object.fromEntries(Properties.Features.map(({ Name, Status }: Record<string, string>) => [Name, Status]));
};
const standardsOf = (props?: SecurityHubAccountProps) => Object.values(securityHub(props).findResources('AWS::SecurityHub::Standard'))
  .map(({ Properties }) => Properties.StandardsArn['Fn::Join'][1].at(-1).split('standards/')[1]);

describe('defaults', () => {
  test('GuardDuty watches everything, tells of it every fifteen minutes, and outlives the stack', () => {
    expect(new Set(Object.values(featuresOf()))).toEqual(new Set(['ENABLED']));
    expect(Object.keys(featuresOf()).sort()).toEqual(ProtectionPlan.all().map(({ featureName }) => featureName).sort());
    guardDuty().hasResource('AWS::GuardDuty::Detector', {
      Properties: {
        Enable: true, FindingPublishingFrequency: 'FIFTEEN_MINUTES', DataSources: Match.absent(),
        Features: Match.arrayWith([{
          Name: 'RUNTIME_MONITORING', Status: 'ENABLED',
          AdditionalConfiguration: ['EC2_AGENT_MANAGEMENT', 'ECS_FARGATE_AGENT_MANAGEMENT', 'EKS_ADDON_MANAGEMENT'].map(Name => ({ Name, Status: 'ENABLED' })),
        }]),
      },
      DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
    });
  });

  test('Security Hub checks what AWS and CIS recommend, and not what AWS would choose by itself', () => {
    securityHub().hasResource('AWS::SecurityHub::Hub', {
      Properties: { EnableDefaultStandards: false, AutoEnableControls: true, ControlFindingGenerator: 'SECURITY_CONTROL' },
      DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
    });
    expect(standardsOf()).toEqual(['aws-foundational-security-best-practices/v/1.0.0', 'cis-aws-foundations-benchmark/v/5.0.0']);
    securityHub().allResources('AWS::SecurityHub::Standard', { DependsOn: [Match.stringLikeRegexp('^Hub')], DeletionPolicy: 'RetainExceptOnCreate' });
  });

  test('both pass cdk-nag, NIST 800-53 and the rules of Control Tower, which speaks up where S3 is not protected', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    new GuardDutyAccount(stack, 'GuardDuty');
    new GuardDutyAccount(new Stack(app, 'Other'), 'GuardDuty', { plans: [] });
    new SecurityHubAccount(stack, 'Hub');
    expect(judge(app, { nist: true }).findings.map(({ rule, constructPath }) => [rule, constructPath]))
      .toEqual([['CT.GUARDDUTY.PR.1', 'Other/GuardDuty/Resource']]);
  });
});

describe('options', () => {
  test('a plan that is left out is switched off by name, and so is an agent', () => {
    const plans = [ProtectionPlan.EKS_AUDIT_LOGS, ProtectionPlan.runtimeMonitoring(RuntimeAgent.EC2)];
    expect(featuresOf({ plans })).toMatchObject({ S3_DATA_EVENTS: 'DISABLED', EKS_AUDIT_LOGS: 'ENABLED', RUNTIME_MONITORING: 'ENABLED' });
    guardDuty({ plans }).hasResourceProperties('AWS::GuardDuty::Detector', {
      Features: Match.arrayWith([Match.objectLike({
        Name: 'RUNTIME_MONITORING', AdditionalConfiguration: Match.arrayWith([
          { Name: 'EC2_AGENT_MANAGEMENT', Status: 'ENABLED' }, { Name: 'EKS_ADDON_MANAGEMENT', Status: 'DISABLED' },
        ]),
      })]),
    });
  });

  test.each([[[]], [[SecurityStandard.NIST_800_53]]])('Security Hub checks the standards %j', standards => {
    expect(standardsOf({ standards })).toEqual(standards.map(({ standardId }) => standardId));
  });
});

describe('under SecureDefaults', () => {
  test('alerts, archive and handlers of an account stay as they are', () => {
    const app = new App();
    SecureDefaults.applyTo(app, { asOf: '2026-11-22' });
    const stack = new Stack(app, 'Stack', { env: { account: MANAGEMENT, region: HOME } });
    DataClassification.CONFIDENTIAL.applyTo(stack);
    new AlertTopics(stack, 'Topics', { subscriptions: { critical: [AlertSubscription.email('security@example.com')] } });
    new LogArchive(stack, 'Archive');
    new ServiceLinkedRoles(stack, 'Roles');
    const template = Template.fromStack(stack);
    expect(SecurityFindings.of(stack)).toEqual([]);
    template.resourceCountIs('AWS::S3::Bucket', 3);
    template.allResourcesProperties('AWS::Lambda::Function', { TracingConfig: Match.absent() });
    template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, KmsMasterKeyId: Match.absent() });
  });
});

describe('import', () => {
  test('both are deployed where nobody enabled them, and tell their ids', async () => {
    const world = new World({ managementAccountId: MANAGEMENT, regions: [HOME] });
    const ids: string[] = [];
    await deploy(world, {
      build: stack => {
        ids.push(new GuardDutyAccount(stack, 'GuardDuty').detectorId, new SecurityHubAccount(stack, 'Hub').hubArn);
      },
    });
    expect(ids).toHaveLength(2);
    expect(world.state.guardDuty.detectors.get(`${MANAGEMENT}/${HOME}`)?.features.get('RUNTIME_MONITORING')?.size).toBe(3);
    expect(world.state.securityHub.hubs.get(`${MANAGEMENT}/${HOME}`)?.defaultStandards).toBe(false);
    expect(world.state.securityHub.standards.size).toBe(2);
  });
});

describe('validation', () => {
  test.each<[() => Template, RegExp]>([
    [() => guardDuty({ plans: [ProtectionPlan.S3, ProtectionPlan.S3] }), /'plans' must not repeat, got "S3_DATA_EVENTS" 2 times: name each plan once/],
    [() => securityHub({ standards: [SecurityStandard.CIS_5_0, SecurityStandard.CIS_5_0] }), /'standards' must not repeat, got .* 2 times: name each standard once/],
  ])('fails when something is named twice', (build, message) => {
    expect(build).toThrow(message);
  });
});
