import { createHash } from 'node:crypto';
import { ApiCall, ApiInput, ApiOperation, AwsError } from '../contract';
import { requireSession } from './macie2';

/** A job that looks for sensitive data; its settings never change. */
export interface MacieJob {
  readonly jobId: string;
  readonly accountId: string;
  readonly region: string;
  readonly definition: ApiInput;
  jobStatus: string;
}

const DEFINITION = [
  'clientToken', 'description', 'initialRun', 'jobType', 'managedDataIdentifierSelector', 'name', 's3JobDefinition', 'samplingPercentage', 'scheduleFrequency',
];

const NESTED = {
  's3JobDefinition': ['bucketCriteria'],
  's3JobDefinition.bucketCriteria': ['includes', 'excludes'],
  's3JobDefinition.bucketCriteria.includes': ['and'],
  's3JobDefinition.bucketCriteria.excludes': ['and'],
  's3JobDefinition.bucketCriteria.includes.and': ['tagCriterion'],
  's3JobDefinition.bucketCriteria.excludes.and': ['tagCriterion'],
  's3JobDefinition.bucketCriteria.includes.and.tagCriterion': ['comparator', 'tagValues'],
  's3JobDefinition.bucketCriteria.excludes.and.tagCriterion': ['comparator', 'tagValues'],
  's3JobDefinition.bucketCriteria.includes.and.tagCriterion.tagValues': ['key', 'value'],
  's3JobDefinition.bucketCriteria.excludes.and.tagCriterion.tagValues': ['key', 'value'],
  'scheduleFrequency': ['dailySchedule', 'weeklySchedule', 'monthlySchedule'],
  'scheduleFrequency.weeklySchedule': ['dayOfWeek'],
  'scheduleFrequency.monthlySchedule': ['dayOfMonth'],
};

const jobArn = ({ world, region, accountId }: ApiCall, jobId = '*') => `arn:${world.partition}:macie2:${region}:${accountId}:classification-job/${jobId}`;

const ofCaller = ({ world, accountId, region }: ApiCall): MacieJob[] =>
  [...world.state.macie.jobs.values()].filter(job => job.accountId === accountId && job.region === region);

function requireJob(call: ApiCall, jobId: unknown): MacieJob {
  const job = ofCaller(call).find(one => one.jobId === jobId);
  if (!job) {
    throw new AwsError('ResourceNotFoundException', 'The request failed because the specified resource was not found.');
  }
  return job;
}

/** A job without a schedule runs once; one with a schedule has to have it. */
function createJob(definition: ApiInput, call: ApiCall): unknown {
  if ((definition.jobType === 'SCHEDULED') !== (definition.scheduleFrequency !== undefined)) {
    throw new AwsError('ValidationException', 'scheduleFrequency must be specified for a job of type SCHEDULED, and for no other.');
  }
  const jobId = createHash('md5').update(`${call.accountId}/${call.region}/${String(definition.clientToken)}`).digest('hex');
  if (!call.world.state.macie.jobs.has(jobId)) {
    const jobStatus = definition.jobType === 'SCHEDULED' ? 'IDLE' : 'RUNNING';
    call.world.state.macie.jobs.set(jobId, { jobId, accountId: call.accountId, region: call.region, definition, jobStatus });
  }
  return { jobId, jobArn: jobArn(call, jobId) };
}

/** A job that is cancelled or complete stays so. */
function updateJob({ jobId, jobStatus }: ApiInput, call: ApiCall): unknown {
  const job = requireJob(call, jobId);
  if (['CANCELLED', 'COMPLETE'].includes(job.jobStatus)) {
    throw new AwsError('ValidationException', `The status of the job is ${job.jobStatus} and cannot be changed.`);
  }
  job.jobStatus = String(jobStatus);
  return {};
}

type Run = (input: ApiInput, call: ApiCall) => unknown;

function operation(
  name: string, write: boolean, input: readonly string[], page: string, resource: (call: ApiCall, input: ApiInput) => string, run: Run,
): ApiOperation {
  return {
    service: 'macie2', operation: name, write, input,
    source: `https://docs.aws.amazon.com/macie/latest/APIReference/${page}.html`,
    authorizations: (given, call) => [{ action: `macie2:${name}`, resource: resource(call, given), region: call.region }],
    run: (given, call) => {
      requireSession(call);
      return run(given, call);
    },
  };
}

const anyJob = (call: ApiCall) => jobArn(call);
const thisJob = (call: ApiCall, { jobId }: ApiInput) => jobArn(call, String(jobId));

/** Jobs of Amazon Macie. IAM's resource of a job that is made is any job, since it has no id yet. */
export const jobOperations: readonly ApiOperation[] = [
  { ...operation('CreateClassificationJob', true, DEFINITION, 'jobs', anyJob, createJob), nested: NESTED },
  operation('DescribeClassificationJob', false, ['jobId'], 'jobs-jobid', thisJob, ({ jobId }, call) => {
    const { definition, jobStatus } = requireJob(call, jobId);
    return { ...definition, jobId, jobStatus };
  }),
  operation('ListClassificationJobs', false, ['nextToken', 'maxResults'], 'jobs-list', () => '*', (_, call) => ({
    items: ofCaller(call).map(({ jobId, jobStatus, definition: { name } }) => ({ jobId, jobStatus, name })),
  })),
  operation('UpdateClassificationJob', true, ['jobId', 'jobStatus'], 'jobs-jobid', thisJob, updateJob),
];
