import { throwProblems } from '../../core/errors';
import { PolicyType } from '../organization';
import { ComplianceReference } from './compliance-reference';
import { GuardrailAcknowledgement } from './guardrail-acknowledgement';
import { GuardrailParameters } from './guardrail-parameters';
import { GuardrailScope } from './guardrail-scope';
import { GuardrailStatement } from './guardrail-statement';

/**
 * A rule that no account of the organization can break.
 *
 * Guardrails are data: they say what is denied, against which threat, and who is exempt; a `GuardrailSet` chooses them and
 * `GuardrailPolicies` turns them into policies. Implement this interface, or construct a `Guardrail`, to add your own beside those of the
 * catalogue.
 */
export interface IGuardrail {
  /** Identifier, unique in a set and never used again for another rule, such as `G30`. */
  readonly id: string;

  /** The rule in a few words, as a person would say it. */
  readonly title: string;

  /** What it makes sure of, in one sentence. */
  readonly intent: string;

  /** What would happen without it, in one sentence. */
  readonly threat: string;

  /**
   * What to look at before it is attached, and what to do where it is in the way.
   *
   * @default - nothing to consider
   */
  readonly adoption?: string;

  /**
   * What stops working, and for whom, in one or two sentences.
   *
   * @default - not stated
   */
  readonly breaks?: string;

  /**
   * Where in the organization it belongs.
   *
   * @default - not stated
   */
  readonly belongsTo?: GuardrailScope[];

  /**
   * The requirements it helps to meet.
   *
   * @default - not stated
   */
  readonly compliance?: ComplianceReference[];

  /**
   * Findings of the lint that may stand, each with its reason.
   *
   * @default - none: every finding is an error
   */
  readonly acknowledgements?: GuardrailAcknowledgement[];

  /** The type of policy that enforces it. */
  readonly policyType: PolicyType;

  /**
   * ARN patterns of the roles it does not bind; empty when it binds everybody.
   *
   * Whoever can create a role of such a name is exempt too, so each pattern needs a guardrail that protects it.
   */
  readonly exemptions: string[];

  /**
   * The statements of a service or resource control policy; empty for the other types.
   *
   * @param parameters what the organization decided
   */
  statements(parameters: GuardrailParameters): GuardrailStatement[];

  /**
   * The content of a policy of another type, such as `S3_POLICY`; empty for service and resource control policies.
   *
   * @param parameters what the organization decided
   */
  content(parameters: GuardrailParameters): Record<string, unknown>;
}

/** What a guardrail is made of. */
export interface GuardrailProps {
  /** Identifier, unique in a set and never used again for another rule, such as `ACME-1`. */
  readonly id: string;

  /** The rule in a few words, as a person would say it. */
  readonly title: string;

  /** What it makes sure of, in one sentence. */
  readonly intent: string;

  /** What would happen without it, in one sentence. */
  readonly threat: string;

  /**
   * What to look at before it is attached, and what to do where it is in the way.
   *
   * @default - nothing to consider
   */
  readonly adoption?: string;

  /**
   * What stops working, and for whom, in one or two sentences.
   *
   * @default - not stated
   */
  readonly breaks?: string;

  /**
   * Where in the organization it belongs.
   *
   * @default - not stated
   */
  readonly belongsTo?: GuardrailScope[];

  /**
   * The requirements it helps to meet.
   *
   * @default - not stated
   */
  readonly compliance?: ComplianceReference[];

  /**
   * Findings of the lint that may stand, each with its reason.
   *
   * @default - none: every finding is an error
   */
  readonly acknowledgements?: GuardrailAcknowledgement[];

  /** The type of policy that enforces it. */
  readonly policyType: PolicyType;

  /**
   * ARN patterns of the roles it does not bind, with `arn:*:` for the partition.
   *
   * @default - none: it binds everybody
   */
  readonly exemptions?: string[];

  /**
   * Its statements, for service and resource control policies.
   *
   * @default - none
   */
  readonly statements?: GuardrailStatement[];

  /**
   * Its content, for the other policy types.
   *
   * @default - none
   */
  readonly content?: Record<string, unknown>;
}

/**
 * A guardrail as plain data. Extend it and override `statements` or `content` where they depend on the parameters.
 *
 * @example
 * const noMarketplace = new Guardrail({
 *   id: 'ACME-1',
 *   title: 'No marketplace subscriptions',
 *   intent: 'Software is bought by procurement.',
 *   threat: 'A team subscribes to a product whose terms nobody read.',
 *   policyType: PolicyType.SERVICE_CONTROL_POLICY,
 *   statements: [{ actions: ['aws-marketplace:Subscribe'] }],
 * });
 */
export class Guardrail implements IGuardrail {
  public readonly id: string;
  public readonly title: string;
  public readonly intent: string;
  public readonly threat: string;
  public readonly adoption?: string;
  public readonly breaks?: string;
  public readonly belongsTo?: GuardrailScope[];
  public readonly compliance?: ComplianceReference[];
  public readonly acknowledgements?: GuardrailAcknowledgement[];
  public readonly policyType: PolicyType;
  public readonly exemptions: string[];

  private readonly fixedStatements: GuardrailStatement[];
  private readonly fixedContent: Record<string, unknown>;

  /** @param props what it denies, to whom, and why. */
  public constructor(props: GuardrailProps) {
    this.id = props.id;
    this.title = props.title;
    this.intent = props.intent;
    this.threat = props.threat;
    this.adoption = props.adoption;
    this.breaks = props.breaks;
    this.belongsTo = props.belongsTo;
    this.compliance = props.compliance;
    this.acknowledgements = props.acknowledgements;
    this.policyType = props.policyType;
    this.exemptions = props.exemptions ?? [];
    this.fixedStatements = props.statements ?? [];
    this.fixedContent = props.content ?? {};
  }

  public statements(_parameters: GuardrailParameters): GuardrailStatement[] {
    return this.fixedStatements;
  }

  public content(_parameters: GuardrailParameters): Record<string, unknown> {
    return this.fixedContent;
  }

  /**
   * The same guardrail with more roles that it does not bind.
   *
   * Whoever can make a role of such a name is exempt too: choose names that a guardrail protects, such as those under `role/lz/`, or add
   * a guardrail of your own that protects them.
   *
   * @param roles ARN patterns, with `arn:*:` for the partition
   */
  public exempting(roles: string[]): Guardrail {
    if (roles.length === 0) {
      throwProblems(undefined, [`'roles' must name a role that guardrail "${this.id}" does not bind, got none: name one, or leave the call out`]);
    }
    return new Variant(this, { exemptions: [...this.exemptions, ...roles] });
  }

  /**
   * The same guardrail with a finding of the lint that may stand.
   *
   * @param rule id of the rule, as the finding gives it
   * @param reason why it is right as it is
   */
  public acknowledging(rule: string, reason: string): Guardrail {
    return new Variant(this, { acknowledgements: [...this.acknowledgements ?? [], { rule, reason }] });
  }
}

/** A guardrail that says what another one says, but for some of its props. Statements stay those of the other, whatever its class. */
class Variant extends Guardrail {
  public constructor(private readonly origin: Guardrail, changes: Pick<GuardrailProps, 'exemptions' | 'acknowledgements'>) {
    super({ ...origin, ...changes });
  }

  public override statements(parameters: GuardrailParameters): GuardrailStatement[] {
    return this.origin.statements(parameters);
  }

  public override content(parameters: GuardrailParameters): Record<string, unknown> {
    return this.origin.content(parameters);
  }
}
