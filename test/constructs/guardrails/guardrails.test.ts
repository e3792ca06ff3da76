import { Guardrail, Guardrails, GuardrailSet } from '../../../lib/constructs/guardrails';
import { PolicyType } from '../../../lib/constructs/organization';
import { PLATFORM_ROLE_PATTERN, STACKSETS_ROLE_PATTERN } from '../../../lib/core/naming';
import { PARAMETERS } from './proof';

describe('the catalogue', () => {
  test('lists every static member once, each with an id of its own', () => {
    const members = Object.values(Guardrails).filter((member): member is Guardrail => typeof member === 'object');

    expect(new Set(Guardrails.all())).toEqual(new Set(members));
    expect(new Set(Guardrails.all().map(({ id }) => id)).size).toBe(Guardrails.all().length);
  });

  test.each(Guardrails.all())('$id says what, why and against whom', guardrail => {
    expect(guardrail.title).toMatch(/^[A-Z0-9].*[^.]$/);
    expect(guardrail.intent).toMatch(/^[A-Z].*\.$/);
    expect(guardrail.threat).toMatch(/^[A-Z].*\.$/);
    expect(guardrail.adoption ?? 'Nothing.').toMatch(/^[A-Z].*\.$/);
  });

  test.each(Guardrails.all())('$id exempts roles of the platform and of StackSets, or nobody', ({ exemptions }) => {
    expect([[], [PLATFORM_ROLE_PATTERN, STACKSETS_ROLE_PATTERN]]).toContainEqual(exemptions);
  });

  test.each(Guardrails.all())('$id says the same each time it is asked', guardrail => {
    expect(guardrail.statements(PARAMETERS)).toEqual(guardrail.statements(PARAMETERS));
    expect(guardrail.content(PARAMETERS)).toEqual(guardrail.content(PARAMETERS));
  });

  test('protects every role that it exempts', () => {
    const exempt = new Set(Guardrails.all().flatMap(({ exemptions }) => exemptions));
    const [{ resources }] = Guardrails.PLATFORM_ROLES_PROTECTED.statements(PARAMETERS);

    expect(resources).toEqual(expect.arrayContaining([...exempt]));
  });
});

describe('the sets', () => {
  test('hold every guardrail of the catalogue once', () => {
    const inSets = GuardrailSet.all().flatMap(set => set.guardrails).map(({ id }) => id);

    expect(inSets.sort()).toEqual(Guardrails.all().map(({ id }) => id).sort());
  });

  test('keep the order of the catalogue', () => {
    const order = Guardrails.all().map(({ id }) => id);
    for (const { guardrails } of GuardrailSet.all()) {
      const positions = guardrails.map(({ id }) => order.indexOf(id));
      expect(positions).toEqual([...positions].sort((left, right) => left - right));
    }
  });

  test('can be made of guardrails of the catalogue and of one\'s own', () => {
    const own = new Guardrail({
      id: 'ACME-1', title: 'No marketplace', intent: 'Procurement buys.', threat: 'Somebody else does.',
      policyType: PolicyType.SERVICE_CONTROL_POLICY, statements: [{ actions: ['aws-marketplace:Subscribe'] }],
    });

    expect(GuardrailSet.of('acme', [Guardrails.NO_LEAVING, own]).guardrails).toEqual([Guardrails.NO_LEAVING, own]);
  });

  test('fail when they are empty, repeat a guardrail or have an id that is no name, and say all of it', () => {
    expect(() => GuardrailSet.of('Mine!', [])).toThrow(/'id' must be 1 to 40 lower-case letters.*'guardrails' of set "Mine!" must hold a guardrail, got none/s);
    expect(() => GuardrailSet.of('mine', [Guardrails.NO_LEAVING, Guardrails.NO_LEAVING])).toThrow('\'guardrails\' must not repeat, got "G02" 2 times');
  });
});
