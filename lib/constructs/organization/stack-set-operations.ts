import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule, CfnRuleProps } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { AcknowledgedWildcard } from '../../core/inline-handler-role';
import { functionName } from '../../core/naming';
import { duplicateProblems, Problems } from '../../core/validation';
import { alarmOnErrors } from './private/alarm-on-errors';
import { CODE } from './private/stackset-reconcile.bundle';

/** Properties of the operations of StackSets. */
export interface StackSetOperationsProps {
  /** Names of the StackSets, which are in the account and region of the stack. */
  readonly stackSetNames: string[];

  /**
   * Those of them to put again once failed instances of the others have been repeated with success, since their resources gave up waiting:
   * conformance packs. Their templates have a parameter of the name "Attempt" (`addParameter('Attempt', 'first')`).
   *
   * @default - none
   */
  readonly putAgain?: string[];

  /** Who is told: a topic of the same region, whose policy lets events.amazonaws.com and cloudwatch.amazonaws.com publish. */
  readonly topic: ITopic;

  /**
   * How often it looks without being asked, at most every hour and at least every six: AWS Config waits seven hours for the recorder of an
   * account that joined, then gives its conformance packs up.
   *
   * @default Duration.hours(3)
   */
  readonly interval?: Duration;
}

/** What the reconciler puts on the default bus; rules find it by that. */
const EVENT_SOURCE = 'landing-zone.stacksets';
const EVENT_TYPE = 'Stack instances need a person';
const OPERATION_CHANGE = 'CloudFormation StackSet Operation Status Change';
const FUNCTION = functionName('stackset-reconcile');

/**
 * Looks after StackSets from deployment to deployment: automatic deployment to an account that joins is tried once by CloudFormation, an
 * operation that stays within its tolerance reports success, and nobody looks at a console.
 *
 *     operation ends ──┐                      ┌─ repeats FAILED and CANCELLED instances (update), adds missing ones (create)
 *     every 3 hours  ──┴─► lz-stackset-reconcile
 *                                             ├─ its own operation ended: whatever is left ──► default bus ──► topic
 *                                             └─ nothing is left: puts conformance packs again
 *     operation FAILED ──────────────────────────────────────────────────────────────────────────────────────► topic
 *     reconciler fails ──► alarm ────────────────────────────────────────────────────────────────────────────► topic
 *
 * What it repeats once and fails again is told, and tried again when the next interval is over. Instances that only a person can mend
 * (INOPERABLE, FAILED_IMPORT) are told each time. Suspended accounts are left alone; so is a StackSet in the midst of an operation, whose
 * end calls again. Missing are the instances of an active account that joined more than an hour ago, in a StackSet that deploys
 * automatically to the whole organization. It belongs into the account and region of the StackSets, one in a stack.
 *
 * Prices: events of AWS services and the schedule cost nothing, some hundred runs of the function a month lie within the free tier; the
 * alarm costs USD 0.10 a month.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stackset-operation-status-change.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-troubleshooting.html
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export class StackSetOperations extends Construct {
  /** The name of the function that repeats what failed. */
  public readonly functionName: string;

  /** The alarm on a reconciler that fails itself. */
  public readonly alarm: Alarm;

  private readonly functionArn: string;

  public constructor(scope: Construct, id: string, props: StackSetOperationsProps) {
    super(scope, id);
    const { topic, interval = Duration.hours(3), putAgain = [] } = props;
    throwProblems(this, problems(props.stackSetNames, putAgain, interval));
    const stackSetNames = [...props.stackSetNames].sort();

    const handler = this.reconciler(stackSetNames, [...putAgain].sort());
    this.functionName = FUNCTION;
    this.functionArn = handler.serviceToken;
    this.alarm = alarmOnErrors(this, 'Errors', { functionName: FUNCTION, meaning: 'Failed stack instances are no longer repeated.', topic });

    this.call('OperationEnded', this.rule('OperationEnded', 'stackset-operation-ended', 'An operation of a StackSet ended', {
      eventPattern: operations(this, stackSetNames, ['SUCCEEDED', 'FAILED', 'STOPPED']),
    }));
    this.call('Schedule', this.rule('Schedule', 'stackset-schedule', 'Looks for stack instances that failed or are missing', {
      scheduleExpression: `rate(${interval.toHours()} ${interval.toHours() === 1 ? 'hour' : 'hours'})`,
    }));
    this.tell(topic, this.rule('OperationFailed', 'stackset-operation-failed', 'An operation of a StackSet failed', {
      eventPattern: operations(this, stackSetNames, ['FAILED']),
    }), { stackSet: '$.detail.stack-set-arn', operation: '$.detail.stack-set-operation-id' },
    'The operation <operation> of <stackSet> failed. What failed is being repeated; see docs/runbook.md#lz-stackset-operation-failed');
    this.tell(topic, this.rule('InstancesLeft', 'stackset-instances-left', 'Stack instances that failed again', {
      eventPattern: { 'source': [EVENT_SOURCE], 'detail-type': [EVENT_TYPE] },
    }), { count: '$.detail.count', instances: '$.detail.instances' },
    '<count> stack instances need a person: <instances>. See docs/runbook.md#lz-stackset-instances-left');
  }

  private reconciler(stackSetNames: string[], putAgain: string[]): InlineHandler {
    const { statements, acknowledgedWildcards } = permissions(this, stackSetNames);
    return new InlineHandler(this, 'Reconciler', {
      functionName: FUNCTION,
      description: 'Repeats stack instances that failed, adds those that are missing, and tells what is left',
      code: CODE,
      timeout: Duration.minutes(15),
      environment: {
        STACK_SETS: stackSetNames.join(','), MANAGEMENT_ACCOUNT_ID: Stack.of(this).account, EVENT_SOURCE, EVENT_TYPE,
        ...putAgain.length > 0 && { PUT_AGAIN: putAgain.join(',') },
      },
      statements,
      acknowledgedWildcards,
    });
  }

  private rule(id: string, name: string, description: string, trigger: Pick<CfnRuleProps, 'eventPattern' | 'scheduleExpression'>): CfnRule {
    return new CfnRule(this, id, { name: functionName(name), description, ...trigger, state: 'ENABLED' });
  }

  private call(id: string, rule: CfnRule): void {
    rule.targets = [{ id: 'Reconciler', arn: this.functionArn }];
    new CfnPermission(this, `${id}Permission`, {
      functionName: this.functionArn, action: 'lambda:InvokeFunction', principal: 'events.amazonaws.com', sourceArn: rule.attrArn,
    });
  }

  private tell(topic: ITopic, rule: CfnRule, inputPathsMap: Record<string, string>, text: string): void {
    rule.targets = [{ id: 'Topic', arn: topic.topicArn, inputTransformer: { inputPathsMap, inputTemplate: JSON.stringify(text) } }];
  }
}

/** The end of operations of these StackSets, of no others in the account. */
function operations(scope: Construct, stackSetNames: string[], statuses: string[]) {
  return {
    'source': ['aws.cloudformation'],
    'detail-type': [OPERATION_CHANGE],
    'detail': { 'stack-set-arn': stackSetNames.map(name => ({ prefix: stackSetArn(scope, `${name}:`) })), 'status-details': { status: statuses } },
  };
}

function stackSetArn(scope: Construct, resourceName: string): string {
  return Stack.of(scope).formatArn({ service: 'cloudformation', resource: 'stackset', resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
}

const SUFFIX: Omit<AcknowledgedWildcard, 'resource'> = { reason: 'AWS ends the ARN of a StackSet with an id that is made up when it is created.' };
const NO_RESOURCES: AcknowledgedWildcard = { resource: '*', reason: 'organizations:ListAccounts knows no resource type.' };

/**
 * What the function calls. An operation may be authorised on its targets and on the types in the template as well.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
 */
function permissions(scope: Construct, stackSetNames: string[]) {
  const { account, partition, region } = Stack.of(scope);
  const stackSets = stackSetNames.map(name => stackSetArn(scope, `${name}:*`));
  const targets = stackSetNames.map(name => `arn:${partition}:cloudformation:${region}:${account}:stackset-target/${name}:*`);
  const types = `arn:${partition}:cloudformation:${region}::type/resource/*`;
  return {
    statements: [
      new PolicyStatement({
        sid: 'LookAtStackSets',
        actions: ['cloudformation:DescribeStackSet', 'cloudformation:ListStackInstances', 'cloudformation:ListStackSetOperations'],
        resources: stackSets,
      }),
      new PolicyStatement({
        sid: 'RepeatInstances',
        actions: ['cloudformation:CreateStackInstances', 'cloudformation:UpdateStackInstances'],
        resources: [...stackSets, ...targets, types],
      }),
      new PolicyStatement({ sid: 'ListAccounts', actions: ['organizations:ListAccounts'], resources: ['*'] }),
      new PolicyStatement({
        sid: 'TellWhatIsLeft', actions: ['events:PutEvents'], resources: [`arn:${partition}:events:${region}:${account}:event-bus/default`],
        conditions: { StringEquals: { 'events:source': EVENT_SOURCE } },
      }),
    ],
    acknowledgedWildcards: [
      ...[...stackSets, ...targets].map(resource => ({ resource, ...SUFFIX })),
      { resource: types, reason: 'The types are those of the templates, which change with each release.' },
      NO_RESOURCES,
    ],
  };
}

const MIN_HOURS = 1;
const MAX_HOURS = 6;

function problems(stackSetNames: string[], putAgain: string[], interval: Duration): Problems {
  const hours = interval.toHours({ integral: false });
  return [
    ...stackSetNames.length === 0 ? ["'stackSetNames' must name a StackSet, got none: name those to look after"] : [],
    ...duplicateProblems('stackSetNames', stackSetNames, 'name each StackSet once'),
    ...putAgain.filter(name => !stackSetNames.includes(name))
      .map(name => `'putAgain' must be some of 'stackSetNames', got ${JSON.stringify(name)}: look after it as well`),
    ...Number.isInteger(hours) && hours >= MIN_HOURS && hours <= MAX_HOURS
      ? []
      : [`'interval' must be ${MIN_HOURS} to ${MAX_HOURS} whole hours, got ${hours}: AWS Config gives up on a recorder after seven`],
  ];
}
