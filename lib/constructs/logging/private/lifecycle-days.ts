import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Problems } from '../../../core/validation';
import { LogLifecycle } from '../log-lifecycle';
import { LogRetention } from '../log-retention';
import { LogDestination } from '../log-source';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const GLACIER_MINIMUM_DAYS = 90;
/** How much longer than its lock an overwritten or deleted version is kept, so that a lifecycle never meets a lock. */
const MARGIN_DAYS = 30;
const DEFAULT_COLD_DAYS = 90;
const DEFAULT_DEEP_DAYS = 365;

/** A lifecycle with nothing left open. */
export interface LifecycleDays {
  readonly cold?: number;
  readonly deep?: number;
  readonly expire?: number;
  readonly noncurrent: number;
}

/** The lifecycle of a bucket of that kind. */
export function daysOf(destination: LogDestination, retention: LogRetention, lifecycle?: LogLifecycle): LifecycleDays {
  return destination === LogDestination.ACCESS_LOGS && !lifecycle
    ? accessLogDays(retention.maximumDays)
    : lifecycleDays(lifecycle ?? {}, retention.maximumDays);
}

/** What is wrong with retention and lifecycle of a bucket of that kind, each in itself and both together. */
export function timeProblems(destination: LogDestination, retention: LogRetention, lifecycle?: LogLifecycle): Problems {
  if (retention._problems.length > 0) {
    // A lifecycle cannot be measured by a retention that is none.
    return retention._problems;
  }
  return lifecycleProblems(daysOf(destination, retention, lifecycle), destination === LogDestination.LOCKED ? retention.maximumDays : 0);
}

/** The lifecycle in days, defaults filled in. */
function lifecycleDays(lifecycle: LogLifecycle, retentionDays = 365): LifecycleDays {
  const cold = lifecycle.coldStorageAfter?.toDays() ?? DEFAULT_COLD_DAYS;
  return {
    cold,
    deep: lifecycle.deepArchiveAfter?.toDays() ?? Math.max(DEFAULT_DEEP_DAYS, cold + GLACIER_MINIMUM_DAYS),
    expire: lifecycle.expireAfter?.toDays(),
    noncurrent: lifecycle.noncurrentExpireAfter?.toDays() ?? retentionDays + MARGIN_DAYS,
  };
}

/** Access logs are many and small: they stay in standard storage and go when what they are about may go. */
function accessLogDays(retentionDays = 365): LifecycleDays {
  return { expire: retentionDays + MARGIN_DAYS, noncurrent: MARGIN_DAYS };
}

/** What S3 would refuse or a lock would hinder. */
function lifecycleProblems(days: LifecycleDays, retentionDays = 0): Problems {
  const { cold = 0, deep = Number.POSITIVE_INFINITY, expire = Number.POSITIVE_INFINITY, noncurrent } = days;
  const last = Number.isFinite(deep) ? deep : cold;
  return [
    ...(days.cold !== undefined && cold < 1 ? [`'coldStorageAfter' must be at least 1 day, got ${cold}: a log is written before it is archived`] : []),
    ...(deep < cold + GLACIER_MINIMUM_DAYS
      ? [`'deepArchiveAfter' must be at least ${GLACIER_MINIMUM_DAYS} days after 'coldStorageAfter' (${cold} days), got ${deep}: `
        + `S3 bills ${GLACIER_MINIMUM_DAYS} days of Glacier anyway`] : []),
    ...(expire <= retentionDays ? [`'expireAfter' must be longer than the retention of ${retentionDays} days, got ${expire}: lengthen it or leave it out`] : []),
    ...(expire <= last ? [`'expireAfter' must be longer than the last move to cold storage (${last} days), got ${expire}: lengthen it`] : []),
    ...(noncurrent <= retentionDays
      ? [`'noncurrentExpireAfter' must be longer than the retention of ${retentionDays} days, got ${noncurrent}: lengthen it or leave it out`] : []),
  ];
}

/** The lifecycle as S3 takes it. */
export function lifecycleRules(days: LifecycleDays): CfnBucket.RuleProperty[] {
  const transitions = [
    ...(days.cold === undefined ? [] : [{ storageClass: 'GLACIER', transitionInDays: days.cold }]),
    ...(days.deep === undefined ? [] : [{ storageClass: 'DEEP_ARCHIVE', transitionInDays: days.deep }]),
  ];
  return [{
    id: 'KeepLogs',
    status: 'Enabled',
    transitions: transitions.length === 0 ? undefined : transitions,
    expirationInDays: days.expire,
    noncurrentVersionExpiration: { noncurrentDays: days.noncurrent },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
  }];
}
