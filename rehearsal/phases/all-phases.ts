import { ACCOUNTS_JOIN } from './accounts-join';
import { ACCOUNTS_MOVE } from './accounts-move';
import { ACCOUNTS_SUSPENDED } from './accounts-suspended';
import { DESTRUCTION } from './destruction';
import { FAULTS } from './faults';
import { FIRST_DEPLOYMENT } from './first-deployment';
import { MEMBER_STACKS_UPDATED } from './member-stacks-updated';
import { Phase } from './phase';
import { REVERSE_ORDER } from './reverse-order';
import { SECOND_DEPLOYMENT } from './second-deployment';
import { WAY_IN_OPEN } from './way-in';

/** A rehearsal, in order: the first deployment and life after it. */
export const PHASES: readonly Phase[] = [
  FIRST_DEPLOYMENT, REVERSE_ORDER, WAY_IN_OPEN, MEMBER_STACKS_UPDATED, ACCOUNTS_JOIN, ACCOUNTS_MOVE, ACCOUNTS_SUSPENDED, SECOND_DEPLOYMENT, FAULTS, DESTRUCTION,
];
