import { Call, PROWLER, Technique } from '../technique';

/** A service that works with a role that somebody passes to it. */
export interface Passing {
  readonly id: string;
  /** How the title goes on after "Pass a role to". */
  readonly to: string;
  readonly service: string;
  readonly calls: readonly Call[];
  readonly source?: string;
}

/** The technique that passes a role to a service. */
export const passing = ({ id, to, service, calls, source = PROWLER }: Passing): Technique => ({
  id, service: `${service}.amazonaws.com`, source, way: 'pass', title: `Pass a role to ${to}`,
  calls: [{ action: 'iam:PassRole', on: '{target}', context: { 'iam:PassedToService': `${service}.amazonaws.com` } }, ...calls],
  gains: 'the permissions of the role',
});
