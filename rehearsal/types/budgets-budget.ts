import { Operation, Outcome, ResourceType } from '../aws/contract';
import { Budget, budgetArn } from '../aws/services/cost-management';
import { COST } from '../rules';
import { checkTopic } from './cost-topics';
import { permissions, TAGS } from './permission';
import { valueChecks } from './value-checks';
import { record, records, text } from './values';

const MAX_NOTIFICATIONS = 10;
const MAX_MAILS = 10;
const TYPES = ['USAGE', 'COST', 'RI_UTILIZATION', 'RI_COVERAGE', 'SAVINGS_PLANS_UTILIZATION', 'SAVINGS_PLANS_COVERAGE'];
const UNITS = ['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY', 'CUSTOM'];
const NOTIFICATIONS = 'NotificationsWithSubscribers';
/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
const MAX_THRESHOLD = 15_000_000_000;

const outcome = ({ name, accountId }: Budget): Outcome => ({ physicalId: name, attributes: { Id: `${accountId}|${name}` } });
const nameOf = ({ properties }: Operation) => text(record(properties, 'Budget'), 'BudgetName');
const plannedArn = (operation: Operation) => budgetArn(operation.world, operation.accountId, nameOf(operation) ?? operation.physicalId ?? '*');

/**
 * A budget with one limit for every period. CloudFormation publishes no permissions for it: they are those that AWS documents for the
 * calls of its API. Filters, planned and automatic limits, periods and types of cost are refused by name: nothing costs anything here.
 */
export const BUDGET: ResourceType = {
  typeName: 'AWS::Budgets::Budget',
  source: 'github.com/pulumi/pulumi-aws-native/blob/master/aws-cloudformation-schema/aws-budgets-budget.json (registry schema: properties; it lists no permissions); '
    + 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html',
  properties: { Budget: 'interpreted', NotificationsWithSubscribers: 'interpreted', ResourceTags: TAGS },
  nested: {
    'Budget': ['BudgetLimit', 'BudgetName', 'BudgetType', 'TimeUnit'],
    'Budget.BudgetLimit': ['Amount', 'Unit'],
    [NOTIFICATIONS]: ['Notification', 'Subscribers'],
    [`${NOTIFICATIONS}.Notification`]: ['ComparisonOperator', 'NotificationType', 'Threshold', 'ThresholdType'],
    [`${NOTIFICATIONS}.Subscribers`]: ['Address', 'SubscriptionType'],
  },
  required: ['Budget'],
  createOnly: ['NotificationsWithSubscribers'],
  permissions: {
    create: permissions(['budgets:ModifyBudget'], plannedArn),
    update: permissions(['budgets:ViewBudget', 'budgets:ModifyBudget'], plannedArn),
    delete: permissions(['budgets:ModifyBudget'], plannedArn),
  },
  create: operation => {
    const { world, accountId, stackName, logicalId, origin } = operation;
    const { budgets } = world.state.costManagement;
    checkBudget(operation);
    const topicArns = checkNotifications(operation);
    const name = nameOf(operation) ?? `${stackName}-${logicalId}-${world.identifiers.letters(`budget:${accountId}:${stackName}:${logicalId}`, 12)}`;
    const arn = budgetArn(world, accountId, name);
    if (budgets.has(arn)) {
      operation.fail('AlreadyExists', `a budget named ${name} exists already in ${accountId}`, 'let CloudFormation name the budget: a change of its notifications replaces it');
    }
    const budget: Budget = { arn, name, accountId, topicArns, origin };
    budgets.set(arn, budget);
    return outcome(budget);
  },
  update: operation => {
    checkBudget(operation);
    const given = nameOf(operation);
    if (given !== undefined && given !== operation.physicalId) {
      operation.fail('NotUpdatable', `the budget ${operation.physicalId} cannot be renamed to ${given}`, 'leave the name out');
    }
    return outcome(budgetOf(operation));
  },
  delete: operation => {
    operation.world.state.costManagement.budgets.delete(budgetOf(operation).arn);
  },
};

function budgetOf(operation: Operation): Budget {
  const { world, accountId, physicalId } = operation;
  return world.state.costManagement.budgets.get(budgetArn(world, accountId, String(physicalId)))
    ?? operation.fail('NotFoundException', `budget ${physicalId} does not exist`);
}

function checkBudget(operation: Operation): void {
  const budget = record(operation.properties, 'Budget');
  const { BudgetType, BudgetLimit, BudgetName, TimeUnit } = budget;
  const checks = valueChecks(operation, 'InvalidParameterException');
  checks.oneOf('BudgetType', BudgetType ?? 'none', TYPES);
  checks.oneOf('TimeUnit', TimeUnit ?? 'none', UNITS);
  checks.like('BudgetName', BudgetName, /^(?!\s*$)[^:\\]{1,100}$/, 'up to 100 characters without : and \\');
  if (BudgetLimit === undefined && ['COST', 'USAGE'].includes(String(BudgetType))) {
    operation.fail('InvalidParameterException', `'BudgetLimit' must be given for a budget of ${String(BudgetType)}`, 'set a limit');
  }
  const { Amount, Unit } = record(budget, 'BudgetLimit');
  checks.between('Amount', BudgetLimit && (Amount ?? ''), 0, Number.MAX_VALUE);
  checks.like('Unit', BudgetLimit && (Unit ?? ''), BudgetType === 'COST' ? /^[A-Z]{3}$/ : /./, 'a currency, or a unit of usage');
}

/** The values of a notification, apart from who is told. */
function checkNotification(operation: Operation, { Notification, Subscribers }: Readonly<Record<string, unknown>>): void {
  const { ComparisonOperator, NotificationType, Threshold, ThresholdType } = record({ Notification }, 'Notification');
  const checks = valueChecks(operation, 'InvalidParameterException');
  checks.oneOf('NotificationType', NotificationType ?? 'none', ['ACTUAL', 'FORECASTED']);
  checks.oneOf('ComparisonOperator', ComparisonOperator ?? 'none', ['GREATER_THAN', 'LESS_THAN', 'EQUAL_TO']);
  checks.oneOf('ThresholdType', ThresholdType, ['PERCENTAGE', 'ABSOLUTE_VALUE']);
  checks.between('Threshold', Threshold ?? 'none', 0, MAX_THRESHOLD);
  for (const { Address, SubscriptionType } of records({ Subscribers }, 'Subscribers')) {
    checks.oneOf('SubscriptionType', SubscriptionType ?? 'none', ['SNS', 'EMAIL']);
    checks.like('Address', SubscriptionType === 'EMAIL' ? Address ?? '' : undefined, /^[^\s@]+@[^\s@]+$/, 'a mail address');
  }
}

/** The topics that a budget tells, each notification checked. */
function checkNotifications(operation: Operation): readonly string[] {
  const notifications = records(operation.properties, 'NotificationsWithSubscribers');
  const many = `the budget has ${notifications.length} notifications`;
  operation.require(COST.BUDGET_NOTIFICATIONS, notifications.length <= MAX_NOTIFICATIONS, many, 'leave some out');
  notifications.forEach(notification => checkNotification(operation, notification));
  const texts = notifications.map(notification => JSON.stringify(notification.Notification));
  operation.require(COST.BUDGET_NOTIFICATIONS, new Set(texts).size === texts.length, 'two notifications are equal', 'leave one out');
  return [...new Set(notifications.flatMap(notification => {
    const subscribers = records(notification, 'Subscribers');
    const topics = subscribers.filter(subscriber => subscriber.SubscriptionType === 'SNS').map(({ Address }) => String(Address));
    const detail = `a notification has ${topics.length} topics and ${subscribers.length - topics.length} other subscribers`;
    const fits = subscribers.length > 0 && topics.length <= 1 && subscribers.length - topics.length <= MAX_MAILS;
    operation.require(COST.BUDGET_NOTIFICATIONS, fits, detail, 'give each notification a topic');
    topics.forEach(topicArn => checkTopic(operation, topicArn));
    return topics;
  }))];
}
