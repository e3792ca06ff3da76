import { Duration } from 'aws-cdk-lib';
import { Problems, Range, shapeProblems, wholeRangeProblems } from '../../../core/validation';
import { ManagedKeyOptions } from '../managed-key-options';

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export const PENDING_WINDOW_DAYS = { min: 7, max: 30 };

/** What is wrong with the properties that every key has. */
export function keyProblems(props: ManagedKeyOptions): Problems {
  return [
    ...shapeProblems('alias', props.alias, /^alias\/(?!aws\/)[\w/-]{1,250}$/,
      'start with "alias/", not with "alias/aws/", and have 7 to 256 letters, digits, "/", "_" or "-"', 'rename it'),
    ...(props.administrators?.length === 0 ? ["'administrators' must name somebody, got []: leave it out, or nobody can ever change the key"] : []),
    ...props.purposes.flatMap(purpose => purpose._problems),
    ...dayProblems('pendingWindow', props.pendingWindow, PENDING_WINDOW_DAYS),
  ];
}

/** What is wrong with a number of days. */
export function dayProblems(prop: string, duration: Duration | undefined, range: Range): Problems {
  return duration === undefined || duration.isUnresolved() ? []
    : wholeRangeProblems(prop, 'days', duration.toDays({ integral: false }), range, 'choose a number in that range');
}
