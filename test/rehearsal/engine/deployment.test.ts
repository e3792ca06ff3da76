import { findStack, stacksOf } from '../../../rehearsal/engine';
import { ACCOUNT, assembly, deployment, emptyWorld, failureOf, REGION, thing, Things } from './fakes';

const place = (name: string) => ({ accountId: ACCOUNT, region: REGION, name });

describe('the first deployment', () => {
  test('creates resources after what they need, and answers Ref and Fn::GetAtt', async () => {
    const [world, things] = [emptyWorld(), new Things()];
    await deployment(world, things, assembly({
      one: {
        resources: { B: thing('b', { Color: { 'Fn::Sub': '${A.Arn}/${AWS::Region}/${A.Endpoint.Port}' } }), A: thing('a'), C: thing('c', {}, { DependsOn: 'B' }) },
        outputs: { Out: { Value: { Ref: 'B' } } },
      },
    })).deploy();
    expect(things.events).toEqual(['create a', 'create b', 'create c']);
    expect(things.things.get('b')!.color).toBe('arn:a/eu-central-1/80');
    expect(findStack(world, place('one'))).toMatchObject({ status: 'COMPLETE', outputs: { Out: 'b' } });
  });

  test('deploys stacks in the order of the manifest, and passes values by Fn::GetStackOutput', async () => {
    const [world, things] = [emptyWorld(), new Things()];
    const value = { 'Fn::GetStackOutput': { StackName: 'first', OutputName: 'Out' } };
    await deployment(world, things, assembly({
      second: { dependencies: ['first'], resources: { B: thing('b', { Color: value }) } },
      first: { resources: { A: thing('a') }, outputs: { Out: { Value: 'green' } } },
    })).deploy();
    expect(things.things.get('b')!.color).toBe('green');
    expect(world.calls.map(({ action }) => action)).toContain('cloudformation:DescribeStacks');
  });

  test('says which stack must come before when an output is read too early', async () => {
    const value = { 'Fn::GetStackOutput': { StackName: 'first', OutputName: 'Out' } };
    const details = await failureOf(deployment(emptyWorld(), new Things(), assembly({
      a: { resources: { B: thing('b', { Color: value }) } },
      first: { resources: { A: thing('a') }, outputs: { Out: { Value: 'green' } } },
    })).deploy());
    expect(details).toMatchObject({ kind: 'order', message: expect.stringContaining('"first"'), constructPath: 'App/a/B', stackName: 'a', resourceType: 'Test::Thing' });
  });

  test('turns around what nothing orders', async () => {
    const things = new Things();
    await deployment(emptyWorld(), things, assembly({
      one: { resources: { A: thing('a'), B: thing('b'), C: thing('c', {}, { DependsOn: 'A' }) } }, two: { resources: { D: thing('d') } },
    }), { order: 'last' }).deploy();
    expect(things.events).toEqual(['create d', 'create b', 'create a', 'create c']);
  });

  test('leaves out resources whose condition does not hold', async () => {
    const things = new Things();
    await deployment(emptyWorld(), things, assembly({
      one: { resources: { A: thing('a'), B: thing('b', {}, { Condition: 'Never' }) }, more: { Conditions: { Never: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'mars'] } } } },
    })).deploy();
    expect(things.events).toEqual(['create a']);
  });

  test('makes calls as the execution role, and reports each step', async () => {
    const steps: unknown[] = [];
    const world = emptyWorld();
    await deployment(world, new Things(), assembly({ one: { resources: { A: thing('a') } } }), {
      listener: {
        stackStarted: (...event) => steps.push(event),
        resourceDone: event => steps.push(event),
        stackDone: (name, action) => steps.push([name, action]),
      },
    }).deploy();
    expect(steps).toEqual([['one', 0, 1], { stack: 'one', logicalId: 'A', type: 'Test::Thing', action: 'create' }, ['one', 'created']]);
    expect(world.calls).toMatchObject([{ action: 'test:CreateThing', resource: 'arn:aws:test:::a', write: true, caller: expect.stringContaining('cfn-exec') }]);
  });

  test.each([
    ['a type', { Type: 'AWS::No::Such' }, 'unknown', '"AWS::No::Such" (A)'],
    ['a property', thing('a', { Sise: 1 }), 'unknown', "'Sise' of Test::Thing"],
    ['a nested property', thing('a', { Nested: { Items: [{ Known: 1 }, { Strange: 1 }] } }), 'unknown', "'Nested.Items.Strange'"],
    ['an attribute', thing('a', { Color: { 'Fn::GetAtt': ['Z', 'Nope'] } }), 'unknown', '"Nope" of Test::Thing'],
    ['a missing property', { Type: 'Test::Thing', Properties: {} }, 'aws-error', "'Name' of Test::Thing must be given"],
  ])('fails on %s that the model does not know', async (_, resource, kind, message) => {
    const details = await failureOf(deployment(emptyWorld(), new Things(), assembly({ one: { resources: { Z: thing('z'), A: resource } } })).deploy());
    expect(details).toMatchObject({ kind, message: expect.stringContaining(message), stackName: 'one' });
  });

  test('refuses a template that is too large, by the rule', async () => {
    const resources = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`T${index}`, thing(`t${index}`)]));
    expect(await failureOf(deployment(emptyWorld(), new Things(), assembly({ one: { resources } })).deploy())).toMatchObject({
      rule: { id: 'cloudformation/template-limits' }, message: expect.stringContaining('at most 500 in its section Resources, got 501'),
    });
  });

  test('refuses two stacks of one name', async () => {
    const twice = assembly({ one: { resources: { A: thing('a') } }, two: { name: 'one', resources: { A: thing('b') } } });
    expect(await failureOf(deployment(emptyWorld(), new Things(), twice).deploy())).toMatchObject({ message: expect.stringContaining("'stackName' must be unique") });
  });

  test('fails when the region is not bootstrapped', async () => {
    const elsewhere = assembly({ one: { resources: { A: thing('a') }, executionRoleArn: 'arn:aws:iam::111111111111:role/none' } });
    expect(await failureOf(deployment(emptyWorld(), new Things(), elsewhere).deploy())).toMatchObject({ message: expect.stringContaining('role/none'), stackName: 'one' });
  });
});

describe('a further deployment', () => {
  async function deployed(resources: Record<string, object>, more: object = {}) {
    const [world, things] = [emptyWorld(), new Things()];
    await deployment(world, things, assembly({ one: { resources, ...more } })).deploy();
    things.events.length = 0;
    const update = (next: Record<string, object>) => deployment(world, things, assembly({ one: { resources: next } })).deploy();
    return { world, things, update };
  }

  test('of the same assembly does nothing, in a copy of the world too', async () => {
    const { world, things } = await deployed({ A: thing('a') });
    const copy = world.clone();
    const calls = copy.calls.length;
    await deployment(copy, things, assembly({ one: { resources: { A: thing('a') } } })).deploy();
    expect(things.events).toEqual([]);
    expect(copy.calls.length).toBe(calls);
  });

  test('updates in place, with the permissions of what changes', async () => {
    const { world, things, update } = await deployed({ A: thing('a', { Color: 'red' }), B: thing('b', { Size: 1 }) });
    await update({ A: thing('a', { Color: 'blue' }), B: thing('b', { Size: 2 }) });
    expect(things.events).toEqual(['update a', 'update b']);
    expect(world.calls.map(({ action }) => action).slice(2)).toEqual(['test:PaintThing', 'test:UpdateThing', 'test:UpdateThing']);
  });

  test('replaces when a create-only property changes: new first, old last', async () => {
    const { things, update } = await deployed({ A: thing('a'), B: thing('b', { Color: { Ref: 'A' } }) });
    await update({ A: thing('a2'), B: thing('b', { Color: { Ref: 'A' } }) });
    expect(things.events).toEqual(['create a2', 'update b', 'delete a']);
  });

  test('keeps the old one by UpdateReplacePolicy', async () => {
    const { things, update } = await deployed({ A: thing('a') });
    await update({ A: thing('a2', {}, { UpdateReplacePolicy: 'Retain' }) });
    expect([...things.things.keys()]).toEqual(['a', 'a2']);
  });

  test('deletes what was removed, in reverse order, but for what is retained', async () => {
    const { world, things, update } = await deployed({
      A: thing('a'), B: thing('b', {}, { DependsOn: 'A' }), C: thing('c', {}, { DeletionPolicy: 'RetainExceptOnCreate' }), D: thing('d'),
    });
    await update({ D: thing('d') });
    expect(things.events).toEqual(['delete b', 'delete a']);
    expect(Object.keys(stacksOf(world)[0].resources)).toEqual(['D']);
  });

  test('refuses to change what AWS never changes', async () => {
    const { update } = await deployed({ A: thing('a', { Kind: 'x' }) });
    expect(await failureOf(update({ A: thing('a', { Kind: 'y' }) }))).toMatchObject({ message: "'Kind' of Test::Thing cannot be changed" });
  });

  test('refuses to change the type of a resource', async () => {
    const { update } = await deployed({ A: thing('a') });
    expect(await failureOf(update({ A: { Type: 'Test::StackSet' } }))).toMatchObject({ message: expect.stringContaining('must stay Test::Thing') });
  });

  test('refuses to remove an export that is in use, and names the stack that uses it', async () => {
    const [world, things] = [emptyWorld(), new Things()];
    const out = { Out: { Value: { Ref: 'A' }, Export: { Name: 'the-a' } } };
    const user = { dependencies: ['one'], resources: { B: thing('b', { Color: { 'Fn::ImportValue': 'the-a' } }) } };
    await deployment(world, things, assembly({ one: { resources: { A: thing('a') }, outputs: out }, two: user })).deploy();
    const details = await failureOf(deployment(world, things, assembly({ one: { resources: { A: thing('a') } }, two: user })).deploy());
    expect(details).toMatchObject({ rule: { id: 'cloudformation/export-in-use' }, message: expect.stringContaining('stack "two"') });
    expect(findStack(world, place('one'))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', exports: { 'the-a': 'a' } });
  });

  test('refuses one export name for two stacks', async () => {
    const outputs = { Out: { Value: 'x', Export: { Name: 'name' } } };
    const twice = assembly({ one: { resources: { A: thing('a') }, outputs }, two: { resources: { B: thing('b') }, outputs } });
    expect(await failureOf(deployment(emptyWorld(), new Things(), twice).deploy())).toMatchObject({ rule: { id: 'cloudformation/export-unique' } });
  });
});

describe('destroy', () => {
  test('deletes stacks and resources in reverse order, and leaves what is to be retained', async () => {
    const [world, things] = [emptyWorld(), new Things()];
    const all = assembly({
      one: { resources: { A: thing('a'), B: thing('b', {}, { DependsOn: 'A' }), C: thing('c', {}, { DeletionPolicy: 'Retain' }) } },
      two: { dependencies: ['one'], resources: { D: thing('d') } },
    });
    await deployment(world, things, all).deploy();
    things.events.length = 0;
    await deployment(world, things, all).destroy();
    expect(things.events).toEqual(['delete d', 'delete b', 'delete a']);
    expect([...things.things.keys()]).toEqual(['c']);
    expect(stacksOf(world)).toEqual([]);
  });
});
