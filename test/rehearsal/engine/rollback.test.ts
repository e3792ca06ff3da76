import { findStack, StackState } from '../../../rehearsal/engine';
import { ACCOUNT, assembly, deployment, emptyWorld, failureOf, REGION, thing, Things } from './fakes';

const stackOf = (world: ReturnType<typeof emptyWorld>) => findStack(world, { accountId: ACCOUNT, region: REGION, name: 'one' }) as StackState;

describe('when a create fails', () => {
  const resources = {
    Plain: thing('plain'),
    Kept: thing('kept', {}, { DeletionPolicy: 'Retain', DependsOn: 'Plain' }),
    Data: thing('data', {}, { DeletionPolicy: 'RetainExceptOnCreate', DependsOn: 'Kept' }),
    Last: thing('last', {}, { DependsOn: 'Data' }),
  };

  async function failed() {
    const [world, things] = [emptyWorld(), new Things()];
    const all = assembly({ one: { resources, terminationProtection: true } });
    const details = await failureOf(deployment(world, things, all, { faultAt: { stackName: 'one', logicalId: 'Last' } }).deploy());
    return { world, things, all, details };
  }

  test('deletes what was created, latest first, but for plain Retain', async () => {
    const { world, things } = await failed();
    expect(things.events.slice(3)).toEqual(['delete data', 'delete plain']);
    expect([...things.things.keys()]).toEqual(['kept']);
    expect(stackOf(world)).toMatchObject({ status: 'ROLLBACK_COMPLETE', resources: {}, retained: { Kept: { physicalId: 'kept' } } });
  });

  test('says where, what was kept, and what to do', async () => {
    const { details } = await failed();
    expect(details).toMatchObject({ kind: 'aws-error', logicalId: 'Last', constructPath: 'App/one/Last', stackName: 'one', accountId: ACCOUNT, region: REGION });
    expect(details.remedy).toMatch(/no-enable-termination-protection --stack-name one; .*delete-stack --stack-name one; npx cdk import one, and answer kept for Kept/);
  });

  test('the next deployment begins anew, collides with what was kept, and names the step that adopts it', async () => {
    const { world, things, all } = await failed();
    expect(await failureOf(deployment(world, things, all).deploy())).toMatchObject({
      message: expect.stringContaining('AlreadyExists'), remedy: expect.stringContaining('npx cdk import one, and answer kept for Kept (Test::Thing)'),
    });
  });

  test('the next deployment converges after the adoption step, to the state of one that never failed', async () => {
    const { world, things, all } = await failed();
    expect(await deployment(world, things, all).importRetained()).toBe(1);
    expect(Object.keys(stackOf(world).resources)).toEqual(['Kept']);
    await deployment(world, things, all).deploy();
    const untroubled = emptyWorld();
    await deployment(untroubled, new Things(), all).deploy();
    expect(stackOf(world)).toEqual(stackOf(untroubled));
    expect(things.events).toContain('import kept');
  });

  test('fails for a type that cannot be imported, and says so', async () => {
    const { world, things, all } = await failed();
    const without = { ...things.type, import: undefined };
    expect(await failureOf(deployment(world, things, all, { types: [without] }).importRetained())).toMatchObject({ message: expect.stringContaining('cannot import Test::Thing') });
  });

  test('leaves what a resource needs that cannot be deleted, and deletes the rest', async () => {
    const [world, things] = [emptyWorld(), new Things()];
    things.failing.add('create d').add('delete b');
    const needy = { A: thing('a'), B: thing('b', {}, { DependsOn: 'A' }), C: thing('c', {}, { DependsOn: 'A' }), D: thing('d', {}, { DependsOn: ['B', 'C'] }) };
    await failureOf(deployment(world, things, assembly({ one: { resources: needy } })).deploy());
    expect(Object.keys(stackOf(world).resources)).toEqual(['A', 'B']);
    expect([...things.things.keys()]).toEqual(['a', 'b']);
  });

  test('tells when the rollback fails too', async () => {
    const [world, things] = [emptyWorld(), new Things()];
    things.failing.add('create b').add('delete a');
    const details = await failureOf(deployment(world, things, assembly({ one: { resources: { A: thing('a'), B: thing('b', {}, { DependsOn: 'A' }) } } })).deploy());
    expect(details).toMatchObject({ message: 'InternalFailure: create b fails', remedy: expect.stringContaining('the rollback fails too: InternalFailure: delete a fails') });
    expect(stackOf(world)).toMatchObject({ status: 'ROLLBACK_FAILED', resources: { A: { physicalId: 'a' } } });
  });
});

describe('when an update fails', () => {
  async function failed(next: Record<string, object>, failing: string[]) {
    const [world, things] = [emptyWorld(), new Things()];
    await deployment(world, things, assembly({ one: { resources: { A: thing('a', { Color: 'red' }), B: thing('b', {}, { DependsOn: 'A' }) } } })).deploy();
    const before = structuredClone(stackOf(world));
    failing.forEach(event => things.failing.add(event));
    things.events.length = 0;
    const details = await failureOf(deployment(world, things, assembly({ one: { resources: next } })).deploy());
    return { world, things, details, before };
  }

  test('takes back updates, replacements and creations, and deletes nothing old', async () => {
    const { world, things, before } = await failed({
      A: thing('a', { Color: 'blue' }), B: thing('b2', {}, { DependsOn: 'A' }), C: thing('c', {}, { DependsOn: 'B' }), D: thing('d', {}, { DependsOn: 'C' }),
    }, ['create d']);
    expect(things.events).toEqual(['update a', 'create b2', 'create c', 'create d', 'delete c', 'delete b2', 'update a']);
    expect(things.things.get('a')!.color).toBe('red');
    expect(stackOf(world)).toEqual({ ...before, status: 'UPDATE_ROLLBACK_COMPLETE' });
  });

  test('keeps new resources whose policy is Retain, and they can be adopted', async () => {
    const next = { A: thing('a', { Color: 'red' }), B: thing('b', {}, { DependsOn: 'A' }), C: thing('c', {}, { DeletionPolicy: 'Retain' }), D: thing('d', {}, { DependsOn: 'C' }) };
    const { world, things } = await failed(next, ['create d']);
    expect(stackOf(world).retained).toMatchObject({ C: { physicalId: 'c' } });
    things.failing.clear();
    const again = assembly({ one: { resources: next } });
    await deployment(world, things, again).importRetained();
    await deployment(world, things, again).deploy();
    expect(Object.keys(stackOf(world).resources).sort()).toEqual(['A', 'B', 'C', 'D']);
  });

  test('a stack whose rollback failed refuses the next deployment', async () => {
    const { world, things } = await failed({ A: thing('a', { Color: 'blue' }), B: thing('b', {}, { DependsOn: 'A' }), C: thing('c', {}, { DependsOn: 'A', DeletionPolicy: 'Delete' }) },
      ['create c', 'update a']);
    expect(stackOf(world).status).toBe('UPDATE_ROLLBACK_FAILED');
    const details = await failureOf(deployment(world, things, assembly({ one: { resources: { A: thing('a') } } })).deploy());
    expect(details).toMatchObject({ message: expect.stringContaining('UPDATE_ROLLBACK_FAILED'), remedy: expect.stringContaining('continue the rollback') });
  });

  test('a removed resource that cannot be deleted is a failure, where CloudFormation would only note it', async () => {
    const { details } = await failed({ A: thing('a', { Color: 'red' }) }, ['delete b']);
    expect(details).toMatchObject({ message: 'InternalFailure: delete b fails' });
  });
});
