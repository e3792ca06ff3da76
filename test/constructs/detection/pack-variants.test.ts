import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ConformanceRule } from '../../../lib/constructs/detection';
import { leftOutOf, packByRegion, packVariants } from '../../../lib/constructs/detection/private/pack-variants';

const rule = (ruleName: string, ...notIn: string[]) => ({ ruleName, notIn }) as Partial<ConformanceRule> as ConformanceRule;
const RULES = [rule('everywhere'), rule('not-in-b-or-c', 'b', 'c'), rule('not-in-c', 'c')];
const namesOf = (rules: readonly ConformanceRule[]) => rules.map(({ ruleName }) => ruleName).join();

function byRegion(rules: ConformanceRule[], regions?: string[]) {
  const stack = new Stack(new App(), 'Stack');
  const { templateBody, condition } = packByRegion(stack, 'theme', packVariants(rules, regions), namesOf);
  const { Conditions: conditions } = Template.fromStack(stack).toJSON();
  return { body: stack.resolve(templateBody), condition: stack.resolve(condition?.logicalId), conditions };
}

test.each([
  ['all rules once where the regions are not known', undefined, [['everywhere,not-in-b-or-c,not-in-c', '']]],
  ['regions alike together', ['a', 'd'], [['everywhere,not-in-b-or-c,not-in-c', 'a,d']]],
  ['the most rules first, whatever the order of the regions', ['c', 'b', 'a'], [
    ['everywhere,not-in-b-or-c,not-in-c', 'a'], ['everywhere,not-in-c', 'b'], ['everywhere', 'c'],
  ]],
])('gives %s', (_, regions, expected) => {
  expect(packVariants(RULES, regions).map(variant => [namesOf(variant.rules), variant.regions.join()])).toEqual(expected);
});

test('says which rules are left out where, and nothing where the regions are not known', () => {
  expect(leftOutOf(RULES, ['a', 'b', 'c'])).toEqual(['not-in-b-or-c in b', 'not-in-b-or-c in c', 'not-in-c in c']);
  expect(leftOutOf(RULES)).toEqual([]);
});

test('writes a pack without a case where every region has every rule', () => {
  expect(byRegion(RULES, ['a', 'd'])).toEqual({ body: 'everywhere,not-in-b-or-c,not-in-c', condition: undefined, conditions: undefined });
});

test('writes a case for each region that has less', () => {
  const { body, condition, conditions } = byRegion(RULES, ['a', 'b', 'c']);
  expect(body).toEqual({ 'Fn::If': ['theme2', 'everywhere', { 'Fn::If': ['theme1', 'everywhere,not-in-c', 'everywhere,not-in-b-or-c,not-in-c'] }] });
  expect(condition).toBeUndefined();
  expect(conditions).toEqual({ theme1: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'b'] }, theme2: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'c'] } });
});

test('makes no pack in a region that has none of the rules', () => {
  const { condition, conditions } = byRegion([rule('not-in-c', 'c')], ['a', 'c']);
  expect(condition).toBe('themeany');
  expect(conditions).toEqual({ theme1: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'c'] }, themeany: { 'Fn::Not': [{ Condition: 'theme1' }] } });
});
