import { Guardrails, GuardrailSet } from '../../constructs/guardrails';
import { GuardrailPlacement } from '../guardrail-rollout';
import { ROOT } from '../organizational-unit-path';

/** Rules of AWS Config that no configuration leaves out. That MFA is a hardware device is left to choice: a virtual one is MFA too. */
export const ROOT_RULES: readonly string[] = ['root-account-mfa-enabled', 'iam-root-access-key-check'];

/** Units on which members could act as root: no set on them or above them locks root users. */
export function openUnitProblems(placements: readonly GuardrailPlacement[], paths: readonly string[]): string[] {
  const locking = placements.filter(({ set }) => locksRoot(set)).flatMap(placement => placement.placedOn([...paths]));
  const open = locking.includes(ROOT) ? [] : paths.filter(path => !path.includes('/') && !locking.includes(path));
  return open.map(unit => `'guardrails.placements' must place ${Guardrails.ROOT_LOCKDOWN.id} on every unit, got sets without it on "${unit}": `
    + 'place GuardrailSet.FOUNDATION there, or a set of yours that includes Guardrails.ROOT_LOCKDOWN');
}

/** What the configuration leaves out of the rules that look at root users every day. */
export function rootRuleProblems(ruleNames: readonly string[]): string[] {
  return ROOT_RULES.filter(rule => !ruleNames.includes(rule)).map(rule =>
    `'detection.ruleExceptions' must not leave out what watches root users, got "${rule}": remove the exception, and what the rule finds`);
}

const locksRoot = (set: GuardrailSet): boolean => set.guardrails.some(({ id }) => id === Guardrails.ROOT_LOCKDOWN.id);
