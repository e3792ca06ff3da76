import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FindingAutomation, FindingAutomations, FindingSeverity } from '../../../lib/constructs/detection';
import { synthesizeUnderCdkNag } from '../cdk-nag';

function templateOf(automations?: FindingAutomation[]): Template {
  const stack = new Stack(new App(), 'Stack');
  new FindingAutomations(stack, 'Automations', { automations });
  return Template.fromStack(stack);
}

const RULE = 'AWS::SecurityHub::AutomationRule';
const is = (...values: string[]) => values.map(Value => ({ Comparison: 'EQUALS', Value }));
const SUPPRESSION = { automationName: 'sandbox-buckets', reason: 'Buckets of the sandbox hold nothing.', where: { controlIds: ['S3.9'], accountIds: ['333333333333'] } };

describe('defaults', () => {
  test('resolves what its product has archived, and nothing else', () => {
    const template = templateOf();
    template.resourceCountIs(RULE, 1);
    template.hasResourceProperties(RULE, {
      RuleName: 'lz-resolve-archived', RuleOrder: 1, RuleStatus: 'ENABLED', IsTerminal: false,
      Criteria: { RecordState: is('ARCHIVED'), WorkflowStatus: is('NEW', 'NOTIFIED') },
      Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Workflow: { Status: 'RESOLVED' } } }],
    });
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      new FindingAutomations(stack, 'Automations');
    });
  });
});

describe('options', () => {
  test('can suppress accepted findings, with the reason as a note, and no later rule looks at them', () => {
    templateOf([FindingAutomation.suppress(SUPPRESSION)]).hasResourceProperties(RULE, {
      RuleName: 'sandbox-buckets', Description: SUPPRESSION.reason, IsTerminal: true,
      Criteria: {
        ComplianceSecurityControlId: is('S3.9'), AwsAccountId: is('333333333333'), RecordState: is('ACTIVE'), WorkflowStatus: is('NEW', 'NOTIFIED'),
      },
      Actions: [{ FindingFieldsUpdate: {
        Workflow: { Status: 'SUPPRESSED' }, Note: { Text: SUPPRESSION.reason, UpdatedBy: 'sandbox-buckets' },
      } }],
    });
  });

  test('can change a severity, by every field of the criteria', () => {
    const where = {
      resourceIdPrefixes: ['arn:x:s3:::crown-jewels'], resourceTypes: ['AwsS3Bucket'], resourceTags: { stage: 'production' },
      productNames: ['Macie'], titlePrefixes: ['Sensitive'],
    };
    const change = { automationName: 'crown-jewels', reason: 'They are.', severity: FindingSeverity.CRITICAL, where };
    templateOf([...FindingAutomation.defaults(), FindingAutomation.changeSeverity(change)]).hasResourceProperties(RULE, {
      RuleName: 'crown-jewels', RuleOrder: 2, IsTerminal: false,
      Criteria: {
        ResourceId: [{ Comparison: 'PREFIX', Value: 'arn:x:s3:::crown-jewels' }], ResourceType: is('AwsS3Bucket'),
        ResourceTags: [{ Comparison: 'EQUALS', Key: 'stage', Value: 'production' }], ProductName: is('Macie'),
        Title: [{ Comparison: 'PREFIX', Value: 'Sensitive' }],
      },
      Actions: [{ FindingFieldsUpdate: { Severity: { Label: 'CRITICAL' } } }],
    });
  });

  test('cuts a long reason down to what a note may hold', () => {
    const reason = 'x'.repeat(1000);
    const [{ Properties }] = Object.values(templateOf([FindingAutomation.suppress({ ...SUPPRESSION, reason })]).findResources(RULE));
    expect(Properties.Description).toHaveLength(1000);
    expect(Properties.Actions[0].FindingFieldsUpdate.Note.Text).toHaveLength(512);
  });
});

describe('import', () => {
  test('needs no import: nothing refers to a rule', () => {
    templateOf([]).resourceCountIs(RULE, 0);
  });
});

describe('validation', () => {
  test('fails with criteria that narrow nothing, and with what is misspelt, and says all of it', () => {
    expect(() => FindingAutomation.suppress({ automationName: '', reason: '', where: {} })).toThrow(
      /3 problems\n.*'automationName' must have 1 to 256 characters.*\n.*'reason' must have 1 to 1024 characters.*\n.*'where' of "" must narrow the findings, got nothing/);
    expect(() => FindingAutomation.suppress({ ...SUPPRESSION, where: { controlIds: ['S3'], accountIds: ['3'] } })).toThrow(
      /'accountIds' must be an account id of 12 digits.*\n.*'controlIds' must be controls such as "S3.8", got "S3"/);
  });

  test('fails when two automations have one name', () => {
    const twice = [FindingAutomation.resolveArchived(), FindingAutomation.resolveArchived()];
    expect(() => templateOf(twice)).toThrow(/'automations' must not repeat, got "lz-resolve-archived" 2 times/);
  });

  test('fails with more rules than a region takes', () => {
    const many = [...Array(101).keys()].map(i => FindingAutomation.suppress({ ...SUPPRESSION, automationName: `a${i}` }));
    expect(() => templateOf(many)).toThrow(/'automations' must be at most 100, got 101/);
  });
});
