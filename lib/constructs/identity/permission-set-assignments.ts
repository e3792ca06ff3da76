import { createHash } from 'node:crypto';
import { Aws, CustomResource, Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnAssignment } from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { operationalAlarm } from '../../core/operational-alarm';
import { Problems } from '../../core/validation';
import { IAlertReceiver, IOrganization } from '../organization';
import { AssignmentTargets } from './assignment-targets';
import { PermissionSetAssignment } from './permission-set-assignment';
import { AssignedPair, assignedPairs, chunksOf, KeptPair } from './private/assigned-pairs';
import { instanceProblems } from './private/identity-center-problems';
import { CODE } from './private/permission-set-assignments.bundle';

const FUNCTION = functionName('permission-set-assignments');
/** Targets of one rule: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_TARGETS = 5;

/** Properties of the assignments. */
export interface PermissionSetAssignmentsProps {
  /** ARN of the organization's instance of IAM Identity Center, which is enabled by hand; the stack stands in its region. */
  readonly instanceArn: string;

  /** The organization of the account that deploys this, which is its management account. */
  readonly organization: IOrganization;

  /** All assignments of the organization's own permission sets. */
  readonly assignments: PermissionSetAssignment[];

  /**
   * Who is told when the hourly run fails, in the account and region of the stack: `AlertTopics.receiver(Severity.HIGH)`, or
   * `AlertReceiver.ofTopic(topic)`. The alarm costs about USD 0.10 a month.
   *
   * @default - nobody
   */
  readonly alerts?: IAlertReceiver;

  /**
   * Address of the runbook's page, for the link in the alarm; "#lz-permission-set-assignments-errors" is put behind it.
   *
   * @default - the page of this library
   */
  readonly runbookUrl?: string;
}

/**
 * Who may wear which permission set in which accounts; the construct stands once, in the management account and the region of IAM Identity
 * Center, behind everything that permission sets need in the accounts: their boundaries above all.
 *
 *     account(…), managementAccount()            AWS::SSO::Assignment, one after the other
 *     organizationalUnits(…), organization()     a function that asks AWS Organizations for the accounts and IAM Identity Center for what
 *                                                is assigned, and writes the difference: on deployment, and every hour
 *
 * So the template does not grow with the accounts, one that joins or moves is looked after within the hour, and a run with nothing to do
 * writes nothing. A permission set and principal with a unit among its targets belong to the function: it takes their assignments away
 * from accounts outside of the targets, and from all when they leave the configuration or the stack is deleted. It touches no other
 * permission set or principal, no suspended account, and never the management account, which its role is denied.
 *
 * IAM Identity Center makes about twenty assignments a minute. A deployment waits for those of some ten minutes, and leaves the rest to the
 * hourly runs; what is to be taken away is never left. An account that refuses one does not stop the others, and fails the run with its
 * name; but for the deployment that makes this, accounts that joined in the last two days may, since their baseline is on its way.
 *
 * A pair that goes from accounts by name to units is missing in those accounts until the next run: CloudFormation deletes its resource
 * after the function has run.
 *
 * Costs nothing beyond the runs of a function, some seconds an hour for a hundred accounts.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 */
export class PermissionSetAssignments extends Construct {
  public constructor(scope: Construct, id: string, props: PermissionSetAssignmentsProps) {
    super(scope, id);
    const problems = props.assignments.flatMap(({ targets }) => targetProblems(this, targets));
    throwProblems(this, [...instanceProblems(props.instanceArn), ...problems]);

    const { native, kept } = assignedPairs(this, props.organization, props.assignments);
    const withPairs = (pairs: KeptPair[]) => ({
      InstanceArn: props.instanceArn, ManagementAccountId: Aws.ACCOUNT_ID, Assignments: pairs.map(({ content }) => content),
    });
    const handler = this.createHandler(props);
    // it is there without any pair, too: the last one that leaves is taken away by an update, which a deletion would only do with the stack
    const keeper = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::PermissionSetAssignments', serviceToken: handler.serviceToken, serviceTimeout: handler.serviceTimeout,
      properties: withPairs(kept),
    });
    this.repeatHourly(handler.serviceToken, chunksOf(kept).map(withPairs), props.alerts);
    this.assignOneByOne(props.instanceArn, native, keeper);
    this.tellOfFailures(props);
  }

  private createHandler({ organization, instanceArn }: PermissionSetAssignmentsProps): InlineHandler {
    const { organizationId } = organization;
    const inOrganization = (resource: string) => Stack.of(this).formatArn({ service: 'organizations', region: '', resource, resourceName: `${organizationId}/*` });
    const ofIdentityCenter = (resource: string) => `arn:${Aws.PARTITION}:sso:::${resource}`;
    const permissionSets = ofIdentityCenter(`permissionSet/${instanceId(instanceArn)}/*`);
    const accounts = ofIdentityCenter('account/*');
    return InlineHandler.of(this, {
      functionName: FUNCTION,
      description: 'Keeps the assignments of permission sets in every account below organizational units',
      code: CODE,
      timeout: Duration.minutes(15),
      statements: [
        new PolicyStatement({ sid: 'FindAccounts', actions: ['organizations:ListAccounts'], resources: ['*'] }),
        new PolicyStatement({
          sid: 'FindAccountsOfUnits', actions: ['organizations:ListAccountsForParent', 'organizations:ListOrganizationalUnitsForParent'],
          resources: [inOrganization('root'), inOrganization('ou')],
        }),
        new PolicyStatement({
          sid: 'ReadAssignments',
          actions: [
            'sso:ListAccountAssignmentsForPrincipal', 'sso:DescribeAccountAssignmentCreationStatus', 'sso:DescribeAccountAssignmentDeletionStatus',
          ],
          resources: [instanceArn],
        }),
        new PolicyStatement({
          sid: 'KeepAssignments', actions: ['sso:CreateAccountAssignment', 'sso:DeleteAccountAssignment'], resources: [instanceArn, permissionSets, accounts],
        }),
        new PolicyStatement({
          sid: 'NeverInManagementAccount', effect: Effect.DENY, actions: ['sso:CreateAccountAssignment', 'sso:DeleteAccountAssignment'],
          resources: [ofIdentityCenter(`account/${Aws.ACCOUNT_ID}`)],
        }),
      ],
      acknowledgedWildcards: [
        { resource: '*', reason: 'AWS Organizations lists the accounts of the one organization that the account belongs to: there is no resource to name.' },
        ...['root', 'ou'].map(unit => ({ resource: inOrganization(unit), reason: 'Units are found on the way down; all of them belong to the organization.' })),
        { resource: permissionSets, reason: 'A permission set that leaves the configuration must still be taken away from accounts.' },
        { resource: accounts, reason: 'Assignments are for every member account, also for those that join later; the management account is denied.' },
      ],
    });
  }

  /** The event of the schedule carries what CloudFormation would send, in parts that fit into an event. */
  private repeatHourly(functionArn: string, inputs: object[], alerts?: IAlertReceiver): void {
    for (let first = 0, number = 1; first < inputs.length; first += MAX_TARGETS, number++) {
      const suffix = number === 1 ? '' : String(number);
      const rule = new CfnRule(this, `Hourly${suffix}`, {
        name: number === 1 ? FUNCTION : `${FUNCTION}-${suffix}`,
        description: 'Assigns permission sets in accounts that joined or moved, and takes them away where they do not belong any more',
        scheduleExpression: 'rate(1 hour)',
        targets: inputs.slice(first, first + MAX_TARGETS).map((input, index) => ({
          id: `Handler${index === 0 ? '' : index + 1}`, arn: functionArn, input: Stack.of(this).toJsonString({ ResourceProperties: input }),
          ...alerts?.deadLetterQueue && { deadLetterConfig: { arn: alerts.deadLetterQueue.queueArn } },
        })),
      });
      new CfnPermission(this, `MayRun${suffix}`, {
        action: 'lambda:InvokeFunction', functionName: functionArn, principal: 'events.amazonaws.com', sourceArn: rule.attrArn,
      });
    }
  }

  /** All at once would be throttled, and CloudFormation waits three minutes before it tries again. */
  private assignOneByOne(instanceArn: string, pairs: AssignedPair[], keeper: CustomResource): void {
    let previous: CfnAssignment | undefined;
    for (const { permissionSet: { permissionSetArn }, principal: { principalType, principalId }, accountId } of pairs) {
      const identity = Stack.of(this).resolve([permissionSetArn, principalType, principalId, accountId]);
      // an id that does not depend on the order: a new one would create what exists
      const assignment = new CfnAssignment(this, `In${createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 12)}`, {
        instanceArn, permissionSetArn, principalId, principalType, targetId: accountId, targetType: 'AWS_ACCOUNT',
      });
      assignment.node.addDependency(previous ?? keeper);
      previous = assignment;
    }
  }

  private tellOfFailures({ alerts, runbookUrl }: PermissionSetAssignmentsProps): void {
    if (alerts) {
      alerts.addAlarm(operationalAlarm(this, 'Errors', {
        alarmName: `${FUNCTION}-errors`,
        severityName: 'high',
        meaning: 'Assignments of permission sets are no longer kept: somebody lacks access, or has too much.',
        metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Errors', dimensionsMap: { FunctionName: FUNCTION }, statistic: 'Sum', period: Duration.minutes(5) }),
        runbookUrl,
      }));
    }
  }
}

const instanceId = (arn: string) => Token.isUnresolved(arn) ? Fn.select(1, Fn.split('/', arn)) : arn.split('/')[1];

function targetProblems(scope: Construct, { accountIds, _problems }: AssignmentTargets): Problems {
  return [
    ..._problems,
    ...accountIds.filter(accountId => accountId === Stack.of(scope).account && !Token.isUnresolved(accountId))
      .map(accountId => `'targets' must name the management account by name, got ${accountId}: use AssignmentTargets.managementAccount()`),
  ];
}
