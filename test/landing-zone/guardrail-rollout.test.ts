import { GuardrailPlacement, GuardrailRollout, guardrails } from 'cdk-secure-landing-zone';

const PATHS = ['Security', 'Workloads', 'Workloads/Production', 'Workloads/NonProduction', 'Sandbox', 'PolicyStaging'];
const topLevel = GuardrailPlacement.onTopLevel(guardrails.GuardrailSet.FOUNDATION).placedOn(PATHS);

describe('a rollout', () => {
  test('everywhere reaches all units of a set', () => {
    expect(GuardrailRollout.everywhere().targetsOf(topLevel)).toEqual(['Security', 'Workloads', 'Sandbox', 'PolicyStaging']);
  });

  test('that is staged reaches the staging unit only', () => {
    expect(GuardrailRollout.staged().targetsOf(topLevel)).toEqual(['PolicyStaging']);
  });

  test('that is detached reaches nothing', () => {
    expect(GuardrailRollout.detached().targetsOf(topLevel)).toEqual([]);
  });

  test('on a unit below one of the set reaches that unit alone', () => {
    expect(GuardrailRollout.on(['PolicyStaging', 'Workloads/NonProduction']).targetsOf(topLevel)).toEqual(['PolicyStaging', 'Workloads/NonProduction']);
  });

  test('on a unit and one below it attaches once', () => {
    expect(GuardrailRollout.on(['Workloads', 'Workloads/Production']).targetsOf(topLevel)).toEqual(['Workloads']);
  });

  test('can be placed against advice, by a name that says so', () => {
    const placement = GuardrailPlacement.againstAdvice(guardrails.GuardrailSet.IDENTITY_PERIMETER, ['Security']);
    expect([placement.isAgainstAdvice, placement.placedOn(PATHS)]).toEqual([true, ['Security']]);
  });

  test('never reaches a unit the set does not belong to', () => {
    const perimeter = GuardrailPlacement.onTopLevel(guardrails.GuardrailSet.IDENTITY_PERIMETER, { excludedUnits: ['Security'] }).placedOn(PATHS);
    expect(GuardrailRollout.on(['Security']).targetsOf(perimeter)).toEqual([]);
    expect(GuardrailRollout.everywhere().targetsOf(perimeter)).not.toContain('Security');
  });
});
