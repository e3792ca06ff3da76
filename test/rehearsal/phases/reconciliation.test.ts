import { Duration } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { organization as org } from '../../../lib';
import { Rehearsal, rehearse } from '../../../rehearsal';
import { ACCOUNT_READY_AFTER, addAccount } from '../../../rehearsal/aws/services/accounts';
import { deploy, worldWith } from '../../constructs/deployed';
import { deny, HOME, MANAGEMENT, TinyOrganization, tinyOrganization } from '../api/tiny-app';

interface Looked { readonly tiny: TinyOrganization; readonly operations: org.StackSetOperations }

/** The tiny organization with a baseline of the management account, and with somebody who looks after both StackSets. */
function lookedAfter(stackSetNames = ['tiny-global', 'lz-own']): Looked {
  const tiny = tinyOrganization();
  new org.SelfManagedStackSetRoles(tiny.stack, 'StackSetRoles');
  const own = new org.StackSet(tiny.members, 'Own', {
    stackSetName: 'lz-own', targets: org.StackSetTargets.managementAccount(MANAGEMENT), regions: [HOME, 'us-east-1'],
  });
  new CfnQueue(own.template, 'Queue', { queueName: 'lz-own' });
  const topic = new Topic(tiny.members, 'Topic', { topicName: 'alerts' });
  topic.addToResourcePolicy(new PolicyStatement({ actions: ['sns:Publish'], principals: [new ServicePrincipal('events.amazonaws.com')], resources: [topic.topicArn] }));
  const operations = new org.StackSetOperations(tiny.members, 'Operations', { stackSetNames, alerts: org.AlertReceiver.ofTopic(topic), interval: Duration.hours(1) });
  return { tiny, operations };
}

const rehearseReconciliation = ({ tiny }: Looked): Promise<Rehearsal> => rehearse(tiny.app, { phases: ['first-deployment', 'reconciliation'] });
const phaseOf = (rehearsal: Rehearsal) => rehearsal.phases.find(({ id }) => id === 'reconciliation');

describe('reconciliation', () => {
  test('failed instances of every StackSet, that of the management account too, are repeated, and missing ones made', async () => {
    const rehearsal = await rehearseReconciliation(lookedAfter());
    expect(rehearsal.failures.map(({ message }) => message)).toEqual([]);
    expect(phaseOf(rehearsal)).toMatchObject({ status: 'passed', detail: '1 function, 2 failed instances, 2 missing ones, 0 failed packs' });
  });

  test('goes together with accounts that join, move and are suspended, with a second deployment and with destruction', async () => {
    const { tiny } = lookedAfter();
    const rehearsal = await rehearse(tiny.app, {
      phases: [
        'first-deployment', 'reverse-order', 'member-stacks-updated', 'accounts-join', 'accounts-move', 'accounts-suspended', 'reconciliation',
        'second-deployment', 'faults', 'destruction',
      ],
    });
    expect(rehearsal.failures.map(({ message }) => message)).toEqual([]);
    expect(rehearsal.phases.filter(({ status }) => status !== 'passed').map(({ id }) => id)).toEqual([]);
  });

  test('is skipped where nobody looks after StackSets', async () => {
    const rehearsal = await rehearse(tinyOrganization().app, { phases: ['first-deployment', 'reconciliation'] });
    expect(phaseOf(rehearsal)).toMatchObject({ status: 'skipped', detail: 'no function on a schedule looks after StackSets' });
  });

  test('fails when a StackSet is not looked after, and names its instance', async () => {
    const { failure } = await rehearseReconciliation(lookedAfter(['tiny-global']));
    expect(failure?.details.rule?.id).toBe('life/instances-repeated');
    expect(failure?.message).toContain(`lz-own in ${MANAGEMENT}`);
  });

  test('fails when nobody is told of operations that fail, and names the StackSets', async () => {
    const looked = lookedAfter();
    looked.operations.node.tryRemoveChild('OperationFailed');
    const { failure } = await rehearseReconciliation(looked);
    expect(failure?.details.rule?.id).toBe('life/failures-told');
    expect(failure?.message).toBe('nobody is told when an operation on tiny-global, lz-own fails');
  });

  test('fails when nobody is told of operations that are stopped', async () => {
    const looked = lookedAfter();
    const rule = looked.operations.node.findChild('OperationFailed') as CfnRule;
    rule.addPropertyOverride('EventPattern.detail.status-details.status', ['FAILED']);
    const { failure } = await rehearseReconciliation(looked);
    expect(failure?.message).toBe('nobody is told when an operation on tiny-global, lz-own is stopped');
  });

  test('fails when the rule may not call the function, and names the rule', async () => {
    const looked = lookedAfter();
    looked.operations.node.tryRemoveChild('SchedulePermission');
    const { failure } = await rehearseReconciliation(looked);
    expect(failure?.details.rule?.id).toBe('life/function-runs');
    expect(failure?.message).toContain('rule lz-stackset-schedule may not call');
  });

  test('fails when the function may not do what it does, and says what', async () => {
    const looked = lookedAfter();
    const role = looked.tiny.members.node.findAll().find(({ node }) => node.path.endsWith('Reconciler/Default/Role/Resource'))!;
    (role as unknown as { addPropertyOverride(path: string, value: unknown): void })
      .addPropertyOverride('Policies.0.PolicyDocument.Statement.0.Action', ['cloudformation:DescribeStackSet', 'cloudformation:ListStackInstances']);
    const { failure } = await rehearseReconciliation(looked);
    expect(failure?.details.rule?.id).toBe('life/function-runs');
    expect(failure?.message).toContain('cloudformation:ListStackSetOperations');
  });

  test('fails when a guardrail keeps StackSets from repeating', async () => {
    const looked = lookedAfter();
    deny(looked.tiny, { Action: 'cloudformation:CreateStack' });
    const { failure } = await rehearseReconciliation(looked);
    expect(failure?.details.rule?.id).toBe('life/instances-repeated');
    expect(failure?.message).toContain('cloudformation:CreateStack');
  });

  test('fails when a function repeats its own operations without an end', async () => {
    const { tiny, operations } = lookedAfter();
    const reconciler = tiny.members.node.findAll().find(({ node }) => node.path.endsWith('Reconciler/Function/Resource')) as CfnFunction;
    const code = reconciler.code as CfnFunction.CodeProperty;
    reconciler.code = { zipFile: code.zipFile!.replace('operationId.startsWith(OWN_OPERATION)', 'false').replace('instances.filter(hasFailed)', 'instances') };
    expect(operations.functionName).toBe('lz-stackset-reconcile');
    const { failure } = await rehearseReconciliation({ tiny, operations });
    expect(failure?.message).toContain('again and again');
  });

  test('fails when any other function on a schedule comes to no good end', async () => {
    const { tiny, operations } = lookedAfter();
    const other = new CfnFunction(tiny.members, 'Other', {
      functionName: 'other', runtime: 'nodejs24.x', handler: 'index.handler', code: { zipFile: "exports.handler = async () => { throw new Error('no good') };" },
      role: `arn:aws:iam::${MANAGEMENT}:role/lz/lz-stackset-reconcile`,
    });
    other.node.addDependency(operations);
    const rule = new CfnRule(tiny.members, 'OtherRule', { scheduleExpression: 'rate(1 day)', targets: [{ id: 'Other', arn: other.attrArn }] });
    new CfnPermission(tiny.members, 'OtherPermission', {
      functionName: other.attrArn, action: 'lambda:InvokeFunction', principal: 'events.amazonaws.com', sourceArn: rule.attrArn,
    });
    const { failure } = await rehearseReconciliation({ tiny, operations });
    expect(failure?.message).toContain('Error: no good');
  });
});

test('an account whose services did not answer yet when its baseline came gets it later', async () => {
  const world = worldWith();
  world.state.cloudformation.organizationsAccess = {};
  const deployment = await deploy(world, { build: stack => {
    const organization = org.Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-root' });
    const baseline = new org.StackSet(stack, 'Baseline', {
      stackSetName: 'lz-baseline', targets: org.StackSetTargets.organization(organization), regions: [HOME],
    });
    new CfnAnalyzer(baseline.template, 'Analyzer', { type: 'ACCOUNT', analyzerName: 'lz-external-access' });
    const topic = Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:${HOME}:${MANAGEMENT}:alerts`);
    new org.StackSetOperations(stack, 'Operations', { stackSetNames: ['lz-baseline'], alerts: org.AlertReceiver.ofTopic(topic) });
  } });
  const { id } = addAccount(world, { name: 'new', email: 'new@example.com', parentId: 'r-root' });
  await expect(deployment.followAccounts()).rejects.toThrow('OptInRequired');
  const instance = () => world.state.cloudformation.stackSets.get('lz-baseline')!.instances.get(`${id}/${HOME}`);
  expect(instance()).toMatchObject({ status: 'FAILED' });
  world.advance(ACCOUNT_READY_AFTER);
  await deployment.runSchedules();
  expect(instance()).toMatchObject({ status: 'CURRENT' });
});
