import pc from 'picocolors';
import { ConsoleReport } from '../../../rehearsal/report/console-report';
import { failureText } from '../../../rehearsal/report/failure-text';
import { FailureSummary, OrganizationNode, RehearsalSummary } from '../../../rehearsal/report/summary';
import { treeText } from '../../../rehearsal/report/tree-text';
import { inertText, phaseText, verdictText } from '../../../rehearsal/report/verdict-text';

const plain = pc.createColors(false);

const organization: OrganizationNode = {
  kind: 'root', id: 'r-abcd', name: 'Root', policies: ['lz-foundation-scp-1'], children: [
    {
      kind: 'organizational-unit', id: 'ou-abcd-11111111', name: 'Workloads', policies: [], children: [
        { kind: 'account', id: '333333333333', name: 'production', policies: ['strict', 'stricter'], children: [] },
        { kind: 'account', id: '444444444444', name: 'production', status: 'SUSPENDED', policies: [], children: [] },
      ],
    },
    { kind: 'account', id: '111111111111', name: 'management', policies: [], children: [] },
  ],
};

const failure: FailureSummary = {
  phase: 'account-joins',
  kind: 'denied',
  message: 'stacksets-exec role of 333333333333 is not authorized to perform ec2:DescribeRegions',
  remedy: 'exempt the role',
  rule: { id: 'lock-out/baseline', statement: 'the baseline reaches every account', source: 'https://docs.aws.amazon.com/x' },
  decision: { layer: 'service-control', node: 'Root', policy: 'lz-foundation-scp-1', statement: 2, sid: 'Regions', guardrail: 'G05', explanation: 'denied' },
  stackName: 'lz-account-baseline',
  logicalId: 'Baseline',
  resourceType: 'AWS::CloudFormation::StackSet',
  constructPath: 'LandingZone/AccountBaseline/Regional',
  account: 'production (333333333333)',
  region: 'us-east-1',
};

const summary: RehearsalSummary = {
  formatVersion: 1,
  succeeded: true,
  failures: [],
  phases: [],
  counts: { stacks: 9, stackSetInstances: 12, resources: 80, authorizations: 4000, rules: 31, inertProperties: 2 },
  organization,
  inert: [{ type: 'AWS::Lambda::Function', property: 'Architectures', reason: 'code runs in process', uses: 3 }],
};

/** A report that keeps its lines. */
function report() {
  const lines: string[] = [];
  return { lines, console: new ConsoleReport(line => lines.push(line), plain) };
}

describe('a failure', () => {
  test('says what, where, by which rule and statement, and what to do', () => {
    expect(failureText(failure, plain)).toBe([
      '❌ stacksets-exec role of 333333333333 is not authorized to perform ec2:DescribeRegions',
      '   resource   Baseline (AWS::CloudFormation::StackSet)',
      '   construct  LandingZone/AccountBaseline/Regional',
      '   stack      lz-account-baseline',
      '   account    production (333333333333)',
      '   region     us-east-1',
      '   phase      account-joins',
      '   rule       lock-out/baseline: the baseline reaches every account',
      '   source     https://docs.aws.amazon.com/x',
      '   decided by statement 2 "Regions" of policy "lz-foundation-scp-1" at Root = guardrail G05 (service-control): denied',
      '   remedy     exempt the role',
    ].join('\n'));
  });

  test('leaves out what is not known', () => {
    expect(failureText({ phase: 'first-deployment', kind: 'unknown', message: 'no such type' }, plain))
      .toBe('❌ no such type\n   phase      first-deployment');
  });
});

describe('the tree', () => {
  test('shows units, accounts and what is attached where, two accounts of one name included', () => {
    expect(treeText(organization, plain)).toBe([
      'Root r-abcd  [lz-foundation-scp-1]',
      '├─ Workloads ou-abcd-11111111',
      '│  ├─ production 333333333333  [strict, stricter]',
      '│  └─ production 444444444444 SUSPENDED',
      '└─ management 111111111111',
    ].join('\n'));
  });
});

describe('the verdict', () => {
  test('counts what was rehearsed', () => {
    const text = verdictText(summary, plain);
    expect(text).toContain('AWS would accept this deployment');
    expect(text).toMatch(/12 +StackSet instances/);
    expect(text).toMatch(/4000 +API calls authorised/);
    expect(text).toMatch(/31 +pre-conditions/);
    expect(text).toMatch(/2 +properties without effect in the model \(reasons: --inert\)/);
  });

  test('says how many problems refuse it', () => {
    expect(verdictText({ ...summary, succeeded: false, failures: [failure] }, plain)).toContain('refused: 1 problem\n');
  });

  test('gives the reason of each inert property on demand', () => {
    expect(inertText(summary.inert)).toMatch(/AWS::Lambda::Function +Architectures +3 +code runs in process/);
  });

  test('tells how each phase ended', () => {
    expect(phaseText({ id: 'x', title: 'accounts join', status: 'passed', detail: '7 units', milliseconds: 1 }, plain)).toBe(' ✅  accounts join · 7 units');
    expect(phaseText({ id: 'x', title: 'accounts join', status: 'skipped', detail: '', milliseconds: 1 }, plain)).toBe(' ➖  accounts join');
  });
});

describe('progress', () => {
  const stack = { name: 'lz-account-baseline', displayName: 'LandingZone/AccountBaseline', resources: 2, constructPaths: new Map([['Global', 'LandingZone/AccountBaseline/Global']]) };

  test('prints stacks and resources of the first deployment as cdk deploy does', () => {
    const { lines, console } = report();
    console.begun([stack]);
    console.phaseStarted('first-deployment', 'first deployment');
    console.stackStarted('lz-account-baseline', 0, 9);
    console.resourceDone({ stack: 'lz-account-baseline', logicalId: 'Global', type: 'AWS::IAM::Role', action: 'create' });
    console.stackDone('lz-account-baseline', 'created', 3);
    expect(lines.join('\n')).toContain('LandingZone/AccountBaseline (lz-account-baseline): deploying... [1/9]');
    expect(lines.join('\n')).toMatch(/lz-account-baseline \| 1\/2 \| CREATE_COMPLETE +\| AWS::IAM::Role +\| LandingZone\/AccountBaseline\/Global \(Global\)/);
    expect(lines.join('\n')).toContain(' ✅  LandingZone/AccountBaseline (lz-account-baseline)\n');
  });

  test('gives a StackSet one line, however many instances it has', () => {
    const { lines, console } = report();
    console.begun([stack]);
    console.phaseStarted('first-deployment', 'first deployment');
    console.stackStarted('lz-account-baseline', 0, 9);
    for (const accountId of ['333333333333', '444444444444']) {
      for (const region of ['us-east-1', 'eu-central-1']) {
        console.memberStackDone({ stackSetName: 'lz-account-regional', accountId, region, action: 'created' });
      }
    }
    console.resourceDone({ stack: 'lz-account-baseline', logicalId: 'Global', type: 'AWS::CloudFormation::StackSet', action: 'create' });
    expect(lines.filter(line => line.includes('StackSet lz-account-regional'))).toEqual([
      'lz-account-baseline | StackSet lz-account-regional: 4 instances in 2 accounts, eu-central-1, us-east-1',
    ]);
  });

  test('keeps quiet about resources in later phases', () => {
    const { lines, console } = report();
    console.begun([stack]);
    console.phaseStarted('second-deployment', 'second deployment');
    console.stackStarted('lz-account-baseline', 0, 9);
    console.resourceDone({ stack: 'lz-account-baseline', logicalId: 'Global', type: 'AWS::IAM::Role', action: 'update' });
    console.stackDone('lz-account-baseline', 'unchanged', 3);
    expect(lines).toEqual([]);
  });

  test('ends with failures, tree and verdict, and inert properties when asked', () => {
    const { lines, console } = report();
    console.finish({ ...summary, succeeded: false, failures: [failure] }, { inert: true });
    const text = lines.join('\n');
    expect(text.indexOf('❌ stacksets-exec')).toBeLessThan(text.indexOf('Root r-abcd'));
    expect(text.indexOf('Architectures')).toBeLessThan(text.indexOf('refused: 1 problem'));
  });
});
