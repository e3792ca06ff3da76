import { CfnResource, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Account, AccountProps, AccountReadiness, OrganizationalUnit } from '../../../lib/constructs/organization';
import { HOME_REGION, testApp, testStack } from './test-app';

const TYPE = 'AWS::Organizations::Account';

function accountIn(stack: Stack, id: string, props: Partial<AccountProps> = {}): Account {
  const parent = stack.node.tryFindChild('Unit') as OrganizationalUnit | undefined
    ?? OrganizationalUnit.fromOrganizationalUnitId(stack, 'Unit', 'ou-a1b2-c3d4e5f6');
  return new Account(stack, id, { accountName: id, email: `${id.toLowerCase()}@example.com`, parent, ...props });
}

const logicalIdOf = (account: Account) => Stack.of(account).getLogicalId(account.node.defaultChild as CfnResource);

describe('defaults', () => {
  test('creates an account in its unit, and keeps it even when its creation is rolled back', () => {
    const stack = testStack();
    accountIn(stack, 'Archive');
    Template.fromStack(stack).hasResource(TYPE, {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      DependsOn: Match.absent(),
      Properties: { AccountName: 'Archive', Email: 'archive@example.com', ParentIds: ['ou-a1b2-c3d4e5f6'] },
    });
  });
});

describe('options', () => {
  test('is requested after the account before it, without waiting for its readiness', () => {
    const stack = testStack();
    const readiness = new AccountReadiness(stack, 'Readiness', { regions: [HOME_REGION] });
    const first = accountIn(stack, 'First', { readiness });
    const second = accountIn(stack, 'Second', { after: first });
    expect(Template.fromStack(stack).findResources(TYPE)[logicalIdOf(second)].DependsOn).toEqual([logicalIdOf(first)]);
  });

  test('is requested after an account of another stack', () => {
    const app = testApp();
    const [one, two] = [testStack(app, 'One'), testStack(app, 'Two')];
    accountIn(two, 'Second', { after: accountIn(one, 'First') });
    app.synth();
    expect(two.dependencies).toContain(one);
  });

  test('can be waited for in the regions of the readiness', () => {
    const stack = testStack();
    const readiness = new AccountReadiness(stack, 'Readiness', { regions: ['us-east-1', HOME_REGION] });
    const account = accountIn(stack, 'Archive', { readiness });
    Template.fromStack(stack).hasResourceProperties('Custom::AccountReady', {
      AccountId: { 'Fn::GetAtt': [logicalIdOf(account), 'AccountId'] },
      RoleArn: { 'Fn::Join': ['', ['arn:aws:iam::', { 'Fn::GetAtt': [logicalIdOf(account), 'AccountId'] }, ':role/OrganizationAccountAccessRole']] },
      Regions: [HOME_REGION, 'us-east-1'],
      ServiceTimeout: '960',
    });
  });

  test('who depends on the account depends on its readiness', () => {
    const stack = testStack();
    const account = accountIn(stack, 'Archive', { readiness: new AccountReadiness(stack, 'Readiness', { regions: [HOME_REGION] }) });
    const dependent = new CfnResource(stack, 'Dependent', { type: 'AWS::SNS::Topic' });
    dependent.node.addDependency(account);
    Template.fromStack(stack).hasResource('AWS::SNS::Topic', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ArchiveReadiness')]) });
  });
});

describe('readiness', () => {
  test('may assume the access role in accounts of the own organization, and nothing else', () => {
    const stack = testStack();
    new AccountReadiness(stack, 'Readiness', { regions: [HOME_REGION] });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-account-readiness',
      Path: '/lz/',
      ManagedPolicyArns: Match.absent(),
      Policies: [{
        PolicyDocument: {
          Statement: [
            {
              Action: 'sts:AssumeRole',
              Effect: 'Allow',
              Resource: 'arn:aws:iam::*:role/OrganizationAccountAccessRole',
              Condition: { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } },
              Sid: 'AskNewAccounts',
            },
            Match.objectLike({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
          ],
        },
      }],
    });
  });

  test('is reached by its name from another stack', () => {
    const stack = testStack();
    const readiness = AccountReadiness.fromFunctionName(stack, 'Readiness', { regions: [HOME_REGION] });
    accountIn(stack, 'Archive', { readiness });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
    Template.fromStack(stack).hasResourceProperties('Custom::AccountReady', {
      ServiceToken: `arn:aws:lambda:${HOME_REGION}:111111111111:function:lz-account-readiness`,
    });
  });

  test('can check other regions than its own', () => {
    const stack = testStack();
    const readiness = AccountReadiness.fromFunctionName(stack, 'Readiness', { regions: [HOME_REGION] });
    readiness.check(accountIn(stack, 'Archive'), ['us-east-1']);
    Template.fromStack(stack).hasResourceProperties('Custom::AccountReady', { Regions: ['us-east-1'] });
  });
});

describe('import', () => {
  test('adopts an account by its id and creates nothing', () => {
    const stack = testStack();
    const account = Account.fromAccountId(stack, 'Account', '222222222222');
    accountIn(stack, 'Next', { after: account });
    expect(account.accountId).toBe('222222222222');
    Template.fromStack(stack).resourceCountIs(TYPE, 1);
  });
});

describe('validation', () => {
  test('fails for a long name and a malformed address, and says both', () => {
    expect(() => accountIn(testStack(), 'Archive', { accountName: 'x'.repeat(51), email: 'nobody' })).toThrow(
      /'accountName' must have 1 to 50 characters, got 51.*\n.*'email' must be an e-mail address of 6 to 64 characters, got "nobody"/);
  });

  test('fails for an id that is none', () => {
    expect(() => Account.fromAccountId(testStack(), 'Account', '2222')).toThrow(/'accountId' must be an account id of 12 digits, got "2222"/);
  });

  test('fails when readiness names no region, or something that is none', () => {
    expect(() => new AccountReadiness(testStack(), 'Readiness', { regions: [] })).toThrow(/'regions' must name a region, got none: add the home region/);
    expect(() => AccountReadiness.fromFunctionName(testStack(), 'Readiness', { regions: ['Frankfurt'] })).toThrow(/'regions' must be region names such as "eu-central-1", got "Frankfurt"/);
  });
});
