import { StackInstanceSummary } from '@aws-sdk/client-cloudformation';

/** Where a stack of a StackSet is. */
export interface Instance { readonly account: string; readonly region: string }

/** What a person is told of. */
export interface Remaining extends Instance { readonly stackSet: string; readonly status: string; readonly reason: string }

/** Where an instance is. */
export const place = ({ Account: account, Region: region }: StackInstanceSummary): Instance => ({ account: account!, region: region! });

/** What StackSets say of an instance, as exactly as they say it. */
export const statusOf = ({ StackInstanceStatus, Status }: StackInstanceSummary): string => StackInstanceStatus?.DetailedStatus ?? Status ?? 'UNKNOWN';

/** Whether an instance is neither current nor on its way. */
export function hasFailed(instance: StackInstanceSummary): boolean {
  return instance.Status !== 'CURRENT' && !['PENDING', 'RUNNING', 'SKIPPED_SUSPENDED_ACCOUNT'].includes(statusOf(instance));
}

/** StackSets leave inoperable instances out of updates, and an import cannot be repeated by an update. */
export const isRepeatable = (instance: StackInstanceSummary): boolean => !['INOPERABLE', 'FAILED_IMPORT'].includes(statusOf(instance));
