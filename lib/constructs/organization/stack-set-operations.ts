import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule, CfnRuleProps } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { AcknowledgedWildcard } from '../../core/inline-handler-role';
import { CONFORMANCE_PACK_STATUS_ROLE, functionName, ROLE_PATH, stackSetName } from '../../core/naming';
import { runbookLink } from '../../core/runbook';
import { duplicateProblems, Problems, wholeRangeProblems } from '../../core/validation';
import { IAlertReceiver } from './alert-receiver';
import { alarmOnErrors } from './private/alarm-on-errors';
import { CODE } from './private/stackset-reconcile.bundle';

/** Properties of the operations of StackSets. */
export interface StackSetOperationsProps {
  /** Names of the StackSets, which are in the account and region of the stack. */
  readonly stackSetNames: string[];

  /**
   * Those of them that put conformance packs, which AWS Config does not try again in an account where they failed: they are put again.
   * Their templates have a parameter of the name "Attempt" (`addParameter('Attempt', 'first')`), and the account that they go to holds a
   * `ConformancePackStatusRole`.
   *
   * @default - none
   */
  readonly putAgain?: string[];

  /** Who is told, in the account and region of the stack: `AlertTopics.receiver(Severity.HIGH)`, or `AlertReceiver.ofTopic(topic)`. */
  readonly alerts: IAlertReceiver;

  /**
   * Address of the runbook's page, for the links in messages; "#lz-stackset-instances-left" is put behind it.
   *
   * @default - the page of this library
   */
  readonly runbookUrl?: string;

  /**
   * How often it looks without being asked, at most every hour and at least every six: AWS Config waits seven hours for the recorder of an
   * account that joined, then gives its conformance packs up.
   *
   * @default Duration.hours(3)
   */
  readonly interval?: Duration;
}

/** Characters of an event pattern, unless a quota is raised: https://docs.aws.amazon.com/eventbridge/latest/userguide/cloudwatch-limits-eventbridge.html */
const MAX_PATTERN = 2_048;

/** What the reconciler puts on the default bus; rules find it by that. */
const EVENT_SOURCE = 'landing-zone.stacksets';
const EVENT_TYPE = 'Stack instances need a person';
const OPERATION_CHANGE = 'CloudFormation StackSet Operation Status Change';
const ENDS = ['SUCCEEDED', 'FAILED', 'STOPPED'];
const FUNCTION = functionName('stackset-reconcile');
const PLATFORM = stackSetName('');

/**
 * Looks after StackSets from deployment to deployment: automatic deployment to an account that joins is tried once by CloudFormation, an
 * operation that stays within its tolerance reports success, and nobody looks at a console.
 *
 *     operation ends ──┐                      ┌─ repeats FAILED and CANCELLED instances (update), adds missing ones (create)
 *     every 3 hours  ──┴─► lz-stackset-reconcile
 *                                             ├─ puts conformance packs again that AWS Config says failed in an account
 *                                             └─ its own operation ended: whatever is left ──► default bus ──► alerts
 *     operation FAILED, STOPPED ─────────────────────────────────────────────────────────────────────────────► alerts
 *     reconciler fails ──► alarm ────────────────────────────────────────────────────────────────────────────► alerts
 *
 * What it repeats once and fails again is told, and tried again when the next interval is over; packs, which every account is updated for,
 * after a day as long as the same accounts are without them. Instances that only a person can mend (INOPERABLE, FAILED_IMPORT) are told
 * each time. Suspended accounts are left alone; so is a StackSet in the midst of an operation, whose end calls again. Missing are the
 * instances of an active account that joined more than an hour ago, in a StackSet that deploys automatically to the whole organization or
 * to a unit above the account. Of conformance packs AWS tells only the account that put them, so it asks by a role there
 * (`ConformancePackStatusRole`) when the interval is over and after its own operations.
 *
 * It belongs into the account and region of the StackSets, one in a stack.
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
  private readonly alerts: IAlertReceiver;

  public constructor(scope: Construct, id: string, props: StackSetOperationsProps) {
    super(scope, id);
    const { alerts, runbookUrl, interval = Duration.hours(3), putAgain = [] } = props;
    const stackSetNames = [...props.stackSetNames].sort();
    throwProblems(this, [...problems(stackSetNames, putAgain, interval), ...sizeProblems(this, stackSetNames)]);

    const handler = this.reconciler(stackSetNames, [...putAgain].sort());
    this.functionName = FUNCTION;
    this.functionArn = handler.serviceToken;
    this.alerts = alerts;
    this.alarm = alarmOnErrors(this, 'Errors', { functionName: FUNCTION, meaning: 'Failed stack instances are no longer repeated.', alerts, runbookUrl });

    this.call('OperationEnded', this.rule('OperationEnded', 'stackset-operation-ended', 'An operation of a StackSet ended', {
      eventPattern: operations(this, stackSetNames, ENDS),
    }));
    this.call('Schedule', this.rule('Schedule', 'stackset-schedule', 'Looks for stack instances that failed or are missing', {
      scheduleExpression: `rate(${interval.toHours()} ${interval.toHours() === 1 ? 'hour' : 'hours'})`,
    }));
    this.tell(this.rule('OperationFailed', 'stackset-operation-failed', 'An operation of a StackSet failed, or was stopped', {
      eventPattern: operations(this, stackSetNames, ['FAILED', 'STOPPED']),
    }), { stackSet: '$.detail.stack-set-arn', operation: '$.detail.stack-set-operation-id', status: '$.detail.status-details.status' },
    'The operation <operation> of <stackSet> is <status>. What it left undone is being repeated; see '
      + runbookLink('lz-stackset-operation-failed', runbookUrl));
    this.tell(this.rule('InstancesLeft', 'stackset-instances-left', 'Stack instances that failed again', {
      eventPattern: { 'source': [EVENT_SOURCE], 'detail-type': [EVENT_TYPE] },
    }), { count: '$.detail.count', instances: '$.detail.instances' },
    `<count> stack instances need a person: <instances>. See ${runbookLink('lz-stackset-instances-left', runbookUrl)}`);
  }

  private reconciler(stackSetNames: string[], putAgain: string[]): InlineHandler {
    const { statements, acknowledgedWildcards } = permissions(this, stackSetNames, putAgain);
    return new InlineHandler(this, 'Reconciler', {
      functionName: FUNCTION,
      description: 'Repeats stack instances that failed, adds those that are missing, and tells what is left',
      code: CODE,
      timeout: Duration.minutes(15),
      environment: {
        STACK_SETS: stackSetNames.join(','), MANAGEMENT_ACCOUNT_ID: Stack.of(this).account, EVENT_SOURCE, EVENT_TYPE,
        ...putAgain.length > 0 && { PUT_AGAIN: putAgain.join(','), PACK_STATUS_ROLE: packStatusRole(this) },
      },
      statements,
      acknowledgedWildcards,
    });
  }

  private rule(id: string, name: string, description: string, trigger: Pick<CfnRuleProps, 'eventPattern' | 'scheduleExpression'>): CfnRule {
    return new CfnRule(this, id, { name: functionName(name), description, ...trigger, state: 'ENABLED' });
  }

  private call(id: string, rule: CfnRule): void {
    const queue = this.alerts.deadLetterQueue;
    rule.targets = [{ id: 'Reconciler', arn: this.functionArn, ...queue && { deadLetterConfig: { arn: queue.queueArn } } }];
    new CfnPermission(this, `${id}Permission`, {
      functionName: this.functionArn, action: 'lambda:InvokeFunction', principal: 'events.amazonaws.com', sourceArn: rule.attrArn,
    });
  }

  private tell(rule: CfnRule, inputPathsMap: Record<string, string>, text: string): void {
    rule.targets = this.alerts.ruleTargets({ inputPathsMap, inputTemplate: JSON.stringify(text) });
  }
}

/** The end of operations of these StackSets, and of others of the platform, which the reconciler passes by. */
function operations(scope: Construct, stackSetNames: string[], statuses: string[]) {
  return {
    'source': ['aws.cloudformation'],
    'detail-type': [OPERATION_CHANGE],
    'detail': {
      'stack-set-arn': prefixesOf(stackSetNames).map(name => ({ prefix: stackSetArn(scope, name) })),
      'status-details': { status: statuses },
    },
  };
}

/** How the ARNs of the StackSets begin. Names of the platform begin alike, so that their number does not lengthen patterns and policies. */
function prefixesOf(stackSetNames: string[]): string[] {
  return [...new Set(stackSetNames.map(name => name.startsWith(PLATFORM) ? PLATFORM : `${name}:`))];
}

function stackSetArn(scope: Construct, resourceName: string): string {
  return Stack.of(scope).formatArn({ service: 'cloudformation', resource: 'stackset', resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
}

/** The role in any account of the organization. */
const packStatusRole = (scope: Construct): string => `arn:${Stack.of(scope).partition}:iam::*:role${ROLE_PATH}${CONFORMANCE_PACK_STATUS_ROLE}`;

const SUFFIX: Omit<AcknowledgedWildcard, 'resource'> = {
  reason: 'StackSets of the platform are named alike, and AWS ends the ARN of a StackSet with an id that is made up when it is created.',
};
const NO_RESOURCES: AcknowledgedWildcard = { resource: '*', reason: 'organizations:ListAccounts knows no resource type.' };

/**
 * What the function calls. An operation may be authorised on its targets and on the types in the template as well.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
 */
function permissions(scope: Construct, stackSetNames: string[], putAgain: string[]) {
  const { account, partition, region } = Stack.of(scope);
  const names = prefixesOf(stackSetNames).map(name => `${name}*`);
  const stackSets = names.map(name => stackSetArn(scope, name));
  const targets = names.map(name => `arn:${partition}:cloudformation:${region}:${account}:stackset-target/${name}`);
  const role = packStatusRole(scope);
  const types = `arn:${partition}:cloudformation:${region}::type/resource/*`;
  const units = `arn:${partition}:organizations::${account}:ou/*`;
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
        sid: 'FindAccountsOfUnits', actions: ['organizations:ListAccountsForParent', 'organizations:ListOrganizationalUnitsForParent'], resources: [units],
      }),
      new PolicyStatement({
        sid: 'TellWhatIsLeft', actions: ['events:PutEvents'], resources: [`arn:${partition}:events:${region}:${account}:event-bus/default`],
        conditions: { StringEquals: { 'events:source': EVENT_SOURCE } },
      }),
      ...putAgain.length === 0 ? [] : [new PolicyStatement({
        sid: 'AskForPacks', actions: ['sts:AssumeRole'], resources: [role],
        conditions: { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } },
      })],
    ],
    acknowledgedWildcards: [
      ...[...stackSets, ...targets].map(resource => ({ resource, ...SUFFIX })),
      { resource: types, reason: 'The types are those of the templates, which change with each release.' },
      { resource: units, reason: 'The units are those that the StackSets have for targets.' },
      NO_RESOURCES,
      ...putAgain.length === 0 ? [] : [{ resource: role, reason: 'Which account puts the packs stands in the StackSet; it is one of the organization.' }],
    ],
  };
}

const INTERVAL_HOURS = { min: 1, max: 6 };

function problems(stackSetNames: string[], putAgain: string[], interval: Duration): Problems {
  return [
    ...stackSetNames.length === 0 ? ["'stackSetNames' must name a StackSet, got none: name those to look after"] : [],
    ...duplicateProblems('stackSetNames', stackSetNames, 'name each StackSet once'),
    ...putAgain.filter(name => !stackSetNames.includes(name))
      .map(name => `'putAgain' must be some of 'stackSetNames', got ${JSON.stringify(name)}: look after it as well`),
    ...wholeRangeProblems('interval', 'hours', interval.toHours({ integral: false }), INTERVAL_HOURS, 'AWS Config gives up on a recorder after seven'),
  ];
}

function sizeProblems(scope: Construct, stackSetNames: string[]): Problems {
  const pattern = JSON.stringify(Stack.of(scope).resolve(operations(scope, stackSetNames, ENDS)));
  return pattern.length <= MAX_PATTERN ? []
    : [`'stackSetNames' must fit into an event pattern of ${MAX_PATTERN} characters, got ${pattern.length}: begin names with "${PLATFORM}", or look after fewer`];
}
