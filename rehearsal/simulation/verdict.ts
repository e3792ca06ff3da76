import { Decision, evaluate, PolicyStatement } from '../../lib/policy';
import { DecisionInputs } from '../aws/authorization';
import {
  decidingStatement, failing, holding, PlacedStatement, placedStatements, replaced, StatementPlace, Unknown, unknownKeysOf,
} from './open-statements';
import { isUnknownKey } from './unknown-keys';

/** A statement that would decide, and the keys that nobody knows. */
export interface OpenStatement {
  readonly keys: readonly string[];
  readonly place: StatementPlace;
}

/** What is sure about a request. */
export interface Verdict {
  /** The decision, whatever the unknown keys are; undefined when they decide. */
  readonly decision?: Decision;
  /** Every statement that denies, whatever the unknown keys are: the deciding one first. */
  readonly denials: readonly Decision[];
  /** The statements that depend on unknown keys, when these decide. */
  readonly open: readonly OpenStatement[];
}

/**
 * Decides a request of which not every condition key is known.
 *
 * It is decided twice: once as if every deny that depends on an unknown key held, and no allow that does; and once the other way round.
 * Where both agree, the unknown keys do not matter.
 */
export function judge(inputs: DecisionInputs): Verdict {
  const question = new OpenQuestion(inputs);
  const worst = question.decide('Deny');
  const best = question.decide('Allow');
  const denials = question.deciders('Allow').map(({ decision }) => decision);
  return worst.allowed === best.allowed ? { decision: best.allowed ? worst : best, denials, open: [] } : { denials, open: question.open() };
}

type Statements = ReadonlySet<PolicyStatement>;
const NONE: Statements = new Set();

/** A request with statements of which nobody knows whether they match. */
class OpenQuestion {
  private readonly statements: readonly PlacedStatement[];
  private readonly isUnknown: Unknown;

  public constructor(private readonly inputs: DecisionInputs) {
    this.statements = placedStatements(inputs.policies);
    this.isUnknown = key => isUnknownKey(key, inputs.request);
  }

  /** The decision as if statements with unknown keys held when they have the effect, and failed when they have the other. */
  public decide(effect: PolicyStatement['Effect'], failed: Statements = NONE): Decision {
    return evaluate(this.inputs.request, replaced(this.inputs.policies, statement => {
      if (failed.has(statement)) {
        return failing(statement);
      }
      if (this.keysOf(statement).length === 0) {
        return statement;
      }
      return statement.Effect === effect ? holding(statement, this.isUnknown) : failing(statement);
    }));
  }

  /** The statements that deny one after the other, as the one before is taken away. */
  public deciders(effect: PolicyStatement['Effect']): readonly { readonly decision: Decision; readonly by: PlacedStatement }[] {
    const failed = new Set<PolicyStatement>();
    const found: { decision: Decision; by: PlacedStatement }[] = [];
    for (;;) {
      const decision = this.decide(effect, failed);
      const by = decidingStatement(this.statements, decision);
      if (decision.effect !== 'explicit-deny' || !by || failed.has(by.statement)) {
        return found;
      }
      found.push({ decision, by });
      failed.add(by.statement);
    }
  }

  /** All denies that depend on unknown keys, and the allows that the request needs. */
  public open(): readonly OpenStatement[] {
    return [...this.deciders('Deny').map(({ by }) => by), ...this.neededAllows()]
      .map(({ place, statement }) => ({ place, keys: this.keysOf(statement) }))
      .filter(({ keys }) => keys.length > 0);
  }

  /** Allows without which, or by which alone of all that depend on unknown keys, the request is allowed. */
  private neededAllows(): readonly PlacedStatement[] {
    const allows = this.statements.filter(({ statement }) => statement.Effect === 'Allow' && this.keysOf(statement).length > 0);
    const isAllowedWithout = (failed: readonly PlacedStatement[]) => this.decide('Allow', new Set(failed.map(({ statement }) => statement))).allowed;
    return isAllowedWithout(allows) ? []
      : allows.filter(allow => !isAllowedWithout([allow]) || isAllowedWithout(allows.filter(other => other !== allow)));
  }

  private keysOf(statement: PolicyStatement): readonly string[] {
    return unknownKeysOf(statement, this.isUnknown);
  }
}
