import { Rule } from '../aws/contract';

/** What is asked of functions that run by themselves. */
export const SCHEDULES = {
  FUNCTION_RUNS: {
    id: 'life/function-runs',
    statement: 'A function that a rule calls may be called by that rule, and comes to its end without an error under the final policies.',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-lambda-permissions',
  },
  INSTANCES_REPEATED: {
    id: 'life/instances-repeated',
    statement: 'Stack instances that failed, or that automatic deployment never made, are brought about by the functions that look after StackSets, in every StackSet.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-troubleshooting.html (a failed operation is not repeated by StackSets)',
  },
  PACKS_PUT_AGAIN: {
    id: 'life/packs-put-again',
    statement: 'A conformance pack that failed in an account is put again by the functions that look after StackSets: AWS Config does not try it again.',
    source: 'https://docs.aws.amazon.com/config/latest/developerguide/conformance-pack-organization-apis.html (seven hours for an account that joins) and '
      + 'https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeOrganizationConformancePacks.html (only the account that put a pack sees it)',
  },
  FAILURES_TOLD: {
    id: 'life/failures-told',
    statement: 'An operation on a StackSet that fails, or that is stopped, reaches a topic or a webhook, where functions look after StackSets: nobody watches automatic deployment.',
    source: 'the model\'s own, with https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stackset-operation-status-change.html',
  },
} as const satisfies Record<string, Rule>;
