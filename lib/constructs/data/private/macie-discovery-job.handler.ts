import {
  CreateClassificationJobCommand, CreateClassificationJobRequest, DescribeClassificationJobCommand, GetMacieSessionCommand,
  ListClassificationJobsCommand, Macie2Client, UpdateClassificationJobCommand,
} from '@aws-sdk/client-macie2';
import { CustomResourceEvent, errorName, retry, serve } from '../../../core/custom-resource.handler';

const macie = new Macie2Client({});

/** A job cannot be changed, and its name has a digest of what it does: another definition is another job. */
const keep = serve(async ({ PhysicalResourceId, RequestId, ResourceProperties: { Name, Definition } }) => {
  await requireMacie();
  const name = String(Name);
  const known = await namesake(name, PhysicalResourceId);
  if (known) {
    return { physicalResourceId: known };
  }
  console.log(`making ${name}`);
  const definition = JSON.parse(String(Definition)) as CreateClassificationJobRequest;
  const clientToken = `${RequestId}-${name.slice(-12)}`;
  const { jobId } = await retry(() => macie.send(new CreateClassificationJobCommand({ ...definition, name, clientToken })));
  return { physicalResourceId: jobId! };
});

/** CloudFormation deletes the job that a new one replaces, and on a rollback the new one: it is cancelled, and reads no object any more. */
const cancel = serve(async ({ PhysicalResourceId = '' }) => {
  const status = await statusOf(PhysicalResourceId);
  if (status !== undefined && status !== 'CANCELLED' && status !== 'COMPLETE') {
    console.log(`cancelling ${PhysicalResourceId}`);
    await retry(() => macie.send(new UpdateClassificationJobCommand({ jobId: PhysicalResourceId, jobStatus: 'CANCELLED' })));
  }
  return { physicalResourceId: PhysicalResourceId };
});

/** `serve` answers a deletion by itself and does nothing; here it is work, and may fail. */
export const handler = (event: CustomResourceEvent): Promise<void> =>
  event.RequestType === 'Delete' ? cancel({ ...event, RequestType: 'Update' }) : keep(event);

async function requireMacie(): Promise<void> {
  try {
    await retry(() => macie.send(new GetMacieSessionCommand({})));
  } catch (error) {
    if (isDisabled(error)) {
      throw new Error('Macie is not enabled in this account and Region: enable it first, by the landing zone or by AWS::Macie::Session', { cause: error });
    }
    throw error;
  }
}

const isDisabled = (error: unknown): boolean => errorName(error) === 'AccessDeniedException' && /not enabled/i.test((error as Error).message);

/** A job that was made already: that of this resource, or one whose making nobody heard of. */
async function namesake(name: string, own?: string): Promise<string | undefined> {
  let nextToken: string | undefined;
  const found: string[] = [];
  do {
    const page = await retry(() => macie.send(new ListClassificationJobsCommand({ nextToken })));
    found.push(...(page.items ?? []).filter(job => job.name === name && job.jobStatus !== 'CANCELLED').map(({ jobId }) => jobId!));
    nextToken = page.nextToken;
  } while (nextToken);
  return found.find(id => id === own) ?? found[0];
}

/** Undefined where there is no such job, or no Macie any more. */
async function statusOf(jobId: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{32}$/.test(jobId)) {
    return undefined;
  }
  try {
    const { jobStatus } = await retry(() => macie.send(new DescribeClassificationJobCommand({ jobId })));
    return jobStatus;
  } catch (error) {
    if (errorName(error) === 'ResourceNotFoundException' || isDisabled(error)) {
      return undefined;
    }
    throw error;
  }
}
