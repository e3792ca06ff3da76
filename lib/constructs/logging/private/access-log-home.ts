import { IConstruct } from 'constructs';

const HOME = Symbol.for('cdk-secure-landing-zone.access-log-bucket');

/** Says that the buckets in a scope take access logs, and so have none of their own. */
export function markAccessLogHome(scope: IConstruct): void {
  Object.defineProperty(scope, HOME, { value: true });
}

/** Whether that was said of a scope. */
export const isAccessLogHome = (scope: IConstruct): boolean => HOME in scope;
