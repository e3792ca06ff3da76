import { AwsError, FailureDetails, RehearsalFailure } from '../aws/contract';
import { StackPlace } from './stack-state';

/** Turns what AWS answered into a refusal that says where it happened; errors of the rehearsal's own code are thrown as they are. */
export function refusalOf(error: unknown, place: Partial<FailureDetails>): RehearsalFailure {
  if (error instanceof RehearsalFailure) return error.at(place);
  if (!(error instanceof AwsError)) throw error;
  const { code, message, decision } = error;
  return new RehearsalFailure({ ...place, kind: decision ? 'denied' : 'aws-error', message: `${code}: ${message}`, ...decision && { decision } });
}

/** A stack as failures name it. */
export function placeDetails({ name, accountId, region }: StackPlace): Partial<FailureDetails> {
  return { stackName: name, accountId, region };
}

/** The same refusal with more to do about it. */
export function withRemedy(failure: RehearsalFailure, remedy: string | undefined): RehearsalFailure {
  if (!remedy) return failure;
  return new RehearsalFailure({ ...failure.details, remedy: [failure.details.remedy, remedy].filter(Boolean).join('; ') });
}
