import { ComplianceReference, Guardrail, GuardrailProfile, Guardrails, GuardrailScope, GuardrailSet } from '../../../lib/constructs/guardrails';
import { PolicyType } from '../../../lib/constructs/organization';
import { PLATFORM_ROLE_PATTERN, STACKSETS_ROLE_PATTERN } from '../../../lib/core/naming';
import { PARAMETERS } from './proof';

/** The pattern of a role of the account that owns the resource, as one of any account: what G10 protects is protected in all of them. */
const inAnyAccount = (pattern: string) => pattern.replace('${aws:ResourceAccount}', '*');

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

  test.each(Guardrails.all())('$id says how to adopt it, what it breaks, where it belongs and which requirements it helps to meet', guardrail => {
    const { adoption, belongsTo, breaks, compliance } = guardrail;
    expect(adoption).toMatch(/^[A-Z].*\.$/s);
    expect(breaks).toMatch(/^[A-Z].*\.$/);
    expect(belongsTo).not.toHaveLength(0);
    expect(belongsTo).toEqual(GuardrailScope.all().filter(scope => belongsTo?.includes(scope)));
    expect(compliance).toBeDefined();
    expect(new Set(compliance?.map(String)).size).toBe(compliance?.length);
  });

  test.each(Guardrails.all())('$id exempts roles of the platform and of StackSets, or nobody', ({ exemptions }) => {
    expect([[], [PLATFORM_ROLE_PATTERN, STACKSETS_ROLE_PATTERN]]).toContainEqual(exemptions.map(inAnyAccount));
  });

  test.each(Guardrails.all())('$id says the same each time it is asked', guardrail => {
    expect(guardrail.statements(PARAMETERS)).toEqual(guardrail.statements(PARAMETERS));
    expect(guardrail.content(PARAMETERS)).toEqual(guardrail.content(PARAMETERS));
  });

  test('protects every role that it exempts', () => {
    const exempt = new Set(Guardrails.all().flatMap(({ exemptions }) => exemptions.map(inAnyAccount)));
    const [{ resources }] = Guardrails.PLATFORM_ROLES_PROTECTED.statements(PARAMETERS);

    expect(resources).toEqual(expect.arrayContaining([...exempt]));
  });
});

describe('a guardrail', () => {
  test('can exempt more roles, and is otherwise the same', () => {
    const exempting = Guardrails.GOVERNED_REGIONS.exempting(['arn:*:iam::*:role/lz/x']);

    expect(exempting).toMatchObject({ id: 'G05', exemptions: [...Guardrails.GOVERNED_REGIONS.exemptions, 'arn:*:iam::*:role/lz/x'] });
    expect(exempting.statements(PARAMETERS)).toEqual(Guardrails.GOVERNED_REGIONS.statements(PARAMETERS));
    expect(exempting.exempting(['arn:*:iam::*:role/lz/y']).exemptions).toHaveLength(4);
    expect(Guardrails.GOVERNED_REGIONS.exemptions).toHaveLength(2);
  });

  test('of another type than statements keeps its content when it is changed', () => {
    expect(Guardrails.AI_OPT_OUT.acknowledging('some-rule', 'Looked at.').content(PARAMETERS)).toEqual(Guardrails.AI_OPT_OUT.content(PARAMETERS));
  });

  test('can refer to any framework', () => {
    expect([ComplianceReference.cis('7.0', '2.1.1'), ComplianceReference.fsbp('IAM.4'), ComplianceReference.of('PCI DSS 4.0', '10.2')].map(String))
      .toEqual(['CIS 7.0: 2.1.1', 'FSBP: IAM.4', 'PCI DSS 4.0: 10.2']);
  });
});

describe('the profiles', () => {
  test('are one for each kind of unit', () => {
    expect(GuardrailProfile.all().map(({ scope }) => scope)).toEqual(GuardrailScope.units());
  });

  test.each(GuardrailProfile.all().map(profile => ({ name: profile.scope.scopeName, profile })))('on $name put no guardrail where it does not belong', ({ profile }) => {
    const guardrails = profile.strict().flatMap(set => set.guardrails);
    const misplaced = guardrails.filter(({ belongsTo }) => !belongsTo?.includes(profile.scope));

    expect(misplaced.map(({ id }) => id)).toEqual([]);
  });

  test('begin with the foundation and grow', () => {
    for (const profile of GuardrailProfile.all()) {
      expect(profile.foundation()).toContain(GuardrailSet.FOUNDATION);
      expect(profile.recommended().slice(0, profile.foundation().length)).toEqual(profile.foundation());
      expect(profile.strict().slice(0, profile.recommended().length)).toEqual(profile.recommended());
      expect(new Set(profile.strict()).size).toBe(profile.strict().length);
    }
  });
});

describe('the sets', () => {
  test('can be had with more guardrails, without some, and with a variant in the same place', () => {
    const ids = (set: GuardrailSet) => set.guardrails.map(({ id }) => id);
    const exempting = Guardrails.TRAIL_PROTECTED.exempting(['arn:*:iam::*:role/lz/x']);

    expect(ids(GuardrailSet.FOUNDATION.including(Guardrails.TLS_ONLY))).toEqual([...ids(GuardrailSet.FOUNDATION), 'G62']);
    expect(ids(GuardrailSet.FOUNDATION.without('G05', 'G02'))).toEqual(ids(GuardrailSet.FOUNDATION).filter(id => id !== 'G05' && id !== 'G02'));
    expect(GuardrailSet.FOUNDATION.replacing(exempting).guardrails[2]).toBe(exempting);
    expect(GuardrailSet.FOUNDATION.guardrails[2]).toBe(Guardrails.TRAIL_PROTECTED);
  });

  test('fail when what shall be left out or replaced is not in them, and say what is', () => {
    expect(() => GuardrailSet.TRANSPORT.without('G99')).toThrow('\'guardrails\' of set "transport" must contain "G99", got ["G62"]: name one of them');
    expect(() => GuardrailSet.TRANSPORT.replacing(Guardrails.NO_LEAVING)).toThrow('must contain "G02"');
    expect(() => GuardrailSet.TRANSPORT.including(Guardrails.TLS_ONLY)).toThrow('\'guardrails\' must not repeat, got "G62" 2 times');
  });

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
