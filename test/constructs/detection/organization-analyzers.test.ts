import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  AccessArchiveRule, AccessFilter, OrganizationExternalAccess, OrganizationExternalAccessProps, OrganizationUnusedAccess,
  OrganizationUnusedAccessProps,
} from '../../../lib/constructs/detection';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const ANALYZER = 'AWS::AccessAnalyzer::Analyzer';

function external(props?: OrganizationExternalAccessProps): Template {
  const stack = new Stack(new App(), 'Stack');
  new OrganizationExternalAccess(stack, 'External', props);
  return Template.fromStack(stack);
}

function unused(props?: OrganizationUnusedAccessProps): Template {
  const stack = new Stack(new App(), 'Stack');
  new OrganizationUnusedAccess(stack, 'Unused', props);
  return Template.fromStack(stack);
}

const AUDITOR = { ruleName: 'auditor', reason: 'The auditor reads.', filters: [AccessFilter.anyOf('principal.AWS', ['999999999999'])] };

describe('defaults', () => {
  test('finds every access from outside', () => {
    external().hasResourceProperties(ANALYZER, { Type: 'ORGANIZATION', AnalyzerName: 'lz-organization-external-access', ArchiveRules: Match.absent() });
  });

  test('finds what nobody used for 90 days, but for the role to break glass with', () => {
    unused().hasResource(ANALYZER, {
      Properties: {
        Type: 'ORGANIZATION_UNUSED_ACCESS',
        AnalyzerName: 'lz-organization-unused-access',
        AnalyzerConfiguration: { UnusedAccessConfiguration: { UnusedAccessAge: 90, AnalysisRule: Match.absent() } },
        ArchiveRules: [{ RuleName: 'lz-break-glass', Filter: [{ Property: 'resource', Contains: [':role/lz/lz-break-glass'] }] }],
      },
      Metadata: Match.objectLike({ ArchiveRules: { 'lz-break-glass': Match.stringLikeRegexp('unused until') } }),
    });
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      new OrganizationExternalAccess(stack, 'External');
      new OrganizationUnusedAccess(stack, 'Unused');
    });
  });
});

describe('options', () => {
  test('can archive access that is intended, by any field, with the reason beside it', () => {
    const filters = [...AUDITOR.filters, AccessFilter.noneOf('resourceType', ['AWS::S3::Bucket']), AccessFilter.contains('resource', ['audit'])];
    external({ archiveRules: [AccessArchiveRule.of({ ...AUDITOR, filters })] }).hasResource(ANALYZER, {
      Properties: { ArchiveRules: [{ RuleName: 'auditor', Filter: [
        { Property: 'principal.AWS', Eq: ['999999999999'] }, { Property: 'resourceType', Neq: ['AWS::S3::Bucket'] }, { Property: 'resource', Contains: ['audit'] },
      ] }] },
      Metadata: Match.objectLike({ ArchiveRules: { auditor: 'The auditor reads.' } }),
    });
  });

  test('can wait longer, and leave accounts out', () => {
    unused({ unusedAccessAge: 180, excludedAccountIds: ['444444444444', '333333333333'], archiveRules: [] }).hasResourceProperties(ANALYZER, {
      AnalyzerConfiguration: { UnusedAccessConfiguration: {
        UnusedAccessAge: 180, AnalysisRule: { Exclusions: [{ AccountIds: ['333333333333', '444444444444'] }] },
      } },
      ArchiveRules: Match.absent(),
    });
  });
});

describe('import', () => {
  test('needs no import: an analyzer has no data of its own', () => {
    const stack = new Stack(new App(), 'Stack');
    expect(stack.resolve(new OrganizationExternalAccess(stack, 'External').analyzerArn)).toEqual({ 'Fn::GetAtt': [expect.stringContaining('External'), 'Arn'] });
  });
});

describe('validation', () => {
  test('fails with an age out of range and accounts that are none, and says both', () => {
    expect(() => unused({ unusedAccessAge: 0, excludedAccountIds: ['1'] })).toThrow(
      /'unusedAccessAge' must be 1 to 365 days, got 0.*\n.*'excludedAccountIds' must be an account id of 12 digits/);
  });

  test('fails with an archive rule that hides everything or gives no reason', () => {
    expect(() => AccessArchiveRule.of({ ruleName: '1', reason: '', filters: [] })).toThrow(
      /3 problems\n.*'ruleName' must begin with a letter.*\n.*'reason' of the archive rule "1" must say why.*\n.*'filters' of the archive rule "1" must narrow the findings/);
    expect(() => AccessFilter.anyOf('', [])).toThrow(/'property' must be a filter key.*\n.*'values' of the filter on "" must name a value/);
  });

  test('fails when two archive rules have one name', () => {
    const archiveRules = [AccessArchiveRule.of(AUDITOR), AccessArchiveRule.of(AUDITOR)];
    expect(() => external({ archiveRules })).toThrow(/'archiveRules' must not repeat, got "auditor" 2 times/);
  });
});
