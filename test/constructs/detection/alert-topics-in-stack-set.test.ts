import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AlertSubscription, AlertTopics } from '../../../lib/constructs/detection';
import { Organization, StackSet, StackSetTargets } from '../../../lib/constructs/organization';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const SUBSCRIPTIONS = [
  AlertSubscription.email('security@example.com'),
  AlertSubscription.slack({ workspaceId: 'T0123ABCDEF', channelId: 'C0123ABCDEF' }),
  AlertSubscription.webhook({ webhookName: 'pager', url: 'https://example.com', secretName: 'pager' }),
];

test('stands in the template of a StackSet: without assets, clean under cdk-nag, for the account it lands in', () => {
  let template: Stack | undefined;
  synthesizeUnderCdkNag(stack => {
    const organization = new Organization(stack, 'Organization');
    const stackSet = new StackSet(stack, 'StackSet', { stackSetName: 'lz-core', targets: StackSetTargets.organization(organization), regions: [stack.region] });
    new AlertTopics(stackSet.template, 'Topics', { subscriptions: { critical: SUBSCRIPTIONS } });
    template = stackSet.template;
  });
  const rendered = Template.fromStack(template!);
  expect(JSON.stringify(rendered.toJSON())).not.toMatch(/assets|GetStackOutput|111122223333/);
  rendered.hasResourceProperties('AWS::SNS::TopicPolicy', { PolicyDocument: { Statement: Match.arrayWith([
    Match.objectLike({ Sid: 'CloudwatchPublishes', Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } }),
  ]) } });
});
