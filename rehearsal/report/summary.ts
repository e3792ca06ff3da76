import type { GuardrailName } from '../simulation/guardrail-names';

/** A rehearsal as plain data: what `--json` writes, and what the console prints. */
export interface RehearsalSummary {
  /** Grows when a member changes its meaning; new members do not count. */
  readonly formatVersion: 1;
  readonly succeeded: boolean;
  readonly failures: readonly FailureSummary[];
  readonly phases: readonly PhaseSummary[];
  readonly counts: Counts;
  /**
   * The organization as the first deployment left it.
   * @default none: the deployment makes no organization
   */
  readonly organization?: OrganizationNode;
  readonly inert: readonly InertUse[];
}

/** One phase: what was rehearsed, and how it ended. */
export interface PhaseSummary {
  readonly id: string;
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** What was done, in a few words, or why it was skipped. */
  readonly detail: string;
  /** How long it took. */
  readonly milliseconds: number;
}

/** How much was rehearsed. */
export interface Counts {
  readonly stacks: number;
  /** Stacks that StackSets made in member accounts. */
  readonly stackSetInstances: number;
  /** Resources in stacks and stack instances. */
  readonly resources: number;
  /** Uses of an IAM action that were authorised, in all phases. */
  readonly authorizations: number;
  /** Named pre-conditions that were asked at least once. */
  readonly rules: number;
  /** Properties that the model keeps without effect: type and name, counted once. */
  readonly inertProperties: number;
}

/** Why the deployment is refused, and where. */
export interface FailureSummary {
  /** Id of the phase in which it happened. */
  readonly phase: string;
  readonly kind: string;
  readonly message: string;
  readonly remedy?: string;
  readonly rule?: { readonly id: string; readonly statement: string; readonly source: string };
  /** The statement of a policy that decided, for denials. */
  readonly decision?: DecisionSummary;
  readonly stackName?: string;
  readonly logicalId?: string;
  readonly resourceType?: string;
  readonly constructPath?: string;
  readonly account?: string;
  readonly region?: string;
}

/** What decided a denial. */
export interface DecisionSummary {
  /** Kind of policy: `service-control`, `resource-control`, `identity` … */
  readonly layer: string;
  /** Root, unit or account the policy is attached to. */
  readonly node?: string;
  readonly policy?: string;
  /** Index of the statement in the policy's document. */
  readonly statement?: number;
  readonly sid?: string;
  /** Id of the guardrail that the statement belongs to, from the Metadata of the policy's resource; several where merged. */
  readonly guardrail?: string;
  /** The same with titles. */
  readonly guardrails?: readonly GuardrailName[];
  readonly explanation: string;
}

/** A root, an organizational unit or an account, with the policies attached to it. */
export interface OrganizationNode {
  readonly kind: 'root' | 'organizational-unit' | 'account';
  readonly id: string;
  readonly name: string;
  /** `SUSPENDED`, `PENDING_CLOSURE`; undefined for what is active. */
  readonly status?: string;
  /** Names of the policies attached here, the ones that AWS made left out. */
  readonly policies: readonly string[];
  readonly children: readonly OrganizationNode[];
}

/** A property that the model keeps without effect. */
export interface InertUse {
  readonly type: string;
  readonly property: string;
  readonly reason: string;
  /** Resources of the deployment that have it. */
  readonly uses: number;
}
