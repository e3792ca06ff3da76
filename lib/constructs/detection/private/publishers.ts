import { AccountRootPrincipal, AnyPrincipal, Effect, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';

/** The whole policy of a topic of alerts: it replaces the one that SNS gives to new topics. */
export function publishers(topicArn: string, account: string): PolicyDocument {
  const publish = { actions: ['sns:Publish'], resources: [topicArn] };
  const ofAccount = { StringEquals: { 'aws:SourceAccount': account } };
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'OwnerManages',
        principals: [new AccountRootPrincipal()],
        actions: ['sns:GetTopicAttributes', 'sns:SetTopicAttributes', 'sns:AddPermission', 'sns:RemovePermission', 'sns:DeleteTopic', 'sns:Subscribe',
          'sns:ListSubscriptionsByTopic'],
        resources: [topicArn],
      }),
      new PolicyStatement({ sid: 'EventsPublish', principals: [new ServicePrincipal('events.amazonaws.com')], ...publish }),
      ...['cloudwatch', 'budgets', 'costalerts'].map(service => new PolicyStatement({
        sid: `${service[0].toUpperCase()}${service.slice(1)}Publishes`,
        principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
        ...publish,
        conditions: ofAccount,
      })),
      new PolicyStatement({
        sid: 'TlsOnly', effect: Effect.DENY, principals: [new AnyPrincipal()], ...publish, conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ],
  });
}
