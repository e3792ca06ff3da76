import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AlertReceiver, AlternateContacts, AlternateContactsProps, Organization } from '../../../lib/constructs/organization';
import { addAccount, suspendAccount } from '../../../rehearsal/aws/services/accounts';
import { World } from '../../../rehearsal/aws/world';
import { deploy, MANAGEMENT, ORGANIZATION, refusalOf, ROOT, SECURITY, WORKLOAD, worldWith, writesOf } from '../deployed';

const CONTACT = { name: 'Security team', title: 'Security operations', email: 'security@example.com', phone: '+49 30 123456' };
const AS_STORED = { Name: 'Security team', Title: 'Security operations', EmailAddress: 'security@example.com', PhoneNumber: '+49 30 123456' };

type Contacts = Partial<Omit<AlternateContactsProps, 'organization'>>;

function contactsIn(stack: Stack, contacts: Contacts = { security: CONTACT }): void {
  const { organizationId, rootId } = ORGANIZATION;
  const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId, rootId });
  new AlternateContacts(stack, 'Contacts', { organization, ...contacts });
}

function templateOf(contacts?: Contacts): Template {
  const stack = new Stack(new App(), 'Stack');
  contactsIn(stack, contacts);
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('sets the contacts that are given on deployment, and once a day', () => {
    const template = templateOf();
    template.hasResourceProperties('Custom::AlternateContacts', {
      ManagementAccountId: { Ref: 'AWS::AccountId' }, Contacts: [{ AlternateContactType: 'SECURITY', ...AS_STORED }],
    });
    template.hasResourceProperties('AWS::Events::Rule', { Name: 'lz-alternate-contacts', ScheduleExpression: 'rate(1 day)' });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Daily'), 'Arn'] },
    });
  });

  test('may list accounts, and read and set contacts of the organization and the account itself', () => {
    templateOf().hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-alternate-contacts',
      Policies: [{ PolicyDocument: { Statement: [
        { Sid: 'FindAccounts', Effect: 'Allow', Action: 'organizations:ListAccounts', Resource: '*' },
        {
          Sid: 'KeepContacts', Effect: 'Allow', Action: ['account:GetAlternateContact', 'account:PutAlternateContact'],
          Resource: ['account/o-a1b2c3d4e5/*', 'account'].map(resource => ({
            'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':account::', { Ref: 'AWS::AccountId' }, `:${resource}`]],
          })),
        },
        Match.objectLike({ Sid: 'WriteOwnLogs' }),
      ] } }],
    });
  });
});

describe('options', () => {
  test('tells of a daily run that fails, and keeps runs that could not begin', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: MANAGEMENT, region: 'eu-central-1' } });
    const topic = Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:eu-central-1:${MANAGEMENT}:alerts`);
    const queue = Queue.fromQueueArn(stack, 'Queue', `arn:aws:sqs:eu-central-1:${MANAGEMENT}:alerts`);
    contactsIn(stack, { security: CONTACT, alerts: AlertReceiver.ofTopic(topic, queue), runbookUrl: 'https://wiki.example.com/alerts' });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'lz-alternate-contacts-errors', AlarmActions: [topic.topicArn],
      AlarmDescription: '[high] Alternate contacts of accounts are no longer kept. Runbook: https://wiki.example.com/alerts#lz-alternate-contacts-errors',
    });
    template.hasResourceProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ DeadLetterConfig: { Arn: queue.queueArn } })] });
  });

  test('takes a contact for each matter', () => {
    templateOf({ security: CONTACT, operations: CONTACT, billing: CONTACT }).hasResourceProperties('Custom::AlternateContacts', {
      Contacts: ['SECURITY', 'OPERATIONS', 'BILLING'].map(AlternateContactType => Match.objectLike({ AlternateContactType })),
    });
  });
});

describe('import', () => {
  test('needs no import: contacts that are there are overwritten', () => {
    templateOf().resourceCountIs('Custom::AlternateContacts', 1);
  });
});

describe('validation', () => {
  test('fails without a contact, and for every mistake in one', () => {
    expect(() => templateOf({})).toThrow(/'security', 'operations' or 'billing' must name a contact, got none/);
    expect(() => templateOf({ billing: { name: '', title: 'x'.repeat(51), email: 'nobody', phone: 'ring me' } })).toThrow(
      /4 problems\n.*'billing.name'.*\n.*'billing.title' must have 1 to 50.*\n.*'billing.email'.*\n.*'billing.phone' must be a telephone number/);
  });
});

describe('deployed', () => {
  const trusting = () => worldWith({ trustedServices: ['account.amazonaws.com'] });
  const into = (world: World, contacts?: Contacts) => deploy(world, { build: stack => contactsIn(stack, contacts) });
  const contactOf = (world: World, accountId: string) => world.state.accountManagement.contacts.get(`${accountId}/SECURITY`);

  test('sets the contact of every account, the management account too, and writes nothing when it runs again', async () => {
    const world = trusting();
    const deployment = await into(world);
    expect([MANAGEMENT, SECURITY, WORKLOAD].map(account => contactOf(world, account))).toEqual(Array(3).fill({ AlternateContactType: 'SECURITY', ...AS_STORED }));
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('reaches an account that joined since, and leaves one that is suspended', async () => {
    const world = trusting();
    const deployment = await into(world);
    const { id } = addAccount(world, { id: '444444444444', name: 'new', email: 'new@example.com', parentId: ROOT });
    world.state.accountManagement.contacts.delete(`${WORKLOAD}/SECURITY`);
    suspendAccount(world, WORKLOAD);
    await deployment.rerunHandlers();
    expect([contactOf(world, id), contactOf(world, WORKLOAD)]).toEqual([expect.objectContaining(AS_STORED), undefined]);
  });

  test('reaches it by the daily run, which nobody waits for', async () => {
    const world = trusting();
    const deployment = await into(world);
    const { id } = addAccount(world, { id: '444444444444', name: 'new', email: 'new@example.com', parentId: ROOT });
    expect(await deployment.runSchedules()).toBe(1);
    expect(contactOf(world, id)).toMatchObject(AS_STORED);
    const before = world.calls.length;
    await deployment.runSchedules();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('sets the contacts of the other accounts when one refuses, and fails with its name', async () => {
    const world = trusting();
    const deployment = await into(world);
    world.state.accountManagement.contacts.clear();
    const role = world.state.iam.roles.get(`arn:aws:iam::${MANAGEMENT}:role/lz/lz-alternate-contacts`)!;
    const Resource = `arn:aws:account::${MANAGEMENT}:account/o-a1b2c3d4e5/${SECURITY}`;
    role.inline.set('deny', { document: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'account:PutAlternateContact', Resource }] } });
    expect((await refusalOf(deployment.rerunHandlers())).message).toMatch(/1 contacts were not set: SECURITY of 222222222222: AccessDeniedException/);
    expect([contactOf(world, SECURITY), contactOf(world, WORKLOAD)]).toEqual([undefined, expect.objectContaining(AS_STORED)]);
  });

  test('overwrites a contact that somebody changed', async () => {
    const world = trusting();
    world.state.accountManagement.contacts.set(`${WORKLOAD}/SECURITY`, { AlternateContactType: 'SECURITY', ...AS_STORED, PhoneNumber: '0' });
    await into(world);
    expect(contactOf(world, WORKLOAD)).toMatchObject(AS_STORED);
  });

  test('fails when the organization does not trust AWS Account Management', async () => {
    expect(await refusalOf(into(worldWith()))).toMatchObject({ rule: { id: 'account/trusted-access' } });
  });
});
