import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledge } from '../../../core/acknowledge';
import { throwProblems } from '../../../core/errors';
import { lengthProblems } from '../../../core/validation';

/** Shorter ones are none: "ok", "needed". */
const MIN_REASON = 10;
const MAX_REASON = 1000;

/** Records why something may stand, at the construct it is about, where cdk-nag and CDK keep theirs. */
export function waive(construct: IConstruct, id: string, reason: string): void {
  throwProblems(construct, lengthProblems('reason', reason, MAX_REASON, MIN_REASON));
  acknowledge(construct, { id, reason });
}

/** Whether a construct, or one around it, has a reason for a rule. */
export function isWaived(construct: IConstruct, id: string): boolean {
  return construct.node.scopes.some(({ node }) => node.metadata.some(({ type, data }) =>
    type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && Object.hasOwn(data as object, id)));
}
