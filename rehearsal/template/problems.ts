import { RehearsalFailure } from '../aws/contract';

/** Something the rehearsal does not know: an error that names it, never a silent pass. */
export function unknown(message: string, remedy?: string): RehearsalFailure {
  return new RehearsalFailure({ kind: 'unknown', message, remedy });
}

/** A template that CloudFormation itself would refuse. */
export function invalid(message: string, remedy?: string): RehearsalFailure {
  return new RehearsalFailure({ kind: 'aws-error', message, remedy });
}
