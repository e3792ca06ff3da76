/** The kind of policy that decided; `implicit` where no policy had to. */
export type Layer = 'service-control' | 'resource-control' | 'identity' | 'boundary' | 'session' | 'resource' | 'implicit';

/** How it was decided. */
export type DecisionEffect = 'explicit-deny' | 'implicit-deny' | 'allow';

/** The answer to a request and the statement it rests on. */
export interface Decision {
  /** Whether AWS would let the request pass. */
  readonly allowed: boolean;
  /** The kind of policy that decided. */
  readonly layer: Layer;
  /** Whether a statement denied, none allowed, or one allowed. */
  readonly effect: DecisionEffect;
  /**
   * Root, unit or account whose policies decided.
   *
   * @default - not a policy of the organization
   */
  readonly node?: string;
  /**
   * Name of the deciding policy.
   *
   * @default - no single policy decided
   */
  readonly policy?: string;
  /**
   * Index of the deciding statement in its document.
   *
   * @default - no single statement decided
   */
  readonly statement?: number;
  /**
   * Name of the deciding statement.
   *
   * @default - it has none
   */
  readonly sid?: string;
  /** The decision in words: request, layer, node, policy, statement. */
  readonly explanation: string;
}
