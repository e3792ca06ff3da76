import { parseArn } from '../aws/arn';
import { Operation } from '../aws/contract';
import { COST } from '../rules';

/** A topic that a budget or an anomaly subscription tells; whether it may be told is looked at once all is deployed. */
export function checkTopic(operation: Operation, topicArn: string): void {
  const { accountId } = operation;
  const topic = operation.world.state.sns.topics.get(topicArn);
  const near = topic !== undefined && parseArn(topicArn)?.accountId === accountId;
  operation.require(COST.BUDGET_TOPIC, near, `${topicArn} does not exist in ${accountId}`, 'name a topic of the account of the budget');
  operation.requirePath(COST.BUDGET_TOPIC, topic?.origin, `${topicArn} may not exist yet`);
}
