import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { GuardrailPolicies, GuardrailProfile, Guardrails, GuardrailSet } from '../../../lib/constructs/guardrails';
import { OrganizationalUnit, PolicyTarget, PolicyType } from '../../../lib/constructs/organization';
import { PARAMETERS } from './proof';

const PROFILES = GuardrailProfile.all().map(profile => ({ name: profile.scope.scopeName, profile }));

/** Sets on one organizational unit, as an app would attach them. */
function attached(sets: readonly GuardrailSet[]): { readonly stack: Stack; readonly policies: GuardrailPolicies[] } {
  const stack = new Stack(new App(), 'Guardrails');
  const target = PolicyTarget.organizationalUnit(OrganizationalUnit.fromOrganizationalUnitId(stack, 'Ou', 'ou-a1b2-c3d4e5f6'));
  const policies = sets.map(set => new GuardrailPolicies(stack, set.id, { set, targets: [target], parameters: PARAMETERS }));
  return { stack, policies };
}

describe.each(PROFILES)('the strict set of $name', ({ profile }) => {
  test('fits the quotas that every organization has', () => {
    const { policies: [{ policies, usage }], stack } = attached([profile.strictSet()]);

    expect(() => Template.fromStack(stack)).not.toThrow();
    for (const type of PolicyType.all()) {
      const own = policies.filter(({ policyType }) => policyType === type).length;
      expect(own + (type.defaultPolicyName ? 1 : 0)).toBeLessThanOrEqual(type.maxAttachments);
    }
    expect(usage.filter(({ contentSize, maxContentSize }) => contentSize > maxContentSize)).toEqual([]);
  });

  test('holds what its sets hold side by side', () => {
    const ids = (sets: GuardrailSet[]) => sets.flatMap(({ guardrails }) => guardrails.map(({ id }) => id));

    expect(ids([profile.strictSet()])).toEqual(ids(profile.strict()));
    expect(ids([profile.recommendedSet()])).toEqual(ids(profile.recommended()));
  });
});

test.each(PROFILES)('the recommended sets of $name fit side by side', ({ profile }) => {
  expect(() => Template.fromStack(attached(profile.recommended()).stack)).not.toThrow();
});

describe('roles within a boundary', () => {
  const within = (set: GuardrailSet) => () => Template.fromStack(attached([set.including(Guardrails.ROLES_WITHIN_BOUNDARY)]).stack);

  test.each(PROFILES)('fit into the recommended set of $name', ({ profile }) => {
    expect(within(profile.recommendedSet())).not.toThrow();
  });

  test('fit beside what a landing zone with networks places on workloads', () => {
    const ofNetworks = [GuardrailSet.NETWORK, GuardrailSet.PRIVATE_NETWORKS];
    const sets = [GuardrailSet.FOUNDATION, GuardrailSet.ACCOUNT_HARDENING, ...ofNetworks, GuardrailSet.PERMISSIONS_BOUNDARY];

    expect(() => Template.fromStack(attached(sets).stack)).not.toThrow();
  });

  test('do not fit into the strict set of workloads, as its adoption says', () => {
    expect(within(GuardrailProfile.WORKLOADS.strictSet())).toThrow(/must fit 4 SERVICE_CONTROL_POLICY beside FullAWSAccess/);
  });
});

test('where sets side by side do not fit, the message says which policies are on the unit, and what to do', () => {
  expect(() => Template.fromStack(attached(GuardrailProfile.WORKLOADS.strict()).stack)).toThrow(
    /'targets' must have at most 5 policies of type SERVICE_CONTROL_POLICY each, got 6 on one target \(FullAWSAccess, lz-foundation-scp-1, .*lz-network-scp-1\)/);
});
