import { Rule } from '../aws/contract';
import { SCHEDULES } from '../rules/schedules';
import { ACCOUNTS_JOIN } from './accounts-join';
import { ACCOUNTS_MOVE } from './accounts-move';
import { ACCOUNTS_SUSPENDED } from './accounts-suspended';
import { DESTRUCTION, KEPT } from './destruction';
import { ALERTS } from './alerts';
import { CONVERGES, FAULTS } from './faults';
import { FIRST_DEPLOYMENT } from './first-deployment';
import { NO_FAILED_INSTANCES } from './invariants/failed-instances';
import { STACK_SETS_ROLE } from './invariants/stack-sets-role';
import { WAY_IN } from './invariants/way-in';
import { LOG_DELIVERY } from './log-delivery';
import { MEMBER_STACKS_UPDATED } from './member-stacks-updated';
import { Phase } from './phase';
import { RECONCILIATION } from './reconciliation';
import { REVERSE_ORDER } from './reverse-order';
import { IDEMPOTENT, SECOND_DEPLOYMENT } from './second-deployment';
import { WAY_IN_OPEN } from './way-in';

/** A rehearsal, in order: the first deployment and life after it. */
export const PHASES: readonly Phase[] = [
  FIRST_DEPLOYMENT, REVERSE_ORDER, LOG_DELIVERY, ALERTS, WAY_IN_OPEN, MEMBER_STACKS_UPDATED, ACCOUNTS_JOIN, ACCOUNTS_MOVE,
  ACCOUNTS_SUSPENDED, RECONCILIATION, SECOND_DEPLOYMENT, FAULTS, DESTRUCTION,
];

/** Names of the phases, as options and failures use them. */
export const PHASE_IDS: readonly string[] = PHASES.map(phase => phase.id);

/** The rules of life after the first deployment; those of services are in rules/. */
export const LIFE_RULES: readonly Rule[] = [
  NO_FAILED_INSTANCES, WAY_IN, STACK_SETS_ROLE, IDEMPOTENT, CONVERGES, KEPT, ...Object.values(SCHEDULES),
];
