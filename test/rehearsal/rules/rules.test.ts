import { RULES } from '../../../rehearsal/rules';
import { RESOURCE_TYPES } from '../../../rehearsal/types';

test('every rule has an id of its own, one sentence and a source', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { id, statement, source } of RULES) {
    expect(id).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
    expect(statement).toMatch(/^[A-Z].*\.$/);
    expect(source).toMatch(/https:\/\/|github\.com|schema/);
  }
});

test('every type knows what it requires and replaces, and gives a reason for what is inert', () => {
  for (const { properties, required, createOnly, permissions, source } of RESOURCE_TYPES) {
    [...required, ...createOnly].forEach(name => expect(properties).toHaveProperty(name));
    Object.values(properties).filter(use => use !== 'interpreted').forEach(({ inert }) => expect(inert.length).toBeGreaterThan(10));
    expect(source).not.toBe('');
    [...permissions.create, ...permissions.update, ...permissions.delete].forEach(({ action }) => expect(action).toMatch(/^[a-z0-9-]+:[A-Z]\w+$/));
  }
});
