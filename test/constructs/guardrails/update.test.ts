import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Guardrail, GuardrailParameters, GuardrailPolicies, GuardrailProfile, GuardrailSet } from '../../../lib/constructs/guardrails';
import { PolicyType } from '../../../lib/constructs/organization';
import { PolicyDocument, statementsOf } from '../../../lib/policy';
import { PARAMETERS, PROTECTION } from './proof';

// What is attached at every moment of an update. CloudFormation creates and updates resources in the order of their dependencies, and
// removes the ones that are gone when all others are done.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html

interface PolicyResource {
  readonly DependsOn?: string[];
  readonly Properties: { readonly Content: PolicyDocument };
}

type Resources = Readonly<Record<string, PolicyResource>>;

function resourcesOf(set: GuardrailSet, parameters: GuardrailParameters = PARAMETERS): Resources {
  const stack = new Stack(new App());
  new GuardrailPolicies(stack, 'Policies', { set, targets: [], parameters, quotas: { maxAttachments: 20 } });
  new GuardrailPolicies(stack, 'Protection', { set: PROTECTION, targets: [], parameters });
  return Template.fromStack(stack).findResources('AWS::Organizations::Policy') as Record<string, PolicyResource>;
}

/** Each thing a policy denies by itself: one action, under the rest of its statement. */
function denialsOf({ Properties }: PolicyResource): string[] {
  return statementsOf(Properties.Content).flatMap(({ Action, ...rest }) =>
    [Action ?? []].flat().concat(Action === undefined ? ['-'] : []).map(action => JSON.stringify([action, rest])));
}

function denialsOfAll(resources: Resources): Set<string> {
  return new Set(Object.values(resources).flatMap(denialsOf));
}

/** The state after each step of an update. */
function* statesOfUpdate(before: Resources, after: Resources): Generator<Resources> {
  let state = { ...before };
  for (const id of inOrderOfDependencies(after)) {
    state = { ...state, [id]: after[id] };
    yield state;
  }
  const gone = inOrderOfDependencies(before).reverse().filter(id => !(id in after));
  for (const id of gone) {
    state = Object.fromEntries(Object.entries(state).filter(([present]) => present !== id));
    yield state;
  }
}

function inOrderOfDependencies(resources: Resources): string[] {
  const done = new Set<string>();
  const visit = (id: string): void => {
    (resources[id].DependsOn ?? []).filter(dependency => dependency in resources && !done.has(dependency)).forEach(visit);
    done.add(id);
  };
  Object.keys(resources).forEach(visit);
  return [...done];
}

/** What is denied before and after an update, but not at every moment of it. */
function gaps(before: Resources, after: Resources): string[] {
  const throughout = [...denialsOfAll(before)].filter(denial => denialsOfAll(after).has(denial));
  const missing = [...statesOfUpdate(before, after)].flatMap(state => {
    const attached = denialsOfAll(state);
    return throughout.filter(denial => !attached.has(denial));
  });
  return [...new Set(missing)];
}

/** Whether a statement is denied by another policy after the update than before. */
function hasMoved(before: Resources, after: Resources): boolean {
  return Object.entries(before).some(([id, policy]) => denialsOf(policy).some(denial =>
    denialsOfAll(after).has(denial) && !(id in after && denialsOf(after[id]).includes(denial))));
}

const ofSize = (id: string, characters: number) => new Guardrail({
  id, title: id, intent: id, threat: id, policyType: PolicyType.SERVICE_CONTROL_POLICY,
  statements: [{ actions: ['ec2:RunInstances'], resources: [`arn:*:ec2:*:*:${id.padEnd(characters, '-')}`] }],
});

/** Numbers that look random and are the same each time. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** Sets of guardrails of all sizes, each with a source of further choices. */
const RANDOM_SETS = Array.from({ length: 15 }, (_, seed) => {
  const next = sequence(seed + 1);
  const sizes = Array.from({ length: 6 + Math.floor(next() * 8) }, () => 100 + Math.floor(next() * 3_000));
  return { seed, sizes, next, set: setOf(sizes) };
});

function setOf(sizes: readonly number[]): GuardrailSet {
  return GuardrailSet.of('mine', sizes.map((size, index) => ofSize(`G${index}-`, size)));
}

describe('an update leaves no statement out between two policies', () => {
  test.each(RANDOM_SETS)('when guardrails are appended ($seed)', ({ next, set }) => {
    const after = set.including(ofSize('new-1', 100 + next() * 3_000), ofSize('new-2', 100 + next() * 3_000));

    expect(hasMoved(resourcesOf(set), resourcesOf(after))).toBe(false);
    expect(gaps(resourcesOf(set), resourcesOf(after))).toEqual([]);
  });

  test.each(RANDOM_SETS)('when statements grow, and push others into later policies ($seed)', ({ next, set, sizes }) => {
    const grown = sizes.map(size => next() < 0.3 ? size + Math.floor(next() * 1_500) : size);

    expect(gaps(resourcesOf(set), resourcesOf(setOf(grown)))).toEqual([]);
  });

  test.each(RANDOM_SETS)('when guardrails are left out, since their places stay ($seed)', ({ next, set }) => {
    const after = set.without(...set.guardrails.slice(1).filter(() => next() < 0.4).map(({ id }) => id));

    expect(hasMoved(resourcesOf(set), resourcesOf(after))).toBe(false);
    expect(gaps(resourcesOf(set), resourcesOf(after))).toEqual([]);
  });

  test('when a policy is removed, and its statements go to an earlier one', () => {
    const [before, after] = [setOf([3_000, 3_000]), setOf([1_000, 3_000])].map(set => resourcesOf(set));

    expect(hasMoved(before, after)).toBe(true);
    expect(gaps(before, after)).toEqual([]);
  });

  test('when statements shrink, and the others are kept in their policies', () => {
    const [before, after] = [setOf([3_000, 2_500, 2_000, 3_000]), setOf([500, 2_500, 2_000, 3_000]).keeping('G1-', 2).keeping('G3-', 3)];

    expect(gaps(resourcesOf(before), resourcesOf(after))).toEqual([]);
  });

  test('of the sets of the catalogue, when more regions are governed and more accounts are trusted', () => {
    const more = {
      ...PARAMETERS,
      governedRegions: ['eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-north-1'],
      trustedAccounts: Array.from({ length: 40 }, (_, index) => String(100_000_000_000 + index)),
    };
    for (const set of GuardrailProfile.WORKLOADS.strict()) {
      expect(gaps(resourcesOf(set), resourcesOf(set, more))).toEqual([]);
    }
  });
});

describe('where packing without a memory has its limit', () => {
  test('a statement that shrinks lets one behind it move to an earlier policy that stays: for a moment it is in neither', () => {
    const [before, after] = [setOf([3_000, 2_500, 2_000]), setOf([500, 2_500, 2_000])].map(set => resourcesOf(set));

    expect(gaps(before, after)).toHaveLength(1);
  });

  test('the chain of dependencies is what holds the others: without it, growth leaves a gap', () => {
    const [before, after] = [setOf([1_000, 2_500, 2_000]), setOf([3_000, 2_500, 2_000])].map(set => resourcesOf(set));
    const unchained = Object.fromEntries(Object.entries(after).map(([id, { Properties }]) => [id, { Properties }]));

    expect(gaps(before, after)).toEqual([]);
    expect(gaps(before, unchained)).toHaveLength(1);
  });
});
