import { Mutation, Mutations } from './mutation';

const BUDGET = 'Operations/Costs/Budget';
const MONITOR = 'Operations/Costs/AnomalyMonitor';
const SUBSCRIPTION = 'Operations/Costs/AnomalySubscription';
const POLICY = 'Trail/Alerts/high-policy/Resource';
const KEY = 'Trail/Alerts/Key/Resource';
/** A topic of another account. */
const ELSEWHERE = 'arn:aws:sns:eu-central-1:222222222222:lz-alerts-high';

const at = (path: string) => (when: string, says: RegExp, edit: Mutation['edit']): Mutation => ({ when, says, edit, at: path });
const ofBudget = at(BUDGET);
const ofSubscription = at(SUBSCRIPTION);

/** An alert that no longer arrives because a statement is gone, of the topic or of its key. */
const unheard = (path: string, service: string, sid: string): Mutation => ({
  at: path, phase: 'alerts', when: `${sid} is gone`, says: new RegExp(`${service}\\.amazonaws\\.com must be allowed ${sid.endsWith('Encrypt') ? 'kms:GenerateDataKey' : 'sns:Publish'} on `),
  edit: example => sid.endsWith('Encrypt') ? example.at(KEY).removeStatement('KeyPolicy', sid) : example.at(POLICY).removeStatement('PolicyDocument', sid),
});

/** Mutations of what watches the bill. */
export const OF_COSTS: Mutations = {
  'cost/budget-notifications': [
    ofBudget('a budget notifies twice of one thing', /two notifications are equal/, example => {
      const notifications = example.at(BUDGET).get<object[]>('NotificationsWithSubscribers');
      example.at(BUDGET).set('NotificationsWithSubscribers', [...notifications, notifications[0]]);
    }),
    ofBudget('a notification is for nobody', /a notification has 0 topics and 0 other subscribers/, example => example.at(BUDGET).set('NotificationsWithSubscribers.0.Subscribers', [])),
  ],
  'cost/budget-topic': [
    ofBudget('a budget tells a topic of another account', /222222222222:lz-alerts-high does not exist in 111111111111/, example =>
      example.at(BUDGET).set('NotificationsWithSubscribers.0.Subscribers.0.Address', ELSEWHERE)),
    ofSubscription('anomalies are told to a topic of another account', /222222222222:lz-alerts-high does not exist in 111111111111/, example =>
      example.at(SUBSCRIPTION).set('Subscribers.0.Address', ELSEWHERE)),
  ],
  'cost/one-monitor': [{
    when: 'a second monitor watches the services', says: /111111111111 has arn:aws:ce::111111111111:anomalymonitor\/\S+ already for SERVICE/, added: 'Added',
    edit: example => {
      const { logicalId, definition } = example.at(MONITOR);
      example.template('Operations').Resources.Added = { ...definition, DependsOn: [logicalId] };
    },
  }],
  'cost/monitor-exists': [ofSubscription('the monitor is another account\'s', /anomalymonitor\/x does not exist in 111111111111/, example =>
    example.at(SUBSCRIPTION).set('MonitorArnList', ['arn:aws:ce::222222222222:anomalymonitor/x']))],
  'cost/subscription-frequency': [ofSubscription('a topic is told once a day', /DAILY tells SNS/, example => example.at(SUBSCRIPTION).set('Frequency', 'DAILY'))],
  'cost/alerts-arrive': [
    unheard(BUDGET, 'budgets', 'BudgetsPublishes'), unheard(BUDGET, 'budgets', 'BudgetsEncrypt'),
    unheard(SUBSCRIPTION, 'costalerts', 'CostalertsPublishes'), unheard(SUBSCRIPTION, 'costalerts', 'AnomaliesEncrypt'),
  ],
};
