import { IConstruct } from 'constructs';
import { findingsBelow } from './private/find';
import { SecurityFinding } from './security-finding';

/** What the rules of security say of constructs. */
export class SecurityFindings {
  /**
   * What they say of everything below a scope, as it is now: what aspects correct is right only after the synthesis. Resources of a landing
   * zone are left out; what is waived is in it, with its waiver.
   *
   * @param scope an app, a stage, a stack or any construct
   */
  public static of(scope: IConstruct): SecurityFinding[] {
    return findingsBelow(scope);
  }

  private constructor() {}
}
