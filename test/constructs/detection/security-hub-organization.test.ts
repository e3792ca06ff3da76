import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityHubOrganization, SecurityHubOrganizationProps, SecurityStandard } from '../../../lib/constructs/detection';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const PROPS: SecurityHubOrganizationProps = { rootId: 'r-a1b2', linkedRegions: ['us-east-1', 'eu-west-1'] };

function newHub(more: Partial<SecurityHubOrganizationProps> = {}) {
  const stack = new Stack(new App(), 'Stack');
  const hub = new SecurityHubOrganization(stack, 'Hub', { ...PROPS, ...more });
  return { hub, template: Template.fromStack(stack) };
}

const idOf = (template: Template, type: string) => Object.keys(template.findResources(type))[0];
const standard = (id: string) =>
  ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':securityhub:', { Ref: 'AWS::Region' }, `::standards/${id}`]] });

describe('defaults', () => {
  test('gathers the findings of linked regions, then configures centrally, then makes a policy, then applies it to the root', () => {
    const { hub, template } = newHub();
    const aggregator = idOf(template, 'AWS::SecurityHub::FindingAggregator');
    const configuration = idOf(template, 'AWS::SecurityHub::OrganizationConfiguration');
    expect(hub.centrallyConfigured).toBe(true);
    template.hasResource('AWS::SecurityHub::FindingAggregator', {
      Properties: { RegionLinkingMode: 'SPECIFIED_REGIONS', Regions: ['eu-west-1', 'us-east-1'] },
    });
    template.hasResource('AWS::SecurityHub::OrganizationConfiguration', {
      Properties: { ConfigurationType: 'CENTRAL', AutoEnable: false, AutoEnableStandards: 'NONE' }, DependsOn: [aggregator],
    });
    template.hasResource('AWS::SecurityHub::ConfigurationPolicy', { DependsOn: [configuration] });
    template.hasResourceProperties('AWS::SecurityHub::PolicyAssociation', {
      TargetType: 'ROOT', TargetId: 'r-a1b2', ConfigurationPolicyId: { 'Fn::GetAtt': [idOf(template, 'AWS::SecurityHub::ConfigurationPolicy'), 'Id'] },
    });
  });

  test('checks against AWS Foundational Security Best Practices and CIS, every control of them', () => {
    newHub().template.hasResourceProperties('AWS::SecurityHub::ConfigurationPolicy', {
      ConfigurationPolicy: { SecurityHub: {
        ServiceEnabled: true,
        EnabledStandardIdentifiers: [standard('aws-foundational-security-best-practices/v/1.0.0'), standard('cis-aws-foundations-benchmark/v/5.0.0')],
        // the empty list has to stand there: AWS asks for one of the two lists
        SecurityControlsConfiguration: { DisabledSecurityControlIdentifiers: [] },
      } },
    });
  });

  test('makes no hub: it is there since the account was named administrator', () => {
    newHub().template.resourceCountIs('AWS::SecurityHub::Hub', 0);
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      new SecurityHubOrganization(stack, 'Hub', PROPS);
    });
  });
});

describe('options', () => {
  test('can check against other standards', () => {
    const standards = [SecurityStandard.NIST_800_53, SecurityStandard.of('nist-800-171/v/2.0.0')];
    newHub({ standards }).template.hasResourceProperties('AWS::SecurityHub::ConfigurationPolicy', {
      ConfigurationPolicy: { SecurityHub: { EnabledStandardIdentifiers: [standard('nist-800-53/v/5.0.0'), standard('nist-800-171/v/2.0.0')] } },
    });
  });

  test('can disable controls, and keeps the reasons beside them', () => {
    newHub({ disabledControls: [{ controlId: 'IAM.6', reason: 'members have no root credentials' }, { controlId: 'EC2.10', reason: 'no VPC' }] })
      .template.hasResource('AWS::SecurityHub::ConfigurationPolicy', {
        Properties: { ConfigurationPolicy: { SecurityHub: { SecurityControlsConfiguration: { DisabledSecurityControlIdentifiers: ['EC2.10', 'IAM.6'] } } } },
        Metadata: Match.objectLike({ DisabledControls: { 'IAM.6': 'members have no root credentials', 'EC2.10': 'no VPC' } }),
      });
  });

  test('without linked regions says that present accounts are not reached', () => {
    const stack = new Stack(new App(), 'Stack');
    new SecurityHubOrganization(stack, 'Hub', { ...PROPS, linkedRegions: [] });
    Annotations.fromStack(stack).hasWarning('/Stack/Hub', Match.stringLikeRegexp('enabled in accounts that join from then on: add the present ones'));
  });

  test('without linked regions accounts that join get what AWS chooses', () => {
    const { hub, template } = newHub({ linkedRegions: [] });
    expect(hub.centrallyConfigured).toBe(false);
    template.hasResourceProperties('AWS::SecurityHub::OrganizationConfiguration', { ConfigurationType: 'LOCAL', AutoEnable: true, AutoEnableStandards: 'DEFAULT' });
    template.resourceCountIs('AWS::SecurityHub::ConfigurationPolicy', 0);
  });
});

describe('import', () => {
  test('needs no import: the standards are named by their ids', () => {
    expect(SecurityStandard.of(SecurityStandard.CIS_5_0.standardId).standardId).toBe('cis-aws-foundations-benchmark/v/5.0.0');
  });
});

describe('validation', () => {
  test('fails with everything that is wrong, and says it', () => {
    const wrong = {
      rootId: 'root', linkedRegions: ['Ireland'], standards: [], disabledControls: [{ controlId: 'root MFA', reason: ' ' }],
    };
    expect(() => newHub(wrong)).toThrow(
      /5 problems\n.*'rootId' must be a root id.*\n.*'linkedRegions' must be region names.*\n.*'standards' must name a standard, got none: leave Security Hub out\n.*'disabledControls' must be controls such as "IAM.6", got "root MFA".*\n.*'reason' of the disabled control "root MFA" must say why, got nothing/);
  });

  test('fails with standards that nothing could apply', () => {
    expect(() => newHub({ linkedRegions: [], standards: [SecurityStandard.CIS_5_0] })).toThrow(/'standards' and 'disabledControls' must be left out without 'linkedRegions'/);
  });

  test('fails for a standard that is none', () => {
    expect(() => SecurityStandard.of('CIS')).toThrow(/'standardId' must be a standard such as "nist-800-53\/v\/5.0.0", got "CIS"/);
  });
});
