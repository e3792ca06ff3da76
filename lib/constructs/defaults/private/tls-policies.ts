import { CfnResource, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { RenderedResource, writtenProperties } from '../../../core/rendered-resources';
import { renderedValue } from '../../../core/rendered-value';
import { itemsOf, propertyAt } from './problems';
import { isNamedBy, RenderedWorld } from './rendered-world';

/** How a service says that it takes nothing without TLS. */
export interface TlsPolicy {
  readonly cfnType: string;
  /** Where a policy names what it is for. */
  readonly target: string;
  /** What is denied: the whole service, or what is done with the resource over the net. */
  readonly action: string;
  readonly denied: readonly string[];
  /** The ARNs that a statement is about. */
  readonly arnsOf: (resource: CfnResource) => string[];
  readonly make: (scope: Construct, id: string, resource: CfnResource, statements: readonly PolicyStatement[]) => void;
  /** What a resource without a policy allows, and with one no more @default - nothing that a policy would take away */
  readonly allowed?: (resource: CfnResource) => PolicyStatement;
}

const arnOf = (resource: CfnResource, attribute: string): string => resource.getAtt(attribute).toString();
const documentOf = (statements: readonly PolicyStatement[]): PolicyDocument => new PolicyDocument({ statements: [...statements] });

export const BUCKET_TLS: TlsPolicy = {
  cfnType: 'AWS::S3::BucketPolicy', target: 'Bucket', action: 's3:*', denied: ['s3:*', '*'],
  arnsOf: resource => [arnOf(resource, 'Arn'), `${arnOf(resource, 'Arn')}/*`],
  make: (scope, id, { ref: bucket }, statements) => { new CfnBucketPolicy(scope, id, { bucket, policyDocument: documentOf(statements) }); },
};

export const QUEUE_TLS: TlsPolicy = {
  cfnType: 'AWS::SQS::QueuePolicy', target: 'Queues', action: 'sqs:*', denied: ['sqs:*', '*'],
  arnsOf: resource => [arnOf(resource, 'Arn')],
  make: (scope, id, { ref }, statements) => { new CfnQueuePolicy(scope, id, { queues: [ref], policyDocument: documentOf(statements) }); },
};

export const TOPIC_TLS: TlsPolicy = {
  cfnType: 'AWS::SNS::TopicPolicy', target: 'Topics', action: 'sns:Publish', denied: ['sns:*', 'sns:Publish', '*'],
  arnsOf: ({ ref }) => [ref],
  make: (scope, id, { ref }, statements) => { new CfnTopicPolicy(scope, id, { topics: [ref], policyDocument: documentOf(statements) }); },
  allowed: ownersUse,
};

/**
 * What the policy says that SNS gives to a topic without one: without it, alarms and services of the account no longer publish.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
function ownersUse(topic: CfnResource): PolicyStatement {
  const actions = [
    'Publish', 'Subscribe', 'ListSubscriptionsByTopic', 'GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic',
  ];
  return PolicyStatement.fromJson({
    Sid: 'AccountUses', Effect: 'Allow', Principal: { AWS: '*' }, Action: actions.map(action => `sns:${action}`), Resource: topic.ref,
    Condition: { StringEquals: { 'aws:SourceOwner': topic.stack.account } },
  });
}

/** The problem of a resource whose policy lets somebody in without TLS. */
export function tlsProblems(resource: RenderedResource, world: RenderedWorld, policy: TlsPolicy): string[] {
  const isMet = world.withTypes([policy.cfnType])
    .some(({ properties, construct }) => isFor(resource, properties, policy, construct.stack) && deniesWithoutTls(properties, policy));
  return isMet ? [] : [`'PolicyDocument' of its policy must deny ${policy.action} to everybody without TLS, got no such statement`];
}

/** Adds the statement to the policy of a resource, and the policy where there is none. */
export function addTlsPolicy(resource: RenderedResource, policy: TlsPolicy): void {
  const { construct } = resource;
  const policies = construct.stack.node.findAll().filter(child => CfnResource.isCfnResource(child))
    .filter(child => child.cfnResourceType === policy.cfnType && child.stack === construct.stack)
    .map(child => ({ child, properties: propertiesOf(child) }))
    .filter(({ properties }) => isFor(resource, properties, policy, construct.stack));
  if (policies.some(({ properties }) => deniesWithoutTls(properties, policy))) {
    return;
  }
  const statement = PolicyStatement.fromJson({
    Sid: 'DenyWithoutTls', Effect: 'Deny', Principal: '*', Action: policy.action, Resource: policy.arnsOf(construct),
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  if (policies.length === 0) {
    policy.make(construct.node.scope as Construct, `${construct.node.id}TlsPolicy`, construct,
      [...policy.allowed ? [policy.allowed(construct)] : [], statement]);
  } else {
    extend(policies[0].child, statement);
  }
}

/** A policy of an L2 grows by itself; another is written anew, with what it has. */
function extend(policy: CfnResource, statement: PolicyStatement): void {
  const { policyDocument } = policy as unknown as { readonly policyDocument?: PolicyDocument };
  if (typeof policyDocument?.addStatements === 'function') {
    policyDocument.addStatements(statement);
    return;
  }
  const written = propertyAt(writtenProperties(policy), 'PolicyDocument.Statement');
  policy.addPropertyOverride('PolicyDocument.Statement', [...itemsOf(written), statement.toStatementJson()]);
}

const propertiesOf = (construct: CfnResource): Readonly<Record<string, unknown>> =>
  renderedValue(writtenProperties(construct), { parameters: {}, mappings: {} }, new Map()) as Readonly<Record<string, unknown>>;

/** Whether a policy is for a resource, which it names by reference or by its name. */
function isFor(resource: RenderedResource, properties: Readonly<Record<string, unknown>>, { target }: TlsPolicy, stack: Stack): boolean {
  const names: readonly unknown[] = ['BucketName', 'QueueName', 'TopicName'].map(name => resource.properties[name]).filter(name => name !== undefined);
  return resource.construct.stack === stack
    && [properties[target]].flat().some(named => isNamedBy(resource, named) || names.includes(named));
}

const deniesWithoutTls = (properties: unknown, { denied }: TlsPolicy): boolean =>
  itemsOf(propertyAt(properties, 'PolicyDocument.Statement')).some(({ Effect, Principal, Action, Condition }) => Effect === 'Deny'
    && (Principal === '*' || propertyAt(Principal, 'AWS') === '*')
    && [Action].flat().some(action => denied.includes(String(action)))
    && String(propertyAt(Condition, 'Bool.aws:SecureTransport')) === 'false');
