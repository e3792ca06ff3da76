import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountAnalyzer, AccountAnalyzerRole } from '../../../lib/constructs/detection';
import { ExistingAccount } from '../../../rehearsal/aws/options';
import { World } from '../../../rehearsal/aws/world';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { deploy, HOME, ORGANIZATION, OTHER_REGION, WORKLOAD, worldWith } from '../deployed';

function templateOf(add: (stack: Stack) => void): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111111111111', region: HOME } });
  add(stack);
  return Template.fromStack(stack);
}

/** The test organization, whose workload account has analyzers in its home region. */
const found = (contents: Partial<ExistingAccount> = {}): World => worldWith({
  accounts: ORGANIZATION.accounts!.map(account => account.id === WORKLOAD ? { ...account, ...contents } : account),
});

const addRole = (stack: Stack) => { new AccountAnalyzerRole(stack, 'Role'); };
const addAnalyzer = (stack: Stack) => { new AccountAnalyzer(stack, 'Analyzer'); };

/** Deploys it with its role in the workload account, in two regions. */
const deployed = (world: World) => deploy(
  world,
  { account: WORKLOAD, build: addRole },
  { account: WORKLOAD, build: addAnalyzer },
  { account: WORKLOAD, region: OTHER_REGION, build: addAnalyzer },
);

const names = ({ state }: World) => [...state.accessAnalyzer.analyzers.values()].map(({ name, region, type }) => `${name} ${region} ${type}`).sort();
const writes = (world: World) => world.calls.filter(({ write, action }) => write && /^(access-analyzer|iam:CreateServiceLinkedRole)/.test(action))
  .map(({ action, region }) => `${action} ${region}`);

describe('defaults', () => {
  test('asks its function, and holds no IAM resource, so that its template can go to many regions', () => {
    const template = templateOf(addAnalyzer);
    template.hasResourceProperties('Custom::AccountAnalyzer', { AnalyzerName: 'lz-external-access' });
    template.resourceCountIs('AWS::IAM::Role', 0);
    template.resourceCountIs('AWS::AccessAnalyzer::Analyzer', 0);
    template.hasResourceProperties('AWS::Lambda::Function', { FunctionName: 'lz-account-analyzer' });
  });

  test('has a role that may look for the analyzer, make it and bring its service-linked role along, in every region', () => {
    templateOf(addRole).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-account-analyzer',
      Path: '/lz/',
      Policies: [{ PolicyDocument: { Statement: [
        Match.objectLike({ Sid: 'FindAnalyzer', Action: 'access-analyzer:ListAnalyzers' }),
        Match.objectLike({ Sid: 'MakeAnalyzer', Action: 'access-analyzer:CreateAnalyzer' }),
        Match.objectLike({ Sid: 'CreateServiceLinkedRole', Condition: { StringEquals: { 'iam:AWSServiceName': 'access-analyzer.amazonaws.com' } } }),
        Match.objectLike({ Sid: 'WriteOwnLogs' }),
      ] } }],
    });
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      addRole(stack);
      addAnalyzer(stack);
    });
  });
});

describe('options', () => {
  test('has none: it stands once in an account and region', () => {
    const stack = new Stack(new App(), 'Stack');
    addAnalyzer(stack);
    expect(() => addAnalyzer(stack)).toThrow();
  });
});

describe('import', () => {
  test('takes over the analyzer that is there, under its name', async () => {
    const world = found({ regions: { [HOME]: { accountAnalyzer: 'console-analyzer' } } });
    await deployed(world);
    expect(names(world)).toEqual([`console-analyzer ${HOME} ACCOUNT`, `lz-external-access ${OTHER_REGION} ACCOUNT`]);
  });
});

describe('handler', () => {
  test('makes an analyzer in each region, and the service-linked role once', async () => {
    const world = found();
    await deployed(world);
    expect(names(world)).toEqual([`lz-external-access ${HOME} ACCOUNT`, `lz-external-access ${OTHER_REGION} ACCOUNT`]);
    expect(writes(world)).toEqual([`access-analyzer:CreateAnalyzer ${HOME}`, 'iam:CreateServiceLinkedRole us-east-1', `access-analyzer:CreateAnalyzer ${OTHER_REGION}`]);
  });

  test('writes nothing where there is one', async () => {
    const world = found({ regions: { [HOME]: { accountAnalyzer: 'theirs' }, [OTHER_REGION]: { accountAnalyzer: 'theirs' } } });
    await deployed(world);
    expect(writes(world)).toEqual([]);
  });

  test('fails when an analyzer of the organization has its name, and says so', async () => {
    const world = found();
    const arn = `arn:aws:access-analyzer:${HOME}:${WORKLOAD}:analyzer/lz-external-access`;
    world.state.accessAnalyzer.analyzers.set(arn, { arn, name: 'lz-external-access', type: 'ORGANIZATION', accountId: WORKLOAD, region: HOME });
    await expect(deployed(world)).rejects.toThrow(/ConflictException: An analyzer named lz-external-access exists already/);
  });

  test('fails when it may not look, and says so', async () => {
    await expect(deploy(found(), { account: WORKLOAD, build: addAnalyzer })).rejects.toThrow(/role/);
  });
});
