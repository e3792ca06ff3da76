import { PolicyDocument } from '../../lib/policy';
import { Caller } from '../aws/contract';
import { Role, sessionOf } from '../aws/services/iam';
import { Edge, Tools } from './edge';
import { Change, Held } from './held';
import { Call, Technique } from './technique';

/** Whether somebody is held already: nobody looks for a second way in. */
export type IsHeld = (arn: string) => boolean;

/** A way into the credentials of somebody else. */
export const entered = (
  technique: Technique, arn: string, caller: Caller, done: readonly string[], changes: readonly Change[] = [],
): Edge => ({
  technique, done, held: { arn, accountId: caller.accountId!, caller, changes: new Set(changes), anyTags: false },
});

/** A way into a role of the world, with the permissions that it has. */
export const intoRole = ({ knowledge }: Tools, technique: Technique, { arn }: Role, done: readonly string[]): Edge =>
  entered(technique, arn, sessionOf(knowledge.world, arn), done);

/** Whether a call is about the role itself. */
export const needsRole = ({ on }: Call): boolean => on === '{target}';

const trusting = ({ arn }: Held): PolicyDocument =>
  ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole' }] });

/** Whether somebody may assume a role of the account whose trust policy names him. */
export const assumesOnceTrusted = ({ possibilities }: Tools, held: Held, resource: string): boolean =>
  possibilities.permits(held, { action: 'sts:AssumeRole', resource, resourceAccountId: held.accountId }, trusting(held));
