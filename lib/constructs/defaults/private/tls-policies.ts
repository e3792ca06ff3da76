import { CfnResource, Reference, Stack, Stage, Tokenization } from 'aws-cdk-lib';
import { IResourceWithPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { RenderedResource, renderedText, writtenProperties } from '../../../core/rendered-resources';
import { renderedValue } from '../../../core/rendered-value';
import { isGiven, itemsOf, propertyAt } from './problems';
import { isNamedBy, logicalIdOf, RenderedWorld } from './rendered-world';

/** How a service says that it takes nothing without TLS. */
export interface TlsPolicy {
  readonly cfnType: string;
  /** Where a policy names what it is for. */
  readonly target: string;
  /** What is denied: the whole service, or what is done with the resource over the net. */
  readonly action: string;
  readonly denied: readonly string[];
  /** What a statement must be about, each by what follows the ARN of the resource. */
  readonly parts: readonly string[];
  /** The ARNs that a statement is about. */
  readonly arnsOf: (resource: CfnResource) => string[];
  readonly make: (scope: Construct, id: string, resource: CfnResource, statements: readonly PolicyStatement[]) => void;
  /** What a resource without a policy allows, and with one no more @default - nothing that a policy would take away */
  readonly allowed?: (resource: CfnResource) => PolicyStatement;
}

const arnOf = (resource: CfnResource, attribute: string): string => resource.getAtt(attribute).toString();
const documentOf = (statements: readonly PolicyStatement[]): PolicyDocument => new PolicyDocument({ statements: [...statements] });

export const BUCKET_TLS: TlsPolicy = {
  cfnType: 'AWS::S3::BucketPolicy', target: 'Bucket', action: 's3:*', denied: ['s3:*', '*'], parts: ['', '/*'],
  arnsOf: resource => [arnOf(resource, 'Arn'), `${arnOf(resource, 'Arn')}/*`],
  make: (scope, id, { ref: bucket }, statements) => { new CfnBucketPolicy(scope, id, { bucket, policyDocument: documentOf(statements) }); },
};

export const QUEUE_TLS: TlsPolicy = {
  cfnType: 'AWS::SQS::QueuePolicy', target: 'Queues', action: 'sqs:*', denied: ['sqs:*', '*'], parts: [''],
  arnsOf: resource => [arnOf(resource, 'Arn')],
  make: (scope, id, { ref }, statements) => { new CfnQueuePolicy(scope, id, { queues: [ref], policyDocument: documentOf(statements) }); },
};

export const TOPIC_TLS: TlsPolicy = {
  cfnType: 'AWS::SNS::TopicPolicy', target: 'Topics', action: 'sns:Publish', denied: ['sns:*', 'sns:Publish', '*'], parts: [''],
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
  const { construct: { stack } } = resource;
  const ofStage = world.remember(`${policy.cfnType} ${stageOf(stack).node.addr}`, () => policiesBelow(stageOf(stack), policy));
  const elsewhere = policiesElsewhere(resource, policy, ofStage);
  const policies = [
    ...world.withTypes([policy.cfnType]).filter(({ properties, construct }) =>
      construct.stack === stack && isFor(resource, [properties[policy.target]].flat())),
    ...elsewhere.map(construct => ({ properties: propertiesOf(construct) })),
  ];
  return policies.some(({ properties }) => deniesWithoutTls(resource, properties, policy)) ? []
    : [`'PolicyDocument' of its policy must deny ${policy.action} to everybody without TLS, got no such statement`
      + elsewhere.map(({ node }) => ` in "${node.path}" of another stack`).join('')];
}

/**
 * Adds the statement to the policy of a resource, and the policy where there is none. A resource has one: where another stack has it, two
 * would overwrite each other, so the rule refuses it there.
 */
export function addTlsPolicy(resource: RenderedResource, policy: TlsPolicy): void {
  const { construct, construct: { stack } } = resource;
  const policies = policiesBelow(stack, policy).filter(child => child.stack === stack && isFor(resource, targetsOf(child, policy)));
  if (policies.some(child => deniesWithoutTls(resource, propertiesOf(child), policy))) {
    return;
  }
  const statement = PolicyStatement.fromJson({
    Sid: 'DenyWithoutTls', Effect: 'Deny', Principal: '*', Action: policy.action, Resource: policy.arnsOf(construct),
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  if (policies.length > 0) {
    extend(policies[0], statement);
  } else if (policiesElsewhere(resource, policy, policiesBelow(stageOf(stack), policy)).length === 0) {
    addPolicy(construct, policy, [...policy.allowed ? [policy.allowed(construct)] : [], statement]);
  }
}

/**
 * One of the CDK's own constructs makes the policy by itself, under the logical id that it always has: another one could not be changed for
 * it later, since CloudFormation makes the new policy before it deletes the old one, and the resource has one place for both.
 */
function addPolicy(resource: CfnResource, policy: TlsPolicy, statements: readonly PolicyStatement[]): void {
  const { scope, id } = resource.node;
  if (scope?.node.defaultChild === resource && 'addToResourcePolicy' in scope) {
    statements.forEach(statement => (scope as unknown as IResourceWithPolicy).addToResourcePolicy(statement));
  } else {
    policy.make(scope as Construct, `${id}TlsPolicy`, resource, statements);
  }
}

const stageOf = (stack: Stack): IConstruct => Stage.of(stack) ?? stack;

const policiesBelow = (scope: IConstruct, { cfnType }: TlsPolicy): CfnResource[] =>
  scope.node.findAll().filter(child => CfnResource.isCfnResource(child)).filter(child => child.cfnResourceType === cfnType);

const TARGETS = new WeakMap<CfnResource, readonly unknown[]>();

/** What a policy is for, rendered once: nobody changes that any more when the aspect comes. */
function targetsOf(child: CfnResource, { target }: TlsPolicy): readonly unknown[] {
  const known = TARGETS.get(child) ?? [propertiesOf(child)[target]].flat();
  TARGETS.set(child, known);
  return known;
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

/** Whether a policy is for a resource of its stack, which it names by reference or by its name. */
const isFor = (resource: RenderedResource, targets: readonly unknown[]): boolean =>
  targets.some(named => isNamedBy(resource, named) || isNameOf(resource, String(named)));

/** Policies for a resource in other stacks of its stage: by a reference to it, or by its name where both are of one account and region. */
function policiesElsewhere(resource: RenderedResource, { target }: TlsPolicy, policies: readonly CfnResource[]): CfnResource[] {
  const { construct: { stack } } = resource;
  return policies.filter(child => child.stack !== stack).filter(child => {
    const named = [(child as unknown as Readonly<Record<string, unknown>>)[target.toLowerCase()]].flat();
    const isNear = child.stack.account === stack.account && child.stack.region === stack.region;
    return named.some(one => refersTo(one, resource.construct)) || (isNear
      && named.some(one => isNameOf(resource, String(renderedText(child.stack, one)))));
  });
}

const refersTo = (value: unknown, construct: CfnResource): boolean => typeof value === 'string'
  && Tokenization.reverseString(value).tokens.some(token => Reference.isReference(token) && token.target === construct);

/** Whether a name, or what a URL or an ARN ends with, is what somebody called a resource. */
const isNameOf = ({ properties }: RenderedResource, text: string): boolean => ['BucketName', 'QueueName', 'TopicName']
  .map(name => properties[name]).filter(isGiven).some(name => name === text || name === text.split(/[/:]/).at(-1));

/** Whether everybody is denied everything without TLS, whatever else holds: in statements that cover all of the resource. */
function deniesWithoutTls(resource: RenderedResource, properties: unknown, policy: TlsPolicy): boolean {
  const denied = itemsOf(propertyAt(properties, 'PolicyDocument.Statement')).filter(statement => isDeny(statement, policy))
    .flatMap(({ Resource }) => [Resource].flat().map(String));
  return policy.parts.every(part => denied.some(arn => arn === '*'
    || (arn.endsWith(part) && isArnOf(resource, arn.slice(0, arn.length - part.length)))
    || (arn.endsWith('*') && isArnOf(resource, arn.slice(0, -1)))));
}

const isDeny = ({ Effect, Principal, Action, Condition }: Readonly<Record<string, unknown>>, { denied }: TlsPolicy): boolean => Effect === 'Deny'
  && (Principal === '*' || [propertyAt(Principal, 'AWS')].flat().includes('*'))
  && [Action].flat().some(action => denied.includes(String(action)))
  && isOnlyWithoutTls(Condition);

/** Every further condition would spare somebody. */
function isOnlyWithoutTls(condition: unknown): boolean {
  const entries = Object.entries((condition ?? {}) as Record<string, Readonly<Record<string, unknown>>>)
    .flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) => ({ operator, key, value })));
  return entries.length === 1 && entries.every(({ operator, key, value }) =>
    /^Bool(IfExists)?$/i.test(operator) && key.toLowerCase() === 'aws:securetransport' && String(value) === 'false');
}

/** Whether a text is the ARN of a resource: its attribute, what another stack gets of it, or an ARN that ends with its name. */
function isArnOf(resource: RenderedResource, text: string): boolean {
  const name = text.startsWith('arn:') ? text.split(':').at(-1)! : text;
  return !/[/]/.test(name) && (isNamedBy(resource, name) || (name !== text && isNameOf(resource, name))
    || new RegExp(`Output(Ref|FnGetAtt)${logicalIdOf(resource)}`).test(text));
}
